"""The tables of a record: columns, keys and rows, the same in every format that has tables.

Columns are derived from the types of the record (as `dragoman.exports.frames` does for readings). Lists are joined by
"; "; what is unknown or empty is null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec
import pyarrow as pa
from msgspec import inspect

from dragoman.exports.frames import columns_of, row_of
from dragoman.record.types import (
    Agreement,
    Appraisal,
    Commitment,
    Event,
    Meeting,
    Participant,
    Position,
    Request,
    Topic,
)
from dragoman.relations.holdings import Holdings
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

BATCH = 2000  # rows of one table that are held until they are written
DAYS = frozenset({"published", "date", "end_date", "deadline", "first", "last", "other_published"})
ALONE: tuple[Kind, ...] = ("participants", "positions", "appraisals", "requests", "topics")  # kinds that are not joined

Cells = dict[str, Any]
Row = tuple[Any, ...]


class Column(msgspec.Struct, frozen=True):
    """A column; `values` are all that may stand in it, `day` marks ISO days (at less precision where less is known)."""

    name: str
    type: pa.DataType
    required: bool = False
    values: tuple[str, ...] = ()
    day: bool = False


class Table(msgspec.Struct, frozen=True):
    """A table: `key` are the columns that tell its rows apart, `references` lead from a column to another's key."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    references: Mapping[str, str] = msgspec.field(default_factory=dict)

    def row(self, cells: Cells) -> Row:
        """Return the cells in the order of the columns, null where there is none; an empty text is null too."""
        return tuple(None if (cell := cells.get(c.name)) == "" else cell for c in self.columns)


def _columns(item: type[msgspec.Struct], without: Iterable[str] = ()) -> tuple[Column, ...]:
    fields = {f.encode_name: f.type for f in inspect.type_info(item).fields}  # type: ignore[attr-defined]
    return tuple(
        _column(name, kind, fields.get(name)) for name, kind in columns_of(item) if name not in frozenset(without)
    )


def _column(name: str, kind: pa.DataType, shape: Any) -> Column:
    values = shape.values if isinstance(shape, inspect.LiteralType) else ()
    counted = isinstance(shape, inspect.IntType | inspect.FloatType | inspect.BoolType)
    return Column(name, kind, bool(values) or counted, tuple(map(str, values)), name in DAYS)


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, pa.string(), day=name in DAYS) for name in names)


def _key(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, pa.string(), required=True) for name in names)


def _number(name: str) -> Column:
    return Column(name, pa.int64(), required=True)


def _of_fact(item: type[msgspec.Struct]) -> tuple[Column, ...]:
    """Return the columns of a fact as one document states it; only events have a trigger."""
    without = {"id"} if item is Event else {"id", "trigger"}
    place = (*_key("document"), _number("version"), *_text("published", "publisher", "publisher_country"))
    own = _text("id_in_document") if "id" in item.__struct_fields__ else ()
    return (*place, *own, *_columns(item, without))


def _facts(name: str, about: str, item: type[msgspec.Struct]) -> Table:
    return Table(name, about, (*_key("id"), *_of_fact(item)), references={"document": "documents"})


def _reports(name: str, about: str, parent: str, parents: str, item: type[msgspec.Struct]) -> Table:
    columns = (*_key("id", parent), *_of_fact(item))
    return Table(name, about, columns, references={parent: parents, "document": "documents"})


_OF_EVENT = (_number("documents"), _number("publishers"), *_text("report", "document"))
_STATUS = _column("status", pa.string(), inspect.type_info(FollowedCommitment).fields[1].type)  # type: ignore[attr-defined]
_OTHER = _text("other", "other_document", "other_published", "other_publisher", "other_quote")

TABLES: tuple[Table, ...] = (
    Table("documents", "The present version of every document, without its text", _columns(Version), ("document",)),
    _facts("participants", "Persons as one document shows them", Participant),
    Table("meetings", "Meetings, each once, however many documents report it", _columns(JoinedMeeting)),
    _reports("meeting_reports", "What each document says of a meeting", "meeting", "meetings", Meeting),
    Table("agreements", "Agreements, each once, under all its names", _columns(JoinedAgreement)),
    _reports("agreement_citations", "Who signs, cites or plans an agreement", "agreement", "agreements", Agreement),
    _facts("positions", "Who is for or against what", Position),
    Table(
        "commitments",
        "Who promises what, and where that stands",
        (*_key("id"), _STATUS, *_of_fact(Commitment)),
        references={"document": "documents"},
    ),
    Table(
        "commitment_links",
        "What became of a commitment: later statements and events, and why",
        (*_key("id", "commitment"), *_columns(Link, {"id", "commitment"}), *_OTHER),
        references={"commitment": "commitments"},
    ),
    _facts("appraisals", "Thanks, praise, condolence and criticism", Appraisal),
    _facts("requests", "Who asks whom for what", Request),
    _facts("topics", "What a meeting or document is about", Topic),
    Table(
        "events",
        "Events, each once, in the words of its fullest report",
        (*_key("id"), *_OF_EVENT, *_columns(Event, {"id"})),
        references={"document": "documents"},
    ),
    _reports("event_reports", "What each document says of an event", "event", "events", Event),
    Table("persons", "Persons, each once, under all spellings", _columns(JoinedPerson)),
    Table(
        "person_offices",
        "Offices that a person was seen in, from the first to the last day",
        (*_key("person"), _number("number"), *_columns(Held)),
        ("person", "number"),
        {"person": "persons"},
    ),
    Table(
        "person_mentions",
        "Which participant of which document is which person",
        _key("participant", "person", "document"),
        ("participant",),
        {"participant": "participants", "person": "persons", "document": "documents"},
    ),
)


