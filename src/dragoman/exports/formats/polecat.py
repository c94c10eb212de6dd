"""POLECAT's 40 columns: one row an event, the values of several actors joined in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from dragoman.codebook.exchange import countries
from dragoman.exports.formats import places
from dragoman.exports.formats.atomic import replacing
from dragoman.exports.formats.days import day_of, published_day
from dragoman.exports.formats.delimited import Columns, Value, cell, joined, nothing, write_header, write_row
from dragoman.exports.formats.pairs import UNDONE
from dragoman.exports.formats.tally import Tally
from dragoman.exports.formats.written import Written
from dragoman.record.types import Entity, Reader
from dragoman.relations.holdings import Holdings
from dragoman.relations.values import JoinedEvent

SEPARATOR = "; "
MISSING = "None"  # of one actor among several of whom something is known, as in POLECAT's own files


class Row(msgspec.Struct, frozen=True):
    """One event with its day and with what read it."""

    joined: JoinedEvent
    day: str
    reader: Reader


def _of_each(entities: tuple[Entity, ...], value: Callable[[Entity], Value]) -> str:
    """Return a value of each entity, in their order, so that columns stay in step; empty where none has one."""
    values = [cell(value(entity)).replace(";", ",") for entity in entities]
    return SEPARATOR.join(v or MISSING for v in values) if any(values) else ""


def _cow(entity: Entity) -> int | None:
    own = countries().get(entity.country or "")
    return own.cow if own else None


def _sectors(entities: tuple[Entity, ...]) -> str:
    return joined((s for e in entities for s in (e.sector, *e.other_sectors)), SEPARATOR)


def _columns(prefix: str, entities: Callable[[Row], tuple[Entity, ...]]) -> Columns[Row]:
    """Return the nine columns of actors or of recipients."""
    return {
        f"{prefix} Name": lambda r: _of_each(entities(r), lambda e: e.name),
        f"{prefix} Country": lambda r: _of_each(entities(r), lambda e: e.country),
        f"{prefix} COW": lambda r: _of_each(entities(r), _cow),
        f"Primary {prefix} Sector": lambda r: _of_each(entities(r), lambda e: e.sector),
        f"{prefix} Sectors": lambda r: _sectors(entities(r)),
        f"{prefix} Title": lambda r: _of_each(entities(r), lambda e: e.office),
        f"{prefix} Name Raw": lambda r: _of_each(entities(r), lambda e: e.text),
        f"Wikipedia {prefix} ID": nothing,
    }


def _people(row: Row) -> Iterable[str | None]:
    return (p.name for report in row.joined.reports for p in report.version.participants)


COLUMNS: Columns[Row] = {
    "Event ID": lambda r: r.joined.id,
    "Event Date": lambda r: r.day,
    "Event Type": lambda r: r.joined.event.type,
    "Event Mode": lambda r: r.joined.event.mode,
    "Intensity": lambda r: r.joined.event.score,
    "Quad Code": lambda r: r.joined.event.quad,
    "Contexts": lambda r: joined(r.joined.event.contexts, SEPARATOR),
    **_columns("Actor", lambda r: r.joined.event.actor),
    **_columns("Recipient", lambda r: r.joined.event.recipient),
    "Placename": nothing,
    "City": nothing,
    "District": nothing,
    "Province": nothing,
    "Country": lambda r: places.country(r.joined),
    "Latitude": nothing,
    "Longitude": nothing,
    "GeoNames ID": nothing,
    "Raw Placename": lambda r: r.joined.event.place,
    "Feature Type": nothing,
    "Source": lambda r: joined((x.version.publisher for x in r.joined.reports), SEPARATOR),
    "Publication Date": lambda r: published_day(r.joined),
    "Story People": lambda r: joined(_people(r), SEPARATOR),
    "Story Organizations": nothing,
    "Story Locations": nothing,
    "Language": lambda r: joined((x.version.language for x in r.joined.reports), SEPARATOR),
    "Version": lambda r: f"dragoman {r.reader.version} {r.reader.codebook}",
}


def write(holdings: Holdings, out: Path) -> Written:
    """Write the events as POLECAT's rows to the file OUT. Raises OSError."""
    tally, reader = Tally(), holdings.reader
    with replacing(out) as file:
        write_header(COLUMNS, file)
        for event in holdings.events():
            row = _row(event, reader, tally)
            if row:
                write_row(row, COLUMNS, file)
                tally.rows += 1
    return tally.written(out)


def _row(event: JoinedEvent, reader: Reader, tally: Tally) -> Row | None:
    """Return the row of one event, None where POLECAT would tell it as done, or has no day for it."""
    undone = event.event.auxiliary
    if undone in UNDONE:
        tally.left_out[undone] += 1
        return None
    day = day_of(event, tally)
    if day is None:
        tally.left_out["no-day"] += 1
        return None
    return Row(event, day, reader)
