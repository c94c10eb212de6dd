"""What can be decided on, out of a record's snapshot: facts and the documents that they stand in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.record.types import Reader
from dragoman.relations.values import Kind, Version
from dragoman.review.standing import additions
from dragoman.review.values import Decision, FactRef, ReviewError, Source, Subject, ref_of
from dragoman.store import loading
from dragoman.store.opening import Connection
from dragoman.store.rows import written_out


def source_of(connection: Connection, record: Path, document: str) -> Source:
    """Return the present version of a document; raises ReviewError when the record has no such document."""
    number = version_of(connection, document)
    return sources(connection, record, [number])[number]


def version_of(connection: Connection, document: str) -> int:
    """Return the number of the present version of a document in the record: few rows are found quickly by a number.

    Raises ReviewError when the record has no such document.
    """
    found = connection.execute("SELECT version FROM versions WHERE document = ? AND present", [document]).fetchall()
    if not found:
        raise ReviewError(f"document: {document!r} is none of the record")
    return int(found[0][0])


def subject_of(connection: Connection, record: Path, identity: str) -> Subject:
    """Return a present fact by its id, or one that a reviewer added and that was not taken back.

    Raises ReviewError when there is none.
    """
    ref = ref_of(identity)
    source = source_of(connection, record, ref.document)
    if ref.place < 0:
        return _added(source, record, ref)
    found = connection.execute(
        "SELECT item FROM facts WHERE version = ? AND present AND kind = ? AND place = ?",
        [version_of(connection, ref.document), ref.kind, ref.place],
    ).fetchall()
    if not found or ref.version != source.version.number:
        raise ReviewError(f"id: {identity!r} is no fact of the present text of {ref.document}")
    return _subject(source, ref.kind, ref.place, found[0][0])


def is_present(connection: Connection, record: Path, identity: str) -> bool:
    """Tell whether there is a fact of that id to be decided on."""
    try:
        subject_of(connection, record, identity)
    except ReviewError:
        return False
    return True


def subjects_of_document(connection: Connection, record: Path, document: str) -> tuple[Subject, ...]:
    """Return every present fact of a document in the order of the record, then those that reviewers added to it.

    Raises ReviewError when the record has no such document.
    """
    number = version_of(connection, document)
    source = sources(connection, record, [number])[number]
    query = "SELECT kind, place, item FROM facts WHERE version = ? AND present ORDER BY fact"
    read = (_subject(source, *row) for row in connection.execute(query, [number]).fetchall())
    added = (one for one in additions(record, document) if one.sha256 == source.version.sha256)
    return (*read, *(subject_added(source, one) for one in added))


def subjects(connection: Connection, record: Path, facts: Sequence[int]) -> dict[int, Subject]:
    """Return facts by their numbers in the record, in that order."""
    told = connection.execute(
        f"SELECT fact, version, kind, place, item FROM facts WHERE fact IN {written_out(facts)}"
    ).fetchall()
    known = sources(connection, record, {row[1] for row in told})
    found = {row[0]: _subject(known[row[1]], *row[2:]) for row in told}
    return {fact: found[fact] for fact in facts}


def sources(connection: Connection, record: Path, numbers: Collection[int]) -> dict[int, Source]:
    """Return versions by their numbers in the record, each as it was last read."""
    known = loading.versions(connection, sorted(numbers), people=True)
    texts = loading.texts(connection, sorted(numbers))
    chosen = written_out(sorted(numbers))
    summaries = dict(connection.execute(f"SELECT version, summary FROM versions WHERE version IN {chosen}").fetchall())
    readers = connection.execute(
        "SELECT version, program, codebook, model FROM readings JOIN readers USING (reader) "
        f"WHERE present AND version IN {chosen}"
    ).fetchall()
    read = {version: Reader(*reader) for version, *reader in readers}
    return {
        n: _source(known[n], read[n], texts.get(n), summaries[n], additions(record, known[n].document)) for n in known
    }


def subject_added(source: Source, one: Decision) -> Subject:
    """Return the fact that a decision added, as its reviewer has it."""
    return Subject(one.ref, source, _decoded(one.kind, one.human or ""), None, one.by)


def _added(source: Source, record: Path, ref: FactRef) -> Subject:
    for one in additions(record, ref.document):
        if one.ref == ref and one.sha256 == source.version.sha256:
            return subject_added(source, one)
    raise ReviewError(f"id: {ref.id!r} was added by nobody, or taken back, or the text has changed since")


def _subject(source: Source, kind: Kind, place: int, item: str) -> Subject:
    ref = FactRef(source.version.document, source.version.number, kind, place)
    return Subject(ref, source, _decoded(kind, item), item)


def _source(
    version: Version, reader: Reader, text: str | None, summary: str | None, added: Sequence[Decision]
) -> Source:
    fields = None if text is None else {"": text, "title": version.title or "", "summary": summary or ""}
    here = [one for one in added if one.kind == "participants" and one.sha256 == version.sha256]
    people = [_decoded(one.kind, one.human or "") for one in here]
    persons = {one.id: one.name or one.evidence.exact for one in (*version.participants, *people)}
    return Source(version, reader, fields, persons)


def _decoded(kind: Kind, item: str) -> Any:
    return msgspec.json.decode(item, type=loading.TYPES[kind])
