"""What a kind of fact means, with examples of the codebook that are like it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import EventType, Frame
from dragoman.evaluation.markup import parse_example
from dragoman.record.types import Appraisal, Commitment, Event, Meeting, Position, Request, Topic
from dragoman.relations.values import Kind
from dragoman.web import links
from dragoman.web.views.review.wording import MEANT, ONE, value

SHOWN = 4  # examples


class Defined(msgspec.Struct, frozen=True):
    """What a kind means, examples of it and sentences that are none, and the page of the codebook that says more."""

    name: str
    means: str
    examples: tuple[str, ...]
    counter: tuple[str, ...]
    link: str | None


def defined(kind: Kind, item: Any, codebook: Codebook) -> Defined:
    """Return what a kind of fact means: `item` chooses the examples, those of its own trigger first."""
    frames = [frame for frame in codebook.entries(Frame) if _gives(frame, item)]
    trigger = item.evidence.trigger.exact.casefold() if item is not None and item.evidence.trigger else ""
    frames.sort(key=lambda frame: not _fires(frame, trigger))
    examples = tuple(_bare(one) for frame in frames for one in frame.examples[:1])[:SHOWN]
    counter = tuple(one for frame in frames for one in frame.counter[:1])[: SHOWN // 2]
    if isinstance(item, Event):
        return _of_event(item, codebook, examples, counter)
    return Defined(ONE[kind], MEANT[kind], examples, counter, None)


def _of_event(item: Event, codebook: Codebook, examples: tuple[str, ...], counter: tuple[str, ...]) -> Defined:
    entry = next((one for one in codebook.entries(EventType) if one.id == item.type), None)
    own = tuple(_bare(one) for one in entry.examples) if entry else ()
    name = f"event of the type {item.type}" + (f", mode {value(item.mode)}" if item.mode else "")
    counter = ((*entry.counter, *counter) if entry else counter)[: SHOWN // 2]
    told = tuple(dict.fromkeys((*own, *examples)))[:SHOWN]
    return Defined(name, MEANT["events"], told, counter, links.concept("types", item.type) if entry else None)


def _gives(frame: Frame, item: Any) -> bool:
    match item:
        case Event():
            return frame.event is not None and (frame.event.type, frame.event.mode) == (item.type, item.mode)
        case Meeting():
            return frame.meeting is not None and frame.meeting.kind == item.kind
        case Position():
            return frame.position is not None and frame.position.stance == item.stance
        case Commitment():
            return frame.commitment is not None and frame.commitment.strength == item.strength
        case Appraisal():
            return frame.appraisal is not None and frame.appraisal.kind == item.kind
        case Request():
            return frame.request is not None
        case Topic():
            return frame.topic is not None
    return False


def _fires(frame: Frame, trigger: str) -> bool:
    """Tell whether a frame's words are those of a trigger, which stands in any form ("thanked" for "thank")."""
    return any(_stem(word) and trigger.startswith(_stem(word)) for word in _words(frame))


def _words(frame: Frame) -> Iterator[str]:
    yield from (*frame.verb, *frame.noun, *frame.adjective)


def _stem(word: str) -> str:
    return word.casefold().rstrip("ey") if len(word) > 3 else word.casefold()


def _bare(marked: str) -> str:
    return parse_example(marked).text
