"""Keep a record: what it holds, text policies, decisions, forgetting, backups."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import msgspec

from dragoman.relations.values import Decision, TextPolicy
from dragoman.store.adding import compare_anew, mark_dirty, mark_texts
from dragoman.store.files import RecordError, is_stale, log_path, publish, snapshot_path, writing
from dragoman.store.opening import (
    Connection,
    Settle,
    must_exist,
    open_locked,
    open_to_read,
    open_to_write,
    refuse_newer,
    schema_of,
)

HALF_FORGOTTEN = "('rewrite', '')"  # stands in `dirty` until the words of what was forgotten are out of the file
OF_FACTS = ("sides", "pairs", "members")
OF_VERSIONS = ("texts", "signatures", "bands", "phrases", "uses", "counts", "lengths", "readings")


class Info(msgspec.Struct, frozen=True):
    """What a record holds: counts, its schema, the readers that read into it, publishers with their text policy.

    `held` of the joined meetings took place, `done` of the joined events are acts that were done.
    """

    record: str
    schema: int
    documents: int
    versions: int
    readings: int
    facts: Mapping[str, int]
    joined: Mapping[str, int]
    first: str | None
    last: str | None
    readers: tuple[str, ...]
    publishers: Mapping[str, TextPolicy]
    bytes: int
    written_since: bool
    held: int = 0
    done: int = 0


def info(record: Path, settle: Settle) -> Info:
    """Return what a record holds, by its snapshot; raises RecordError."""
    with open_to_read(record, settle) as connection:
        (documents, versions, readings, first, last) = connection.execute(
            "SELECT count(DISTINCT document), count(*), (SELECT count(*) FROM readings), "
            "min(published[:10]), max(published[:10]) FROM versions"
        ).fetchall()[0]
        facts = connection.execute("SELECT kind, count(*) FROM facts WHERE present GROUP BY 1 ORDER BY 1").fetchall()
        joined = connection.execute("SELECT kind, count(*) FROM joined GROUP BY 1 ORDER BY 1").fetchall()
        held, done = connection.execute(
            "SELECT (SELECT count(*) FROM joined WHERE kind = 'meetings' AND starts_with(id, 'held-')), "
            "(SELECT count(*) FROM events WHERE auxiliary IS NULL)"
        ).fetchall()[0]
        readers = connection.execute("SELECT program, codebook, model FROM readers ORDER BY reader").fetchall()
        publishers = connection.execute(
            "SELECT DISTINCT publisher, coalesce(p.policy, 'full') FROM versions "
            "LEFT JOIN publishers p USING (publisher) WHERE publisher IS NOT NULL ORDER BY 1"
        ).fetchall()
        schema = schema_of(connection)
    return Info(
        record=str(record),
        schema=schema,
        documents=documents,
        versions=versions,
        readings=readings,
        facts=dict(facts),
        joined=dict(joined),
        held=held,
        done=done,
        first=first,
        last=last,
        readers=tuple(
            f"dragoman {program}, codebook {codebook}, model {model}" for program, codebook, model in readers
        ),
        publishers=dict(publishers),
        bytes=record.stat().st_size,
        written_since=is_stale(record),
    )


def set_policy(connection: Connection, publisher: str | None, policy: TextPolicy) -> None:
    """Set what is kept of a publisher's texts from now on."""
    connection.execute(
        "INSERT INTO publishers VALUES (?, ?) ON CONFLICT (publisher) DO UPDATE SET policy = excluded.policy",
        [publisher or "", policy],
    )


def decide(record: Path, link: str, decision: Decision | None, by: str, at: str, settle: Settle) -> None:
    """Keep what a person decided of a link between a commitment and what became of it; None takes it back.

    `at` is an ISO date and time. Raises RecordError when there is no such link, or the record cannot be written.
    """
    must_exist(record)
    with open_to_write(record, settle) as connection:
        if not connection.execute("SELECT 1 FROM links WHERE id = ?", [link]).fetchall():
            raise RecordError(f"{link}: is no link of {record}; dragoman commitments --record {record} lists them")
        connection.execute("DELETE FROM decisions WHERE link = ?", [link])
        if decision:
            connection.execute("INSERT INTO decisions VALUES (?, ?, ?, ?)", [link, decision, by, at])


