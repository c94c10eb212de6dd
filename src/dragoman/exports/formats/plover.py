"""PLOVER 2.0's records: one JSON object an event, with all its actors, recipients and reports."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman.exports.formats import places
from dragoman.exports.formats.atomic import replacing
from dragoman.exports.formats.days import span_of
from dragoman.exports.formats.tally import Tally
from dragoman.exports.formats.written import Written
from dragoman.record.types import Entity, Event, Reader
from dragoman.relations.holdings import Holdings
from dragoman.relations.values import JoinedEvent, Stated


class Actor(msgspec.Struct, frozen=True):
    """One actor or recipient."""

    code: str | None
    sector: tuple[str, ...]
    entity_text: str
    identifier_text: str | None
    office: str | None


class Location(msgspec.Struct, frozen=True):
    """Where the event was: the words, and the country where they tell it."""

    extracted_place: str
    country: str | None


class TextInfo(msgspec.Struct, frozen=True):
    """Where a report states the event: offsets are code points of its text, null where only its title says it."""

    start: int | None
    end: int | None


class CiteInfo(msgspec.Struct, frozen=True):
    """The document of a report."""

    url: str | None
    title: str | None
    language: str | None
    publication: str | None


class Record(msgspec.Struct, frozen=True):
    """One event; the names and their order are those of PLOVER's record fields."""

    id: str
    date: str
    enddate: str | None
    actor: tuple[Actor, ...]
    event: tuple[str, ...]
    recipient: tuple[Actor, ...]
    event_loc: Location | None
    event_text: str
    quad_code: int
    event_scale: float
    mode: tuple[str, ...]
    context: tuple[str, ...]
    text_info: tuple[TextInfo, ...]
    cite_info: tuple[CiteInfo, ...]
    coder: str
    comment: str


FIELDS = Record.__struct_fields__


def write(holdings: Holdings, out: Path) -> Written:
    """Write the events as PLOVER's records to the file OUT. Raises OSError."""
    tally, reader = Tally(), holdings.reader
    encoder = msgspec.json.Encoder()
    with replacing(out) as file:
        for joined in holdings.events():
            span = span_of(joined, tally)
            if span is None:
                tally.left_out["no-day"] += 1
                continue
            file.write(encoder.encode(_record(joined, span, reader)).decode("utf-8") + "\n")
            tally.rows += 1
    return tally.written(out)


def _record(joined: JoinedEvent, span: tuple[str, str | None], reader: Reader) -> Record:
    event = joined.event
    return Record(
        id=joined.id,
        date=span[0],
        enddate=span[1],
        actor=tuple(_actor(e) for e in event.actor),
        event=(event.type,),
        recipient=tuple(_actor(e) for e in event.recipient),
        event_loc=Location(event.place, places.country(joined)) if event.place else None,
        event_text=event.evidence.exact,
        quad_code=event.quad,
        event_scale=event.score,
        mode=tuple(m for m in (event.mode, event.auxiliary) if m),
        context=event.contexts,
        text_info=tuple(_text_info(r) for r in joined.reports),
        cite_info=tuple(_cite_info(r) for r in joined.reports),
        coder=f"dragoman {reader.version} {reader.codebook}",
        comment=_comment(joined, span),
    )


def _actor(entity: Entity) -> Actor:
    sectors = dict.fromkeys(s for s in (entity.sector, *entity.other_sectors) if s)
    return Actor(entity.country, tuple(sectors), entity.text, entity.name, entity.office)


def _text_info(report: Stated[Event]) -> TextInfo:
    evidence = report.item.evidence
    return TextInfo(evidence.start, evidence.end) if evidence.field is None else TextInfo(None, None)


def _cite_info(report: Stated[Event]) -> CiteInfo:
    version = report.version
    return CiteInfo(version.url, version.title, version.language, version.publisher)


def _comment(joined: JoinedEvent, span: tuple[str, str | None]) -> str:
    """Return what PLOVER has no field for: whether the day is that of the report, who says it, how sure it is."""
    event = joined.event
    dated = "event" if span[1] or span[0] == joined.date else "publication"
    said = f"date: {dated}; said by: {event.attribution.layer}; confidence: {event.confidence:.2f}"
    return said + (f"; cameo: {event.cameo}" if event.cameo else "")
