"""A record made by hand from one of the sample communiqués, for the pages to show."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.record.types import (
    Agreement,
    Appraisal,
    Attribution,
    Commitment,
    DocumentHead,
    Entity,
    Event,
    Evidence,
    Meeting,
    Participant,
    Place,
    Position,
    Reader,
    Reading,
    Silence,
    Topic,
)

SAMPLE = "sample-mkd-tur-2019-06-12"
ISSUER, MEETING = Attribution("issuer"), Attribution("meeting")


def sample(key: str) -> dict[str, Any]:
    """The sample document of this id."""
    lines = (Path(dragoman.__file__).parent / "samples" / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    return next(document for document in map(json.loads, lines) if document["id"] == key)


TEXT = sample(SAMPLE)["text"]


def evidence(exact: str, also: str | None = None) -> Evidence:
    """Evidence for words of the sample's text; fails when they do not stand in it."""
    start = TEXT.index(exact)
    end = start + len(exact)
    places = (Place(also, TEXT.index(also), TEXT.index(also) + len(also), "", ""),) if also else ()
    return Evidence(exact, start, end, TEXT[max(0, start - 32) : start], TEXT[end : end + 32], also=places)


def entity(text: str, country: str, sector: str = "GOV", name: str | None = None, office: str | None = None) -> Entity:
    """An entity by words of the sample's text."""
    start = TEXT.index(text)
    return Entity(text, country, sector, (), name, office, start, start + len(text))


def event(key: str, kind: str, quad: int, score: float, exact: str, **more: Any) -> Event:
    """An event of the sample, with the plainest values for what `more` does not give."""
    plain: dict[str, Any] = {
        "mode": None, "contexts": (), "cameo": None, "actor": (), "recipient": (), "date": "2019-06-12",
        "date_basis": "publication", "place": None, "auxiliary": None, "attribution": ISSUER, "basis": "codebook",
        "confidence": 0.9,
    }  # fmt: skip
    return Event(id=key, type=kind, quad=quad, score=score, evidence=evidence(exact), **(plain | more))


def participants() -> tuple[Participant, ...]:
    """The three persons of the sample."""
    offices = ("Deputy Prime Minister", "Minister of Foreign Affairs")
    return (
        Participant("p1", "Stojan Damevski", offices, "MKD", ("GOV",), None, evidence("Stojan Damevski")),
        Participant("p2", "Vesna Trpkova", ("Minister of Interior",), "MKD", ("GOV",), None, evidence("Vesna Trpkova")),
        Participant("p3", "Kemal Sarıoğlu", ("Ambassador",), "TUR", ("GOV",), "MKD", evidence("Kemal Sarıoğlu")),
    )


def meeting() -> Meeting:
    """The meeting that the sample reports."""
    quote = evidence("met today in Skopje the Ambassador of the Republic of Türkiye, Kemal Sarıoğlu")
    return Meeting(
        id="m1", kind="in_person", status="held", date="2019-06-12", end_date=None, date_basis="relative",
        place="Skopje", place_country="MKD", countries=("MKD", "TUR"), participants=("p1", "p2", "p3"),
        purpose="improving cooperation between the two countries", evidence=quote,
    )  # fmt: skip


def commitments() -> tuple[Commitment, ...]:
    """A firm, a weak and a general commitment."""
    vehicles = evidence("his country would deliver twelve patrol vehicles to the border police by the end of September")
    villages = evidence(
        "will reflect on the possibilities for taking part in the reconstruction of the flooded villages"
    )
    policy = evidence("North Macedonia will continue to implement its policy of good neighbourly relations")
    deliver, reflect = "deliver twelve patrol vehicles to the border police", "taking part in the reconstruction"
    general = "continue to implement its policy of good neighbourly relations"
    return (
        Commitment(
            ("TUR",), ("MKD",), deliver, "firm", "the end of September", None, Attribution("speaker", "p3"), vehicles
        ),
        Commitment(("MKD",), (), f"reflect on {reflect}", "weak", None, None, ISSUER, villages),
        Commitment(("MKD",), (), general, "general", None, None, ISSUER, policy),
    )


