"""The geometry of the plots of a dossier: where each bar, line and label stands; a template draws them.

Lengths are in the units of the drawing's own view box.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.pages import words
from dragoman.relations.values import Point

WIDTH, TOP, BOTTOM, LEFT, RIGHT = 720.0, 36.0, 30.0, 46.0, 8.0
FIELD = 190.0  # the height of the whole field, above and below the axis
USES_WIDTH, USES_HEIGHT = 320.0, 34.0
WIDEST_BAR = 26.0
MONTH = r"\d{4}-(0[1-9]|1[0-2])"
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000)


class Month(msgspec.Struct, frozen=True):
    """The events of a month by kind; `unusual` when either direction is marked as far off the pair's habit."""

    period: str
    said: int
    done: int
    blamed: int
    fought: int
    unusual: bool

    @property
    def cooperation(self) -> int:
        """Events of cooperation, in words and deeds."""
        return self.said + self.done

    @property
    def conflict(self) -> int:
        """Events of conflict, in words and deeds."""
        return self.blamed + self.fought

    @property
    def label(self) -> str:
        """The month as a reader writes it."""
        return words.day(self.period)


class Bar(msgspec.Struct, frozen=True):
    """A rectangle; `kind` names its colour."""

    kind: str
    x: float
    y: float
    width: float
    height: float


class Tick(msgspec.Struct, frozen=True):
    """A label of an axis and where it stands."""

    at: float
    label: str


class Mark(msgspec.Struct, frozen=True):
    """Where a month is marked as unusual."""

    x: float
    y: float


class Plot(msgspec.Struct, frozen=True):
    """Cooperation above and conflict below an axis, by month."""

    width: float
    height: float
    left: float
    right: float
    axis: float
    months: tuple[Month, ...]
    left_out: int
    bars: tuple[Bar, ...]
    levels: tuple[Tick, ...]
    dates: tuple[Tick, ...]
    marks: tuple[Mark, ...]


class Uses(msgspec.Struct, frozen=True):
    """The use of a phrase by month: documents that could hold it, and those that do; `most` is the tallest bar."""

    width: float
    height: float
    most: int
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, int, int], ...]


def months(points: Iterable[Point]) -> tuple[Month, ...]:
    """Return the months from the first to the last of a series, those without events too.

    Points that tell their quad class are counted by it; points over all classes only where the series has no others.
    Where some points are of months, those of years or days that are no month's have no place (see `without_month`).
    """
    points = _counted(points)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for point in points:
        counts[point.period][(point.quad or (1 if point.score >= 0 else 3)) - 1] += point.events
    unusual = {point.period for point in points if point.anomaly}
    return tuple(_month(period, counts[period], period in unusual) for period in _periods(set(counts)))


def without_month(points: Iterable[Point]) -> int:
    """Return how many events of a series by month are known by the year only, so that no bar counts them."""
    points = _counted(points)
    monthly = any(map(_is_month, points))
    return sum(point.events for point in points if not _is_month(point)) if monthly else 0


def _counted(points: Iterable[Point]) -> list[Point]:
    points = list(points)
    classed = any(point.quad for point in points)
    return [point for point in points if bool(point.quad) == classed]


def _is_month(point: Point) -> bool:
    return re.fullmatch(MONTH, point.period, re.ASCII) is not None


def _month(period: str, counts: Sequence[int], unusual: bool) -> Month:
    said, done, blamed, fought = counts
    return Month(period, said, done, blamed, fought, unusual)


def _periods(known: set[str]) -> list[str]:
    """Return the periods in order; of a series by month, every month from the first to the last."""
    monthly = sorted(period for period in known if re.fullmatch(MONTH, period, re.ASCII))
    if not monthly:
        return sorted(known)
    first, last = (int(period[:4]) * 12 + int(period[5:]) - 1 for period in (monthly[0], monthly[-1]))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


