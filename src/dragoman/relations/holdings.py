"""What exports and pages may ask of a record, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import msgspec

from dragoman.record.types import Reader
from dragoman.relations.values import (
    FollowedCommitment,
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
    JoinedPerson,
    Kind,
    Stated,
    Version,
)


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What of a record is asked for: all of it where nothing is set.

    `pair` are two codes of countries or organisations, in any order; `since` and `until` ISO days, both included;
    `publisher` the name of a publisher; `min_confidence` a probability that events must reach.
    """

    pair: tuple[str, str] | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    min_confidence: float = 0.0


EVERYTHING = Filters()


class Holdings(Protocol):
    """A record, or what filters leave of it. Every iterator gives the same order for the same contents."""

    @property
    def filters(self) -> Filters:
        """What these holdings were filtered by."""

    @property
    def reader(self) -> Reader:
        """What read the documents."""

    def versions(self) -> Iterator[Version]:
        """Yield the present version of every document, by day of publication and id."""

    def stated(self, kind: Kind) -> Iterator[Stated[Any]]:
        """Yield every fact of one kind, in the order of the documents."""

    def events(self) -> Iterator[JoinedEvent]:
        """Yield the joined events by date, undated ones last."""

    def meetings(self) -> Iterator[JoinedMeeting]:
        """Yield the joined meetings by date, undated ones last."""

    def persons(self) -> Iterator[JoinedPerson]:
        """Yield the joined persons by country and name."""

    def agreements(self) -> Iterator[JoinedAgreement]:
        """Yield the joined agreements by name."""

    def commitments(self) -> Iterator[FollowedCommitment]:
        """Yield the commitments with what became of them, in the order of the documents."""
