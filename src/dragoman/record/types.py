"""The typed values of the record, in the order and with the names of its JSON.

Every struct is frozen; lists are tuples inside the program and arrays in JSON. Offsets are Unicode code points into
the field that the evidence names (the canonical text when it names none), end exclusive.
"""

from __future__ import annotations

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
from dragoman.source.document import PublishedBasis
from dragoman.text.passages import FieldName


class Span(msgspec.Struct, frozen=True):
    """A run of characters: `exact` is the field's text from `start` to `end`."""

    exact: str
    start: int
    end: int


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A further place of a quote (a W3C TextQuoteSelector with its position)."""

    exact: str
    start: int
    end: int
    prefix: str
    suffix: str
    field: FieldName | None = None


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """A quote, where it stands, and where the document says the same again."""

    exact: str
    start: int
    end: int
    prefix: str
    suffix: str
    field: FieldName | None = None
    trigger: Span | None = None
    also: tuple[Place, ...] = ()


class Attribution(msgspec.Struct, frozen=True):
    """Who says it: `by` is a participant's id, or the speaker's words, or None."""

    layer: Layer
    by: str | None = None


class Entity(msgspec.Struct, frozen=True):
    """An actor or recipient: the words, and what they stand for (PLOVER codes)."""

    text: str
    country: str | None
    sector: str | None
    other_sectors: tuple[str, ...]
    name: str | None
    office: str | None
    start: int
    end: int


class DocumentHead(msgspec.Struct, frozen=True):
    """What is known of the document, with the canonical text that was read."""

    id: str
    url: str | None
    publisher: str | None
    publisher_country: str | None
    title: str | None
    summary: str | None
    published: str | None
    published_basis: PublishedBasis
    language: str | None
    sha256: str
    text: str


class Participant(msgspec.Struct, frozen=True):
    id: str
    name: str | None
    offices: tuple[str, ...]
    country: str | None
    sectors: tuple[str, ...]
    accredited_to: str | None
    evidence: Evidence


class Meeting(msgspec.Struct, frozen=True):
    id: str
    kind: MeetingKind
    status: MeetingStatus
    date: str | None
    end_date: str | None
    date_basis: DateBasis
    place: str | None
    place_country: str | None
    countries: tuple[str, ...]
    participants: tuple[str, ...]
    purpose: str | None
    evidence: Evidence


class Agreement(msgspec.Struct, frozen=True):
    name: str
    parties: tuple[str, ...]
    act: AgreementAct
    evidence: Evidence


class Position(msgspec.Struct, frozen=True):
    holder: tuple[str, ...]
    voiced_by: tuple[str, ...]
    on: str
    stance: Stance
    attribution: Attribution
    evidence: Evidence


class Commitment(msgspec.Struct, frozen=True):
    by: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    strength: Strength
    deadline: str | None
    condition: str | None
    attribution: Attribution
    evidence: Evidence


class Appraisal(msgspec.Struct, frozen=True):
    kind: AppraisalKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    reason: str | None = msgspec.field(name="for")
    attribution: Attribution
    evidence: Evidence


class Request(msgspec.Struct, frozen=True):
    by: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    attribution: Attribution
    evidence: Evidence


class Topic(msgspec.Struct, frozen=True):
    text: str
    contexts: tuple[str, ...]
    evidence: Evidence


class Event(msgspec.Struct, frozen=True):
    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: int
    score: float
    cameo: str | None
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    date: str | None
    date_basis: DateBasis
    place: str | None
    auxiliary: Auxiliary | None
    attribution: Attribution
    basis: Basis
    confidence: float
    evidence: Evidence


class Silence(msgspec.Struct, frozen=True):
    """A stretch of the text that looked as if it held something and gave nothing."""

    start: int
    end: int
    reason: str


class Reader(msgspec.Struct, frozen=True):
    """What read it: the program's version, the codebook's and the model's hash."""

    version: str
    codebook: str
    model: str | None


class Reading(msgspec.Struct, frozen=True):
    """One document's record."""

    document: DocumentHead
    participants: tuple[Participant, ...]
    meetings: tuple[Meeting, ...]
    agreements: tuple[Agreement, ...]
    positions: tuple[Position, ...]
    commitments: tuple[Commitment, ...]
    appraisals: tuple[Appraisal, ...]
    requests: tuple[Request, ...]
    topics: tuple[Topic, ...]
    events: tuple[Event, ...]
    silences: tuple[Silence, ...]
    reader: Reader

    def to_json(self) -> str:
        """Return the record as one line of JSON, the form of `dragoman code`."""
        return msgspec.json.encode(self).decode("utf-8")