def plot(points: Iterable[Point]) -> Plot | None:
    """Return the plot of a series by month, None when it is empty."""
    points = tuple(points)
    return drawn(months(points), without_month(points))


def drawn(series: Sequence[Month], left_out: int = 0) -> Plot | None:
    """Return the plot of months, None when there is none; `left_out` events have no month."""
    if not series:
        return None
    up, down = (max(map(count, series)) for count in (lambda m: m.cooperation, lambda m: m.conflict))
    unit = FIELD / max(up + down, 1)
    axis = TOP + (up * unit if up + down else FIELD / 2)
    slot = (WIDTH - LEFT - RIGHT) / len(series)
    places = [(month, LEFT + slot * n) for n, month in enumerate(series)]
    return Plot(
        width=WIDTH, height=TOP + FIELD + BOTTOM, left=LEFT, right=WIDTH - RIGHT, axis=round(axis, 2),
        months=tuple(series), left_out=left_out,
        bars=tuple(bar for month, x in places for bar in _bars(month, x, slot, axis, unit)),
        levels=_levels(up, down, axis, unit),
        dates=_dates(places, slot),
        marks=tuple(
            Mark(round(x + slot / 2, 2), round(axis - month.cooperation * unit - 5, 2))
            for month, x in places if month.unusual
        ),
    )  # fmt: skip


def _bars(month: Month, x: float, slot: float, axis: float, unit: float) -> Iterable[Bar]:
    """Give the bars of a month: deeds next to the axis, words beyond them."""
    width = min(slot * 0.78, WIDEST_BAR)
    left, width = round(x + (slot - width) / 2, 2), round(width, 2)
    tops = (
        ("done", month.done, axis - month.done * unit),
        ("said", month.said, axis - month.cooperation * unit),
        ("fought", month.fought, axis),
        ("blamed", month.blamed, axis + month.fought * unit),
    )
    return [Bar(kind, left, round(y, 2), width, round(count * unit, 2)) for kind, count, y in tops if count]


def _levels(up: int, down: int, axis: float, unit: float) -> tuple[Tick, ...]:
    """Return the labels of the upright axis, at most about six of them, 0 among them."""
    step = next((step for step in STEPS if (up + down) / step <= 6), max(up, down, 1))
    counts = range(-(down // step) * step, up + 1, step)
    return tuple(Tick(round(axis - count * unit, 2), str(abs(count))) for count in counts)


def _dates(places: Sequence[tuple[Month, float]], slot: float) -> tuple[Tick, ...]:
    """Return labels of months, no nearer than they are wide: each month, or each nth with January among them."""
    nth = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 10_000) if slot * n >= 62)
    offset = next((n for n, (month, _) in enumerate(places) if month.period.endswith("-01")), 0) % nth
    return tuple(
        Tick(round(x + slot / 2, 2), _short(month)) for n, (month, x) in enumerate(places) if n % nth == offset
    )


def _short(month: Month) -> str:
    """Return "Jan 2022" for a month, anything else as it is."""
    name, space, year = month.label.partition(" ")
    return f"{name[:3]} {year}" if space else name


def uses(counts: Sequence[tuple[str, int, int]]) -> Uses:
    """Return the bars of a phrase's use by month: pale for all documents, full for those with the phrase."""
    most = max((of for _, _, of in counts), default=0) or 1
    slot = min(USES_WIDTH / max(len(counts), 1), WIDEST_BAR)
    bars = [
        Bar(kind, round(n * slot, 2), round(USES_HEIGHT * (1 - count / most), 2), round(slot * 0.78, 2),
            round(USES_HEIGHT * count / most, 2))
        for n, (_, used, of) in enumerate(counts) for kind, count in (("of", of), ("used", used)) if count
    ]  # fmt: skip
    rows = tuple((words.day(period), used, of) for period, used, of in counts)
    return Uses(round(max(slot * len(counts), 1), 2), USES_HEIGHT, most, tuple(bars), rows)
