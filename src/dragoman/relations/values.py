"""The typed values of the record of relations: what several documents state of one thing, and of one pair.

Every struct is frozen. A country is a code of the record (ISO 3166-1 alpha-3, or an organisation's: UNO, EUR …); a
day is an ISO date, at less precision where the text gives less ("2022-03").
"""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

import msgspec

from dragoman.codebook.values import MeetingKind, MeetingStatus
from dragoman.record.types import (
    Agreement,
    Appraisal,
    Commitment,
    Event,
    Meeting,
    Participant,
    Position,
    Reader,
    Request,
    Topic,
)

Item = TypeVar("Item")

Kind = Literal[
    "participants",
    "meetings",
    "agreements",
    "positions",
    "commitments",
    "appraisals",
    "requests",
    "topics",
    "events",
]
TextPolicy = Literal["full", "quote", "offsets"]
Standing = Literal["shared", "differs", "one_side"]
CommitmentStatus = Literal["open", "repeated", "kept", "contradicted", "overdue"]
LinkKind = Literal["repeated", "kept", "contradicted"]
Decision = Literal["confirmed", "rejected"]
Unit = Literal["day", "week", "month", "year"]


class Version(msgspec.Struct, frozen=True):
    """One version of a document, without its text: 1 is the first that was taken in.

    `original` is the id of the document that this one repeats nearly word for word, its own id when it repeats none.
    `length` counts the code points of the text that was read, None where it was not kept.
    """

    document: str
    number: int
    sha256: str
    url: str | None
    title: str | None
    publisher: str | None
    publisher_country: str | None
    published: str | None
    language: str | None
    original: str
    participants: tuple[Participant, ...] = ()
    length: int | None = None


class Stated(msgspec.Struct, Generic[Item], frozen=True):
    """One fact as one document states it; `id` is DOCUMENT/VERSION/KIND/PLACE, the place counted from 1."""

    id: str
    version: Version
    item: Item


class JoinedMeeting(msgspec.Struct, frozen=True):
    """One meeting with all its reports, the earliest published first."""

    id: str
    kind: MeetingKind
    status: MeetingStatus
    date: str | None
    end_date: str | None
    place: str | None
    place_country: str | None
    countries: tuple[str, ...]
    reports: tuple[Stated[Meeting], ...]


class JoinedEvent(msgspec.Struct, frozen=True):
    """One event with all its reports: `event` is the fullest of them.

    `documents` counts the documents, near-duplicates once; `publishers` the publishers that are independent.
    """

    id: str
    event: Event
    date: str | None
    reports: tuple[Stated[Event], ...]
    documents: int
    publishers: int


class Held(msgspec.Struct, frozen=True):
    """An office that a person was seen in, from the first day to the last day that a document shows it."""

    office: str
    first: str | None
    last: str | None
    documents: int


class JoinedPerson(msgspec.Struct, frozen=True):
    """One person under all spellings; `name` is the one most often written."""

    id: str
    name: str
    spellings: tuple[str, ...]
    country: str | None
    offices: tuple[Held, ...]
    mentions: tuple[Stated[Participant], ...]


class JoinedAgreement(msgspec.Struct, frozen=True):
    """One instrument under all its names, with every document that signs, cites or plans it, the earliest first."""

    id: str
    name: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    citations: tuple[Stated[Agreement], ...]


class Told(msgspec.Struct, frozen=True):
    """One matter of a joined meeting: what its reports say of it, side by side.

    `standing` is `shared` when reports of two publishers tell it alike, `differs` when both tell it and disagree in
    the fields named in `differing`, `one_side` when only one publisher tells it.
    """

    kind: Kind
    what: str
    standing: Standing
    sayings: tuple[Stated[Any], ...]
    differing: tuple[str, ...] = ()


class Comparison(msgspec.Struct, frozen=True):
    """A joined meeting as each government told it; `publishers` are the countries of those who report it."""

    meeting: JoinedMeeting
    publishers: tuple[str, ...]
    told: tuple[Told, ...]


class Link(msgspec.Struct, frozen=True):
    """What became of a commitment: a later statement or event that repeats, keeps or contradicts it, and why.

    `decision` is what a person said of the link, None when nobody has.
    """

    id: str
    commitment: str
    kind: LinkKind
    other_kind: Kind
    other: Stated[Any]
    why: str
    decision: Decision | None = None


class FollowedCommitment(msgspec.Struct, frozen=True):
    """A commitment, what became of it, and where that stands."""

    stated: Stated[Commitment]
    status: CommitmentStatus
    links: tuple[Link, ...]


class Use(msgspec.Struct, frozen=True):
    """One use of a formula: where it stands in which version of which document."""

    version: Version
    start: int
    end: int
    exact: str


class Missing(msgspec.Struct, frozen=True):
    """A document about a partner in which a formula that its issuer always used of that partner is missing."""

    version: Version
    used_before: int
    of: int


class Formula(msgspec.Struct, frozen=True):
    """A recurring phrase of an issuer, of one partner or (None) of all.

    `counts` are (month, documents with the phrase, documents of the issuer about the partner).
    """

    id: str
    phrase: str
    issuer: str
    partner: str | None
    declared: bool
    documents: int
    first: Use
    last: Use
    counts: tuple[tuple[str, int, int], ...]
    missing: tuple[Missing, ...] = ()


class Point(msgspec.Struct, frozen=True):
    """One period of a directed pair: joined events of one type (or of all) that `actor` did to `recipient`.

    `documents` counts reports, near-duplicates once; `score` is the mean PLOVER score; `confidence` the mean
    probability; `share` the events' documents over all documents published in the period, None when
    none is known; `anomaly` marks a count far off the pair's habit.
    """

    period: str
    actor: str
    recipient: str
    type: str | None
    quad: int | None
    events: int
    documents: int
    publishers: int
    score: float
    confidence: float
    share: float | None
    anomaly: bool = False


class Counts(msgspec.Struct, frozen=True):
    """How much the record holds of a pair, of which a dossier shows at most a limit of each kind.

    `meetings` were held, `announced` are to be; `events` are acts that were done, `other_events` are told as past
    history, still to come, conditional or denied.
    """

    documents: int
    meetings: int
    events: int
    commitments: int
    positions: int
    agreements: int
    appraisals: int
    requests: int
    announced: int = 0
    other_events: int = 0


class Dossier(msgspec.Struct, frozen=True):
    """What a record holds of one pair: newest first, but the series, which runs forward.

    Meetings that were held stand before those that are only announced.

    The series is by month and quad class and of both directions together, so that an event counts once.
    """

    a: str
    b: str
    since: str | None
    until: str | None
    reader: Reader
    counts: Counts
    meetings: tuple[JoinedMeeting, ...]
    comparisons: tuple[Comparison, ...]
    events: tuple[JoinedEvent, ...]
    commitments: tuple[FollowedCommitment, ...]
    positions: tuple[Stated[Position], ...]
    agreements: tuple[JoinedAgreement, ...]
    appraisals: tuple[Stated[Appraisal], ...]
    requests: tuple[Stated[Request], ...]
    topics: tuple[Stated[Topic], ...]
    formulae: tuple[Formula, ...]
    series: tuple[Point, ...]
    documents: tuple[Version, ...]
