"""Open a record: to write it, migrated and locked, or to read its published snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import duckdb

from dragoman.store.files import RecordError, is_stale, log_path, publish, snapshot_path, writing

MEMORY = "1GB"  # of DuckDB's buffers, so that a record larger than a laptop's memory can be read
Connection = duckdb.DuckDBPyConnection
Settle = Callable[[Connection], None]


def migrations() -> tuple[str, ...]:
    """Return the steps from an empty file to the present schema, in order; the version of a schema is their number."""
    folder = resources.files("dragoman.store") / "schema"
    steps = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple((folder / name).read_text(encoding="utf-8") for name in steps)


@contextmanager
def open_to_write(record: Path, settle: Settle) -> Iterator[Connection]:
    """Yield a connection that writes; on leaving what was committed is settled and published.

    `settle` makes anew what follows from changed facts. After an exception the next who opens the record settles and
    publishes it. Raises RecordError when the record cannot be written now.
    """
    with writing(record), open_locked(record, settle) as connection:
        yield connection


@contextmanager
def open_locked(record: Path, settle: Settle) -> Iterator[Connection]:
    """Do as `open_to_write` for a record whose lock is held already."""
    _begin(record)
    connection = _connected(record)
    try:
        migrate(connection, record)
        yield connection
        settle(connection)
        # Closing leaves in the log what a killed process left there, and only the file itself is published.
        connection.execute("CHECKPOINT").fetchall()
    finally:
        connection.close()
    publish(record)


@contextmanager
def open_to_read(record: Path, settle: Settle) -> Iterator[Connection]:
    """Yield a connection to the snapshot, published anew if the record was written since and nobody is writing it.

    A snapshot of an earlier schema is brought to the present one first. Raises RecordError when there is no record,
    or none that was published yet, or it is of another schema than this program's.
    """
    must_exist(record)
    if is_stale(record):
        _publish_if_free(record, settle)
    connection = _connected(snapshot_path(record), read_only=True)
    if schema_of(connection) < len(migrations()):
        connection.close()
        with open_to_write(record, settle):
            pass
        connection = _connected(snapshot_path(record), read_only=True)
    try:
        refuse_newer(schema_of(connection), record)
        yield connection
    finally:
        connection.close()


def must_exist(record: Path) -> None:
    """Raise RecordError when there is no record."""
    if not record.exists():
        raise RecordError(f"{record}: there is no record; make one with: dragoman ingest IN... --record {record}")


def schema_of(connection: Connection) -> int:
    """Return how many steps of the schema a record has; raises duckdb.Error for what is none."""
    (count,) = connection.execute("SELECT count(*) FROM migrations").fetchall()[0]
    return int(count)


def migrate(connection: Connection, record: Path) -> None:
    """Bring a record to the present schema, one step a transaction; raises RecordError for one that is newer."""
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY)")
    done = schema_of(connection)
    refuse_newer(done, record)
    steps = migrations()
    for step in range(done, len(steps)):
        connection.execute("BEGIN")
        connection.execute(steps[step])
        connection.execute("INSERT INTO migrations VALUES (?)", [step + 1])
        connection.execute("COMMIT")


def _begin(record: Path) -> None:
    """Make an empty record in one step: of one that was only begun when the process was killed nothing can be read."""
    if record.exists():
        return
    fresh = record.with_name(record.name + ".new")
    fresh.unlink(missing_ok=True)
    _connected(fresh).close()
    log_path(record).unlink(missing_ok=True)  # of a record that was removed
    fresh.replace(record)


def _publish_if_free(record: Path, settle: Settle) -> None:
    try:
        with open_to_write(record, settle):
            pass
    except RecordError:
        if not snapshot_path(record).exists():
            raise


def _connected(path: Path, *, read_only: bool = False) -> Connection:
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config={"memory_limit": MEMORY, "threads": 2})
        connection.execute("SET preserve_insertion_order = true").fetchall()
    except duckdb.Error as error:
        told = " ".join(str(error).split())
        raise RecordError(f"{path}: is no record that can be opened ({told}); restore a backup of it") from None
    return connection


def refuse_newer(schema: int, record: Path) -> None:
    """Raise RecordError for a record of a schema that this program does not know."""
    known = len(migrations())
    if schema > known:
        raise RecordError(
            f"{record}: was written by a newer dragoman (schema {schema}, this one knows {known}); install that"
        )
