"""Compose the record of one document from its findings: ids, evidence, one item for one fact."""

from __future__ import annotations

import hashlib

from dragoman.codebook.spec import EventType
from dragoman.reading.findings import (
    Actor,
    Findings,
    FoundAgreement,
    FoundAppraisal,
    FoundCommitment,
    FoundEvent,
    FoundMeeting,
    FoundPosition,
    FoundRequest,
    Person,
    Source,
)
from dragoman.record.evidence import Fields, evidence
from dragoman.record.merge import Told, told_once
from dragoman.record.types import (
    Agreement,
    Appraisal,
    Attribution,
    Commitment,
    DocumentHead,
    Entity,
    Event,
    Meeting,
    Participant,
    Position,
    Reader,
    Reading,
    Request,
    Silence,
    Topic,
)
from dragoman.source.document import Document
from dragoman.text.passages import Canonical

Ids = dict[str, str]


def compose(
    document: Document, canonical: Canonical, findings: Findings, types: dict[str, EventType], reader: Reader
) -> Reading:
    """Return the record of one document."""
    fields: Fields = {"": canonical.text, "title": canonical.title or "", "summary": canonical.summary or ""}
    present = [p for p in findings.persons if p.role != "mentioned"]
    ids = {p.key: f"p{n}" for n, p in enumerate(present, 1)}
    repeated = frozenset(code for code, kind in types.items() if kind.repeated)
    return Reading(
        document=head(document, canonical),
        participants=tuple(_participant(p, ids, fields) for p in present),
        meetings=tuple(_meeting(m, n, ids, fields) for n, m in enumerate(findings.meetings, 1)),
        agreements=tuple(_agreement(a, fields) for a in findings.agreements),
        positions=tuple(_position(t, ids, fields) for t in told_once(findings.positions)),
        commitments=tuple(_commitment(t, ids, fields) for t in told_once(findings.commitments)),
        appraisals=tuple(_appraisal(t, ids, fields) for t in told_once(findings.appraisals)),
        requests=tuple(_request(t, ids, fields) for t in told_once(findings.requests)),
        topics=tuple(Topic(t.text, t.contexts, evidence(t.quote, fields)) for t in findings.topics),
        events=tuple(_event(t, n, ids, fields, types) for n, t in enumerate(told_once(findings.events, repeated), 1)),
        silences=tuple(Silence(s.quote.start, s.quote.end, s.reason) for s in findings.silences),
        reader=reader,
    )


def head(document: Document, canonical: Canonical) -> DocumentHead:
    """Return what is known of the document, with the hash of its canonical text's UTF-8 bytes."""
    return DocumentHead(
        id=document.id,
        url=document.url,
        publisher=document.publisher,
        publisher_country=document.publisher_country,
        title=canonical.title,
        summary=canonical.summary,
        published=canonical.published,
        published_basis=canonical.published_basis,
        language=canonical.language,
        sha256=hashlib.sha256(canonical.text.encode("utf-8")).hexdigest(),
        text=canonical.text,
    )


def _attribution(source: Source, ids: Ids) -> Attribution:
    return Attribution(source.layer, ids.get(source.by, source.by) if source.by else None)


def _participant(person: Person, ids: Ids, fields: Fields) -> Participant:
    return Participant(
        id=ids[person.key],
        name=person.name,
        offices=person.offices,
        country=person.country,
        sectors=person.sectors,
        accredited_to=person.accredited_to,
        evidence=evidence(person.quote, fields),
    )


def _meeting(meeting: FoundMeeting, number: int, ids: Ids, fields: Fields) -> Meeting:
    return Meeting(
        id=f"m{number}",
        kind=meeting.kind,
        status=meeting.status,
        date=meeting.day.date,
        end_date=meeting.day.end_date,
        date_basis=meeting.day.basis,
        place=meeting.place,
        place_country=meeting.place_country,
        countries=meeting.countries,
        participants=tuple(ids[k] for k in meeting.persons if k in ids),
        purpose=meeting.purpose,
        evidence=evidence(meeting.quote, fields),
    )


def _agreement(agreement: FoundAgreement, fields: Fields) -> Agreement:
    return Agreement(agreement.name, agreement.parties, agreement.act, evidence(agreement.quote, fields))


def _position(told: Told[FoundPosition], ids: Ids, fields: Fields) -> Position:
    item = told.item
    voices = tuple(ids[k] for k in item.voiced_by if k in ids)
    proof = evidence(item.quote, fields, also=told.also)
    return Position(item.holder, voices, item.on, item.stance, _attribution(item.source, ids), proof)


def _commitment(told: Told[FoundCommitment], ids: Ids, fields: Fields) -> Commitment:
    item = told.item
    return Commitment(
        by=item.by,
        to=item.to,
        what=item.what,
        strength=item.strength,
        deadline=item.deadline,
        condition=item.condition,
        attribution=_attribution(item.source, ids),
        evidence=evidence(item.quote, fields, also=told.also),
    )


def _appraisal(told: Told[FoundAppraisal], ids: Ids, fields: Fields) -> Appraisal:
    item = told.item
    proof = evidence(item.quote, fields, also=told.also)
    return Appraisal(item.kind, item.by, item.to, item.reason, _attribution(item.source, ids), proof)


def _request(told: Told[FoundRequest], ids: Ids, fields: Fields) -> Request:
    item = told.item
    return Request(
        item.by, item.to, item.what, _attribution(item.source, ids), evidence(item.quote, fields, also=told.also)
    )


def _entity(actor: Actor) -> Entity:
    return Entity(
        text=actor.text,
        country=actor.country,
        sector=actor.sector,
        other_sectors=actor.other_sectors,
        name=actor.name,
        office=actor.office,
        start=actor.quote.start,
        end=actor.quote.end,
    )


def _event(told: Told[FoundEvent], number: int, ids: Ids, fields: Fields, types: dict[str, EventType]) -> Event:
    item = told.item
    kind = types[item.type]
    score = kind.modes.get(item.mode or "")
    return Event(
        id=f"e{number}",
        type=item.type,
        mode=item.mode,
        contexts=item.contexts,
        quad=kind.quad,
        score=kind.score if score is None else score,
        cameo=item.cameo,
        actor=tuple(_entity(a) for a in item.actors),
        recipient=tuple(_entity(a) for a in item.recipients),
        date=item.day.date,
        date_basis=item.day.basis,
        place=item.place,
        auxiliary=item.auxiliary,
        attribution=_attribution(item.source, ids),
        basis=item.basis,
        confidence=item.confidence,
        evidence=evidence(item.quote, fields, trigger=item.trigger, also=told.also),
    )
