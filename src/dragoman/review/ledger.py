"""The file of decisions, R.review beside the record R: SQLite, appended to by many at once, never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock

from dragoman.record.types import Reader
from dragoman.relations.values import Kind
from dragoman.review.chain import FIRST, WORDS, Chain, digest, hash_of
from dragoman.review.values import Broken, Decision, FactRef, Head, ReviewError, Role, Source, Subject, Verdict
from dragoman.review.watching import own

BUSY = 30.0  # seconds that a writer waits for the others
SCHEMA = 1
BATCH = 1_000  # decisions that are held at once
LEAST = -(2**63)  # number that SQLite can hold
COLUMNS = (
    "number, at, by, role, document, version, sha256, kind, place, program, codebook, model, "
    "machine, machine_sha256, verdict, human, human_sha256, note, note_sha256, undoes, previous, hash"
)
PREFIXES: dict[Kind, str] = {"participants": "pa", "meetings": "ma", "events": "ea"}  # of the ids of what was added
WORDLESS: dict[str, None] = dict.fromkeys(WORDS)
LONGEST_NOTE = 2_000  # characters
LONGEST_NAME = 200


def ledger_path(record: Path) -> Path:
    """Return the place of the decisions on a record: RECORD.review beside it."""
    return record.with_name(record.name + ".review")


def decide(
    record: Path,
    subject: Subject,
    verdict: Verdict,
    by: str,
    *,
    human: str | None = None,
    note: str = "",
    role: Role = "review",
) -> Decision:
    """Append what a reviewer says of a fact: accepted, rejected, or corrected to `human`, an item as JSON.

    `human` is what `dragoman.review.items.corrected` gave. With the role `adjudicated` it is an admin's decision, which
    the caller has to see to. Who decides a fact again supersedes what they said of it before. It is kept for good when
    this returns. Raises ReviewError.
    """
    if verdict not in ("accepted", "rejected", "corrected"):
        raise ReviewError(f"verdict: {verdict!r} is none of accepted, rejected, corrected")
    if (human is not None) != (verdict == "corrected"):
        raise ReviewError("human: a correction needs an item, and nothing else has one")
    fresh = _blank(subject.source, subject.ref, verdict, by, note, role)
    return _append(record, msgspec.structs.replace(fresh, machine=subject.machine, human=human))


def add(record: Path, source: Source, kind: Kind, human: str, by: str, *, note: str = "") -> Decision:
    """Append a fact of a document that the machine missed: `human` is what `dragoman.review.items.added` gave.

    A participant, meeting or event gets its id here (`pa7`: added by decision 7). Raises ReviewError.
    """
    ref = FactRef(source.version.document, source.version.number, kind, 0)
    fresh = _blank(source, ref, "added", by, note, "review")
    return _append(record, msgspec.structs.replace(fresh, human=human))


def undo(record: Path, number: int, by: str, *, note: str = "", admin: bool = False) -> Decision:
    """Take a decision back, by a further one: what the same reviewer had said of the fact before holds again.

    One takes back one's own decisions, an admin those of all. Raises ReviewError.
    """
    former = decision(record, number)
    if former.verdict in ("undone", "forgotten"):
        raise ReviewError(f"number: decision {number} is none on a fact, and cannot be taken back")
    if former.by != by and not admin:
        raise ReviewError(f"number: decision {number} is {former.by}'s, and only {former.by} or an admin takes it back")
    fresh = msgspec.structs.replace(former, by=_name(by), verdict="undone", human=None, note=_note(note), undoes=number)
    return _append(record, fresh)


def forget(record: Path, document: str, by: str) -> int:
    """Forget the words of all decisions on a document, and return of how many.

    Who decided what and when stays, and that it was forgotten is a further decision; the chain holds. No word is left
    in the file when this returns. What was decided counts no more, also when the document comes back. Raises
    ReviewError.
    """
    about = rows(record, f"SELECT {COLUMNS} FROM decisions WHERE document = ? ORDER BY number DESC", document)
    if not about:
        return 0
    blank = msgspec.structs.replace(decision_of(about[0]), by=_name(by), verdict="forgotten", undoes=None, **WORDLESS)
    end = _append(record, blank).number  # what was decided until then goes, also what came since the look above
    with _open(record) as file:
        file.execute(
            "UPDATE decisions SET machine = NULL, human = NULL, note = NULL "
            "WHERE document = ? AND number < ? AND coalesce(machine, human, note) IS NOT NULL",
            (document, end),
        )
        file.execute("DELETE FROM skips WHERE document = ?", (document,))
        file.execute("VACUUM")
        (busy, *_) = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise ReviewError(f"{ledger_path(record)}: is being read, so that words are left in its log; forget again")
    return len(about)


def skip(record: Path, ref: FactRef, by: str) -> None:
    """Let a fact come last in a reviewer's queue, after what was skipped before it. Skips stand outside the chain."""
    with _writing(record) as file:
        file.execute(
            "INSERT OR REPLACE INTO skips VALUES (?, ?, ?, ?, ?, ?)",
            (_name(by), ref.document, ref.version, ref.kind, ref.place, datetime.now(UTC).isoformat()),
        )


