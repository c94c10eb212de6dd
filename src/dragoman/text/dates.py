"""Date lines: paragraphs that are only a date, with what may stand beside it."""

from __future__ import annotations

import datetime
import re

import msgspec

from dragoman.text.layout import Layout

LONGEST_LINE = 120
MOST_PLACE_WORDS = 4
TIME = re.compile(r"(?<![\d.])\d{1,2}[:.h]\d{2}(?::\d{2})?(?![\d])")
PIECES = re.compile(r"[,;|/()–—-]+|[^\s,;|/()–—-]+")
MARKS = ",;|/()–—-"


class DateLine(msgspec.Struct, frozen=True):
    """A line that is only a date: its ISO day (None where the year is missing or the order doubtful), and a place."""

    day: str | None
    place: str | None = None


def date_line(paragraph: str, layout: Layout) -> DateLine | None:
    """Return what a date line says, or None if the paragraph is none.

    Beside the date there may be a label, the weekday, a time of day and a place that a comma or dash parts from it.
    """
    if len(paragraph) > LONGEST_LINE:
        return None
    line = paragraph.rstrip(". ")
    label = layout.date_label.match(line)
    if label:
        line = line[label.end() :].strip()
    found = layout.date.search(line)
    if not found:
        return None
    before = _beside(line[: found.start()], layout, nearest=-1)
    after = _beside(line[found.end() :], layout, nearest=0)
    if before is None or after is None or (before and after):
        return None
    place = before or after or None
    day = day_of(found, layout)
    return DateLine(day, place) if day or label or place else None


def day_of(found: re.Match[str], layout: Layout) -> str | None:
    """Return the ISO day of a match of `layout.date`; None without a year, or where day and month may be exchanged."""
    groups = {name: value for name, value in found.groupdict().items() if value}
    slash = groups.pop("mark", "") == "/"
    form = next(iter(groups))[0]
    year, month, day = (groups.get(form + part, "") for part in "ymd")
    if not year or (slash and int(day) <= 12):
        return None
    try:
        number = int(month) if month.isdigit() else layout.months[month.casefold()]
        return datetime.date(int(year), number, int(day)).isoformat()
    except (KeyError, ValueError):
        return None


def _beside(text: str, layout: Layout, *, nearest: int) -> str | None:
    """Return the place in what stands beside a date ("" if there is none), or None if other words stand there.

    `nearest` is the index of the piece next to the date, which must be a mark where there is a place.
    """
    known = layout.weekdays | layout.time_words
    pieces = [p for p in PIECES.findall(TIME.sub(" ", text)) if p.casefold() not in known and p != "."]
    words = [p for p in pieces if p[0] not in MARKS]
    if not words:
        return ""
    if len(words) > MOST_PLACE_WORDS or not all(w[0].isupper() for w in words) or pieces[nearest][0] not in MARKS:
        return None
    return " ".join(words)
