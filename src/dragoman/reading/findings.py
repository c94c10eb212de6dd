"""What the reading finds in a document, before the record is composed from it.

A finding quotes the document by a `Quote` (field, start, end in code points); entities are `Actor` values. The record
room merges repetitions, gives ids and evidence. Value sets are those of the annotation guidelines and of PLOVER.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.codebook.values import (
    AgreementAct,
    AppraisalKind,
    Auxiliary,
    Basis,
    DateBasis,
    Layer,
    MeetingKind,
    MeetingStatus,
    Stance,
    Strength,
)
from dragoman.text.passages import FieldName


class Quote(msgspec.Struct, frozen=True, order=True):
    """A stretch of one field of the document; `field` "" is the canonical body."""

    field: FieldName | Literal[""]
    start: int
    end: int


class Day(msgspec.Struct, frozen=True):
    """A resolved date: ISO at the precision that the text fixes ("2022-03" too)."""

    date: str | None
    end_date: str | None = None
    basis: DateBasis = "unknown"


class Actor(msgspec.Struct, frozen=True):
    """One entity as it is mentioned: its words and what they stand for in PLOVER's codes.

    `person` is the key of a `Person` of the same document where the mention is one. `office` is as written, without
    the country.
    """

    text: str
    quote: Quote
    country: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    name: str | None = None
    office: str | None = None
    person: str | None = None


class Person(msgspec.Struct, frozen=True):
    """A person (or unnamed office-holder) of the document, all mentions joined.

    `role`: taking part in what is reported, issuing the statement, or only mentioned.
    """

    key: str
    name: str | None
    offices: tuple[str, ...]
    country: str | None
    sectors: tuple[str, ...]
    accredited_to: str | None
    role: Literal["participant", "issuer", "mentioned"]
    quote: Quote


class Source(msgspec.Struct, frozen=True):
    """Who says it: `by` is a person's key or the words that name the speaker."""

    layer: Layer
    by: str | None = None


class FoundMeeting(msgspec.Struct, frozen=True):
    kind: MeetingKind
    status: MeetingStatus
    day: Day
    place: str | None
    place_country: str | None
    countries: tuple[str, ...]
    persons: tuple[str, ...]
    purpose: str | None
    quote: Quote


class FoundAgreement(msgspec.Struct, frozen=True):
    name: str
    parties: tuple[str, ...]
    act: AgreementAct
    quote: Quote


class FoundPosition(msgspec.Struct, frozen=True):
    holder: tuple[str, ...]
    voiced_by: tuple[str, ...]
    on: str
    stance: Stance
    source: Source
    quote: Quote


class FoundCommitment(msgspec.Struct, frozen=True):
    by: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    strength: Strength
    deadline: str | None
    condition: str | None
    source: Source
    quote: Quote


class FoundAppraisal(msgspec.Struct, frozen=True):
    kind: AppraisalKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    reason: str | None
    source: Source
    quote: Quote


class FoundRequest(msgspec.Struct, frozen=True):
    by: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    source: Source
    quote: Quote


class FoundTopic(msgspec.Struct, frozen=True):
    text: str
    contexts: tuple[str, ...]
    quote: Quote


class FoundEvent(msgspec.Struct, frozen=True):
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    day: Day
    place: str | None
    auxiliary: Auxiliary | None
    source: Source
    basis: Basis
    confidence: float
    trigger: Quote
    quote: Quote


class FoundSilence(msgspec.Struct, frozen=True):
    """A stretch of the body that looked as if it held something; `reason` is a code of the codebook."""

    quote: Quote
    reason: str


class Findings(msgspec.Struct, frozen=True):
    """All that the reading found in one document, in the order of the text."""

    persons: tuple[Person, ...] = ()
    meetings: tuple[FoundMeeting, ...] = ()
    agreements: tuple[FoundAgreement, ...] = ()
    positions: tuple[FoundPosition, ...] = ()
    commitments: tuple[FoundCommitment, ...] = ()
    appraisals: tuple[FoundAppraisal, ...] = ()
    requests: tuple[FoundRequest, ...] = ()
    topics: tuple[FoundTopic, ...] = ()
    events: tuple[FoundEvent, ...] = ()
    silences: tuple[FoundSilence, ...] = ()
