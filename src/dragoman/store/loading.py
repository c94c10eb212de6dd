"""Values out of a record's rows: facts as they were stated, what was joined of them, versions of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dragoman.record.types import (
    Agreement,
    Appraisal,
    Commitment,
    Event,
    Meeting,
    Participant,
    Position,
    Reader,
    Request,
    Topic,
)
from dragoman.relations.values import (
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
    JoinedPerson,
    Kind,
    Stated,
    Version,
)
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list

TYPES: dict[Kind, type[msgspec.Struct]] = {
    "participants": Participant,
    "meetings": Meeting,
    "agreements": Agreement,
    "positions": Position,
    "commitments": Commitment,
    "appraisals": Appraisal,
    "requests": Request,
    "topics": Topic,
    "events": Event,
}
REPORTS: dict[Kind, tuple[type[msgspec.Struct], str]] = {  # what is joined, and the name of what it is joined from
    "meetings": (JoinedMeeting, "reports"),
    "events": (JoinedEvent, "reports"),
    "participants": (JoinedPerson, "mentions"),
    "agreements": (JoinedAgreement, "citations"),
}
VERSION = (
    "version, document, number, sha256, url, title, publisher, publisher_country, published, language, original, length"
)
COLUMNS = VERSION.split(", ")[1:]


def reader_of_record(connection: Connection) -> Reader:
    """Return the reader of the last reading; of an empty record one that says so."""
    found = connection.execute(
        "SELECT program, codebook, model FROM readings JOIN readers USING (reader) ORDER BY reading DESC LIMIT 1"
    ).fetchall()
    return Reader(*found[0]) if found else Reader("none", "none", None)


def versions(connection: Connection, numbers: Sequence[int], *, people: bool = False) -> dict[int, Version]:
    """Return versions by their number; with `people` each with those who take part."""
    in_list(connection, "wanted", numbers)
    rows = connection.execute(f"SELECT {VERSION} FROM versions JOIN wanted ON version = n").fetchall()
    present = _people(connection) if people else {}
    return {row[0]: _version(row, tuple(present.get(row[0], ()))) for row in rows}


def stated(connection: Connection, query: str, *, people: bool = False) -> list[tuple[int, Kind, Stated[Any]]]:
    """Return the facts whose numbers a query selects, by number, each with its kind."""
    rows = connection.execute(
        f"SELECT fact, kind, version, place, item FROM facts WHERE fact IN ({query}) ORDER BY fact"
    ).fetchall()
    known = versions(connection, sorted({row[2] for row in rows}), people=people)
    return [(fact, kind, _stated(kind, known[version], place, item)) for fact, kind, version, place, item in rows]


def joined(connection: Connection, kind: Kind, numbers: Sequence[int]) -> Iterator[Any]:
    """Yield what was joined of a kind, by numbers and in their order, each with its reports."""
    shape, reports = REPORTS[kind]
    in_list(connection, "asked", numbers)
    heads = dict(connection.execute("SELECT joined, item FROM joined JOIN asked ON joined = n").fetchall())
    places = connection.execute(
        "SELECT joined, fact FROM members JOIN asked ON joined = n WHERE kind = ? ORDER BY joined, place", [kind]
    ).fetchall()
    in_list(connection, "told", [fact for _, fact in places])
    facts = {fact: one for fact, _, one in stated(connection, "SELECT n FROM told", people=True)}
    members: dict[int, list[Any]] = defaultdict(list)
    for number, fact in places:
        members[number].append(facts[fact])
    for number in numbers:
        head = msgspec.json.decode(heads[number], type=shape)
        yield msgspec.structs.replace(head, **{reports: tuple(members[number])})


def texts(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the canonical texts of versions, of those whose text is kept."""
    in_list(connection, "wanted", list(numbers))
    rows = connection.execute("SELECT version, canonical FROM texts JOIN wanted ON version = n").fetchall()
    return dict(rows)


def _version(row: tuple[Any, ...], people: tuple[Participant, ...]) -> Version:
    columns: dict[str, Any] = dict(zip(COLUMNS, row[1:], strict=True))
    return Version(**columns, participants=people)


def _people(connection: Connection) -> dict[int, list[Participant]]:
    rows = connection.execute(
        "SELECT version, item FROM facts JOIN wanted ON version = n WHERE present AND kind = 'participants' "
        "ORDER BY fact"
    ).fetchall()
    found: dict[int, list[Participant]] = defaultdict(list)
    for version, item in rows:
        found[version].append(msgspec.json.decode(item, type=Participant))
    return found


def _stated(kind: Kind, version: Version, place: int, item: str) -> Stated[Any]:
    told = msgspec.json.decode(item, type=TYPES[kind])
    return Stated(f"{version.document}/{version.number}/{kind}/{place}", version, told)
