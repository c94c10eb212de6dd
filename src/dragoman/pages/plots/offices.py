"""Who held which office, from the first to the last day that a document shows it: one bar an office-holder."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec

from dragoman.pages import words
from dragoman.pages.plots.scales import counted
from dragoman.pages.quoting import clean
from dragoman.relations.values import JoinedPerson

MOST = 24
WIDTH, LEFT, RIGHT, TOP, BOTTOM = 720.0, 236.0, 60.0, 22.0, 24.0
ROW = 34.0
BAR = 9.0  # the height of a bar
LEAST = 5.0  # the width of a bar of one day
NEAREST = 66.0  # between two labels of the axis
LETTERS = 38  # that a label has room for
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # between two labels of the axis


class Tenure(msgspec.Struct, frozen=True):
    """A person in an office; `since` and `until` are ordinal days, both None where no document has a day."""

    person: str
    name: str
    office: str
    first: str | None
    last: str | None
    since: int | None
    until: int | None
    documents: int


class Row(msgspec.Struct, frozen=True):
    """A bar with its label at the height `y`; `opens` when the office is another than that of the row above."""

    name: str
    office: str
    title: str
    documents: int
    y: float
    x: float
    width: float
    opens: bool
    href: str | None


class Tick(msgspec.Struct, frozen=True):
    """A month of the axis."""

    at: float
    label: str


class Offices(msgspec.Struct, frozen=True):
    """The drawing, and its figures as rows (name, address, office, first, last, documents) of all office-holders."""

    width: float
    height: float
    left: float
    right: float
    axis: float
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    left_out: int
    table: tuple[tuple[str, str | None, str, str, str, int], ...]


def tenures(persons: Iterable[JoinedPerson]) -> tuple[Tenure, ...]:
    """Return who held what: offices of one wording together, the most shown first, in each the earliest first."""
    found = [
        Tenure(person.id, clean(person.name), clean(held.office), held.first, held.last, *_days(held.first, held.last),
               held.documents)
        for person in persons for held in person.offices
    ]  # fmt: skip
    by_office: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in found:
        by_office[tenure.office.casefold()].append(tenure)
    offices = sorted(by_office, key=lambda office: (-sum(held.documents for held in by_office[office]), office))
    return tuple(held for office in offices for held in sorted(by_office[office], key=_by_day))


def _by_day(held: Tenure) -> tuple[int, int, str, str]:
    return held.since or date.max.toordinal(), -held.documents, held.name, held.person


def _days(first: str | None, last: str | None) -> tuple[int | None, int | None]:
    """Return the first and last ordinal day of ISO days, of which each may be a month or year."""
    since, until = _bounds(first or last), _bounds(last or first)
    return (since[0], max(until[1], since[0])) if since and until else (None, None)


def _bounds(day: str | None) -> tuple[int, int] | None:
    """Return the ordinals of the first and last day of an ISO day, month or year; None for anything else."""
    try:
        year, month, of_month = (int(part) for part in f"{(day or '')[:10]}-0-0".split("-")[:3])
        first = date(year, month or 1, of_month or 1)
        last = date(year, month or 12, of_month or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def offices(held: Sequence[Tenure], href: Callable[[str], str | None], most: int = MOST) -> Offices | None:
    """Return the plot of the `most` office-holders that most documents show, None when no document has a day.

    `href` gives the address of a person's page by id, None where there is none.
    """
    dated = [one for one in held if one.since is not None]
    if not dated:
        return None
    busiest = sorted(dated, key=lambda one: (-one.documents, _by_day(one)))[:most]
    shown = [one for one in dated if one in busiest]
    start, end = _whole_months(shown)
    unit = (WIDTH - LEFT - RIGHT) / (end - start)
    axis = TOP + ROW * len(shown)
    return Offices(
        WIDTH, axis + BOTTOM, LEFT, WIDTH - RIGHT, axis,
        rows=tuple(_row(n, shown, start, unit, href) for n in range(len(shown))),
        ticks=_ticks(start, end, unit),
        left_out=len(held) - len(shown),
        table=tuple(
            (one.name, href(one.person), one.office, words.day(one.first), words.day(one.last), one.documents)
            for one in held
        ),
    )  # fmt: skip


def _row(place: int, shown: Sequence[Tenure], start: int, unit: float, href: Callable[[str], str | None]) -> Row:
    held = shown[place]
    opens = place == 0 or shown[place - 1].office.casefold() != held.office.casefold()
    since, until = held.since or start, held.until or start
    width = min(max((until + 1 - since) * unit, LEAST), WIDTH - LEFT - RIGHT)
    days = words.listed(list(dict.fromkeys(filter(None, (words.day(held.first), words.day(held.last))))))
    return Row(
        shortened(held.name), shortened(held.office),
        f"{held.name}, {held.office}: seen {days}, {counted(held.documents, 'document')}", held.documents,
        y=TOP + ROW * place, x=round(min(LEFT + (since - start) * unit, WIDTH - RIGHT - width), 1),
        width=round(width, 1), opens=opens, href=href(held.person),
    )  # fmt: skip


def shortened(label: str, most: int = LETTERS) -> str:
    """Return a label that has room in its column."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _whole_months(shown: Sequence[Tenure]) -> tuple[int, int]:
    """Return the first day of the earliest month and the day after the latest one."""
    first = date.fromordinal(min(one.since for one in shown if one.since))
    last = date.fromordinal(max(one.until for one in shown if one.until))
    return first.replace(day=1).toordinal(), _month(last.year * 12 + last.month)


def _month(number: int) -> int:
    """Return the ordinal of the first day of a month counted from year 0."""
    if number >= (date.max.year + 1) * 12:
        return date.max.toordinal()
    return date(number // 12, number % 12 + 1, 1).toordinal()


def _ticks(start: int, end: int, unit: float) -> tuple[Tick, ...]:
    """Return months, at least `NEAREST` apart: each, or each nth with January among them; years by themselves."""
    first, last = (date.fromordinal(day) for day in (start, end))
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month - 1)
    step = next((step for step in MONTHS if step * 28 * unit >= NEAREST), MONTHS[-1])
    at = [month for month in months if month % step == 0]
    return tuple(Tick(round(LEFT + (_month(month) - start) * unit, 1), _label(month, step)) for month in at)


def _label(month: int, step: int) -> str:
    year, of_year = divmod(month, 12)
    return f"{year}" if step % 12 == 0 else f"{words.MONTHS[f'{of_year + 1:02d}'][:3]} {year}"
