"""Written dates: what a piece tells, before its year is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import msgspec

from dragoman.reading.dates.calendar import Calendar, stands_before
from dragoman.reading.dates.told import Told
from dragoman.reading.dates.words import key

replace = msgspec.structs.replace


def tell(match: re.Match[str], calendar: Calendar, today: date | None) -> tuple[Told, ...]:
    """Return what a piece of a written date tells; nothing where its form is refused."""
    form = FORMS.get(match.lastgroup or "")
    return form(match, calendar, today) if form else ()


def _iso(match: re.Match[str], calendar: Calendar, today: date | None) -> tuple[Told, ...]:
    year, month, day = (int(n) for n in match[0][:10].split("-"))
    return (Told(match.start(), match.end(), year, month, day),)


def _numeric(match: re.Match[str], calendar: Calendar, today: date | None) -> tuple[Told, ...]:
    """Read 31/07/2016 and 31.07.2016, day first; with a slash only where day and month cannot be exchanged."""
    first, second, year = (int(match[f"n_{part}"]) for part in ("first", "second", "year"))
    if match["n_mark"] == "/" and first != second and max(first, second) <= 12:
        return ()
    if match["n_mark"] == "/" and second > 12:
        first, second = second, first
    return (Told(match.start(), match.end(), year, second, first),)


def _day_first(match: re.Match[str], calendar: Calendar, today: date | None) -> tuple[Told, ...]:
    return _days(match, "df", calendar, today)


def _month_first(match: re.Match[str], calendar: Calendar, today: date | None) -> tuple[Told, ...]:
    return _days(match, "mf", calendar, today)


def _days(match: re.Match[str], form: str, calendar: Calendar, today: date | None) -> tuple[Told, ...]:
    """Return the days of a list that share a month; the first and last take the rest of the piece into their spans."""
    common = _with_year(match, form, calendar, today)
    told: list[Told] = []
    for part in calendar.days.finditer(match.string, *match.span(f"{form}_days")):
        if part["day"]:
            told.append(replace(common, day=_number(part["day"], calendar), start=part.start(), end=part.end()))
        elif told:
            told[-1] = replace(told[-1], link="range" if part["range"] else told[-1].link or "list")
    told[0] = replace(told[0], start=match.start(), weekday=_weekday_before(match, form, calendar))
    told[-1] = replace(told[-1], end=match.end(), link=None)
    return tuple(told)


def _with_year(match: re.Match[str], form: str, calendar: Calendar, today: date | None) -> Told:
    month = calendar.months[key(match[f"{form}_month"])]
    told = Told(match.start(), match.end(), None, month)
    if match[f"{form}_year"]:
        return replace(told, year=int(match[f"{form}_year"]))
    years = _years_from_now(match, form, calendar)
    if years is None:
        return replace(told, lost=bool(match[f"{form}_other"]))
    return replace(told, year=today.year + years if today else None, basis="relative", lost=not today)


def _years_from_now(match: re.Match[str], form: str, calendar: Calendar) -> int | None:
    """Return how many years from this one the year lies that is told as "last year" or "ten years ago"."""
    if match[f"{form}_which"]:
        return calendar.which[key(match[f"{form}_which"])]
    count = match[f"{form}_back"]
    return -calendar.count(count) if count else None


def _number(word: str, calendar: Calendar) -> int:
    return int(word) if word.isdigit() else calendar.ordinals[key(word)]


def _weekday_before(match: re.Match[str], form: str, calendar: Calendar) -> int | None:
    word = re.split(r"[\s,]", match[0], maxsplit=1)[0]
    return calendar.weekdays.get(key(word))


def _month(match: re.Match[str], calendar: Calendar, today: date | None) -> tuple[Told, ...]:
    told = _with_year(match, "m", calendar, today)
    part = stands_before(calendar.part, match.string, match.start())
    led = part or stands_before(calendar.month_lead, match.string, match.start())
    start = part.start() if part else match.start()
    return (replace(told, start=start, bare=told.year is None and not led),)


def _year(match: re.Match[str], calendar: Calendar, today: date | None) -> tuple[Told, ...]:
    part = stands_before(calendar.part, match.string, match.start())
    led = part or stands_before(calendar.year_lead, match.string, match.start())
    start = part.start() if part else match.start()
    return (Told(start, match.end(), int(match[0]), bare=not led),)


def _years(match: re.Match[str], calendar: Calendar, today: date | None) -> tuple[Told, ...]:
    bare = not stands_before(calendar.year_lead, match.string, match.start())
    first = Told(match.start(), match.end("ys_first"), int(match["ys_first"]), link="range", bare=bare)
    return first, Told(match.start("ys_last"), match.end(), int(match["ys_last"]), bare=bare)


Form = Callable[[re.Match[str], Calendar, date | None], tuple[Told, ...]]
FORMS: dict[str, Form] = {
    "iso": _iso,
    "numeric": _numeric,
    "day_first": _day_first,
    "month_first": _month_first,
    "month": _month,
    "year": _year,
    "years": _years,
}