def batches(holdings: Holdings) -> Iterator[tuple[Table, list[Row]]]:
    """Yield the rows of all tables in batches; rows of a table keep their order, batches of several tables mix."""
    tables = {table.name: table for table in TABLES}
    waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for name, cells in _cells(holdings):
        waiting[name].append(tables[name].row(cells))
        if len(waiting[name]) == BATCH:
            yield tables[name], waiting[name]
            waiting[name] = []
    yield from ((tables[name], rows) for name, rows in waiting.items() if rows)


def rows_of(holdings: Holdings, table: Table) -> Iterator[Row]:
    """Yield the rows of one table alone; of the record no more is read than it rests on."""
    return (table.row(cells) for name, cells in _SOURCES[table.name](holdings) if name == table.name)


def _cells(holdings: Holdings) -> Iterator[tuple[str, Cells]]:
    for source in dict.fromkeys(_SOURCES.values()):
        yield from source(holdings)


def _documents(holdings: Holdings) -> Iterator[tuple[str, Cells]]:
    yield from (("documents", row_of(version)) for version in holdings.versions())


def _alone(holdings: Holdings, kind: Kind) -> Iterator[tuple[str, Cells]]:
    yield from ((kind, _stated(stated)) for stated in holdings.stated(kind))


def _meetings(holdings: Holdings) -> Iterator[tuple[str, Cells]]:
    for meeting in holdings.meetings():
        yield "meetings", row_of(meeting)
        yield from (("meeting_reports", _stated(r) | {"meeting": meeting.id}) for r in meeting.reports)


def _agreements(holdings: Holdings) -> Iterator[tuple[str, Cells]]:
    for agreement in holdings.agreements():
        yield "agreements", row_of(agreement)
        yield from (("agreement_citations", _stated(c) | {"agreement": agreement.id}) for c in agreement.citations)


def _events(holdings: Holdings) -> Iterator[tuple[str, Cells]]:
    for event in holdings.events():
        yield "events", _event(event)
        yield from (("event_reports", _stated(r) | {"event": event.id}) for r in event.reports)


def _commitments(holdings: Holdings) -> Iterator[tuple[str, Cells]]:
    for followed in holdings.commitments():
        yield "commitments", _stated(followed.stated) | {"status": followed.status}
        yield from (("commitment_links", _link(link)) for link in followed.links)


def _persons(holdings: Holdings) -> Iterator[tuple[str, Cells]]:
    for person in holdings.persons():
        yield from _person(person)


def _stated(stated: Stated[Any]) -> Cells:
    version, cells = stated.version, row_of(stated.item)
    return cells | {
        "id": stated.id,
        "id_in_document": cells.get("id"),
        "document": version.document,
        "version": version.number,
        "published": version.published,
        "publisher": version.publisher,
        "publisher_country": version.publisher_country,
    }


def _event(joined: JoinedEvent) -> Cells:
    fullest = next((r for r in joined.reports if r.item == joined.event), None)
    return row_of(joined.event) | {
        "id": joined.id,
        "date": joined.date,
        "documents": joined.documents,
        "publishers": joined.publishers,
        "report": fullest.id if fullest else None,
        "document": fullest.version.document if fullest else None,
    }


def _link(link: Link) -> Cells:
    other = link.other
    return row_of(link) | {
        "other": other.id,
        "other_document": other.version.document,
        "other_published": other.version.published,
        "other_publisher": other.version.publisher,
        "other_quote": other.item.evidence.exact,
    }


def _person(person: JoinedPerson) -> Iterator[tuple[str, Cells]]:
    yield "persons", row_of(person)
    for number, held in enumerate(person.offices, 1):
        yield "person_offices", row_of(held) | {"person": person.id, "number": number}
    for mention in person.mentions:
        yield (
            "person_mentions",
            {"participant": mention.id, "person": person.id, "document": mention.version.document},
        )


_SOURCES: dict[str, Callable[[Holdings], Iterator[tuple[str, Cells]]]] = {  # what gives the rows of a table
    "documents": _documents,
    **{kind: partial(_alone, kind=kind) for kind in ALONE},
    **dict.fromkeys(("meetings", "meeting_reports"), _meetings),
    **dict.fromkeys(("agreements", "agreement_citations"), _agreements),
    **dict.fromkeys(("events", "event_reports"), _events),
    **dict.fromkeys(("commitments", "commitment_links"), _commitments),
    **dict.fromkeys(("persons", "person_offices", "person_mentions"), _persons),
}
