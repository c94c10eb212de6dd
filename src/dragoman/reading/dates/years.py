"""The years of written dates that tell none, and the ranges that dates told together make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from dragoman.reading.dates.told import FoundDay, Told, Towards
from dragoman.reading.findings import Day

LONGEST_PAST, LONGEST_WAIT = 270, 330  # days: further off in the way the verb points, a date would have its year
replace = msgspec.structs.replace


def resolve(run: tuple[Told, ...], today: date | None, towards: Towards) -> Iterator[FoundDay]:
    """Yield the dates of one run of linked days, months or years, ranges joined."""
    dated = _with_years(run, today, towards)
    found: list[Told] = []
    for told in dated:
        if found and _joined(found[-1], told):
            found.append(told)
            continue
        yield from _found(found)
        found = [told]
    yield from _found(found)


def _joined(before: Told, after: Told) -> bool:
    """Tell whether two days make one range: told as one, or told together and one the morrow of the other."""
    if before.precision != after.precision or before.link is None:
        return False
    if before.link == "range":
        return True
    return before.precision == "day" and _first_day(after) - _first_day(before) == timedelta(days=1)


def _found(told: list[Told]) -> Iterator[FoundDay]:
    if not told:
        return
    first, last = told[0], told[-1]
    date_, end = _written(first), _written(last)
    if date_ > end:
        return  # a range that runs backwards is no date
    yield FoundDay(first.start, last.end, Day(date_, end if end != date_ else None, first.basis))


def _written(told: Told) -> str:
    numbers = (told.year or 0, told.month, told.day)
    return "-".join(f"{n:0{4 if i == 0 else 2}}" for i, n in enumerate(numbers) if n is not None)


def _with_years(run: tuple[Told, ...], today: date | None, towards: Towards) -> list[Told]:
    """Return the run with its years: shared, else the nearest to today; what is no date is left out."""
    dated: list[Told] = []
    for told in _shared(run):
        after = dated[-1] if dated and dated[-1].link == "range" else None
        year = told.year if told.year is not None else _likely_year(told, after, today, towards)
        whole = replace(told, year=year)
        if year is not None and not told.lost and _exists(whole):
            dated.append(whole)
        elif dated:
            dated[-1] = replace(dated[-1], link=None)
    return dated


def _shared(run: tuple[Told, ...]) -> tuple[Told, ...]:
    """Share the years of a run: a day takes that of the next day which has one, else of the last before."""
    years = [told.year for told in run]
    for i in reversed(range(len(years) - 1)):
        years[i] = years[i] if years[i] is not None else years[i + 1]
    for i in range(1, len(years)):
        years[i] = years[i] if years[i] is not None else years[i - 1]
    return _turned(run, years)


def _turned(run: tuple[Told, ...], years: list[int | None]) -> tuple[Told, ...]:
    """Give the run its years; a range over the turn of the year ("30 December to 2 January") has two."""
    for i, (before, after) in enumerate(pairwise(run)):
        turns = before.link == "range" and (before.month or 0) > (after.month or 0)
        first, last = years[i], years[i + 1]
        if turns and first is not None and first == last:
            if before.year is None:
                years[i] = first - 1
            elif after.year is None:
                years[i + 1] = first + 1
    return tuple(replace(told, year=year) for told, year in zip(run, years, strict=True))


def _likely_year(told: Told, after: Told | None, today: date | None, towards: Towards) -> int | None:
    """Return the year of a day or month that tells none: the first after the start of a range, else near today."""
    if today is None or told.month is None:
        return None
    base = after.year if after and after.year else today.year
    wholes = [w for w in (replace(told, year=base + shift) for shift in (-1, 0, 1)) if _exists(w)]
    if told.weekday:
        wholes = [w for w in wholes if _first_day(w).isoweekday() == told.weekday] or wholes
    if after:
        return next((w.year for w in wholes if _first_day(w) > _first_day(after)), None)
    gaps = {w.year: _gap(w, today) for w in wholes if w.year}
    return _nearest(gaps, today.year, towards) if gaps else None


def _nearest(gaps: dict[int, int], this_year: int, towards: Towards) -> int:
    """Return the year whose gap to today (in days) fits best.

    A year is left out where it is the current one, or the nearest; the direction of the verb goes before both.
    """
    coming = [year for year, gap in gaps.items() if 0 <= gap <= LONGEST_WAIT]
    if towards == "future" and coming:
        return min(coming, key=lambda year: gaps[year])
    if towards == "past" and -LONGEST_PAST <= gaps.get(this_year, 1) <= 0:
        return this_year
    return min(gaps, key=lambda year: (abs(gaps[year]), year != this_year, year))


def _gap(told: Told, today: date) -> int:
    """Return how many days a date lies ahead of today; months are counted as thirty days."""
    if told.day:
        return (_first_day(told) - today).days
    return 30 * (((told.year or 0) - today.year) * 12 + (told.month or 0) - today.month)


def _first_day(told: Told) -> date:
    return date(told.year or 1, told.month or 1, told.day or 1)


def _exists(told: Told) -> bool:
    try:
        _first_day(told)
    except ValueError:
        return False
    return told.year != 0 and told.month != 0 and told.day != 0