def forget(record: Path, document: str, settle: Settle, beside: Callable[[], object] = lambda: None) -> int:
    """Forget a document and all that rests on it alone, its words in the file too; return the number of its facts.

    `beside` forgets what is kept of it elsewhere; it is called first, and only when nobody else writes the record.
    Raises RecordError when the record has no such document, or is being written.
    """
    must_exist(record)
    with writing(record):
        beside()
        with open_locked(record, settle) as connection:
            facts = _forget(connection, document, record)
        _rewrite(record)
    return facts


def backup(record: Path, out: Path, settle: Settle, *, overwrite: bool = False) -> None:
    """Copy the record as it was last published, also while it is being written; raises RecordError."""
    if out.exists() and not overwrite:
        raise RecordError(f"{out}: exists and is left alone; give another place, or --overwrite")
    with open_to_read(record, settle):
        _copy(snapshot_path(record), out)


def restore(saved: Path, record: Path, settle: Settle, *, overwrite: bool = False) -> None:
    """Put a backup in the place of a record; raises RecordError when it is none, or the place is taken."""
    if record.exists() and not overwrite:
        raise RecordError(f"{record}: exists and is left alone; give another place, or --overwrite")
    if not saved.exists():
        raise RecordError(f"{saved}: there is no such backup")
    _check(saved)
    with writing(record):
        log_path(record).unlink(missing_ok=True)
        _copy(saved, record)
    with open_to_write(record, settle):
        pass


def _forget(connection: Connection, document: str, record: Path) -> int:
    known = connection.execute("SELECT version FROM versions WHERE document = ?", [document]).fetchall()
    if not known:
        if _is_half_forgotten(connection):
            return 0
        raise RecordError(f"{document}: is no document of {record}; dragoman search finds documents and their ids")
    of = f"({', '.join(str(row[0]) for row in known)})"
    facts = f"SELECT fact FROM facts WHERE version IN {of}"
    connection.execute("BEGIN")
    mark_dirty(connection, facts)
    mark_texts(connection)
    compare_anew(connection, document)
    connection.execute(f"INSERT INTO dirty VALUES {HALF_FORGOTTEN} ON CONFLICT DO NOTHING")
    links = f"links WHERE commitment IN ({facts}) OR other IN ({facts})"
    connection.execute(f"DELETE FROM decisions WHERE link IN (SELECT id FROM {links})")
    connection.execute(f"DELETE FROM {links}")
    for table in OF_FACTS:
        connection.execute(f"DELETE FROM {table} WHERE fact IN ({facts})")
    (count,) = connection.execute(f"SELECT count(*) FROM facts WHERE version IN {of}").fetchall()[0]
    connection.execute(f"DELETE FROM facts WHERE version IN {of}")
    for table in (*OF_VERSIONS, "versions"):
        connection.execute(f"DELETE FROM {table} WHERE version IN {of}")
    connection.execute("COMMIT")
    return int(count)


def _is_half_forgotten(connection: Connection) -> bool:
    """Tell whether a process that forgot a document ended before it had written the files anew."""
    return bool(connection.execute(f"SELECT 1 FROM dirty WHERE (kind, part) = {HALF_FORGOTTEN}").fetchall())


def _rewrite(record: Path) -> None:
    """Write the record anew, so that nothing deleted is left in free space of the file."""
    fresh = record.with_name(record.name + ".rewritten")
    fresh.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{_escaped(record)}' AS old (READ_ONLY)")
        connection.execute(f"ATTACH '{_escaped(fresh)}' AS new")
        connection.execute("COPY FROM DATABASE old TO new").fetchall()
        connection.execute(f"DELETE FROM new.dirty WHERE (kind, part) = {HALF_FORGOTTEN}").fetchall()
        connection.execute("CHECKPOINT new").fetchall()
    publish(record, fresh)  # first: where the process ends here, the record still tells that this is to be done
    fresh.replace(record)


def _check(saved: Path) -> None:
    """Raise RecordError for what is no backup, is damaged, or is of a newer schema, before anything is replaced."""
    try:
        with duckdb.connect(str(saved), read_only=True) as connection:
            schema = schema_of(connection)
            for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                connection.execute(f"SELECT count(hash(t)) FROM {table} t").fetchall()  # every block is looked at
    except duckdb.Error:
        raise RecordError(f"{saved}: is no whole backup of a record; give a file that dragoman backup wrote") from None
    refuse_newer(schema, saved)


def _copy(source: Path, out: Path) -> None:
    try:
        beginning = out.with_name(out.name + ".part")
        shutil.copyfile(source, beginning)
        beginning.replace(out)
    except OSError as error:
        raise RecordError(f"{out}: cannot be written ({error.strerror}); give another place") from None


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")
