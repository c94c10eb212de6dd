"""The geometry of the plots of a dossier: where each bar, line and label stands; a template draws them.

Lengths are in the units of the drawing's own view box.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from dragoman.pages import words
from dragoman.relations import series as spans
from dragoman.relations.values import Point, Unit

WIDTH, TOP, BOTTOM, LEFT, RIGHT = 720.0, 36.0, 30.0, 46.0, 8.0
FIELD = 190.0  # the height of the whole field, above and below the axis
USES_WIDTH, USES_HEIGHT = 320.0, 34.0
WIDEST_BAR, NARROWEST_BAR = 26.0, 1.0
DAYS = {"day": 1, "week": 7, "month": 28, "year": 365}  # at least
WIDEST_LABEL = 62.0  # of a month, as the axis writes it
LETTER = 6.5  # the mean width of a letter of an axis
MOST_PERIODS = 5000  # more are a mistake of a date, and are not filled
FORMS = {  # of a period by unit; others are less precise than the unit
    "day": r"\d{4}-(0[1-9]|1[0-2])-\d\d",
    "week": r"\d{4}-W\d\d",
    "month": r"\d{4}-(0[1-9]|1[0-2])",
    "year": r"\d{4}",
}
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000)


class Period(msgspec.Struct, frozen=True):
    """The events of a month (or another unit) by kind.

    `unusual` when either direction is marked as far off the pair's habit.
    """

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
        """The period as a reader writes it."""
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
    """Where a period is marked as unusual."""

    x: float
    y: float


class Plot(msgspec.Struct, frozen=True):
    """Cooperation above and conflict below an axis, by period; `left_out` events are of no period."""

    width: float
    height: float
    left: float
    right: float
    axis: float
    unit: Unit
    periods: tuple[Period, ...]
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


def periods_of(points: Iterable[Point], unit: Unit = "month") -> tuple[Period, ...]:
    """Return the periods from the first to the last of a series, those without events too.

    Points that tell their quad class are counted by it; points over all classes only where the series has no others.
    Where some points are of the unit, those that are less precise have no place (see `without_period`).
    """
    points = _counted(points)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for point in points:
        counts[point.period][(point.quad or (1 if point.score >= 0 else 3)) - 1] += point.events
    unusual = {point.period for point in points if point.anomaly}
    return tuple(_period(period, counts[period], period in unusual) for period in _filled(set(counts), unit))


def without_period(points: Iterable[Point], unit: Unit = "month") -> int:
    """Return how many events of a series have a date that is less precise than its unit, so that no bar counts them."""
    points = _counted(points)
    some = any(_is_of(point.period, unit) for point in points)
    return sum(point.events for point in points if not _is_of(point.period, unit)) if some else 0


def _counted(points: Iterable[Point]) -> list[Point]:
    points = list(points)
    classed = any(point.quad for point in points)
    return [point for point in points if bool(point.quad) == classed]


def _is_of(period: str, unit: Unit) -> bool:
    if not re.fullmatch(FORMS[unit], period, re.ASCII):
        return False
    try:
        return start_of(period).year < date.max.year
    except ValueError:  # a day that no calendar has
        return False


def _period(period: str, counts: Sequence[int], unusual: bool) -> Period:
    said, done, blamed, fought = counts
    return Period(period, said, done, blamed, fought, unusual)


def _filled(known: set[str], unit: Unit) -> Sequence[str]:
    """Return the periods in order, with those between them; where none is of the unit, or too many are, those alone."""
    of_unit = sorted(period for period in known if _is_of(period, unit))
    if not of_unit:
        return sorted(known)
    first, last = start_of(of_unit[0]), start_of(of_unit[-1])
    if (last - first).days / DAYS[unit] > MOST_PERIODS:
        return of_unit
    return spans.periods(first.isoformat(), last.isoformat(), unit)


def start_of(period: str) -> date:
    """Return the first day of a day, week, month or year; ValueError when it is none of them."""
    return date.fromisoformat(period) if "W" in period else spans.first_day(period)


def plot(points: Iterable[Point], unit: Unit = "month") -> Plot | None:
    """Return the plot of a series by a unit of time, None when it is empty."""
    points = tuple(points)
    return drawn(periods_of(points, unit), without_period(points, unit), unit)


def drawn(series: Sequence[Period], left_out: int = 0, unit: Unit = "month") -> Plot | None:
    """Return the plot of periods, None when there is none; `left_out` events are of no period."""
    if not series:
        return None
    up, down = (max(map(count, series)) for count in (lambda m: m.cooperation, lambda m: m.conflict))
    scale = FIELD / max(up + down, 1)
    axis = TOP + (up * scale if up + down else FIELD / 2)
    slot = (WIDTH - LEFT - RIGHT) / len(series)
    places = [(period, LEFT + slot * n) for n, period in enumerate(series)]
    return Plot(
        width=WIDTH, height=TOP + FIELD + BOTTOM, left=LEFT, right=WIDTH - RIGHT, axis=round(axis, 2),
        unit=unit, periods=tuple(series), left_out=left_out,
        bars=tuple(bar for period, x in places for bar in _bars(period, x, slot, axis, scale)),
        levels=_levels(up, down, axis, scale),
        dates=_dates(places, slot),
        marks=tuple(
            Mark(round(x + slot / 2, 2), round(axis - period.cooperation * scale - 5, 2))
            for period, x in places if period.unusual
        ),
    )  # fmt: skip


def _bars(period: Period, x: float, slot: float, axis: float, scale: float) -> Iterable[Bar]:
    """Give the bars of a period: deeds next to the axis, words beyond them."""
    width = max(min(slot * 0.78, WIDEST_BAR), NARROWEST_BAR)
    left = round(min(max(x + (slot - width) / 2, LEFT), WIDTH - RIGHT - width), 2)
    width = round(width, 2)
    tops = (
        ("done", period.done, axis - period.done * scale),
        ("said", period.said, axis - period.cooperation * scale),
        ("fought", period.fought, axis),
        ("blamed", period.blamed, axis + period.fought * scale),
    )
    return [Bar(kind, left, round(y, 2), width, round(count * scale, 2)) for kind, count, y in tops if count]


def _levels(up: int, down: int, axis: float, scale: float) -> tuple[Tick, ...]:
    """Return the labels of the upright axis, at most about six of them, 0 among them."""
    step = next((step for step in STEPS if (up + down) / step <= 6), max(up, down, 1))
    counts = range(-(down // step) * step, up + 1, step)
    return tuple(Tick(round(axis - count * scale, 2), str(abs(count))) for count in counts)


def _dates(places: Sequence[tuple[Period, float]], slot: float) -> tuple[Tick, ...]:
    """Return labels of periods, no nearer than they are wide: each, or each nth with January among them."""
    widest = max(WIDEST_LABEL, max(len(_short(period)) for period, _ in places) * LETTER + 10)
    nth = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600, 10_000) if slot * n >= widest)
    offset = next((n for n, (period, _) in enumerate(places) if period.period.endswith("-01")), 0) % nth
    kept = [(period, x + slot / 2) for n, (period, x) in enumerate(places) if n % nth == offset]
    return tuple(Tick(round(x, 2), _short(period)) for period, x in kept if x + widest / 2 <= WIDTH)


def _short(period: Period) -> str:
    """Return "Jan 2022" for a month and "5 Jan 2022" for a day, anything else as it is."""
    parts = [part[:3] if part.isalpha() else part for part in period.label.split()]
    return " ".join(parts)


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
