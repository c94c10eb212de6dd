"""Values of the record made short, for the tests of the relations."""

from __future__ import annotations

from typing import Any, TypeVar

from dragoman.record.types import Agreement, Attribution, Commitment, Entity, Event, Evidence, Meeting, Participant
from dragoman.relations.values import Stated, Version

Item = TypeVar("Item")
ISSUER = Attribution("issuer")


def quote(exact: str, start: int = 0) -> Evidence:
    """Return a quote of the body."""
    return Evidence(exact, start, start + len(exact), "", "")


def person(place: int, name: str | None, country: str | None, *offices: str) -> Participant:
    """Return a participant with the id of its place."""
    return Participant(f"p{place}", name, offices, country, (), None, quote(name or "someone"))


def version(
    document: str,
    published: str,
    country: str,
    *people: Participant,
    original: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
) -> Version:
    """Return the first version of a document by the government of a country."""
    return Version(
        document, 1, document, None, title, publisher or f"Government of {country}", country, published, "en",
        original or document, people,
    )  # fmt: skip


def stated(of: Version, kind: str, item: Item, place: int = 1) -> Stated[Item]:
    """Return a fact as a document states it."""
    return Stated(f"{of.document}/{of.number}/{kind}/{place}", of, item)


def met(of: Version, date: str | None, *countries: str, place: int = 1, **fields: Any) -> Stated[Meeting]:
    """Return a meeting of all participants of a document, a call that was held where nothing else is given."""
    values: dict[str, Any] = {
        "id": f"m{place}",
        "kind": "call",
        "status": "held",
        "date": date,
        "end_date": None,
        "date_basis": "explicit" if date else "unknown",
        "place": None,
        "place_country": None,
        "countries": countries,
        "participants": tuple(p.id for p in of.participants),
        "purpose": None,
        "evidence": quote(f"They spoke, as {of.document} tells."),
    }
    return stated(of, "meetings", Meeting(**(values | fields)), place)


def entity(country: str, name: str | None = None, office: str | None = None) -> Entity:
    """Return an actor of a state."""
    return Entity(name or country, country, "GOV", (), name, office, 0, 1)


def did(
    of: Version, kind: str, date: str | None, words: str, *sides: Entity, place: int = 1, **fields: Any
) -> Stated[Event]:
    """Return an event between two entities."""
    values: dict[str, Any] = {
        "id": f"e{place}",
        "type": kind,
        "mode": None,
        "contexts": (),
        "quad": 1,
        "score": 1.0,
        "cameo": None,
        "actor": sides[:1],
        "recipient": sides[1:],
        "date": date,
        "date_basis": "explicit" if date else "unknown",
        "place": None,
        "auxiliary": None,
        "attribution": ISSUER,
        "basis": "codebook",
        "confidence": 0.5,
        "evidence": quote(words),
    }
    return stated(of, "events", Event(**(values | fields)), place)


def named(of: Version, name: str, *parties: str, place: int = 1) -> Stated[Agreement]:
    """Return an instrument that a document cites."""
    return stated(of, "agreements", Agreement(name, parties, "cited", quote(name)), place)


def promised(of: Version, what: str, by: tuple[str, ...], strength: Any = "firm", place: int = 1) -> Stated[Commitment]:
    """Return a commitment that a document tells."""
    return stated(of, "commitments", Commitment(by, (), what, strength, None, None, ISSUER, quote(what)), place)
