"""The forms of a date in writing, as patterns made of the calendar's words."""

from __future__ import annotations

import re

from dragoman.reading.dates.words import GAP, Words

YEAR = r"(?:1[5-9]|20)\d{2}(?!\d)"
# Of two forms that begin together the first wins, so the longer stand first.
ORDER = (
    *("named", "iso", "fiscal", "numeric", "day_first", "month_first", "day_of_month"),
    *("weekday_of_week", "week_weekday", "which_weekday", "which_month", "month", "weekday_range", "weekday"),
    *("the_unit", "which_unit", "counted", "day_word", "next_day", "new_year", "years", "year"),
)
# The uses whose words may begin a piece, beside a number: a glance at the next two letters spares most tries.
OPENING = (
    *("month", "weekday", "number", "ordinal", "day-prefix", "day-before-2", "day-before-1", "day-0", "day-after-1"),
    *("day-after-2", "which-this", "which-last", "which-next", "next-day", "part-of-this", "year-to-come", "named-day"),
)


def piece_pattern(words: Words) -> re.Pattern[str]:
    """Return the pattern of one piece of a date; the name of its last group is the form."""
    forms = {**_numeric_forms(words), **_written_forms(words), **_week_forms(words), **_relative_forms(words)}
    pieces = "|".join(f"(?P<{name}>{forms[name]})" for name in ORDER)
    # A number that hangs on another by a mark is a price, a time or a telephone number.
    guard = rf"(?<![\w$€£#@])(?=\d|{words.openings(*OPENING)})(?:(?=\D)|(?<!\d[.,:/-]))"
    return re.compile(rf"{guard}(?:{pieces})(?!\w)")


def days_pattern(words: Words) -> re.Pattern[str]:
    """Return the pattern that takes a list of days apart: days, and the marks of a range or a list between them."""
    day = rf"(?P<day>\d{{1,2}}|{words.any('ordinal')})(?:st|nd|rd|th)?"
    return re.compile(rf"{day}|(?P<range>{words.any('range')})|(?P<list>,|{words.any('list')})")


def link_pattern(words: Words) -> re.Pattern[str]:
    """Return the pattern of what stands between two dates of one run: a `range` or a `list`."""
    ranged = rf"\s?{words.marks('range')}\s?|,?{GAP}{words.spelt('range')}{GAP}(?:the{GAP})?"
    listed = rf",{GAP}|,?{GAP}{words.any('list')}{GAP}(?:{words.any('date-lead')}{GAP})?(?:the{GAP})?"
    return re.compile(f"(?P<range>{ranged})|(?P<list>{listed})")


def before_pattern(words: Words, *uses: str) -> re.Pattern[str]:
    """Return the pattern of words that end where a piece begins."""
    return re.compile(rf"(?<!\w){words.any(*uses)}{GAP}\Z")


def part_pattern(words: Words) -> re.Pattern[str]:
    """Return the pattern of a part of a month or year that ends where the piece begins ("mid-", "the end of ")."""
    return re.compile(rf"(?<!\w){words.any('part-of-time')}(?:-|{GAP}(?:of{GAP})?(?:the{GAP})?)\Z")


def _day_list(day: str, words: Words) -> str:
    """Days told together: "5", "5-7", "5 and 9", "5, 6 and 9"; a comma counts only where a last "and" follows."""
    between = rf"(?:\s?{words.marks('range')}\s?|{GAP}{words.spelt('range')}{GAP}(?:the{GAP})?)"
    item = rf"(?:{day})(?:{between}(?:{day}))?"
    last = rf",?{GAP}{words.any('list')}{GAP}(?:the{GAP})?{item}"
    return rf"{item}(?:(?:,{GAP}{item}){{0,5}}{last})?"


def _counted(words: Words) -> str:
    return rf"(?!{GAP}{words.any('counted')}(?!\w))"


def _numeric_forms(words: Words) -> dict[str, str]:
    return {
        "named": words.any("named-day"),
        "iso": r"\d{4}-\d{2}-\d{2}(?:T\d{2}[\d:.]{0,14}(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-])",
        "fiscal": rf"{YEAR}\s?[-–/]\s?\d{{2}}(?!\d)",
        "numeric": r"(?P<n_first>\d{1,2})(?P<n_mark>[./])(?P<n_second>\d{1,2})(?P=n_mark)(?P<n_year>\d{4})(?![\d/])",
        "years": rf"(?P<ys_first>{YEAR})(?:\s?[-–—]\s?|{GAP}{words.spelt('range')}{GAP})(?P<ys_last>{YEAR})(?![-–/]\d)",
        "year": rf"{YEAR}(?!%|[.,:/]\d|[-–]\w){_counted(words)}",
    }


