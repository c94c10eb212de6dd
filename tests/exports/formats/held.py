"""Holdings made of values alone: two documents about one call in tricky characters, and readings one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.record.types import (
    Agreement,
    Appraisal,
    Attribution,
    Commitment,
    Entity,
    Event,
    Evidence,
    Meeting,
    Participant,
    Place,
    Position,
    Reader,
    Reading,
    Request,
    Span,
    Topic,
)
from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.relations.values import (
    FollowedCommitment,
    Held,
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
    JoinedPerson,
    Kind,
    Link,
    Stated,
    Version,
)

READER = Reader("1.2.3", "c0deb00cc0deb00c", None)
FORMULA = "=cmd|' /C calc'!A1"
TRICKY = 'She said "no",\tthen\r\nleft 🙂; السلام عليكم'
ISSUER = Attribution("issuer")


class Small(msgspec.Struct, frozen=True):
    """Holdings that are lists."""

    reader: Reader
    documents: tuple[Version, ...]
    facts: dict[str, tuple[Stated[Any], ...]]
    joined: dict[str, tuple[Any, ...]]
    filters: Filters = EVERYTHING

    def versions(self) -> Iterator[Version]:
        return iter(self.documents)

    def stated(self, kind: Kind) -> Iterator[Stated[Any]]:
        return iter(self.facts.get(kind, ()))

    def events(self) -> Iterator[JoinedEvent]:
        return iter(self.joined.get("events", ()))

    def meetings(self) -> Iterator[JoinedMeeting]:
        return iter(self.joined.get("meetings", ()))

    def persons(self) -> Iterator[JoinedPerson]:
        return iter(self.joined.get("persons", ()))

    def agreements(self) -> Iterator[JoinedAgreement]:
        return iter(self.joined.get("agreements", ()))

    def commitments(self) -> Iterator[FollowedCommitment]:
        return iter(self.joined.get("commitments", ()))


def empty() -> Small:
    """Holdings of nothing."""
    return Small(READER, (), {}, {})


def small() -> Small:
    """Two documents of one call between Chile and Peru, with one of each kind of fact and tricky characters in them."""
    chile = Version(
        "d1",
        1,
        "a" * 64,
        "https://example.org/1?a=b&c=d",
        FORMULA,
        "Chile, Presidency",
        "CHL",
        "2024-05-06",
        "en",
        "d1",
    )
    peru = Version("d 2/ü", 2, "b" * 64, None, TRICKY, None, "PER", "2024-05", "en", "d1")
    reports = (_fact(chile, "meetings", _meeting(chile)), _fact(peru, "meetings", _meeting(peru)))
    events = (_fact(chile, "events", _event()), _fact(peru, "events", _event("The call 🙂")))
    promise = Commitment(
        ("CHL",), ("PER",), "@send help", "firm", "2024-06", None, ISSUER, _quote("Chile will send help")
    )
    commitment = _fact(chile, "commitments", promise)
    persons = tuple(_fact(v, "participants", _participant()) for v in (chile, peru))
    agreement = _fact(
        peru, "agreements", Agreement("-Treaty of Lima", ("CHL", "PER"), "signed", _quote("Treaty of Lima"))
    )
    facts: dict[str, tuple[Stated[Any], ...]] = {
        "participants": persons,
        "meetings": reports,
        "events": events,
        "commitments": (commitment,),
        "agreements": (agreement,),
        "positions": (
            _fact(chile, "positions", Position(("CHL",), ("p1",), "+peace", "for", ISSUER, _quote("for peace"))),
        ),
        "appraisals": (
            _fact(
                peru, "appraisals", Appraisal("gratitude", ("PER",), ("CHL",), None, ISSUER, _quote("thanked", "title"))
            ),
        ),
        "requests": (_fact(peru, "requests", Request(("PER",), ("CHL",), TRICKY, ISSUER, _quote(TRICKY))),),
        "topics": (_fact(chile, "topics", Topic("trade", ("econ", "trade"), _quote("trade"))),),
    }
    joined: dict[str, tuple[Any, ...]] = {
        "meetings": (_joined(reports),),
        "events": (JoinedEvent("ev1", events[0].item, "2024-05-06", events, 2, 2),),
        "persons": (_person(persons),),
        "agreements": (JoinedAgreement("ag1", "Treaty of Lima", ("Treaty of Lima",), ("CHL", "PER"), (agreement,)),),
        "commitments": (
            FollowedCommitment(
                commitment,
                "kept",
                (Link("l1", commitment.id, "kept", "events", events[1], "an event of aid"),),
            ),
        ),
    }
    return Small(READER, (chile, peru), facts, joined)


def _fact(version: Version, kind: str, item: Any) -> Stated[Any]:
    return Stated(f"{version.document}/{version.number}/{kind}/1", version, item)


def _quote(exact: str, field: Any = None) -> Evidence:
    return Evidence(exact, 2, 2 + len(exact), "🙂 ", "", field)


def _meeting(version: Version) -> Meeting:
    return Meeting(
        "m1", "call", "held", version.published, None, "explicit", None, None, ("CHL", "PER"), ("p1",), None,
        _quote(FORMULA),
    )  # fmt: skip


def _participant() -> Participant:
    return Participant("p1", "Ana Duarte", ("President",), "CHL", ("GOV",), None, _quote("President Ana Duarte"))


def _event(exact: str = "Chile called Peru") -> Event:
    chile = Entity("Chile", "CHL", "GOV", (), None, None, 2, 7)
    peru, lima = Entity("Peru", "PER", None, (), None, None, 15, 19), Entity("Lima", "PER", "GOV", (), "L", "x", 15, 19)
    proof = Evidence(
        exact, 2, 2 + len(exact), "🙂 ", "", None, Span("called", 8, 14), (Place("again", 40, 45, "", ""),)
    )
    return Event(
        "e1", "CONSULT", "phone", ("econ",), 1, 1.5, "041", (chile,), (peru, lima), "2024-05-06", "explicit", "Lima",
        None, ISSUER, "codebook", 0.9, proof,
    )  # fmt: skip


def _joined(reports: tuple[Stated[Meeting], ...]) -> JoinedMeeting:
    first = reports[0].item
    return JoinedMeeting("mt1", first.kind, first.status, first.date, None, None, None, first.countries, reports)


def _person(mentions: tuple[Stated[Participant], ...]) -> JoinedPerson:
    office = Held("President", "2024-05-06", "2024-05-06", 2)
    return JoinedPerson("pe1", "Ana Duarte", ("Ana Duarte", "Anna Duarte"), "CHL", (office,), mentions)


def alone(readings: Iterable[Reading]) -> Small:
    """Readings as holdings in which nothing is joined: each item is the only report of itself."""
    documents: list[Version] = []
    facts: dict[str, list[Stated[Any]]] = {}
    reader = READER
    for reading in readings:
        reader, head = reading.reader, reading.document
        version = Version(
            head.id, 1, head.sha256, head.url, head.title, head.publisher, head.publisher_country, head.published,
            head.language, head.id, reading.participants, len(head.text),
        )  # fmt: skip
        documents.append(version)
        for kind in Kind.__args__:  # type: ignore[attr-defined]
            for place, item in enumerate(getattr(reading, kind), 1):
                facts.setdefault(kind, []).append(Stated(f"{head.id}/1/{kind}/{place}", version, item))
    joined: dict[str, tuple[Any, ...]] = {
        "meetings": tuple(_joined_alone(s) for s in facts.get("meetings", ())),
        "events": tuple(JoinedEvent(f"ev-{s.id}", s.item, s.item.date, (s,), 1, 1) for s in facts.get("events", ())),
        "agreements": tuple(
            JoinedAgreement(f"ag-{s.id}", s.item.name, (s.item.name,), s.item.parties, (s,))
            for s in facts.get("agreements", ())
        ),
        "commitments": tuple(FollowedCommitment(s, "open", ()) for s in facts.get("commitments", ())),
        "persons": tuple(
            JoinedPerson(f"pe-{s.id}", s.item.name, (s.item.name,), s.item.country, _offices(s), (s,))
            for s in facts.get("participants", ())
            if s.item.name
        ),
    }
    return Small(reader, tuple(documents), {kind: tuple(found) for kind, found in facts.items()}, joined)


def _joined_alone(stated: Stated[Meeting]) -> JoinedMeeting:
    item = stated.item
    return JoinedMeeting(
        f"mt-{stated.id}", item.kind, item.status, item.date, item.end_date, item.place, item.place_country,
        item.countries, (stated,),
    )  # fmt: skip


def _offices(stated: Stated[Participant]) -> tuple[Held, ...]:
    day = stated.version.published
    return tuple(Held(office, day, day, 1) for office in stated.item.offices)
