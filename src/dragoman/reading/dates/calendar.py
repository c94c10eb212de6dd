"""The words of dates, compiled from the codebook into the patterns of the grammar."""

from __future__ import annotations

import re

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.reading.dates.forms import before_pattern, days_pattern, link_pattern, part_pattern, piece_pattern
from dragoman.reading.dates.words import Words, key

SHIFTS = {"day-before-2": -2, "day-before-1": -1, "day-0": 0, "day-after-1": 1, "day-after-2": 2}
WHICH = {"which-this": 0, "which-last": -1, "which-next": 1}
REACH = 40  # characters that are looked back at from where a piece begins


class Calendar(msgspec.Struct, frozen=True):
    """The compiled words of dates; the keys are in small letters.

    `piece` finds one piece of a date, `days` takes its days apart, `link` is what joins two pieces. `shifts` are the
    days that a word lies from today, `which` the units that it lies from this one. The patterns from `month_lead` on
    end where a piece begins.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    units: dict[str, str]
    shifts: dict[str, int]
    which: dict[str, int]
    piece: re.Pattern[str]
    days: re.Pattern[str]
    link: re.Pattern[str]
    month_lead: re.Pattern[str]
    year_lead: re.Pattern[str]
    part: re.Pattern[str]
    between: re.Pattern[str]
    range_lead: re.Pattern[str]
    no_weekday: re.Pattern[str]
    no_today: re.Pattern[str]
    timeless: re.Pattern[str]
    timely: re.Pattern[str]
    inexact: re.Pattern[str]
    span: re.Pattern[str]

    def count(self, word: str) -> int:
        """Return a number written in figures or words."""
        return int(word) if word.isdigit() else self.numbers[key(word)]


def compile_calendar(codebook: Codebook) -> Calendar:
    """Return the calendar of a codebook, from the expressions of its concept `calendar`."""
    words = Words(codebook)
    return Calendar(
        months=words.numbered("month"),
        weekdays=words.numbered("weekday"),
        numbers=words.numbered("number"),
        ordinals=words.numbered("ordinal"),
        units=words.named("unit"),
        shifts=words.valued(SHIFTS),
        which=words.valued(WHICH),
        piece=piece_pattern(words),
        days=days_pattern(words),
        link=link_pattern(words),
        month_lead=before_pattern(words, "month-lead"),
        year_lead=before_pattern(words, "year-lead"),
        part=part_pattern(words),
        between=before_pattern(words, "between"),
        range_lead=before_pattern(words, "range-lead", "between"),
        no_weekday=before_pattern(words, "not-this-weekday", "recurring"),
        no_today=before_pattern(words, "not-today"),
        timeless=before_pattern(words, "timeless"),
        timely=before_pattern(words, "timely"),
        inexact=before_pattern(words, "inexact"),
        span=before_pattern(words, "span"),
    )


def stands_before(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """Return the match of a pattern that ends where a piece begins, or None."""
    return pattern.search(text, max(0, start - REACH), start)
