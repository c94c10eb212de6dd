"""A dossier made by hand: two invented governments' reports of each other, with everything that a dossier can hold."""

from __future__ import annotations

from typing import Any

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
    Position,
    Reader,
    Request,
    Topic,
)
from dragoman.relations.values import (
    Comparison,
    Counts,
    Dossier,
    FollowedCommitment,
    Formula,
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
    Link,
    Missing,
    Point,
    Stated,
    Told,
    Use,
    Version,
)

NAMES = {"CHL": "Chile", "NOR": "Norway"}
ISSUER = Attribution("issuer")


def words(exact: str) -> Evidence:
    """Evidence for words at the head of a text."""
    return Evidence(exact, 0, len(exact), "", "")


def persons(country: str, *named: tuple[str, str]) -> tuple[Participant, ...]:
    """Participants of one country, by name and office."""
    return tuple(
        Participant(f"{country}{n}", name, (office,), country, ("GOV",), None, words(name))
        for n, (name, office) in enumerate(named, 1)
    )


PRESENT = (
    *persons("CHL", ("Elisa Rojas", "Minister of Foreign Affairs"), ("Tomás Pinto", "Ambassador")),
    *persons("NOR", ("Ingrid Dahl", "Foreign Minister")),
)


def version(key: str, country: str, published: str, title: str, original: str | None = None) -> Version:
    """A document of one of the two ministries."""
    publisher = {"CHL": "Ministry of Foreign Affairs of Chile", "NOR": "Royal Ministry"}[country]
    url = f"https://example.org/{key}"
    return Version(key, 1, "0" * 64, url, title, publisher, country, published, "en", original or key, PRESENT)


CHILEAN = version("chl-1", "CHL", "2031-05-04", "Ministers meet in Oslo")
NORWEGIAN = version("nor-1", "NOR", "2031-05-05", "Talks with Chile")
COPY = version("chl-2", "CHL", "2031-05-06", "Ministers meet in Oslo (again)", "chl-1")
LATER = version("nor-2", "NOR", "2031-09-02", "Sensors arrive in Valparaíso")


def stated(where: Version, kind: str, item: Any, place: int = 1) -> Stated[Any]:
    """A fact as a document states it."""
    return Stated(f"{where.document}/1/{kind}/{place}", where, item)


def meeting(purpose: str | None, exact: str) -> Meeting:
    """The meeting of the ministers as one side tells it."""
    return Meeting(
        "m1", "in_person", "held", "2031-05-04", None, "explicit", "Oslo", "NOR", ("CHL", "NOR"),
        ("CHL1", "CHL2", "NOR1"), purpose, words(exact),
    )  # fmt: skip


OSLO = JoinedMeeting(
    "g1", "in_person", "held", "2031-05-04", None, "Oslo", "NOR", ("CHL", "NOR"),
    (
        stated(CHILEAN, "meetings", meeting("co-operation at sea", "Minister Rojas met Foreign Minister Dahl in Oslo")),
        stated(NORWEGIAN, "meetings", meeting(None, "Foreign Minister Dahl received Minister Rojas")),
    ),
)  # fmt: skip
CALL = JoinedMeeting(
    "g2", "call", "planned", "2031-10", None, None, None, ("CHL", "NOR"),
    (stated(LATER, "meetings", Meeting("m1", "call", "planned", "2031-10", None, "explicit", None, None,
     ("CHL", "NOR"), (), None, words("the two will speak in October"))),),
)  # fmt: skip


def promise(by: str, to: str, what: str, deadline: str | None, exact: str) -> Commitment:
    """A firm commitment."""
    return Commitment((by,), (to,), what, "firm", deadline, "parliament agrees", ISSUER, words(exact))


SENSORS = promise("NOR", "CHL", "deliver eight tide sensors", "2031-09", "Norway will deliver eight tide sensors")
FEES = promise("CHL", "NOR", "waive harbour fees", "2031-06-30", "Chile will waive harbour fees by 30 June")
FEES_DATE = promise("CHL", "NOR", "waive harbour fees", "2031-07-31", "fees will be waived by the end of July")
COURSES = promise("NOR", "CHL", "open its courses to pilots", None, "Norway will open its courses to pilots")


def entity(country: str, text: str) -> Entity:
    """A party to an event."""
    return Entity(text, country, "GOV", (), None, None, 0, len(text))


def event(key: str, kind: str, quad: int, date: str, exact: str) -> Event:
    """What Norway did to Chile."""
    return Event(
        key, kind, None, ("maritime",), quad, 2.0, None, (entity("NOR", "Norway"),), (entity("CHL", "Chile"),), date,
        "explicit", None, None, ISSUER, "both", 0.91, words(exact),
    )  # fmt: skip


DELIVERY = stated(LATER, "events", event("e1", "AID", 2, "2031-09-01", "Norway handed over eight tide sensors"))
PROTEST = stated(NORWEGIAN, "events", event("e1", "ACCUSE", 3, "2031-06-11", "Norway objected to the new fishing zone"))


