"""Periods of time, and the periods in which a count is far off the habit."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median

from dragoman.relations.values import Unit

FEWEST_PERIODS = 6  # below that a median and a spread about it say nothing of a habit
FAR = 3.5  # modified z-score beyond which a value is an outlier: Iglewicz and Hoaglin (1993), p. 11
NORMAL = 1.4826  # a normal distribution's standard deviation, in median absolute deviations
MOST_PERIODS = 20_000  # days of 55 years: a series of days longer than that is a mistake of a date
SPREAD = 1.0  # of an Anscombe-transformed Poisson count, whatever its mean: no series is taken to vary less by chance


def anomalies(counts: Sequence[int]) -> tuple[bool, ...]:
    """Mark the counts that are far off the median of all, in either direction; none of fewer than six periods.

    Counts are made comparable by 2·sqrt(x + 3/8), whose variance is about 1 for a Poisson count (Anscombe 1948,
    Biometrika 35, 246–254); a value is marked when it is more than 3.5 robust standard deviations from the median
    (Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers). The deviation is that of the medians, at least 1,
    so that chance alone marks nothing in a series that hardly moves.
    """
    if len(counts) < FEWEST_PERIODS:
        return (False,) * len(counts)
    values = [2 * (count + 0.375) ** 0.5 for count in counts]
    middle = median(values)
    spread = max(SPREAD, NORMAL * median(abs(value - middle) for value in values))
    return tuple(abs(value - middle) > FAR * spread for value in values)


def period_of(day: str, unit: Unit) -> str | None:
    """Return the period of an ISO day ("2021-12-30", "2021-W52", "2021-12", "2021"), None when it is less precise."""
    if unit == "year":
        return day[:4] or None
    if unit == "month":
        return day[:7] if len(day) >= len("2021-12") else None
    if len(day) < len("2021-12-30"):
        return None
    return day[:10] if unit == "day" else _week(date.fromisoformat(day[:10]))


def periods(first: str, last: str, unit: Unit, most: int = MOST_PERIODS) -> tuple[str, ...]:
    """Return every period from that of the first ISO day to that of the last, both included, with no gap.

    Days of less precision stand for their first day as `first` and for their last day as `last`. No more than `most`
    are returned, the earliest.
    """
    start, end = first_day(first), last_day(last)
    found: dict[str, None] = {}
    step = _STEPS[unit]
    day = start
    while day <= end and len(found) < most:
        found[str(period_of(day.isoformat(), unit))] = None
        try:
            day = step(day)
        except (OverflowError, ValueError):  # the calendar ends with the year 9999
            break
    return tuple(found)


def first_day(day: str) -> date:
    """Return the first day of an ISO year, month or day; ValueError when it is none of them."""
    return date.fromisoformat(f"{day}-01-01"[:10] if len(day) <= len("2021") else f"{day}-01"[:10])


def last_day(day: str) -> date:
    """Return the last day of an ISO year, month or day; ValueError when it is none of them."""
    start = first_day(day)
    if len(day) <= len("2021"):
        return start.replace(month=12, day=31)
    return start.replace(day=monthrange(start.year, start.month)[1]) if len(day) <= len("2021-12") else start


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _next_day(day: date) -> date:
    return day + timedelta(days=1)


def _next_week(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _next_year(day: date) -> date:
    return date(day.year + 1, 1, 1)


_STEPS: Mapping[Unit, Callable[[date], date]] = {
    "day": _next_day,
    "week": _next_week,
    "month": _next_month,
    "year": _next_year,
}