def skipped(record: Path, by: str, kind: Kind) -> tuple[FactRef, ...]:
    """Return the facts of a kind that a reviewer skipped, the first one first."""
    query = "SELECT document, version, kind, place FROM skips WHERE by = ? AND kind = ? ORDER BY at"
    return tuple(FactRef(*row) for row in rows(record, query, by, kind))


def decision(record: Path, number: int) -> Decision:
    """Return a decision by its number; raises ReviewError when there is none."""
    for row in rows(record, f"SELECT {COLUMNS} FROM decisions WHERE number = ?", number):
        return decision_of(row)
    raise ReviewError(f"number: there is no decision {number}")


def decisions(record: Path) -> Iterator[Decision]:
    """Yield all decisions by number, also what was superseded or undone, and the undoing."""
    last, query = 0, f"SELECT {COLUMNS} FROM decisions WHERE number > ? ORDER BY number LIMIT {BATCH}"
    while batch := rows(record, query, last):
        yield from map(decision_of, batch)
        last = batch[-1][0]


def numbered(record: Path, numbers: Iterable[int]) -> list[Decision]:
    """Return decisions by their numbers, in that order of numbers."""
    query = f"SELECT {COLUMNS} FROM decisions WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"
    asked = msgspec.json.encode(list(numbers)).decode()
    return [decision_of(row) for row in rows(record, query, asked)] if asked != "[]" else []


def head(record: Path) -> Head:
    """Return the end of the chain, to be noted elsewhere: number 0 when nothing was decided."""
    return Head(*next(iter(rows(record, "SELECT number, hash FROM head")), (0, FIRST)))


def verify_chain(record: Path, noted: Head | None = None) -> tuple[Broken, ...]:
    """Return where the chain does not hold, in order; nothing when every decision is as it was written.

    `noted` is an end that was noted earlier: who rewrote the whole chain is found by that alone. Raises ReviewError
    when the file cannot be read.
    """
    chain = Chain(noted)
    return chain.broken(read_on(record, chain))


def read_on(record: Path, chain: Chain) -> Head:
    """Put into a chain what follows what it holds, and return the head at that moment; raises ReviewError."""
    if not ledger_path(record).exists():
        return Head(0, FIRST)
    with _open(record) as file:
        file.execute("BEGIN")  # what is appended meanwhile is not seen
        end = Head(*(file.execute("SELECT number, hash FROM head").fetchone() or (0, FIRST)))
        first = chain.number + 1 if chain.number else LEAST  # whatever was put in before the first one shows
        query = f"SELECT {COLUMNS} FROM decisions WHERE number >= ? ORDER BY number"
        for one in map(decision_of, file.execute(query, (first,))):
            chain.add(one)
        return end


def copy(record: Path, other: Path, *, overwrite: bool = False) -> None:
    """Copy the decisions on a record, if there are any, to another one's place, also while some are appended.

    Raises ReviewError, also when the other one has decisions of its own and they are not to be written over.
    """
    source, target = ledger_path(record), ledger_path(other)
    if not source.exists():
        return
    if target.exists() and not overwrite:
        raise ReviewError(f"{target}: holds decisions and stays as it is; those that were to go there are in {source}")
    beginning = target.with_name(target.name + ".part")
    beginning.unlink(missing_ok=True)
    try:
        with _open(record) as file, closing(sqlite3.connect(beginning)) as fresh:
            file.backup(fresh)
        beginning.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise ReviewError(f"{target}: cannot be written ({error}); give another place") from None


