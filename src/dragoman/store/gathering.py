"""What filters leave of a pair, all of it, read some at a time in the order in which its dossier has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dragoman.record.types import Reader
from dragoman.relations.holdings import Filters
from dragoman.relations.values import (
    Comparison,
    FollowedCommitment,
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
    JoinedPerson,
    Kind,
    Stated,
    Version,
)
from dragoman.store import loading
from dragoman.store.dossier import STATED, comparisons
from dragoman.store.holdings import BATCH, followed, last_day
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list
from dragoman.store.sheaf import JOINED, Sheaf

FEW_MEETINGS = 500  # whose documents are compared at once


class Gathered(msgspec.Struct, frozen=True):
    """The holdings of a pair (see `dragoman.relations.holdings.Holdings`), the newest first.

    `sheaf` says by number what there is; at no time is more of it held than some thousand facts.
    """

    connection: Connection
    filters: Filters
    sheaf: Sheaf

    @property
    def reader(self) -> Reader:
        """What read the last reading."""
        return loading.reader_of_record(self.connection)

    def versions(self) -> Iterator[Version]:
        """Yield the documents."""
        for part in _parts(self.sheaf.versions):
            known = loading.versions(self.connection, part)
            yield from (known[number] for number in part)

    def stated(self, kind: Kind) -> Iterator[Stated[Any]]:
        """Yield the facts of a kind that is not joined."""
        return self._facts(self._numbers(kind))

    def events(self) -> Iterator[JoinedEvent]:
        """Yield the joined events."""
        return self._joined("events")

    def meetings(self) -> Iterator[JoinedMeeting]:
        """Yield the joined meetings: those that were held, then those that are only announced."""
        return self._joined("meetings")

    def persons(self) -> Iterator[JoinedPerson]:
        """Yield no person: a pair has none of its own."""
        return iter(())

    def agreements(self) -> Iterator[JoinedAgreement]:
        """Yield the joined agreements."""
        return self._joined("agreements")

    def commitments(self) -> Iterator[FollowedCommitment]:
        """Yield the commitments with what became of them by the last day that the record holds."""
        today = last_day(self.connection) or ""
        for part in _parts(self._numbers("commitments")):
            yield from followed(self.connection, part, today)

    def comparisons(self, most: int | None = None) -> Iterator[Comparison]:
        """Yield what each government told of those meetings that two or more report, of the first `most` of these."""
        left = len(self._numbers("meetings")) if most is None else most
        for part in _parts(self._numbers("meetings"), FEW_MEETINGS):
            found = comparisons(self.connection, list(loading.joined(self.connection, "meetings", part)), left)
            yield from found
            left -= len(found)

    def every_fact(self) -> Iterator[Stated[Any]]:
        """Yield the facts of all kinds, also those that something joined is joined from, the newest first."""
        joined = [number for kind in JOINED for number in self._numbers(kind)]
        in_list(self.connection, "gathered", joined)
        members = self.connection.execute(
            "SELECT fact FROM members WHERE kind IN ? AND joined IN (SELECT n FROM gathered)", [list(JOINED)]
        ).fetchall()
        alone = [number for kind in (*STATED, "commitments") for number in self._numbers(kind)]
        in_list(self.connection, "gathered", [*alone, *(row[0] for row in members)])
        rows = self.connection.execute(
            "SELECT fact FROM facts WHERE fact IN (SELECT n FROM gathered) ORDER BY day DESC NULLS LAST, fact DESC"
        ).fetchall()
        return self._facts([row[0] for row in rows])

    def _numbers(self, kind: str) -> Sequence[int]:
        return self.sheaf.newest.get(kind, [])

    def _joined(self, kind: Kind) -> Iterator[Any]:
        for part in _parts(self._numbers(kind)):
            yield from loading.joined(self.connection, kind, part)

    def _facts(self, numbers: Sequence[int]) -> Iterator[Stated[Any]]:
        for part in _parts(numbers):
            in_list(self.connection, "chosen", part)
            rows = loading.stated(self.connection, "SELECT n FROM chosen", people=True)
            facts = {fact: one for fact, _, one in rows}
            yield from (facts[number] for number in part)


def _parts(numbers: Sequence[int], size: int = BATCH) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]
