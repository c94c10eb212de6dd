"""What a page is asked for: the parts of its address, its filters, who asks, and the record to answer from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec
from rapidfuzz import fuzz, process
from starlette.datastructures import FormData, QueryParams

from dragoman.codebook.load import Codebook
from dragoman.pages import words
from dragoman.reading.dates.calendar import Calendar
from dragoman.relations.holdings import Filters
from dragoman.relations.sides import Names, ordered
from dragoman.source.rows import day_of
from dragoman.store.holdings import RecordHoldings
from dragoman.web.adding.jobs import Jobs
from dragoman.web.faults import wrong
from dragoman.web.settings import Settings
from dragoman.web.snapshots import Snapshot
from dragoman.web.users import User

Form = Literal["html", "json", "csv", "xlsx"]
MOST_ON_A_PAGE = 200
MOST_ROWS = 100_000  # of a table as CSV, XLSX or JSON: some of a spreadsheet's million
CODE = 3  # letters of a code, of which every other one is near
NEAR = 80  # of a hundred: how alike a name must be to be offered for one that is not known
LONGEST_NAME = 100  # characters
REVIEWED = "reviewed"  # what an address leaves out of what people decided
FILTERS = ("a", "b", "since", "until", "publisher", "min_confidence")


class Knowledge(msgspec.Struct, frozen=True):
    """What the codebook says of names, those that people write and those that are shown, and of the words of dates."""

    codebook: Codebook
    written: Names
    shown: words.Names
    calendar: Calendar


class Asked(msgspec.Struct, frozen=True):
    """A request for a page.

    `path` holds the parts of the address that a route names, `query` what stands after its question mark, `posted` a
    form that was sent. `held` is what the filters leave of the record, `adding` the documents that are being added.
    """

    path: Mapping[str, str]
    query: QueryParams
    form: Form
    user: User
    held: RecordHoldings
    snapshot: Snapshot
    settings: Settings
    known: Knowledge
    adding: Jobs
    posted: FormData | None = None

    @property
    def filters(self) -> Filters:
        """The filters that the address names."""
        return self.held.filters

    def number(self, name: str, default: int, least: int = 1, most: int = 1_000_000) -> int:
        """Return a whole number of the address; raises Fault when it is none or out of bounds."""
        given = self.query.get(name)
        if not given:
            return default
        if not (given.isascii() and given.isdecimal() and len(given) < 10 and least <= int(given) <= most):
            raise wrong(name, given, f"Give a whole number from {least} to {most}.")
        return int(given)

    @property
    def whole(self) -> bool:
        """Whether all of a table is asked for: as data, and no part of it is named."""
        return is_whole(self.form, self.query)

    def limit(self, usual: int) -> int:
        """Return how many entries are asked for: by default `usual` of a page, all of a table that is asked for as
        data. Raises Fault.
        """
        if self.form == "html":
            return self.number("limit", usual, most=MOST_ON_A_PAGE)
        return self.number("limit", MOST_ROWS if self.whole else usual, most=MOST_ROWS)


def is_whole(form: Form, query: QueryParams) -> bool:
    """Tell whether all of a table is asked for."""
    return form != "html" and not (query.get("limit") or query.get("page"))


def filters_of(query: QueryParams, names: Names) -> Filters:
    """Return the filters of an address; raises Fault for one that cannot be."""
    a, b = (code_of(query.get(side) or "", side, names) for side in ("a", "b"))
    since, until = (_day(query.get(name) or "", name) for name in ("since", "until"))
    if since and until and since > until:
        raise wrong("since", since, f"Give a day that is not after {until}.")
    return Filters(
        pair=ordered(a, b) if a and b and a != b else None,
        since=since,
        until=until,
        publisher=query.get("publisher") or None,
        min_confidence=_probability(query.get("min_confidence") or ""),
    )


def code_of(given: str, field: str, names: Names) -> str | None:
    """Return the code of a state or organisation by its name or code, None for nothing; raises Fault if not known."""
    if not given.strip():
        return None
    code = names.code(given.strip())
    if code is None:
        raise wrong(field, given, _nearest(given.strip(), names))
    return code


def _nearest(given: str, names: Names) -> str:
    """Return what to give instead of a name that is not known (rapidfuzz, Indel)."""
    known = [name for name in names.codes if len(name) > CODE]
    near = process.extractOne(given[:LONGEST_NAME].casefold(), known, scorer=fuzz.ratio, score_cutoff=NEAR)
    if near:
        return f"Did you mean {near[0].title()}?"
    return "Give a state or organisation by a name like Russia or NATO, or by a code like RUS."


def _day(given: str, field: str) -> str | None:
    if not given.strip():
        return None
    day = day_of(given.strip())
    if day is None:
        raise wrong(field, given, "Give a day like 2021-12-30.")
    return day


def _probability(given: str) -> float:
    try:
        value = float(given or 0)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        raise wrong("min_confidence", given, "Give a number from 0 to 1.")
    return value
