"""The tables of a pair's page: those of every export, of what the page shows, and all its facts in one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.exports.formats.tables import TABLES, rows_of
from dragoman.pages import words
from dragoman.pages.dossier.facts import Telling, fact, shelved
from dragoman.record.types import Reader
from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.relations.values import (
    Dossier,
    FollowedCommitment,
    Formula,
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
    JoinedPerson,
    Kind,
    Point,
    Stated,
    Told,
    Version,
)
from dragoman.store.adding import day_of_fact
from dragoman.web.sheets import Sheet

FACTS = ("day", "kind", "label", "who", "what", "quote", "publisher", "document", "fact")
VERSIONS = ("meeting", "date", "kind", "what", "standing", "differing", "publisher_country", "quote", "fact")
FORMULAE = ("phrase", "issuer", "partner", "declared", "documents", "first", "last", "missing")
SERIES = tuple(field.encode_name for field in msgspec.structs.fields(Point))
OF_EXPORTS = (
    "meetings", "events", "commitments", "commitment_links", "positions", "agreements", "appraisals", "requests",
    "topics", "documents",
)  # fmt: skip


class Shown(msgspec.Struct, frozen=True):
    """What a dossier shows, as exports ask for holdings (see `dragoman.relations.holdings.Holdings`)."""

    dossier: Dossier
    filters: Filters = EVERYTHING

    @property
    def reader(self) -> Reader:
        """What read the documents."""
        return self.dossier.reader

    def versions(self) -> Iterator[Version]:
        """Yield the documents."""
        return iter(self.dossier.documents)

    def stated(self, kind: Kind) -> Iterator[Stated[Any]]:
        """Yield the facts of a kind that is not joined."""
        return iter(getattr(self.dossier, kind))

    def events(self) -> Iterator[JoinedEvent]:
        """Yield the joined events."""
        return iter(self.dossier.events)

    def meetings(self) -> Iterator[JoinedMeeting]:
        """Yield the joined meetings."""
        return iter(self.dossier.meetings)

    def persons(self) -> Iterator[JoinedPerson]:
        """Yield no person: a dossier has none of its own."""
        return iter(())

    def agreements(self) -> Iterator[JoinedAgreement]:
        """Yield the joined agreements."""
        return iter(self.dossier.agreements)

    def commitments(self) -> Iterator[FollowedCommitment]:
        """Yield the commitments with what became of them."""
        return iter(self.dossier.commitments)


def sheets(dossier: Dossier, names: words.Names) -> tuple[Sheet, ...]:
    """Return the tables: all facts first, then each kind, what governments tell of one meeting, formulae, series."""
    shown, tables = Shown(dossier), {table.name: table for table in TABLES}
    return (
        _facts(dossier, names),
        *(_exported(shown, tables[name]) for name in OF_EXPORTS),
        Sheet("versions", VERSIONS, list(_versions(dossier))),
        Sheet("formulae", FORMULAE, list(map(_formula, dossier.formulae))),
        Sheet("series", SERIES, [msgspec.structs.astuple(point) for point in dossier.series]),
    )


def _exported(shown: Shown, table: Any) -> Sheet:
    return Sheet(table.name, tuple(column.name for column in table.columns), list(rows_of(shown, table)))


def _facts(dossier: Dossier, names: words.Names) -> Sheet:
    stated = list(_stated(dossier))
    told = Telling(names, shelved((one.version for one in stated), names))
    rows = sorted((_fact(one, told) for one in stated), key=lambda row: (row[0] or "", row[-1]), reverse=True)
    return Sheet("facts", FACTS, rows)


def _stated(dossier: Dossier) -> Iterator[Stated[Any]]:
    """Yield every fact that the dossier shows."""
    for met in dossier.meetings:
        yield from met.reports
    for event in dossier.events:
        yield from event.reports
    for found in dossier.agreements:
        yield from found.citations
    yield from (followed.stated for followed in dossier.commitments)
    for facts in (dossier.positions, dossier.appraisals, dossier.requests, dossier.topics):
        yield from facts


def _fact(one: Stated[Any], told: Telling) -> tuple[Any, ...]:
    said, kind = fact(one, told), one.id.rsplit("/", 2)[1]
    day = day_of_fact(one.item, one.version.published)
    return (
        day, kind, said.label, said.who, said.what, one.item.evidence.exact, one.version.publisher,
        one.version.document, one.id,
    )  # fmt: skip


def _versions(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    for comparison in dossier.comparisons:
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
