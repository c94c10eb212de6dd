"""Find the dates of one passage: pieces, the runs that they make, and what each resolves to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from dragoman.reading.dates.calendar import Calendar, stands_before
from dragoman.reading.dates.relative import Now, relative_day
from dragoman.reading.dates.told import FoundDay, Told, Towards
from dragoman.reading.dates.written import tell
from dragoman.reading.dates.years import resolve
from dragoman.reading.findings import Day

LONGEST_REACH = 300  # characters from a date within which "the next day" is counted from it


def find_days(text: str, today: str | None, calendar: Calendar, towards: Towards = "past") -> tuple[FoundDay, ...]:
    """Return the dates of a text, in its order, none overlapping.

    `today` is the publisher's day (YYYY-MM-DD): without it nothing relative is found, nor a day without its year.
    `towards` is the way the verb points: which Monday, and which 5 May, is meant. ValueError if `today` is no day.
    """
    day = date.fromisoformat(today) if today else None
    found: list[FoundDay] = []
    run: list[Told] = []
    for match in calendar.piece.finditer(text):
        told = tell(match, calendar, day)
        if told and run and (linked := _linked(run[-1], told[0], text, calendar)):
            run[-1] = linked
            run.extend(told)
            continue
        found.extend(_run_days(run, text, calendar, day, towards))
        run = list(told)
        if not told:
            found.extend(_relative(match, calendar, day, towards, found))
    found.extend(_run_days(run, text, calendar, day, towards))
    return tuple(found)


def _linked(before: Told, after: Told, text: str, calendar: Calendar) -> Told | None:
    """Return the first of two neighbours with its link to the second, None if nothing joins them."""
    if (before.precision == "year") != (after.precision == "year"):
        return None
    between = calendar.link.fullmatch(text, before.end, after.start)
    if not between:
        return None
    return msgspec.structs.replace(before, link="range" if between["range"] else "list")


def _run_days(
    run: list[Told], text: str, calendar: Calendar, today: date | None, towards: Towards
) -> Iterator[FoundDay]:
    if not run or all(told.bare for told in run):
        return
    if run[0].link == "list" and stands_before(calendar.between, text, run[0].start):
        run = [msgspec.structs.replace(run[0], link="range"), *run[1:]]
    yield from resolve(tuple(run), today, towards)


def _relative(
    match: re.Match[str], calendar: Calendar, today: date | None, towards: Towards, found: list[FoundDay]
) -> Iterator[FoundDay]:
    day = None
    if match.lastgroup == "next_day":
        day = _next_day(match, found)
    elif today:
        day = relative_day(match, Now(calendar, today, towards))
    if day:
        yield FoundDay(_start(match, calendar), match.end(), day)


def _start(match: re.Match[str], calendar: Calendar) -> int:
    """Return where a relative date begins: a part that narrows its unit ("late last year") belongs to it."""
    part = stands_before(calendar.part, match.string, match.start())
    return part.start() if part and match.lastgroup in ("which_unit", "which_month", "new_year") else match.start()


def _next_day(match: re.Match[str], found: list[FoundDay]) -> Day | None:
    if not found or match.start() - found[-1].end > LONGEST_REACH:
        return None
    last = found[-1].day.end_date or found[-1].day.date or ""
    if len(last) < len("2021-05-05") or last == date.max.isoformat():
        return None
    return Day((date.fromisoformat(last) + timedelta(days=1)).isoformat(), None, "relative")
