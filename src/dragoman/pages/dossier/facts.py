"""Facts of every kind put into words, each with its quote, its speaker and its source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier.view import Decided, Fact, Quote, Source, Tone
from dragoman.pages.quoting import clean
from dragoman.record.types import (
    Agreement,
    Appraisal,
    Commitment,
    Event,
    Evidence,
    Meeting,
    Participant,
    Position,
    Request,
    Topic,
)
from dragoman.relations.values import JoinedEvent, Stated, Version

TONES: Mapping[str, Tone] = {
    "for": "good", "against": "bad", "gratitude": "good", "praise": "good", "criticism": "bad", "signed": "good",
    "ratified": "good", "suspended": "bad", "ended": "bad",
}  # fmt: skip
QUAD_TONES: Mapping[int, Tone] = {1: "good", 2: "good", 3: "bad", 4: "bad"}
NO_WORDS = "the words are not kept"


class Telling(msgspec.Struct, frozen=True):
    """What is needed to tell facts: names of countries by code, and the sources by document and number of version.

    `persons` are ids of joined persons by document, number of version and the participant's id there, `decided` what
    people decided by the ids of facts.
    """

    names: words.Names
    sources: Mapping[tuple[str, int], Source]
    persons: Mapping[tuple[str, int, str], str] = msgspec.field(default_factory=dict)
    decided: Mapping[str, Decided] = msgspec.field(default_factory=dict)

    def source(self, version: Version) -> Source:
        """Return the source that a version of a document is."""
        return self.sources[version.document, version.number]


def shelved(versions: Iterable[Version], names: words.Names) -> dict[tuple[str, int], Source]:
    """Return the versions as numbered sources, in their order, each once."""
    each = {(version.document, version.number): version for version in versions}
    numbers: dict[str, int] = {}
    for number, version in enumerate(each.values(), start=1):
        numbers.setdefault(version.document, number)
    return {key: _source(version, number, numbers, names) for number, (key, version) in enumerate(each.items(), 1)}


def _source(version: Version, number: int, numbers: Mapping[str, int], names: words.Names) -> Source:
    title, address, original = clean(version.title or ""), clean(version.url or ""), version.original
    repeats = "" if original == version.document else str(numbers.get(original) or clean(original))
    return Source(
        number=number, document=clean(version.document), version=version.number, title=title or "Untitled document",
        publisher=publisher(version, names), published=words.day(version.published) or "date unknown",
        language=clean(version.language or ""), address=address, link=followable(version.url), repeats=repeats,
    )  # fmt: skip


def publisher(version: Version, names: words.Names) -> str:
    """Return the publisher's name, with the country where the name does not tell it."""
    issuer = clean(version.publisher or "")
    home = words.country(version.publisher_country, names) if version.publisher_country else ""
    if issuer and home and home not in issuer:
        return f"{issuer} ({home})"
    return issuer or home or "Publisher not known"


def followable(url: str | None) -> str | None:
    """Return an address that may become a link: of the web, with a host, and without any character to hide behind."""
    if not url or any(c in '"<>\\`' or unicodedata.category(c)[0] in "CZ" for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and host else None


def quote(evidence: Evidence, stated: Stated[Any], told: Telling) -> Quote:
    """Return the words of a fact, who says them and where else they stand."""
    attribution = getattr(stated.item, "attribution", None)
    by = attribution.by if attribution else None
    speakers = {p.id: words.person(p, told.names) for p in stated.version.participants if p.id == by}
    who = words.attributed(attribution, speakers) if attribution else ""
    said = ", ".join(filter(None, [who, words.whereabouts(evidence), "" if evidence.exact else NO_WORDS]))
    return Quote(clean(evidence.exact), said, told.source(stated.version), stated.id, told.decided.get(stated.id))


def fact(stated: Stated[Any], told: Telling) -> Fact:
    """Return any fact in words."""
    label, tone, who, what, details = _told(stated.item, stated.version, told.names)
    quotes = (quote(stated.item.evidence, stated, told),)
    return Fact(clean(label), tone, who, clean(what), tuple(clean(detail) for detail in details if detail), quotes)


Parts = tuple[str, Tone, str, str, list[str]]


def _told(item: Any, version: Version, names: words.Names) -> Parts:
    match item:
        case Position():
            return _position(item, version, names)
        case Agreement():
            return item.act, TONES.get(item.act, "plain"), words.countries(item.parties, names), item.name, []
        case Topic():
            return "topic", "plain", "", item.text, [", ".join(item.contexts)]
        case Participant():
            return "participant", "plain", words.person(item, names), words.offices(item, names), []
        case Meeting():
            return _meeting(item, names)
        case Event():
            return _event(item, names)
        case _:
            return _directed(item, names)


def _directed(item: Commitment | Appraisal | Request, names: words.Names) -> Parts:
    """Return what one side says to another: a promise, an appraisal, a request."""
    who = words.parties(item.by, item.to, names)
    match item:
        case Commitment():
            details = [
                f"Deadline: {words.day(item.deadline)}" if item.deadline else "",
                f"On condition: {item.condition}" if item.condition else "",
            ]
            return f"{item.strength} commitment", "plain", who, item.what, details
        case Appraisal():
            return words.APPRAISAL[item.kind], TONES.get(item.kind, "plain"), who, item.reason or "", []
        case Request():
            return "request", "plain", who, item.what, []


def _event(item: Event, names: words.Names) -> Parts:
    doers, others = (words.entities(side, names) for side in (item.actor, item.recipient))
    what = " · ".join(filter(None, [item.mode or "", words.QUAD[item.quad], item.place or ""]))
    details = [
        words.AUXILIARY[item.auxiliary] if item.auxiliary else "",
        ", ".join(item.contexts),
        f"confidence {item.confidence:.2f}, {words.BASIS[item.basis]}",
    ]
    who = f"{doers or 'not named'} → {others}" if others else doers
    return item.type, QUAD_TONES[item.quad], who, what, details


def _position(item: Position, version: Version, names: words.Names) -> Parts:
    present = {person.id: words.person(person, names) for person in version.participants if person.id in item.voiced_by}
    voices = words.listed([present[key] for key in item.voiced_by if key in present])
    details = [f"Voiced by {voices}" if voices and item.attribution.by not in item.voiced_by else ""]
    return item.stance, TONES[item.stance], words.countries(item.holder, names), item.on, details


def _meeting(item: Meeting, names: words.Names) -> Parts:
    place = " · ".join(filter(None, [item.place or "", words.when(item.date, item.date_basis, item.end_date)]))
    return "meeting", "plain", words.encounter(item, names), place, [item.purpose or ""]


def event(joined: JoinedEvent, told: Telling) -> Fact:
    """Return a joined event as its fullest report tells it, with the further documents that report it."""
    fullest = next((report for report in joined.reports if report.item == joined.event), joined.reports[0])
    others = {told.source(r.version).number: told.source(r.version) for r in joined.reports if r is not fullest}
    others.pop(told.source(fullest.version).number, None)
    found = fact(fullest, told)
    spread = f"{joined.documents} documents, {joined.publishers} independent publishers" if joined.documents > 1 else ""
    details = (*found.details, spread) if spread else found.details
    return msgspec.structs.replace(found, details=details, also=tuple(others[number] for number in sorted(others)))
