"""Check that a fact of the record is what its text says: words, surroundings, trigger, names of actors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from dragoman.record.evidence import CONTEXT, Fields
from dragoman.record.types import Event, Evidence, Place

Part = Literal["words", "surroundings", "further words", "trigger", "actor", "recipient"]


class Problem(msgspec.Struct, frozen=True):
    """A part of a fact that its text does not bear out: what the record holds, and what stands there."""

    part: Part
    held: str
    found: str


def problems(item: Any, fields: Fields) -> Iterator[Problem]:
    """Yield what is wrong with a fact; `fields` maps "" to the canonical body, "title" and "summary" to theirs."""
    evidence: Evidence = item.evidence
    text = fields.get(evidence.field or "", "")
    yield from _misplaced(evidence, "words", text)
    for further in evidence.also:
        yield from _misplaced(further, "further words", fields.get(further.field or "", ""))
    yield from _trigger(evidence, text)
    if isinstance(item, Event):
        sides: tuple[tuple[Part, Any], ...] = (("actor", item.actor), ("recipient", item.recipient))
        for part, entities in sides:
            for entity in entities:
                yield from _different(part, entity.text, text, entity.start, entity.end)


def _misplaced(at: Evidence | Place, part: Part, text: str) -> Iterator[Problem]:
    wrong = list(_different(part, at.exact, text, at.start, at.end))
    yield from wrong
    if not wrong:
        before, after = text[max(0, at.start - CONTEXT) : at.start], text[at.end : at.end + CONTEXT]
        if (at.prefix, at.suffix) != (before, after):
            yield Problem("surroundings", f"{at.prefix}…{at.suffix}", f"{before}…{after}")


def _trigger(evidence: Evidence, text: str) -> Iterator[Problem]:
    trigger = evidence.trigger
    if trigger is None:
        return
    if not evidence.start <= trigger.start < trigger.end <= evidence.end:
        yield Problem("trigger", trigger.exact, "")
    else:
        yield from _different("trigger", trigger.exact, text, trigger.start, trigger.end)


def _different(part: Part, held: str, text: str, start: int, end: int) -> Iterator[Problem]:
    """An actor that is understood and not named has no words, at one place; evidence always has some."""
    inside = 0 <= start <= end <= len(text)
    found = text[start:end] if inside else ""
    unsaid = not held and part not in ("actor", "recipient")
    if found != held or not inside or unsaid:
        yield Problem(part, held, found)