def rows(record: Path, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Return what a query finds in the file of decisions, nothing when there is none yet; raises ReviewError."""
    if not ledger_path(record).exists():
        return []
    with _open(record) as file:
        return file.execute(query, parameters).fetchall()


def decision_of(row: tuple[Any, ...]) -> Decision:
    """Return the decision of a row of COLUMNS."""
    (number, at, by, role, document, version, sha256, kind, place, program, codebook, model, *others) = row
    reader = Reader(program, codebook, model)
    return Decision(number, at, by, role, document, version, sha256, kind, place, reader, *others)


def _blank(source: Source, ref: FactRef, verdict: Verdict, by: str, note: str, role: Role) -> Decision:
    """Return a decision that has no number and place in the chain yet."""
    return Decision(
        number=0,
        at="",
        by=_name(by),
        role=role,
        document=ref.document,
        version=ref.version,
        sha256=source.version.sha256,
        kind=ref.kind,
        place=ref.place,
        reader=source.reader,
        machine=None,
        machine_sha256=None,
        verdict=verdict,
        human=None,
        human_sha256=None,
        note=_note(note),
        note_sha256=None,
        undoes=None,
        previous="",
        hash="",
    )


def _append(record: Path, fresh: Decision) -> Decision:
    try:
        with _writing(record) as file:
            (end,) = file.execute("SELECT number, hash FROM head").fetchall()
            linked = _linked(fresh, Head(*end))
            file.execute(f"INSERT INTO decisions ({COLUMNS}) VALUES ({', '.join('?' * 22)})", _row(linked))
            file.execute("UPDATE head SET number = ?, hash = ?", (linked.number, linked.hash))
            file.execute(
                "DELETE FROM skips WHERE by = ? AND document = ? AND version = ? AND kind = ? AND place = ?",
                (linked.by, linked.document, linked.version, linked.kind, linked.place),
            )
    except sqlite3.IntegrityError:
        if fresh.undoes is not None:
            raise ReviewError(f"number: decision {fresh.undoes} was taken back already") from None
        message = f"{ledger_path(record)}: its chain does not hold; look with: dragoman review verify --record {record}"
        raise ReviewError(message) from None
    return linked


@contextmanager
def _writing(record: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that appends: all that it is given, or after an exception nothing. Nobody else writes then."""
    with _open(record) as file:
        file.execute("BEGIN IMMEDIATE")
        with own(ledger_path(record), appends=True):
            try:
                yield file
                file.execute("COMMIT")
            except BaseException:
                file.execute("ROLLBACK")
                raise


def _linked(fresh: Decision, end: Head) -> Decision:
    """Return a decision with its number, time and hash, and what was added with its own place and id."""
    number = end.number + 1
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    linked = msgspec.structs.replace(fresh, number=number, at=at, previous=end.hash)
    if linked.verdict == "added" and linked.human:
        human = _with_id(linked.human, PREFIXES.get(linked.kind), number)
        linked = msgspec.structs.replace(linked, place=-number, human=human)
    words = {f"{name}_sha256": digest(getattr(linked, name)) for name in WORDS}
    linked = msgspec.structs.replace(linked, **words)
    return msgspec.structs.replace(linked, hash=hash_of(linked))


def _with_id(human: str, prefix: str | None, number: int) -> str:
    if prefix is None:
        return human
    return msgspec.json.encode({**msgspec.json.decode(human), "id": f"{prefix}{number}"}).decode("utf-8")


def _row(one: Decision) -> tuple[Any, ...]:
    before = (one.number, one.at, one.by, one.role, one.document, one.version, one.sha256, one.kind, one.place)
    reader = (one.reader.version, one.reader.codebook, one.reader.model)
    items = (one.machine, one.machine_sha256, one.verdict, one.human, one.human_sha256)
    return (*before, *reader, *items, one.note, one.note_sha256, one.undoes, one.previous, one.hash)


def _name(by: str) -> str:
    if not by.strip() or len(by) > LONGEST_NAME or not by.isprintable():
        raise ReviewError(f"by: a reviewer has a name of at most {LONGEST_NAME} printable characters")
    return by.strip()


def _note(note: str) -> str | None:
    if len(note) > LONGEST_NOTE:
        raise ReviewError(f"note: {len(note)} characters are too many; give at most {LONGEST_NOTE}")
    return note.strip() or None


@contextmanager
def _open(record: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to the file of decisions, which is made where there is none; raises ReviewError."""
    path = ledger_path(record)
    try:
        if not path.exists():
            _begin(path)
        file = _connected(path)
        try:
            yield file
        finally:
            with own(path):  # SQLite puts its log into the file when nobody else has that open
                file.close()
    except sqlite3.IntegrityError:
        raise
    except sqlite3.OperationalError as error:
        raise ReviewError(f"{path}: cannot be used now ({error}); nothing was kept") from None
    except sqlite3.DatabaseError as error:
        raise ReviewError(f"{path}: is no file of decisions ({error}); restore a copy of it") from None


def _begin(path: Path) -> None:
    """Make an empty file of decisions in one step, once, whoever else is making it."""
    try:
        with FileLock(path.with_name(path.name + ".lock")):
            if path.exists():
                return
            fresh = path.with_name(path.name + ".new")
            fresh.unlink(missing_ok=True)
            with closing(sqlite3.connect(fresh, isolation_level=None)) as file:
                file.execute("PRAGMA journal_mode = WAL").fetchall()
                file.executescript(resources.files("dragoman.review").joinpath("schema.sql").read_text("utf-8"))
            fresh.replace(path)
    except OSError as error:
        raise ReviewError(f"{path}: cannot be written ({error.strerror}); give a place in a folder of yours") from None


def _connected(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=BUSY, isolation_level=None)
    file.execute("PRAGMA synchronous = FULL").fetchall()  # what was told as kept is on the disk
    (schema,) = file.execute("PRAGMA user_version").fetchone()
    if schema != SCHEMA:
        file.close()
        raise ReviewError(f"{path}: has schema {schema}, and this dragoman knows {SCHEMA}; use the one that wrote it")
    return file
