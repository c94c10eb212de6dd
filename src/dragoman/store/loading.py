"""Values out of a record's rows: facts as they were stated, what was joined of them, versions of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from dragoman.store.rows import in_list, written_out

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
FACTS = "SELECT fact, kind, version, place, item FROM facts"
FEW = 2_000  # rows that DuckDB looks up in an index rather than read a table for


class Head(msgspec.Struct, frozen=True):
    """What was joined, as its row has it: JSON without the reports, and the numbers of these."""

    joined: int
    kind: Kind
    item: str
    members: tuple[int, ...]


def reader_of_record(connection: Connection) -> Reader:
    """Return the reader of the last reading; of an empty record one that says so."""
    found = connection.execute(
        "SELECT program, codebook, model FROM readings JOIN readers USING (reader) "
        "WHERE reading = (SELECT max(reading) FROM readings)"
    ).fetchall()
    return Reader(*found[0]) if found else Reader("none", "none", None)


def versions(connection: Connection, numbers: Sequence[int], *, people: bool = False) -> dict[int, Version]:
    """Return versions by their number; with `people` each with those who take part."""
    in_list(connection, "wanted", numbers)
    chosen = f"WHERE version IN {written_out(numbers)}" if len(numbers) < FEW else "JOIN wanted ON version = n"
    rows = connection.execute(f"SELECT {VERSION} FROM versions {chosen}").fetchall()
    present = _people(connection) if people else {}
    return {row[0]: _version(row, tuple(present.get(row[0], ()))) for row in rows}


def stated(connection: Connection, query: str, *, people: bool = False) -> list[tuple[int, Kind, Stated[Any]]]:
    """Return the facts whose numbers a query selects, by number, each with its kind."""
    rows = connection.execute(f"{FACTS} WHERE fact IN ({query}) ORDER BY fact").fetchall()
    return _all_stated(connection, rows, people=people)


def few_stated(
    connection: Connection, numbers: Collection[int], *, people: bool = True
) -> dict[int, tuple[Kind, Stated[Any]]]:
    """Return facts by their numbers, each with its kind: some thousands at most."""
    rows = connection.execute(f"{FACTS} WHERE fact IN {written_out(numbers)}").fetchall()
    return {fact: (kind, one) for fact, kind, one in _all_stated(connection, rows, people=people)}


def _all_stated(
    connection: Connection, rows: Sequence[tuple[Any, ...]], *, people: bool
) -> list[tuple[int, Kind, Stated[Any]]]:
    known = versions(connection, sorted({row[2] for row in rows}), people=people)
    return [(fact, kind, _stated(kind, known[version], place, item)) for fact, kind, version, place, item in rows]


def joined(connection: Connection, kind: Kind, numbers: Sequence[int]) -> Iterator[Any]:
    """Yield what was joined of a kind, by numbers and in their order, each with its reports."""
    found = heads(connection, numbers)
    in_list(connection, "told", [fact for head in found for fact in head.members])
    facts = {fact: one for fact, _, one in stated(connection, "SELECT n FROM told", people=True)}
    of = {head.joined: head for head in found}
    yield from (assembled(of[number], facts) for number in numbers)


def persons_of(connection: Connection, told: Iterable[Version]) -> dict[tuple[str, int, str], str]:
    """Return the ids of joined persons by document, number of version and the id that the person has there."""
    known = {(version.document, version.number): version for version in told}
    in_list(connection, "wanted", sorted({document for document, _ in known}))
    rows = connection.execute(
        "SELECT version, document, number FROM versions JOIN wanted ON document = n WHERE present"
    ).fetchall()
    named = {version: known[document, number] for version, document, number in rows if (document, number) in known}
    present = connection.execute(
        "SELECT fact, version, place FROM facts "
        f"WHERE version IN {written_out(named)} AND kind = 'participants' AND present"
    ).fetchall()
    persons = _persons(connection, [fact for fact, _, _ in present])
    return {
        (named[version].document, named[version].number, named[version].participants[place - 1].id): persons[fact]
        for fact, version, place in present
        if fact in persons
    }


def _persons(connection: Connection, facts: Collection[int]) -> dict[int, str]:
    """Return the ids of joined persons by the numbers of their facts, step by step: no table is then read whole."""
    members = connection.execute(
        f"SELECT fact, joined FROM members WHERE kind = 'participants' AND fact IN {written_out(facts)}"
    ).fetchall()
    numbers = written_out({joined for _, joined in members})
    ids = dict(connection.execute(f"SELECT joined, id FROM joined WHERE joined IN {numbers}").fetchall())
    return {fact: ids[joined] for fact, joined in members}


def joined_by_id(connection: Connection, kind: Kind, name: str) -> Any | None:
    """Return what was joined of a kind by its id, with its reports, or None."""
    rows = connection.execute("SELECT joined FROM joined WHERE id = ? AND kind = ?", [name, kind]).fetchall()
    return next(joined(connection, kind, [row[0] for row in rows]), None) if rows else None


def heads(connection: Connection, numbers: Collection[int]) -> list[Head]:
    """Return what was joined, of any kinds, by numbers: each without its reports, which are told by number."""
    wanted = written_out(numbers)
    rows = connection.execute(f"SELECT joined, kind, item FROM joined WHERE joined IN {wanted}").fetchall()
    places = connection.execute(
        f"SELECT joined, fact FROM members WHERE joined IN {wanted} ORDER BY joined, place"
    ).fetchall()
    members: dict[int, list[int]] = defaultdict(list)
    for number, fact in places:
        members[number].append(fact)
    return [Head(number, kind, item, tuple(members[number])) for number, kind, item in rows]


def assembled(head: Head, facts: Mapping[int, Stated[Any]]) -> Any:
    """Return what was joined with its reports."""
    shape, reports = REPORTS[head.kind]
    told = tuple(facts[fact] for fact in head.members)
    return msgspec.structs.replace(msgspec.json.decode(head.item, type=shape), **{reports: told})


def texts(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the canonical texts of versions, of those whose text is kept."""
    in_list(connection, "wanted", list(numbers))
    rows = connection.execute("SELECT version, canonical FROM texts JOIN wanted ON version = n").fetchall()
    return dict(rows)


def _version(row: tuple[Any, ...], people: tuple[Participant, ...]) -> Version:
    columns: dict[str, Any] = dict(zip(COLUMNS, row[1:], strict=True))
    return Version(**columns, participants=people)


def _people(connection: Connection) -> dict[int, list[Participant]]:
    """Return those who take part in the documents of the versions that are `wanted`."""
    numbers = connection.execute(
        "SELECT fact FROM facts JOIN wanted ON version = n WHERE present AND kind = 'participants'"
    ).fetchall()
    found: dict[int, list[Participant]] = defaultdict(list)
    for start in range(0, len(numbers), FEW):
        chosen = written_out(sorted(row[0] for row in numbers[start : start + FEW]))
        rows = connection.execute(f"SELECT version, item FROM facts WHERE fact IN {chosen} ORDER BY fact").fetchall()
        for version, item in rows:
            found[version].append(msgspec.json.decode(item, type=Participant))
    return found


def _stated(kind: Kind, version: Version, place: int, item: str) -> Stated[Any]:
    told = msgspec.json.decode(item, type=TYPES[kind])
    return Stated(f"{version.document}/{version.number}/{kind}/{place}", version, told)
