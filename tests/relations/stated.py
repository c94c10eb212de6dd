"""Facts of invented documents, for the tests of what becomes of commitments."""

from __future__ import annotations

from typing import Any, TypeVar

from dragoman.codebook.values import AgreementAct, Auxiliary, MeetingKind, MeetingStatus, Strength
from dragoman.record.types import Agreement, Attribution, Commitment, Entity, Event, Evidence, Meeting, Span
from dragoman.relations.values import Stated, Version

Item = TypeVar("Item")
ISSUER = Attribution("issuer")


def version(document: str, published: str | None, publisher: str = "NOR", original: str | None = None) -> Version:
    """Return the first version of a document."""
    return Version(document, 1, "", None, None, None, publisher, published, "en", original or document)


def stated(item: Item, published: str | None, document: str | None = None, original: str | None = None) -> Stated[Item]:
    """Return a fact as a document of that day states it; a document of a day is one unless it is named."""
    made = version(document or f"of-{published}", published, original=original)
    return Stated(f"{made.document}/1/{type(item).__name__}/1", made, item)


def evidence(text: str, trigger: str | None = None) -> Evidence:
    """Return a quote, with the word that it was read by."""
    at = text.index(trigger) if trigger else 0
    return Evidence(text, 0, len(text), "", "", trigger=Span(trigger, at, at + len(trigger)) if trigger else None)


def promised(
    what: str,
    by: tuple[str, ...] = ("NOR",),
    to: tuple[str, ...] = (),
    strength: Strength = "firm",
    deadline: str | None = None,
) -> Commitment:
    """Return a commitment whose quote is what was promised."""
    return Commitment(by, to, what, strength, deadline, None, ISSUER, evidence(f"We will {what}."))


def done(
    code: str,
    text: str,
    trigger: str,
    actor: str = "NOR",
    recipient: str | None = None,
    auxiliary: Auxiliary | None = None,
    date: str | None = None,
) -> Event:
    """Return an event that a state did, by the word that tells it."""
    quote = evidence(text, trigger)
    recipients = () if recipient is None else (_entity(recipient),)
    return Event(
        "e1", code, None, (), 2, 5.0, None, (_entity(actor),), recipients, date, "unknown", None, auxiliary, ISSUER,
        "codebook", 0.9, quote,
    )  # fmt: skip


def met(
    countries: tuple[str, ...],
    date: str,
    place: str | None = None,
    kind: MeetingKind = "in_person",
    status: MeetingStatus = "held",
) -> Meeting:
    """Return a meeting of states on a day."""
    text = f"They met in {place}." if place else "They met."
    return Meeting("m1", kind, status, date, None, "explicit", place, None, countries, (), None, evidence(text))


def signed(name: str, parties: tuple[str, ...], act: AgreementAct = "signed") -> Agreement:
    """Return an instrument and what was done with it."""
    return Agreement(name, parties, act, evidence(name))


def _entity(country: str) -> Entity:
    return Entity(country, country, None, (), None, None, 0, 0)


Later = list[tuple[Any, Stated[Any]]]
