"""Records made without a reader: plain functions that stand for its work, also in worker processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from dragoman.exports.batch import Found, Line
from dragoman.exports.inputs import InputFile
from dragoman.exports.state import Options, State
from dragoman.record.types import (
    Attribution,
    DocumentHead,
    Entity,
    Event,
    Evidence,
    Meeting,
    Reader,
    Reading,
    Silence,
    Span,
)
from dragoman.source.document import Document, Refusal

READER = Reader("1", "c0deb00c", None)
EVERY_REFUSED = 10


def reading(document: Document) -> Reading:
    """A record with an event, a meeting and a silence of a document that begins with "Chile thanked Peru"."""
    evidence = Evidence("Chile thanked Peru", 0, 18, "", document.text[18:50], trigger=Span("thanked", 6, 13))
    chile = Entity("Chile", "CHL", None, (), None, None, 0, 5)
    peru, lima = Entity("Peru", "PER", "GOV", (), None, "x", 14, 18), Entity("Lima", "PER", None, (), "L", None, 14, 18)
    event = Event(
        "e1", "SUPPORT", None, (), 1, 3.4, "050", (chile,), (peru, lima), None, "unknown", None, None,
        Attribution("issuer"), "codebook", 0.9, evidence,
    )  # fmt: skip
    meeting = Meeting(
        "m1", "call", "held", None, None, "unknown", None, None, ("CHL", "PER"), (), None, Evidence("x", 0, 1, "", "")
    )
    head = DocumentHead(
        document.id, None, None, "CHL", None, None, document.published, "given", "en", "0" * 64, document.text
    )
    return Reading(head, (), (meeting,), (), (), (), (), (), (), (event,), (Silence(0, 1, "no-frame"),), READER)


def documents(count: int) -> Iterator[Found]:
    """Documents d0, d1 …, of which every tenth was refused by the source."""
    for n in range(count):
        if n % EVERY_REFUSED == EVERY_REFUSED - 1:
            yield Refusal(f"in:{n}", "no `text`", "give it")
        else:
            yield Document(text=f"Chile thanked Peru for help {n}.", id=f"d{n}", origin=f"in:{n}")


def state(least: float = 0.0) -> State:
    """The state of a run that has read nothing."""
    return State(inputs=(InputFile("in.jsonl", 1, "0" * 64),), reader=READER, options=Options(least))


def work() -> Callable[[tuple[Found, ...]], tuple[Line, ...]]:
    """Stand for a loaded reader."""
    return _lines


def slow_work() -> Callable[[tuple[Found, ...]], tuple[Line, ...]]:
    """Stand for a reader that takes its time."""
    return _slow_lines


def lost_work(killed: Path) -> Callable[[tuple[Found, ...]], tuple[Line, ...]]:
    """Stand for a reader whose process is ended by the machine."""
    return partial(_end, killed)


def _lines(found: tuple[Found, ...]) -> tuple[Line, ...]:
    return tuple(f if isinstance(f, Refusal) else reading(f).to_json().encode("utf-8") for f in found)


def _slow_lines(found: tuple[Found, ...]) -> tuple[Line, ...]:
    time.sleep(0.02)
    return _lines(found)


def _end(killed: Path, found: tuple[Found, ...]) -> tuple[Line, ...]:
    killed.touch()
    os._exit(9)
