"""The tables of a pair's page: those of every export, of what the page shows, and all its facts in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from dragoman.exports.formats.tables import TABLES, Table, rows_of
from dragoman.pages import words
from dragoman.pages.dossier.facts import Telling, fact, shelved
from dragoman.relations.values import Comparison, Formula, Point, Stated, Told
from dragoman.store.adding import day_of_fact
from dragoman.store.dossier import counts_of
from dragoman.store.gathering import Gathered
from dragoman.web.sheets import Sheet

TOLD_AT_ONCE = 1_000  # facts
FACTS = ("day", "kind", "label", "who", "what", "quote", "publisher", "document", "fact")
VERSIONS = ("meeting", "date", "kind", "what", "standing", "differing", "publisher_country", "quote", "fact")
FORMULAE = ("phrase", "issuer", "partner", "declared", "documents", "first", "last", "missing")
SERIES = tuple(field.encode_name for field in msgspec.structs.fields(Point))
OF_EXPORTS = (
    "meetings", "events", "commitments", "commitment_links", "positions", "agreements", "appraisals", "requests",
    "topics", "documents",
)  # fmt: skip


class Further(msgspec.Struct, frozen=True):
    """What of a pair is made when it is asked for; of how many meetings the versions are compared (None: all)."""

    formulae: Callable[[], Sequence[Formula]]
    series: Callable[[], Sequence[Point]]
    compared: int | None


def sheets(found: Gathered, wanted: Further, names: words.Names) -> tuple[Sheet, ...]:
    """Return the tables: all facts first, then each kind, what governments tell of one meeting, formulae, series.

    Rows are read as they are taken.
    """
    tables = {table.name: table for table in TABLES}
    return (
        Sheet("facts", FACTS, _facts(found, names)),
        *(_exported(found, tables[name]) for name in OF_EXPORTS),
        Sheet("versions", VERSIONS, _versions(found.comparisons(wanted.compared))),
        Sheet("formulae", FORMULAE, (_formula(one) for one in wanted.formulae())),
        Sheet("series", SERIES, (msgspec.structs.astuple(point) for point in wanted.series())),
    )


def data(found: Gathered, wanted: Further) -> dict[str, Any]:
    """Return the dossier as JSON has it (see `Dossier`), its lists to be read as they are written."""
    a, b = found.filters.pair or ("", "")
    lists: dict[str, Iterator[Any]] = {
        "meetings": found.meetings(), "comparisons": found.comparisons(wanted.compared), "events": found.events(),
        "commitments": found.commitments(), "positions": found.stated("positions"),
        "agreements": found.agreements(), "appraisals": found.stated("appraisals"),
        "requests": found.stated("requests"), "topics": found.stated("topics"),
        "formulae": (one for one in wanted.formulae()), "series": (point for point in wanted.series()),
        "documents": found.versions(),
    }  # fmt: skip
    return {
        "a": a, "b": b, "since": found.filters.since, "until": found.filters.until, "reader": found.reader,
        "counts": counts_of(found.sheaf), **lists,
    }  # fmt: skip


def _exported(found: Gathered, table: Table) -> Sheet:
    return Sheet(table.name, tuple(column.name for column in table.columns), rows_of(found, table))


def _facts(found: Gathered, names: words.Names) -> Iterator[tuple[Any, ...]]:
    every = found.every_fact()
    while part := list(islice(every, TOLD_AT_ONCE)):
        told = Telling(names, shelved((one.version for one in part), names))
        yield from (_fact(one, told) for one in part)


def _fact(one: Stated[Any], told: Telling) -> tuple[Any, ...]:
    said, kind = fact(one, told), one.id.rsplit("/", 2)[1]
    day = day_of_fact(one.item, one.version.published)
    return (
        day, kind, said.label, said.who, said.what, one.item.evidence.exact, one.version.publisher,
        one.version.document, one.id,
    )  # fmt: skip


def _versions(comparisons: Iterable[Comparison]) -> Iterator[tuple[Any, ...]]:
    for comparison in comparisons:
        meeting = comparison.meeting
        yield from (row for told in comparison.told for row in _sayings(meeting.id, meeting.date, told))


def _sayings(meeting: str, date: str | None, told: Told) -> Iterator[tuple[Any, ...]]:
    for one in told.sayings:
        country, quote = one.version.publisher_country, one.item.evidence.exact
        yield meeting, date, told.kind, told.what, told.standing, told.differing, country, quote, one.id


def _formula(formula: Formula) -> tuple[Any, ...]:
    first, last = formula.first.version.published, formula.last.version.published
    missing = [one.version.document for one in formula.missing]
    return (
        formula.phrase, formula.issuer, formula.partner, formula.declared, formula.documents, first, last, missing,
    )  # fmt: skip
