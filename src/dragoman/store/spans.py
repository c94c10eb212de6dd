"""Days that a query names: "30 December 2021", "March 2023", "since 2022", read as dates in communiqués are."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

import msgspec

from dragoman.reading.dates.calendar import Calendar
from dragoman.reading.dates.find import find_days
from dragoman.reading.dates.told import FoundDay
from dragoman.relations.holdings import Filters
from dragoman.relations.meetings import LAG

LEAD = "in "  # before which a year by itself is a time to the reader of dates
_SINCE = ("since", "from")
_AFTER = ("after",)
_UNTIL = ("until", "till", "to", "through", "by")
_BEFORE = ("before",)
_DIRECTION = re.compile(rf"\b({'|'.join((*_SINCE, *_AFTER, *_UNTIL, *_BEFORE, 'in', 'on', 'between'))})\s+$", re.I)
_YEAR_AND_MONTH = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?![\d-])")
_YEAR = re.compile(r"(?<![\w-])\d{4}(?![\w-])")
_QUOTED = re.compile(r"[\"“”„«][^\"“”„«»]*[\"“”„«»]")  # a phrase stays as it is
_EARLIEST, _LATEST = 1900, 2100  # years that a number by itself may be


class Span(msgspec.Struct, frozen=True):
    """The days that a query names: `since` and `until` are ISO days, either may be open; `rest` is the query without.

    `day` and `end` are what the words say; of a single day `until` lies some days later, by when reports of it are
    out. `sure` is false of a year by itself, which may as well be part of a name ("2030 Agenda").
    """

    since: str | None
    until: str | None
    rest: str
    day: str | None = None
    end: str | None = None
    sure: bool = True


def span_of(query: str, calendar: Calendar) -> Span | None:
    """Return the days that a query names, None when it names none."""
    text = _as_written(query, calendar)
    unquoted = _QUOTED.sub(lambda quoted: "|" * len(quoted[0]), text)
    told = find_days(unquoted, None, calendar)
    if told:
        return _span(text, told, sure=True)
    years = [year for year in _YEAR.finditer(unquoted) if _EARLIEST <= int(year.group()) <= _LATEST]
    if len(years) != 1:
        return None
    (year,) = years
    found = find_days(LEAD + year.group(), None, calendar)
    if not found:
        return None
    return _span(text, (msgspec.structs.replace(found[0], start=year.start(), end=year.end()),), sure=False)


def within(filters: Filters, span: Span) -> Filters:
    """Return filters that leave no day outside of a span."""
    since = max(filter(None, (filters.since, span.since)), default=None)
    until = min(filter(None, (filters.until, span.until)), default=None)
    return msgspec.structs.replace(filters, since=since, until=until)


def _as_written(query: str, calendar: Calendar) -> str:
    """Return a query with the names of months as they are written, which is how the reader knows them."""
    text = _YEAR_AND_MONTH.sub(lambda m: f"{_longest(calendar, int(m[2]))} {m[1]}", query)
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize() if m[0].lower() in calendar.months else m[0], text)


def _longest(calendar: Calendar, month: int) -> str:
    return max((name for name, number in calendar.months.items() if number == month), key=len)


def _span(text: str, told: tuple[FoundDay, ...], *, sure: bool) -> Span:
    """Return the days of all dates together, each as the word before it points."""
    sinces: list[date] = []
    untils: list[date] = []
    rest, end = "", 0
    pointed = False
    for found in told:
        lead = _DIRECTION.search(text, end, found.start)
        word = lead[1].lower() if lead else ""
        rest, end = f"{rest} {text[end : lead.start() if lead else found.start]}", found.end
        first, last = _days(found.day.date or ""), _days(found.day.end_date or found.day.date or "")
        word = "" if found.day.end_date else word  # "from March to May" is told as a whole
        pointed |= word in (*_SINCE, *_AFTER, *_UNTIL, *_BEFORE)
        if word in _AFTER:
            sinces.append(last[1] + timedelta(days=1))
        elif word in _BEFORE:
            untils.append(first[0] - timedelta(days=1))
        else:
            sinces += [] if word in _UNTIL else [first[0]]
            untils += [] if word in _SINCE else [last[1]]
    since, until = min(sinces, default=None), max(untils, default=None)
    single = not pointed and since is not None and since == until
    shown = until + timedelta(days=LAG) if single and until else until
    return Span(
        _iso(since), _iso(shown), " ".join(f"{rest} {text[end:]}".split()), _iso(since), _iso(until), sure or pointed
    )


def _days(told: str) -> tuple[date, date]:
    """Return the first and the last day of an ISO date, which may be a month or a year."""
    year, month, day = (int(part) for part in (*told.split("-"), "0", "0")[:3])
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