def events() -> tuple[Event, ...]:
    """A meeting, a promise, thanks and past aid."""
    ministers = (
        entity("Stojan Damevski", "MKD", name="Stojan Damevski"),
        entity("Vesna Trpkova", "MKD", name="Vesna Trpkova"),
    )
    ambassador = (entity("Kemal Sarıoğlu", "TUR", name="Kemal Sarıoğlu", office="Ambassador"),)
    own, turkish = (entity("North Macedonia", "MKD"),), (entity("the Turkish side", "TUR"),)
    met = "met today in Skopje the Ambassador of the Republic of Türkiye, Kemal Sarıoğlu"
    promised = "his country would deliver twelve patrol vehicles to the border police by the end of September"
    thanked = "Gratitude for the help of the Turkish side during the forest fires of last summer was also expressed"
    helped = "the help of the Turkish side during the forest fires of last summer"
    return (
        event("e1", "CONSULT", 1, 2.5, met, actor=ministers + ambassador, place="Skopje", date_basis="relative",
              cameo="040", basis="both", confidence=0.97, contexts=("diplomatic",)),
        event("e2", "AGREE", 1, 2.5, promised, actor=(entity("his country", "TUR"),), recipient=own, cameo="0333",
              attribution=Attribution("speaker", "p3"), contexts=("military", "crime")),
        event("e3", "SUPPORT", 1, 5.0, thanked, actor=own, recipient=turkish, attribution=MEETING, basis="model",
              confidence=0.74),
        event("e4", "AID", 2, 10.0, helped, actor=turkish, recipient=own, auxiliary="historical", date=None,
              date_basis="unknown", attribution=MEETING, contexts=("disasters",), confidence=0.61),
    )  # fmt: skip


def appraisals() -> tuple[Appraisal, ...]:
    """Thanks and praise."""
    thanks = evidence("Gratitude for the help of the Turkish side during the forest fires of last summer")
    reason = "the help of the Turkish side during the forest fires of last summer"
    dialogue = evidence("It was noted that political dialogue had been intensive", also="in the mutual interest")
    return (
        Appraisal("praise", ("MKD", "TUR"), (), "political dialogue", MEETING, dialogue),
        Appraisal("gratitude", ("MKD",), ("TUR",), reason, MEETING, thanks),
    )


@pytest.fixture
def reading() -> Reading:
    """The record of the sample, with every kind of finding but requests."""
    document = sample(SAMPLE)
    borders, centre = "any change of borders in the region", "the work of the regional police training centre"
    treaty = evidence("in line with the Agreement on Police Cooperation between the two countries")
    against = evidence("North Macedonia's principled position against any change of borders in the region")
    says, security = Attribution("speaker", "p2"), "the security situation in the region"
    hoped = "its continuation was expected in all fields"
    return Reading(
        document=DocumentHead(
            id=SAMPLE, url=document["url"], publisher=document["publisher"], publisher_country="MKD",
            title=document["title"], summary=None, published="2019-06-12", published_basis="text", language="en",
            sha256=hashlib.sha256(TEXT.encode()).hexdigest(), text=TEXT,
        ),
        participants=participants(),
        meetings=(meeting(),),
        agreements=(Agreement("Agreement on Police Cooperation", ("MKD", "TUR"), "cited", treaty),),
        positions=(
            Position(("MKD",), ("p2",), borders, "against", says, against),
            Position(("MKD",), ("p2",), centre, "for", says, evidence(f"its support for {centre}")),
        ),
        commitments=commitments(),
        appraisals=appraisals(),
        requests=(),
        topics=(
            Topic(security, ("military",), evidence(security)),
            Topic("joint economic commission", (), evidence("preparations for the next session of the joint economic")),
        ),
        events=events(),
        silences=(
            Silence(TEXT.index(hoped), TEXT.index(hoped) + len(hoped), "no-actor"),
            Silence(len(TEXT) - 48, len(TEXT), "boilerplate"),
        ),
        reader=Reader("0.1.0", "0123456789abcdef", None),
    )  # fmt: skip


@pytest.fixture
def names() -> dict[str, str]:
    """Names of the countries of the sample."""
    return {"MKD": "North Macedonia", "TUR": "Türkiye"}


@pytest.fixture
def reasons() -> dict[str, str]:
    """What the reasons of the sample's silences mean."""
    return {
        "no-actor": "Nobody could be found who does it.",
        "boilerplate": "It is furniture of the page, such as a contact line or a notice, and no part of the statement.",
    }
