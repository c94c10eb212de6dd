"""Read the marks of a sentence: source inside <s>…</s>, target inside <t>…</t>.

An actor may be marked in several places, the marks may nest or touch, and an end without a mark is not named.
"""

from __future__ import annotations

import re

import msgspec

MARK = re.compile(r"<(/?)([st])>")


class MarkError(ValueError):
    """The marks of a sentence do not close; the message says which."""


class Marked(msgspec.Struct, frozen=True):
    """A sentence without its marks, and where its actors stand (start and end, exclusive, in code points)."""

    text: str
    source: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]


def read_marks(marked: str) -> Marked:
    """Return the sentence and its actors' places; raises MarkError where a mark is not closed or not opened."""
    text: list[str] = []
    length, last = 0, 0
    opened: dict[str, list[int]] = {"s": [], "t": []}
    places: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    for mark in MARK.finditer(marked):
        text.append(marked[last : mark.start()])
        length, last = length + mark.start() - last, mark.end()
        closing, actor = mark.groups()
        if not closing:
            opened[actor].append(length)
        elif not opened[actor]:
            raise MarkError(f"</{actor}> closes what was not opened")
        else:
            places[actor].append((opened[actor].pop(), length))
    for actor, starts in opened.items():
        if starts:
            raise MarkError(f"<{actor}> is not closed")
    text.append(marked[last:])
    return Marked("".join(text), tuple(sorted(places["s"])), tuple(sorted(places["t"])))


def with_marks(marked: Marked, marks: tuple[str, str, str, str]) -> str:
    """Return the sentence with other marks: opening and closing of the source, then of the target."""
    inserts: list[tuple[int, int, str]] = []
    for order, (places, opening, closing) in enumerate(
        ((marked.source, marks[0], marks[1]), (marked.target, marks[2], marks[3]))
    ):
        for start, end in places:
            inserts.append((start, 2 + order, opening))
            inserts.append((end, 1 - order, closing))
    out, last = [], 0
    for at, _, mark in sorted(inserts):
        out += [marked.text[last:at], f" {mark} "]
        last = at
    return " ".join("".join([*out, marked.text[last:]]).split())
