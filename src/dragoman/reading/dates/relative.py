"""Dates counted from the day of publication: "yesterday", "last Friday", "three days ago", "next year"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from dragoman.reading.dates.calendar import Calendar, stands_before
from dragoman.reading.dates.told import Towards
from dragoman.reading.dates.words import key
from dragoman.reading.findings import Day

MOST_DAYS = 31  # "a hundred days ago" is no count
MOST_MONTHS = 24
MOST_YEARS = 200
LATE_IN_YEAR = 7  # from July on, the new year is the next one


class Now(msgspec.Struct, frozen=True):
    """What a relative date is resolved against, and the way the verb points."""

    calendar: Calendar
    today: date
    towards: Towards


def relative_day(match: re.Match[str], now: Now) -> Day | None:
    """Return the day of a relative piece; None where it is refused, or fixes no day, month or year."""
    form = FORMS.get(match.lastgroup or "")
    try:
        return form(match, now) if form else None
    except OverflowError:
        return None  # before the first year, or after the last, that a calendar has


def _on(day: date, end: date | None = None) -> Day:
    return Day(day.isoformat(), end.isoformat() if end else None, "relative")


def _shifted(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _day_word(match: re.Match[str], now: Now) -> Day | None:
    if match[0][0].isupper() and stands_before(now.calendar.no_today, match.string, match.start()):
        return None
    if _timeless(match, now.calendar):
        return None
    return _on(_shifted(now.today, now.calendar.shifts[key(match["dw_word"])]))


def _timeless(match: re.Match[str], calendar: Calendar) -> bool:
    """Tell whether the word is no day: "the leaders of tomorrow", but not "the end of today's talks"."""
    owning = match.string[match.end() : match.end() + 1] in ("'", "’")
    of = stands_before(calendar.timeless, match.string, match.start())
    return bool(of) and not owning and not stands_before(calendar.timely, match.string, match.start())


def _weekday(match: re.Match[str], now: Now) -> Day | None:
    if stands_before(now.calendar.no_weekday, match.string, match.start()):
        return None
    return _on(_nearest_weekday(_number(match["wd_day"], now), now.today, now.towards))


def _number(weekday: str, now: Now) -> int:
    return now.calendar.weekdays[key(weekday)]


def _nearest_weekday(weekday: int, today: date, towards: Towards) -> date:
    """Return the last or the coming day of this name, today included."""
    back = (today.isoweekday() - weekday) % 7
    return _shifted(today, -back if towards == "past" else (-back) % 7)


def _weekday_range(match: re.Match[str], now: Now) -> Day | None:
    if not stands_before(now.calendar.range_lead, match.string, match.start()):
        return None
    first = _nearest_weekday(_number(match["wr_first"], now), now.today, now.towards)
    last = _nearest_weekday(_number(match["wr_last"], now), first, "future")
    return _on(first, last) if last > first else None


def _which_weekday(match: re.Match[str], now: Now) -> Day | None:
    """Resolve "last Friday", "this Friday" (of the current week) and "next Friday" (the first to come)."""
    weekday, which = _number(match["xw_day"], now), now.calendar.which[key(match["xw_which"])]
    if which == 0:
        day = _of_week(weekday, 0, now.today)
        return _on(_shifted(day, 7) if now.towards == "future" and day < now.today else day)
    return _on(_nearest_weekday(weekday, _shifted(now.today, which), "past" if which < 0 else "future"))


def _of_week(weekday: int, weeks: int, today: date) -> date:
    return _shifted(today, weekday - today.isoweekday() + 7 * weeks)


def _weekday_of_week(match: re.Match[str], now: Now) -> Day | None:
    return _on(_of_week(_number(match["ww_day"], now), now.calendar.which[key(match["ww_which"])], now.today))


def _week_weekday(match: re.Match[str], now: Now) -> Day | None:
    return _on(_of_week(_number(match["kw_day"], now), now.calendar.which[key(match["kw_which"])], now.today))


def _day_of_month(match: re.Match[str], now: Now) -> Day | None:
    month = _month_at(now.today, now.calendar.which[key(match["dm_which"])])
    word = re.sub(r"(?<=\d)[a-z]+$", "", match["dm_day"])
    day = int(word) if word.isdigit() else now.calendar.ordinals[key(word)]
    return _day_in(month, day)


def _month_at(today: date, months: int) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return f"{_year_text(year)}-{month + 1:02}"


def _year_text(year: int) -> str:
    if not 1 <= year <= date.max.year:
        raise OverflowError(year)
    return f"{year:04}"


def _which_month(match: re.Match[str], now: Now) -> Day | None:
    """Resolve "last June" (over before this month), "this June" (of this year) and "next June" (after this month)."""
    month, which = now.calendar.months[key(match["xm_month"])], now.calendar.which[key(match["xm_which"])]
    year = now.today.year
    if which < 0:
        year -= month >= now.today.month
    elif which > 0:
        year += month <= now.today.month
    return Day(f"{_year_text(year)}-{month:02}", None, "relative")


def _which_unit(match: re.Match[str], now: Now) -> Day | None:
    which = now.calendar.which[key(match["xu_which"])]
    if which and stands_before(now.calendar.span, match.string, match.start()):
        return None  # "over the last year" is a length of time
    return _unit_at(now.calendar.units[key(match["xu_unit"])], which, now.today)


def _the_unit(match: re.Match[str], now: Now) -> Day | None:
    return _unit_at(now.calendar.units[key(match["tu_unit"])], 0, now.today)


def _unit_at(unit: str, shift: int, today: date) -> Day | None:
    if unit == "month":
        return Day(_month_at(today, shift), None, "relative")
    return Day(_year_text(today.year + shift), None, "relative") if unit == "year" else None


def _counted(match: re.Match[str], now: Now) -> Day | None:
    """Resolve "three days ago", "a year ago", "a week from tomorrow"; an inexact count gives nothing."""
    if stands_before(now.calendar.inexact, match.string, match.start()) or match.string[match.start() - 1 :][:1] == "-":
        return None
    count, unit = now.calendar.count(match["c_number"]), now.calendar.units[key(match["c_unit"])]
    sign = 1 if match["c_from"] else -1
    start = now.calendar.shifts.get(key(match["c_back_from"] or match["c_from"] or ""))
    return _counted_from(now.today, sign * count, unit, start)


def _counted_from(today: date, count: int, unit: str, start: int | None) -> Day | None:
    """Return what lies a count of units from today: a day only where days are counted, or `start` tells one.

    `start` is how many days from today the count begins, None where the text tells no day.
    """
    if unit in ("day", "week"):
        days = count * (7 if unit == "week" else 1)
        exact = unit == "day" or start is not None
        return _on(_shifted(today, days + (start or 0))) if exact and abs(days) <= MOST_DAYS else None
    if abs(count) > (MOST_YEARS if unit == "year" else MOST_MONTHS):
        return None
    if start is None:
        return _unit_at(unit, count, today)
    origin = _shifted(today, start)
    return _day_in(_month_at(origin, count * (12 if unit == "year" else 1)), origin.day)


def _day_in(month: str, day: int) -> Day | None:
    try:
        return _on(date.fromisoformat(f"{month}-{day:02}"))
    except ValueError:
        return None


def _new_year(match: re.Match[str], now: Now) -> Day | None:
    led = stands_before(now.calendar.part, match.string, match.start())
    if not led and not stands_before(now.calendar.year_lead, match.string, match.start()):
        return None
    return _unit_at("year", int(now.today.month >= LATE_IN_YEAR), now.today)


Form = Callable[[re.Match[str], Now], Day | None]
FORMS: dict[str, Form] = {
    "day_word": _day_word,
    "weekday": _weekday,
    "weekday_range": _weekday_range,
    "which_weekday": _which_weekday,
    "weekday_of_week": _weekday_of_week,
    "week_weekday": _week_weekday,
    "day_of_month": _day_of_month,
    "which_month": _which_month,
    "which_unit": _which_unit,
    "the_unit": _the_unit,
    "counted": _counted,
    "new_year": _new_year,
}
