"""Small records made by hand."""

from __future__ import annotations

from dragoman.record.types import (
    Attribution,
    DocumentHead,
    Entity,
    Event,
    Evidence,
    Meeting,
    Participant,
    Reader,
    Reading,
    Span,
)


def evidence(text: str, exact: str, trigger: str | None = None) -> Evidence:
    """Return the evidence of some words of a text."""
    start = text.index(exact)
    at = text.index(trigger) if trigger else 0
    span = Span(trigger, at, at + len(trigger)) if trigger else None
    return Evidence(exact, start, start + len(exact), "", "", trigger=span)


def entity(text: str, words: str, country: str | None = None) -> Entity:
    """Return the entity of some words of a text."""
    start = text.index(words)
    return Entity(words, country, None, (), None, None, start, start + len(words))


def event(kind: str, actors: tuple[Entity, ...], recipients: tuple[Entity, ...], proof: Evidence) -> Event:
    """Return an event as the issuer tells it."""
    return Event(
        id="e1",
        type=kind,
        mode=None,
        contexts=(),
        quad=1,
        score=1.0,
        cameo=None,
        actor=actors,
        recipient=recipients,
        date=None,
        date_basis="unknown",
        place=None,
        auxiliary=None,
        attribution=Attribution("issuer"),
        basis="codebook",
        confidence=0.9,
        evidence=proof,
    )


def meeting(kind: str, countries: tuple[str, ...], proof: Evidence) -> Meeting:
    """Return a meeting that was held."""
    return Meeting("m1", kind, "held", None, None, "unknown", None, None, countries, (), None, proof)  # type: ignore[arg-type]


def participant(name: str, offices: tuple[str, ...], country: str | None, proof: Evidence) -> Participant:
    """Return a participant."""
    return Participant("p1", name, offices, country, (), None, proof)


def reading(
    text: str,
    participants: tuple[Participant, ...] = (),
    meetings: tuple[Meeting, ...] = (),
    events: tuple[Event, ...] = (),
) -> Reading:
    """Return the record of a text published by Sweden."""
    head = DocumentHead("1", None, None, "SWE", None, None, "2020-01-31", "given", "en", "", text)
    return Reading(head, participants, meetings, (), (), (), (), (), (), events, (), Reader("0", "0", None))
