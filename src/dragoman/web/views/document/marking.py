"""A text with marks on it: spans that nest and overlap, cut so that each stands within those that hold it."""

from __future__ import annotations

from collections import deque
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
    """A run of a text under a mark: `anchor` is empty but in its first run; `depth` counts the lines around it.

    `plain` is whether the mark around it is of the same kind and the same words, whose line does for both.
    """

    mark: Mark
    anchor: str
    depth: int
    plain: bool
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
    waiting = _parts(text, marks)
    told, start = [], 0
    for paragraph in text.split(BREAK):
        end = start + len(paragraph)
        inside = [part for part in _taken(waiting, end) if part.end > start]
        told.append(_all(text, start, end, inside))
        start = end + len(BREAK)
    return tuple(runs for runs in told if runs)


def line(text: str, marks: Sequence[Mark]) -> tuple[Run, ...]:
    """Return a text of one line, such as a title, as runs that are marked or are not."""
    return _all(text, 0, len(text), list(_parts(text, marks)))


def _parts(text: str, marks: Sequence[Mark]) -> deque[_Part]:
    inside = [_Part(mark, mark.start, mark.end) for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    return deque(sorted(inside, key=_order))


def _all(text: str, start: int, end: int, parts: list[_Part]) -> tuple[Run, ...]:
    runs, ending = _nested(text, start, end, parts, 0)
    return (*runs, *_ends(ending))


def _nested(
    text: str, start: int, end: int, parts: list[_Part], depth: int, around: Mark | None = None
) -> tuple[list[Run], list[Mark]]:
    """Return the runs from `start` to `end` of what stands `around`, and the marks that end with them."""
    runs: list[Run] = []
    waiting, at = deque(parts), start
    while waiting:
        outer = waiting.popleft()
        runs += _plain(text, at, outer.start)
        plain = _is_same(outer.mark, around)
        inside = _taken(waiting, outer.end)
        within, ending = _nested(text, outer.start, outer.end, inside, depth + (not plain), outer.mark)
        anchor = outer.mark.anchor if outer.first else ""
        runs += [Marked(outer.mark, anchor, depth, plain, tuple(within))] if depth < DEEPEST else within
        ending = [*ending, outer.mark] if outer.last else ending
        if outer.end == end:
            return runs, ending
        runs += _ends(ending)
        at = outer.end
    return [*runs, *_plain(text, at, end)], []


def _taken(waiting: deque[_Part], end: int) -> list[_Part]:
    """Take from the parts that wait, which are in order, what of them lies before an offset; the rest waits on."""
    taken: list[_Part] = []
    going_on: list[_Part] = []
    while waiting and waiting[0].start < end:
        part = waiting.popleft()
        taken.append(part if part.end <= end else msgspec.structs.replace(part, end=end, last=False))
        if part.end > end:
            going_on.append(msgspec.structs.replace(part, start=end, first=False))
    while going_on and waiting and waiting[0].start == end:
        going_on.append(waiting.popleft())
    waiting.extendleft(sorted(going_on, key=_order, reverse=True))
    return sorted(taken, key=_order)


def _is_same(mark: Mark, around: Mark | None) -> bool:
    return around is not None and (mark.start, mark.end, mark.kind) == (around.start, around.end, around.kind)


def _order(part: _Part) -> tuple[int, int, int]:
    return part.start, -part.end, part.mark.number


def _plain(text: str, start: int, end: int) -> Iterator[Run]:
    if start < end:
        yield showable(text[start:end])


def _ends(marks: Sequence[Mark]) -> Iterator[Run]:
    if marks:
        yield Ends(tuple(sorted(marks, key=lambda mark: mark.number)))
