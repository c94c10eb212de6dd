"""A record of a few joined events, invented, with all that is hard to write: tabs, quotes, newlines, signs, scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.record.types import Attribution, Entity, Event, Evidence, Participant, Reader, Span
from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.relations.values import (
    FollowedCommitment,
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
    JoinedPerson,
    Kind,
    Stated,
    Version,
)


class EventHoldings:
    """Holdings of events only."""

    def __init__(self, *events: JoinedEvent) -> None:
        self._events = events

    @property
    def filters(self) -> Filters:
        """Nothing was filtered."""
        return EVERYTHING

    @property
    def reader(self) -> Reader:
        """A reader of a fixed version."""
        return Reader("1.0", "c0deb00cc0deb00c", None)

    def versions(self) -> Iterator[Version]:
        """Yield the documents of the events."""
        found = {r.version.document: r.version for joined in self._events for r in joined.reports}
        yield from found.values()

    def stated(self, kind: Kind) -> Iterator[Stated[Any]]:
        """Yield the reports of the events."""
        yield from (r for joined in self._events for r in joined.reports if kind == "events")

    def events(self) -> Iterator[JoinedEvent]:
        """Yield the events as given."""
        yield from self._events

    def meetings(self) -> Iterator[JoinedMeeting]:
        """There are none."""
        yield from ()

    def persons(self) -> Iterator[JoinedPerson]:
        """There are none."""
        yield from ()

    def agreements(self) -> Iterator[JoinedAgreement]:
        """There are none."""
        yield from ()

    def commitments(self) -> Iterator[FollowedCommitment]:
        """There are none."""
        yield from ()


def entity(
    text: str,
    country: str | None = None,
    sector: str | None = None,
    *,
    name: str | None = None,
    office: str | None = None,
    also: tuple[str, ...] = (),
    start: int = 0,
) -> Entity:
    """An actor or recipient whose words begin at `start`."""
    return Entity(text, country, sector, also, name, office, start, start + len(text))


def version(document: str, published: str | None, *, url: str | None = None, publisher: str | None = None) -> Version:
    """A document of 400 characters."""
    quote = Evidence("x", 0, 1, "", "")
    people = (Participant("p1", "Ana\tDuarte", (), "PRT", ("GOV",), None, quote),)
    return Version(
        document, 1, "0" * 64, url, 'A "title"', publisher, None, published, "en", document, people, length=400
    )


def event(
    type_: str,
    cameo: str | None,
    actor: tuple[Entity, ...],
    recipient: tuple[Entity, ...] = (),
    *,
    quote: str = "They spoke.",
    field: Any = None,
    **others: Any,
) -> Event:
    """An event told at character 40, its trigger at 45; `others` are further fields of it."""
    evidence = Evidence(quote, 40, 40 + len(quote), "", "", field, Span("spoke\tup", 45, 53))
    plain = Event(
        "e1", type_, None, (), 1, 2.5, cameo, actor, recipient, None, "unknown", None, None,
        Attribution("issuer"), "codebook", 0.875, evidence,
    )  # fmt: skip
    return msgspec.structs.replace(plain, **others)


def joined(name: str, told: Event, *versions: Version, second: Event | None = None) -> JoinedEvent:
    """A joined event with one report for each version; `second` is what the later ones tell."""
    items = [told] + [second or told] * (len(versions) - 1)
    reports = tuple(Stated(f"{v.document}/1/events/1", v, item) for v, item in zip(versions, items, strict=True))
    return JoinedEvent(name, told, told.date, reports, len(versions), len({v.publisher for v in versions}))


LISBON = version(
    "lisbon-1", "2024-05-06 22:14:29-05:00", url="https://example.org/a?b=1;c=2", publisher='The "Office"\tof Lisbon'
)
ASTANA = version("astana;2", "2024-05-07", publisher="Ақорда 🇰🇿")
NOWHERE = version("undated-3", None)

DUARTE = entity("President\nAna Duarte", "PRT", "GOV", name="Ana\tDuarte", office="President", start=10)
SAGATOV = entity("Данияр Сағатов", "KAZ", "GOV", name="Данияр Сағатов", also=("MIL",), start=20)
PORTUGAL = entity("Portugal", "PRT", start=30)
NATO = entity("the Alliance", "IGO", name="NATO", start=60)
UN = entity("the UN", "UNO", name="UN; the", start=70)
CROWD = entity("protesters", None, "CVL", start=80)
UNKNOWN = entity("it", start=90)
ABKHAZ = entity("Sukhumi", "GEO", "GOV", also=("PRE",), start=100)

CALL = joined(
    "call",
    event("CONSULT", "041", (DUARTE, SAGATOV), mode="phone", score=1.5, contexts=("economic", "diplomatic")),
    LISBON,
    ASTANA,
    second=event("CONSULT", "041", (SAGATOV,), (PORTUGAL,), mode="phone", score=1.5, field="title"),
)
ACCUSATION = joined(
    "accusation",
    event(
        "ACCUSE", "111", (NATO, CROWD, UNKNOWN), (SAGATOV, UN), quad=3, mode="disapprove", score=-2,
        date="2024-05-01", place="Geneva", quote='He said: "Enough\u2028of\tthis" 😀',
    ),
    ASTANA,
)  # fmt: skip
IN_CHILE = joined(
    "in-chile", event("AID", "0711", (PORTUGAL,), (UN,), quad=2, date="2024-12-31", place="Chile"), ASTANA
)
LONE = joined("lone", event("REJECT", "120", (PORTUGAL, SAGATOV), quad=3), LISBON)
MONTH = joined("month", event("AGREE", "030", (PORTUGAL,), (SAGATOV,), date="2024-02"), LISBON)
PAST = joined("past", event("CONSULT", "040", (PORTUGAL,), (SAGATOV,), auxiliary="historical"), LISBON)
DENIED = joined("denied", event("ASSAULT", "190", (PORTUGAL,), (SAGATOV,), quad=4, auxiliary="negation"), LISBON)
UNCODED = joined("uncoded", event("SUPPORT", None, (PORTUGAL,), (SAGATOV,)), LISBON)
CLAIMED = joined("claimed", event("SUPPORT", "051", (ABKHAZ,), (PORTUGAL,)), LISBON)
AT_NOBODY = joined("at-nobody", event("SUPPORT", "051", (PORTUGAL,), (UNKNOWN,)), LISBON)
UNDATED = joined("undated", event("SUPPORT", "051", (PORTUGAL,), (SAGATOV,)), NOWHERE)
HOLDINGS = EventHoldings(
    ACCUSATION, IN_CHILE, CALL, LONE, MONTH, PAST, DENIED, UNCODED, CLAIMED, AT_NOBODY, UNDATED
)  # fmt: skip