def events() -> tuple[JoinedEvent, ...]:
    """A delivery that two documents report, and a protest."""
    again = stated(COPY, "events", DELIVERY.item, 2)
    return (
        JoinedEvent("j1", DELIVERY.item, "2031-09-01", (again, DELIVERY), 2, 2),
        JoinedEvent("j2", PROTEST.item, "2031-06-11", (PROTEST,), 1, 1),
    )


def comparison() -> Comparison:
    """The meeting in Oslo: one matter told alike, one differently, one by Norway only."""
    topic = Topic("sea safety", ("maritime",), words("sea safety"))
    both = (stated(CHILEAN, "topics", topic), stated(NORWEGIAN, "topics", topic))
    fees = (stated(CHILEAN, "commitments", FEES), stated(NORWEGIAN, "commitments", FEES_DATE))
    return Comparison(
        OSLO, ("CHL", "NOR"),
        (
            Told("topics", "sea safety", "shared", both),
            Told("commitments", "waive harbour fees", "differs", fees, ("deadline",)),
            Told("requests", "to move the fishing zone", "one_side", (stated(NORWEGIAN, "requests", ASKED),)),
        ),
    )  # fmt: skip


ASKED = Request(("NOR",), ("CHL",), "to move the fishing zone", Attribution("speaker", "NOR1"), words("we ask Chile"))
THANKS = Appraisal("gratitude", ("CHL",), ("NOR",), "the sensors", Attribution("speaker", "CHL1"), words("I thank you"))
BLAME = Appraisal("criticism", ("NOR",), ("CHL",), "the zone", ISSUER, words("Norway regrets the zone"))
STANCE = Position(("NOR",), ("NOR1",), "the fishing zone", "against", ISSUER, words("Norway is against the zone"))
PACT = Agreement("Pact on Sea Safety", ("CHL", "NOR"), "signed", words("signed the Pact on Sea Safety"))


def commitments() -> tuple[FollowedCommitment, ...]:
    """One kept, one overdue, one open and repeated in vain: its link a person has rejected."""
    sensors = stated(NORWEGIAN, "commitments", SENSORS)
    courses = stated(NORWEGIAN, "commitments", COURSES, 2)
    kept = Link("l1", sensors.id, "kept", "events", DELIVERY, "the same object, handed over before the deadline")
    wrong = Link(
        "l2", courses.id, "repeated", "commitments", stated(LATER, "commitments", COURSES), "same words", "rejected"
    )
    return (
        FollowedCommitment(sensors, "kept", (kept,)),
        FollowedCommitment(stated(CHILEAN, "commitments", FEES), "overdue", ()),
        FollowedCommitment(courses, "open", (wrong,)),
    )


def formula() -> Formula:
    """A phrase that Chile always used of Norway, until it did not."""
    use = Use(CHILEAN, 10, 32, "our northern partnership")
    counts = (("2031-03", 2, 2), ("2031-04", 0, 0), ("2031-05", 1, 2))
    return Formula("f1", "northern partnership", "CHL", "NOR", False, 3, use, use, counts, (Missing(COPY, 9, 9),))


def point(period: str, quad: int, count: int, anomaly: bool = False) -> Point:
    """A month of what Norway did to Chile, of one quad class."""
    return Point(period, "NOR", "CHL", None, quad, count, count, 1, 1.0, 0.9, 0.1, anomaly)


def dossier() -> Dossier:
    """All of it."""
    names = ("Pact on Sea Safety", "the Oslo Pact")
    citations = (stated(CHILEAN, "agreements", PACT), stated(LATER, "agreements", PACT))
    return Dossier(
        a="CHL", b="NOR", since="2031-03-01", until="2031-10-31", reader=Reader("0.1.0", "0123456789abcdef", "model1"),
        counts=Counts(4, 9, 2, 3, 1, 1, 2, 1),
        meetings=(CALL, OSLO), comparisons=(comparison(),), events=events(), commitments=commitments(),
        positions=(stated(NORWEGIAN, "positions", STANCE),),
        agreements=(JoinedAgreement("a1", names[0], names, ("CHL", "NOR"), citations),),
        appraisals=(stated(LATER, "appraisals", THANKS), stated(NORWEGIAN, "appraisals", BLAME)),
        requests=(stated(NORWEGIAN, "requests", ASKED),),
        topics=(stated(CHILEAN, "topics", Topic("sea safety", ("maritime",), words("sea safety"))),),
        formulae=(formula(),),
        series=(point("2031-03", 1, 4), point("2031-05", 1, 6, True), point("2031-05", 2, 1), point("2031-06", 3, 3),
                point("2031-06", 4, 1), point("2031-09", 2, 2)),
        documents=(LATER, COPY, NORWEGIAN, CHILEAN),
    )  # fmt: skip
