"""A text with marks on it: spans that nest and overlap, cut so that each stands within those that hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.pages.quoting import showable

DEEPEST = 20  # marks within marks; what lies deeper keeps its number, and is told beside the text
BREAK = "\n\n"  # parts the paragraphs of a canonical text


class Mark(msgspec.Struct, frozen=True):
    """A span of a text that something is said of: `number` of the entry beside the text, its kind and its anchor.

    `anchor` is empty where the same is said again. Offsets are code points, end exclusive.
    """

    start: int
    end: int
    number: int
    kind: str
    key: str
    anchor: str = ""


class Marked(msgspec.Struct, frozen=True):
    """A run of a text under a mark: `anchor` is empty but in its first run; `depth` counts the marks around it."""

    mark: Mark
    anchor: str
    depth: int
    runs: tuple[Run, ...]


class Ends(msgspec.Struct, frozen=True):
    """The marks that end here, by number."""

    marks: tuple[Mark, ...]


Run = str | Marked | Ends


class _Part(msgspec.Struct, frozen=True):
    """What is left of a mark from `start` to `end`: its first part, its last, both or neither."""

    mark: Mark
    start: int
    end: int
    first: bool = True
    last: bool = True


def paragraphs(text: str, marks: Sequence[Mark]) -> tuple[tuple[Run, ...], ...]:
    """Return the paragraphs of a text (parted by an empty line), each as runs that are marked or are not."""
    parts = [_Part(mark, mark.start, mark.end) for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    told, start = [], 0
    for paragraph in text.split(BREAK):
        end = start + len(paragraph)
        inside, parts = _parted(parts, end)
        told.append(_all(text, start, end, [part for part in inside if part.end > start]))
        start = end + len(BREAK)
    return tuple(runs for runs in told if runs)


def line(text: str, marks: Sequence[Mark]) -> tuple[Run, ...]:
    """Return a text of one line, such as a title, as runs that are marked or are not."""
    parts = [_Part(mark, mark.start, mark.end) for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    return _all(text, 0, len(text), parts)


def _all(text: str, start: int, end: int, parts: list[_Part]) -> tuple[Run, ...]:
    runs, ending = _nested(text, start, end, parts, 0)
    return (*runs, *_ends(ending))


def _nested(text: str, start: int, end: int, parts: list[_Part], depth: int) -> tuple[list[Run], list[Mark]]:
    """Return the runs from `start` to `end`, and the marks that end with them."""
    runs: list[Run] = []
    waiting, at = sorted(parts, key=_order), start
    while waiting:
        outer, *rest = waiting
        inside, rest = _parted(rest, outer.end)
        runs += _plain(text, at, outer.start)
        within, ending = _nested(text, outer.start, outer.end, inside, depth + 1)
        runs += [_marked(outer, depth, within)] if depth < DEEPEST else within
        ending = [*ending, outer.mark] if outer.last else ending
        if outer.end == end:
            return runs, ending
        runs += _ends(ending)
        waiting, at = sorted(rest, key=_order), outer.end
    return [*runs, *_plain(text, at, end)], []


def _parted(parts: Sequence[_Part], end: int) -> tuple[list[_Part], list[_Part]]:
    """Return what of the parts lies before an offset, and what from there on."""
    before = [_before(part, end) if part.end > end else part for part in parts if part.start < end]
    return before, [_after(part, end) if part.start < end else part for part in parts if part.end > end]


def _before(part: _Part, end: int) -> _Part:
    return msgspec.structs.replace(part, end=end, last=False)


def _after(part: _Part, start: int) -> _Part:
    return msgspec.structs.replace(part, start=start, first=False)


def _marked(part: _Part, depth: int, runs: Sequence[Run]) -> Marked:
    return Marked(part.mark, part.mark.anchor if part.first else "", depth, tuple(runs))


def _order(part: _Part) -> tuple[int, int, int]:
    return part.start, -part.end, part.mark.number


def _plain(text: str, start: int, end: int) -> Iterator[Run]:
    if start < end:
        yield showable(text[start:end])


def _ends(marks: Sequence[Mark]) -> Iterator[Run]:
    if marks:
        yield Ends(tuple(sorted(marks, key=lambda mark: mark.number)))
