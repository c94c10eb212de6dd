"""FollowTheMoney: entities as JSON lines, by the public schema, with ids that are the same for the same record.

Documents are Articles, persons Persons with their offices (Position, Occupancy), states PublicBodies, the UN and the EU
Organizations, meetings and events Events; a Documentation ties each of these to a document by the words that tell it.
What the schema has no form for (positions, commitments, appraisals, requests, topics, agreements) is counted in
`left_out`, as are events that are told as not having been done.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from dragoman.codebook.exchange import HERE
from dragoman.codebook.load import shipped
from dragoman.codebook.spec import Territory
from dragoman.exports.formats.atomic import whole_file
from dragoman.exports.formats.written import Written
from dragoman.record.types import Entity, Event, Meeting
from dragoman.relations.holdings import Holdings
from dragoman.relations.values import JoinedEvent, JoinedMeeting, JoinedPerson, Kind, Stated, Version

WITHOUT_FORM: tuple[Kind, ...] = ("positions", "appraisals", "requests", "topics")
LANGUAGES = {"en": "eng"}  # ISO 639-3, of the languages that are read

UNDONE = frozenset({"hypothetical", "negation"})  # an Event with a date would say that it was done

Ftm = dict[str, Any]
Values = str | None | Iterable[str | None]


class Codes(msgspec.Struct, frozen=True):
    """How FollowTheMoney writes the codes of the record; `organisations` hold code and name."""

    territories: dict[str, str]
    organisations: dict[str, dict[str, str]]


class Graph:
    """What was written already: each party and post is written once, and persons are known by their mentions."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self.persons: dict[str, str] = {}
        self._written: set[str] = set()

    def once(self, entity: Ftm) -> Iterator[Ftm]:
        """Yield the entity unless it was written before."""
        if entity["id"] not in self._written:
            self._written.add(entity["id"])
            yield entity

    def parties(self, codes: Iterable[str | None]) -> list[Ftm]:
        """Return the entities of the codes that stand for one state or organisation; count the others."""
        found = []
        for code in dict.fromkeys(codes):
            party = _party(code) if code else None
            self.left_out["unknown-party"] += party is None
            found += [party] if party else []
        return found


def write(holdings: Holdings, out: Path) -> Written:
    """Write one entity a line to the file OUT."""
    graph, rows = Graph(), 0
    with whole_file(out) as path, path.open("wb") as stream:
        for entity in _entities(holdings, graph):
            stream.write(msgspec.json.encode(entity) + b"\n")
            rows += 1
    _count(holdings, graph.left_out)
    return Written(paths=(out,), rows=rows, left_out={k: n for k, n in sorted(graph.left_out.items()) if n})


def _count(holdings: Holdings, left_out: Counter[str]) -> None:
    for kind in WITHOUT_FORM:
        left_out[f"no-schema-{kind}"] = sum(1 for _ in holdings.stated(kind))
    left_out["no-schema-commitments"] = sum(1 for _ in holdings.commitments())
    left_out["no-schema-agreements"] = sum(1 for _ in holdings.agreements())


def _entities(holdings: Holdings, graph: Graph) -> Iterator[Ftm]:
    yield from (_document(version) for version in holdings.versions())
    for person in holdings.persons():
        graph.persons |= dict.fromkeys((mention.id for mention in person.mentions), _id("person", person.id))
        yield from _person(person, graph)
    for meeting in holdings.meetings():
        yield from _meeting(meeting, graph)
    for event in holdings.events():
        yield from _event(event, graph)


def _document(version: Version) -> Ftm:
    return _entity(
        _id("document", version.document),
        "Article",
        title=version.title,
        fileName=version.document,
        publisher=version.publisher,
        country=_country(version.publisher_country),
        publishedAt=version.published,
        language=LANGUAGES.get(version.language or ""),
        sourceUrl=version.url,
        notes=f"sha256 of the text that was read: {version.sha256}",
    )


def _person(person: JoinedPerson, graph: Graph) -> Iterator[Ftm]:
    this = _id("person", person.id)
    yield _entity(
        this,
        "Person",
        name=person.name,
        alias=[s for s in person.spellings if s != person.name],
        country=_country(person.country),
        position=[held.office for held in person.offices],
        proof=[_id("document", m.version.document) for m in person.mentions],
    )
    for held in person.offices:
        country = _country(person.country)
        post = _entity(_id("post", held.office, country or ""), "Position", name=held.office, country=country)
        yield from graph.once(post)
        # The days are those on which documents show the person in office, not those on which it began and ended.
        days = (held.first, held.last)
        yield _entity(_id("held", this, post["id"]), "Occupancy", holder=this, post=post["id"], date=days)