def _written_forms(words: Words) -> dict[str, str]:
    full, any_month = words.names("month", full=True), words.names("month", full=False)
    day = rf"\d{{1,2}}(?:st|nd|rd|th)?(?!\w)|{words.any('ordinal')}(?={GAP}of(?!\w))"
    this_month = rf"(?P<dm_which>{_which(words)}){GAP}{words.unit('month')}"
    number = rf"\d{{1,2}}(?:st|nd|rd|th)?(?![\w%]|[.,:/]\d|-(?!{any_month})[^\W\d]){_counted(words)}"
    before, after = rf"(?:{words.names('weekday', full=False)},?{GAP}(?:the{GAP})?)?", _weekday_after(words)
    return {
        "day_first": rf"{before}(?:(?i:the){GAP})?(?P<df_days>{_day_list(day, words)}){GAP}(?:of{GAP})?"
        rf"(?P<df_month>{any_month}){_year_after('df', words)}{after}",
        "month_first": rf"{before}(?P<mf_month>{any_month}){GAP}(?:the{GAP})?"
        rf"(?P<mf_days>{_day_list(number, words)}){_year_after('mf', words)}{after}",
        "month": rf"(?P<m_month>{full}|{any_month}(?=,?{GAP}{YEAR})){_year_after('m', words)}",
        "day_of_month": rf"(?:the{GAP})?(?P<dm_day>{day}){GAP}of{GAP}{this_month}",
        "which_month": rf"(?P<xm_which>{_which(words)}){GAP}(?P<xm_month>{full})(?!{GAP}\d)",
    }


def _year_after(form: str, words: Words) -> str:
    told = rf"(?:,?{GAP}(?:of{GAP})?|\s?,)(?P<{form}_year>{YEAR})(?![-/]\d|–\d{{2}}(?![\d\s]))"
    which = rf",?{GAP}(?:of{GAP})?(?P<{form}_which>{_which(words)}){GAP}{words.unit('year')}(?!\w)"
    back = rf",?{GAP}(?P<{form}_back>{_count(words)}){GAP}{words.unit('year')}{GAP}{words.any('back')}(?!\w)"
    other = rf",?{GAP}(?P<{form}_other>{words.any('other-year')})(?!\w)"
    return f"(?:{told}|{which}|{back}|{other})?"


def _count(words: Words) -> str:
    return rf"(?:\d{{1,3}}|{words.any('number')})"


def _weekday_after(words: Words) -> str:
    weekday = words.names("weekday", full=True)
    return rf"(?:,{GAP}{weekday}(?!\w)(?!,?\s\d)|{GAP}\({weekday}\)|(?!\w))"


def _which(words: Words) -> str:
    return words.any("which-this", "which-last", "which-next")


def _week_forms(words: Words) -> dict[str, str]:
    weekday, which, week = words.names("weekday", full=True), _which(words), words.unit("week")
    daypart = rf"(?:{GAP}{words.any('daypart')}(?!\w))?"
    return {
        "weekday_of_week": rf"(?P<ww_day>{weekday}){daypart},?{GAP}(?:of{GAP})?(?P<ww_which>{which}){GAP}{week}",
        "week_weekday": rf"(?P<kw_which>{which}){GAP}{week}(?:['’]s)?,?{GAP}(?:on{GAP})?(?P<kw_day>{weekday}){daypart}",
        "which_weekday": rf"(?P<xw_which>{which}){GAP}(?P<xw_day>{weekday}){daypart}",
        "weekday_range": rf"(?P<wr_first>{weekday})(?:\s?{words.marks('range')}\s?|{GAP}(?:{words.spelt('range')}"
        rf"|{words.any('list')}){GAP})(?P<wr_last>{weekday})",
        "weekday": rf"(?P<wd_day>{weekday})(?!{GAP}{words.any('paper')}(?!\w))(?!-\w){daypart}",
    }


def _relative_forms(words: Words) -> dict[str, str]:
    day_word = words.any("day-before-2", "day-before-1", "day-0", "day-after-1", "day-after-2")
    daypart = rf"(?:{GAP}{words.any('daypart')}(?!\w))?"
    number, unit = rf"(?P<c_number>{_count(words)})", words.unit(one=True)
    counted_from = rf"{words.any('onward')}{GAP}(?P<c_from>{day_word}|{words.any('now')})"
    return {
        "the_unit": rf"{words.any('part-of-this')}{GAP}(?:of{GAP})?(?i:the){GAP}(?P<tu_unit>{unit})(?!{GAP}\d{{4}})",
        "which_unit": rf"(?P<xu_which>{_which(words)}){GAP}(?P<xu_unit>{unit})",
        "counted": rf"{number}{GAP}(?P<c_unit>{words.unit()}){GAP}"
        rf"(?:{words.any('back')}(?:{GAP}(?P<c_back_from>{day_word}))?|{counted_from})",
        "day_word": rf"(?:{words.any('day-prefix')}{GAP})?(?P<dw_word>{day_word}){daypart}",
        "next_day": words.any("next-day"),
        "new_year": rf"{words.any('year-to-come')}(?!{GAP}(?:[A-Z]|{words.any('festive')})|['’-])",
    }
