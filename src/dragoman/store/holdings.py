"""A record's snapshot, or what filters leave of it, as exports and pages ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from dragoman.record.types import Reader
from dragoman.relations.following import status_of
from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.relations.values import (
    Decision,
    FollowedCommitment,
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
    JoinedPerson,
    Kind,
    Link,
    LinkKind,
    Stated,
    Version,
)
from dragoman.store import loading, selecting
from dragoman.store.opening import Connection, Settle, open_to_read
from dragoman.store.rows import in_list

BATCH = 5_000  # facts that are held at once


class LinkRow(msgspec.Struct, frozen=True):
    """A link as its row has it: commitment and what became of it by the numbers of their facts."""

    commitment: int
    id: str
    kind: LinkKind
    other: int
    why: str
    decision: Decision | None


class RecordHoldings(msgspec.Struct, frozen=True):
    """The holdings of an open snapshot (see `dragoman.relations.holdings.Holdings`)."""

    connection: Connection
    filters: Filters = EVERYTHING

    @property
    def reader(self) -> Reader:
        """What read the last reading."""
        return loading.reader_of_record(self.connection)

    def versions(self) -> Iterator[Version]:
        """Yield the present version of every document, by day of publication and id."""
        for numbers in self._numbers(*selecting.versions(self.filters)):
            known = loading.versions(self.connection, numbers, people=True)
            yield from (known[number] for number in numbers)

    def stated(self, kind: Kind) -> Iterator[Stated[Any]]:
        """Yield every fact of one kind, in the order in which documents came in."""
        for numbers in self._numbers(*selecting.facts(self.filters, kind), order="ORDER BY 1"):
            for _, _, one in self._facts(numbers):
                yield one

    def events(self) -> Iterator[JoinedEvent]:
        """Yield the joined events by date, undated ones last."""
        return self._joined("events")

    def meetings(self) -> Iterator[JoinedMeeting]:
        """Yield the joined meetings by date, undated ones last."""
        return self._joined("meetings")

    def persons(self) -> Iterator[JoinedPerson]:
        """Yield the joined persons by country and name."""
        return self._joined("participants")

    def agreements(self) -> Iterator[JoinedAgreement]:
        """Yield the joined agreements by name."""
        return self._joined("agreements")

    def commitments(self) -> Iterator[FollowedCommitment]:
        """Yield the commitments with what became of them by the last day that the record holds."""
        today = self.last_day() or ""
        for numbers in self._numbers(*selecting.facts(self.filters, "commitments"), order="ORDER BY 1"):
            yield from followed(self.connection, numbers, today)

    def last_day(self) -> str | None:
        """Return the day of the last publication: what a record knows of has no later one."""
        return last_day(self.connection)

    def _joined(self, kind: Kind) -> Iterator[Any]:
        query, parameters = selecting.joined(self.filters, kind)
        for numbers in self._numbers(query, parameters):
            yield from loading.joined(self.connection, kind, numbers)

    def _facts(self, numbers: Sequence[int]) -> list[tuple[int, Kind, Stated[Any]]]:
        in_list(self.connection, "chosen", numbers)
        return loading.stated(self.connection, "SELECT n FROM chosen", people=True)

    def _numbers(self, query: str, parameters: selecting.Parameters, order: str = "") -> Iterator[list[int]]:
        rows = self.connection.execute(f"{query} {order}", parameters).fetchall()
        for start in range(0, len(rows), BATCH):
            yield [row[0] for row in rows[start : start + BATCH]]


@contextmanager
def holdings(record: Path, settle: Settle, filters: Filters = EVERYTHING) -> Iterator[RecordHoldings]:
    """Yield what filters leave of a record; raises RecordError."""
    with open_to_read(record, settle) as connection:
        yield RecordHoldings(connection, filters)


def last_day(connection: Connection) -> str | None:
    """Return the day of the last publication in a record."""
    rows = connection.execute("SELECT max(published)[:10] FROM versions WHERE present").fetchall()
    return rows[0][0] if rows else None


def followed(connection: Connection, numbers: Sequence[int], today: str) -> tuple[FollowedCommitment, ...]:
    """Return commitments by their numbers, in that order, with what became of each by a day."""
    rows = links_of(connection, numbers)
    in_list(connection, "chosen", [*numbers, *(row.other for row in rows)])
    facts = {fact: (kind, one) for fact, kind, one in loading.stated(connection, "SELECT n FROM chosen", people=True)}
    return with_links(numbers, rows, facts, today)


def links_of(connection: Connection, numbers: Sequence[int]) -> list[LinkRow]:
    """Return the links of commitments, by their numbers."""
    in_list(connection, "promised", numbers)
    rows = connection.execute(
        "SELECT l.commitment, l.id, l.kind, l.other, l.why, d.decision FROM links l JOIN promised ON l.commitment = n "
        "LEFT JOIN decisions d ON d.link = l.id ORDER BY l.commitment, l.id"
    ).fetchall()
    return [LinkRow(*row) for row in rows]


def with_links(
    numbers: Sequence[int], rows: Sequence[LinkRow], facts: Mapping[int, tuple[Kind, Stated[Any]]], today: str
) -> tuple[FollowedCommitment, ...]:
    """Return commitments by their numbers, in that order, with their links and what became of each by a day."""
    links: dict[int, list[Link]] = {}
    for row in rows:
        links.setdefault(row.commitment, []).append(_link(facts, row))
    return tuple(_followed(facts[n][1], links.get(n, []), today) for n in numbers)


def _followed(stated: Stated[Any], links: Sequence[Link], today: str) -> FollowedCommitment:
    told = tuple(sorted(links, key=lambda link: (link.other.version.published or "", link.kind, link.id)))
    return FollowedCommitment(stated, status_of(stated, told, today), told)


def _link(facts: Mapping[int, tuple[Kind, Stated[Any]]], row: LinkRow) -> Link:
    kind, other = facts[row.other]
    return Link(row.id, facts[row.commitment][1].id, row.kind, kind, other, row.why, row.decision)