def _meeting(meeting: JoinedMeeting, graph: Graph) -> Iterator[Ftm]:
    parties = graph.parties(meeting.countries)
    persons = [p for r in meeting.reports for p in _present(r, graph)]
    this = _id("meeting", meeting.id)
    for party in parties:
        yield from graph.once(party)
    yield _entity(
        this,
        "Event",
        name=f"{meeting.kind}, {meeting.status}: {', '.join(meeting.countries)}",
        startDate=meeting.date,
        endDate=meeting.end_date,
        location=meeting.place,
        country=_country(meeting.place_country),
        involved=[*(p["id"] for p in parties), *persons],
        keywords=("meeting", meeting.kind, meeting.status),
        proof=[_id("document", r.version.document) for r in meeting.reports],
    )
    yield from (_documentation(this, report) for report in meeting.reports)


def _present(report: Stated[Meeting], graph: Graph) -> Iterator[str]:
    """Yield the persons of a report: its "p2" is the second participant of the document."""
    document = report.id.rsplit("/", 2)[0]
    for local in report.item.participants:
        if person := graph.persons.get(f"{document}/participants/{local.removeprefix('p')}"):
            yield person


def _event(joined: JoinedEvent, graph: Graph) -> Iterator[Ftm]:
    event, this = joined.event, _id("event", joined.id)
    if event.auxiliary in UNDONE:
        graph.left_out[event.auxiliary or ""] += 1
        return
    parties = graph.parties([e.country for e in (*event.actor, *event.recipient)])
    for party in parties:
        yield from graph.once(party)
    yield _entity(
        this,
        "Event",
        name=_told(event),
        startDate=joined.date,
        location=event.place,
        involved=[p["id"] for p in parties],
        notes=f"said by: {event.attribution.layer}",
        keywords=("event", event.type, event.mode, event.auxiliary, *event.contexts),
        proof=[_id("document", r.version.document) for r in joined.reports],
    )
    yield from (_documentation(this, report) for report in joined.reports)


def _told(event: Event) -> str:
    """Return the name of an event, which says of one to come, or long past, that it is so."""
    what = f"{event.auxiliary} {event.type}" if event.auxiliary else event.type
    return f"{what}: {_side(event.actor)} → {_side(event.recipient)}"


def _side(entities: tuple[Entity, ...]) -> str:
    return ", ".join(dict.fromkeys(e.country or e.name or e.text for e in entities)) or "–"


def _documentation(entity: str, report: Stated[Any]) -> Ftm:
    return _entity(
        _id("report", report.id),
        "Documentation",
        document=_id("document", report.version.document),
        entity=entity,
        role="report",
        date=report.version.published,
        summary=report.item.evidence.exact,
        recordId=report.id,
        sourceUrl=report.version.url,
    )


def _party(code: str) -> Ftm | None:
    """Return the entity of a state or organisation, None where a code stands for many or for none."""
    country = _country(code)
    if country is None:
        return None
    if organisation := _codes().organisations.get(code):
        return _entity(_id("party", code), "Organization", name=organisation["name"], country=country)
    return _entity(_id("party", code), "PublicBody", name=_names().get(code, code), country=country)


def _country(code: str | None) -> str | None:
    codes = _codes()
    return codes.territories.get(code or "") or codes.organisations.get(code or "", {}).get("code")


def _entity(this: str, schema: str, **properties: Values) -> Ftm:
    """Return an entity whose properties are lists without repetition; those that hold nothing are left out."""
    lists = {name: [given] if isinstance(given, str) else list(given or ()) for name, given in properties.items()}
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in lists.items()}
    return {"id": this, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _id(kind: str, *parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()
    return f"dragoman-{kind}-{digest[:40]}"


@cache
def _codes() -> Codes:
    content = (HERE / "ftm.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(content), Codes)


@cache
def _names() -> dict[str, str]:
    """Return the names of states by their code: those of the entries that are no claimed part of another state."""
    return {entry.code: entry.name for entry in shipped().entries(Territory) if entry.id == entry.code}
