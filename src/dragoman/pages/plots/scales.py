"""What the plots have in common: classes of counts, the tone of a mean score."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import msgspec

# Lower bounds of classes. The longest ladder whose last step a count reaches is used, so that a filter that halves the
# counts does not give every country another class.
LADDERS = (
    (1, 2, 3, 4, 5),
    (1, 2, 5, 10, 20),
    (1, 3, 10, 30, 100),
    (1, 5, 20, 100, 500),
    (1, 10, 50, 250, 1_000),
    (1, 10, 100, 1_000, 10_000),
    (1, 100, 1_000, 10_000, 100_000),
)
GRADES = 5
EVEN = 1.0  # a mean PLOVER score (-10 to 7) this near to 0 is neither cooperation nor conflict


class Grade(msgspec.Struct, frozen=True):
    """A class of counts; `number` is 1 (least) to 5 and names its colour or width."""

    number: int
    low: int
    label: str


def grades(counts: Iterable[int]) -> tuple[Grade, ...]:
    """Return the classes of counts above 0, at most five; none when there is no such count."""
    most = max(counts, default=0)
    ladder = [ladder for ladder in LADDERS if ladder[-1] <= most][-1:] or [LADDERS[0]]
    lows = [low for low in ladder[0] if low <= most]
    return tuple(Grade(_number(n, len(lows)), low, _label(low, (*lows, 0)[n + 1])) for n, low in enumerate(lows))


def _number(place: int, of: int) -> int:
    """Return the colour of a class: fewer classes than five are spread over all of them."""
    return GRADES if of == 1 else 1 + round(place * (GRADES - 1) / (of - 1))


def _label(low: int, following: int) -> str:
    if not following:
        return f"{low:,} or more"
    return f"{low:,} to {following - 1:,}" if following - low > 1 else f"{low:,}"


def grade_of(count: int, of: tuple[Grade, ...]) -> int:
    """Return the number of the class of a count, 0 for a count of none."""
    place = bisect_right([grade.low for grade in of], count)
    return of[place - 1].number if place else 0


def tone(score: float) -> str:
    """Return "cooperation", "mixed" or "conflict" for a mean PLOVER score."""
    if abs(score) < EVEN:
        return "mixed"
    return "cooperation" if score > 0 else "conflict"


def counted(count: int, noun: str) -> str:
    """Return "1 event" or "1,200 events"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
