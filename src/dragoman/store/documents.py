"""Documents as a record holds them: lists of them, and one with its text and everything that was read in it."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from dragoman.record.types import Reader, Reading, Silence
from dragoman.relations.holdings import Filters
from dragoman.relations.values import Kind, Stated, TextPolicy, Version
from dragoman.source.document import PublishedBasis
from dragoman.store import loading, selecting
from dragoman.store.adding import kept
from dragoman.store.opening import Connection
from dragoman.store.rows import written_out

MOST_REPEATS = 20
POLICY: TextPolicy = "full"  # of a publisher of whom nothing else was said
Fact = tuple[Kind, Stated[Any]]


class ReadDocument(msgspec.Struct, frozen=True):
    """A version of a document with everything that was read in it.

    `text` is the canonical text, None where the policy does not let it be kept. `facts` stand by kind and place.
    `versions` are all versions of the document, the first one first; `repeats` further documents that repeat it, or
    that it repeats, nearly word for word, some dozens at most.
    """

    version: Version
    summary: str | None
    published_basis: PublishedBasis
    policy: TextPolicy
    text: str | None
    reader: Reader
    facts: tuple[Fact, ...]
    silences: tuple[Silence, ...]
    versions: tuple[Version, ...] = ()
    repeats: tuple[Version, ...] = ()


class Listed(msgspec.Struct, frozen=True):
    """A document in a list, with the number of its facts."""

    version: Version
    facts: int


def listed(connection: Connection, filters: Filters, first: int, most: int) -> tuple[int, tuple[Listed, ...]]:
    """Return how many documents filters leave, and `most` of them, the newest first; `first` is counted from 0."""
    query, parameters = selecting.versions(filters)
    rows = connection.execute(
        f"SELECT version, count(*) OVER () FROM versions WHERE version IN ({query}) "
        "ORDER BY published[:10] DESC NULLS LAST, document LIMIT ? OFFSET ?",
        [*parameters, most, first],
    ).fetchall()
    numbers = [row[0] for row in rows]
    known, counts = loading.versions(connection, numbers), _counts(connection, numbers)
    total = rows[0][1] if rows else _count(connection, query, parameters)
    return total, tuple(Listed(known[number], counts.get(number, 0)) for number in numbers)


def read_document_of(connection: Connection, name: str, number: int | None = None) -> ReadDocument | None:
    """Return a document by its id, in one of its versions or (None) the present one; None when there is no such."""
    rows = connection.execute(
        "SELECT version, number, present, summary, published_basis, policy, original FROM versions "
        "WHERE document = ? ORDER BY number",
        [name],
    ).fetchall()
    chosen = next((row for row in rows if (row[2] if number is None else row[1] == number)), None)
    if chosen is None:
        return None
    version, _, _, summary, basis, policy, original = chosen
    repeats = _repeats(connection, name, original)
    known = loading.versions(connection, [*(row[0] for row in rows), *repeats])
    reading, reader, silences = _reading(connection, version)
    facts = _facts(connection, version, reading)
    return ReadDocument(
        version=_with_people(known[version], facts), summary=summary, published_basis=basis, policy=policy,
        text=loading.texts(connection, [version]).get(version), reader=reader,
        facts=_of_version(_with_people(known[version], facts), facts), silences=silences,
        versions=tuple(known[row[0]] for row in rows), repeats=tuple(known[repeat] for repeat in repeats),
    )  # fmt: skip


def has_version(connection: Connection, name: str, number: int) -> bool:
    """Tell whether a record has a version of a document."""
    query = "SELECT 1 FROM versions WHERE document = ? AND number = ?"
    return bool(connection.execute(query, [name, number]).fetchall())


def read_document_from(reading: Reading, policy: TextPolicy) -> ReadDocument:
    """Return a reading as a record would hold it, were it taken in as a new document under a policy."""
    head = reading.document
    version = Version(
        document=head.id, number=1, sha256=head.sha256, url=head.url, title=head.title if policy != "offsets" else None,
        publisher=head.publisher, publisher_country=head.publisher_country, published=head.published,
        language=head.language, original=head.id, length=len(head.text),
    )  # fmt: skip
    facts: list[Fact] = [
        (kind, Stated(f"{head.id}/1/{kind}/{place}", version, kept(item, policy)))
        for kind in get_args(Kind)
        for place, item in enumerate(getattr(reading, kind), start=1)
    ]
    return ReadDocument(
        version=_with_people(version, facts), summary=head.summary if policy != "offsets" else None,
        published_basis=head.published_basis, policy=policy, text=head.text if policy == "full" else None,
        reader=reading.reader, facts=_of_version(_with_people(version, facts), facts), silences=reading.silences,
        versions=(version,),
    )  # fmt: skip


def policies(connection: Connection) -> dict[str, TextPolicy]:
    """Return what is kept of the texts of every publisher whom the record knows, "" standing for none named."""
    rows = connection.execute(
        "SELECT publisher, policy FROM publishers UNION ALL SELECT DISTINCT coalesce(publisher, ''), ? FROM versions "
        "WHERE coalesce(publisher, '') NOT IN (SELECT publisher FROM publishers)",
        [POLICY],
    ).fetchall()
    return dict(rows)


def _counts(connection: Connection, numbers: list[int]) -> dict[int, int]:
    rows = connection.execute(
        f"SELECT version, count(*) FROM facts WHERE version IN {written_out(numbers)} AND present GROUP BY 1"
    ).fetchall()
    return dict(rows)


def _count(connection: Connection, query: str, parameters: list[Any]) -> int:
    return int(connection.execute(f"SELECT count(*) FROM ({query})", parameters).fetchall()[0][0])


def _repeats(connection: Connection, name: str, original: str) -> list[int]:
    rows = connection.execute(
        "SELECT version FROM versions WHERE present AND original = ? AND document <> ? "
        "ORDER BY published NULLS LAST, document LIMIT ?",
        [original, name, MOST_REPEATS],
    ).fetchall()
    return [row[0] for row in rows]


def _reading(connection: Connection, version: int) -> tuple[int, Reader, tuple[Silence, ...]]:
    reading, program, codebook, model, silences = connection.execute(
        "SELECT reading, program, codebook, model, silences FROM readings JOIN readers USING (reader) "
        "WHERE version = ? AND present",
        [version],
    ).fetchall()[0]
    return reading, Reader(program, codebook, model), msgspec.json.decode(silences, type=tuple[Silence, ...])


def _facts(connection: Connection, version: int, reading: int) -> list[Fact]:
    numbers = connection.execute(f"SELECT fact FROM facts WHERE version = {version} AND reading = {reading}").fetchall()
    found = loading.few_stated(connection, [row[0] for row in numbers], people=False)
    return [found[number] for number in sorted(found)]


def _with_people(version: Version, facts: list[Fact]) -> Version:
    return msgspec.structs.replace(version, participants=tuple(s.item for kind, s in facts if kind == "participants"))


def _of_version(version: Version, facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple((kind, msgspec.structs.replace(stated, version=version)) for kind, stated in facts)
