"""The published snapshot of a record, held open for many readers until a newer one is ready to take its place."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec

from dragoman.record.types import Reader
from dragoman.store.files import RecordError, snapshot_path
from dragoman.store.holdings import last_day
from dragoman.store.loading import reader_of_record
from dragoman.store.opening import MEMORY, Connection, Settle, open_to_read

LOG = logging.getLogger("dragoman.web")
AT_ONCE = 2  # queries: more than the cores gain nothing, and memory is shared by all
EVERY = 0.5  # seconds between two looks for a newer snapshot
AGAIN = 20  # looks after which one that could not be opened is tried again


class Snapshot(msgspec.Struct, frozen=True):
    """What is known of an open snapshot: `stamp` tells it from every other, `published` is when it was (ISO, UTC)."""

    stamp: str
    published: str
    reader: Reader
    documents: int
    last_day: str | None


Use = Callable[[Connection, Snapshot], object]


class Opened:
    """An open snapshot, its connections, and how many read it; whoever changes that holds the lock of its Snapshots.

    It is attached to a database of its own in memory: DuckDB would take a path that it has open for the same file,
    also when another file has come there.
    """

    def __init__(self, path: Path) -> None:
        """Open the snapshot at a path; raises RecordError."""
        stamp = stamp_of(path)
        self.reading = 0
        self._idle: list[Connection] = []
        try:
            self._database = duckdb.connect(config={"memory_limit": MEMORY, "threads": 2})
            self._database.execute("SET GLOBAL preserve_insertion_order = true").fetchall()
            quoted = str(path).replace("'", "''")
            self._database.execute(f"ATTACH '{quoted}' AS record (READ_ONLY)").fetchall()
            connection = self.taken()
            (count,) = connection.execute("SELECT count(*) FROM versions WHERE present").fetchall()[0]
        except duckdb.Error as error:
            raise RecordError(f"{path}: cannot be opened ({' '.join(str(error).split())})") from None
        published = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
        self.told = Snapshot(stamp, published, reader_of_record(connection), int(count), last_day(connection))
        self.given(connection)

    def taken(self) -> Connection:
        """Return a connection that nobody else uses."""
        self.reading += 1
        if self._idle:
            return self._idle.pop()
        connection = self._database.cursor()
        connection.execute("USE record").fetchall()
        return connection

    def given(self, connection: Connection) -> None:
        """Take a connection back."""
        self.reading -= 1
        self._idle.append(connection)

    def close(self) -> None:
        """Close it, when nobody reads it any more."""
        for connection in self._idle:
            connection.close()
        self._idle.clear()
        self._database.close()


class Snapshots:
    """The snapshot of one record, whichever is the newest that is ready.

    All who read share one database. When a newer snapshot is published it is opened beside, and what is made of the
    whole of it is made; until then all read the former one, which is closed when the last who read it are done. Nobody
    waits, nobody ever sees half of each, and never more than two are open.
    """

    def __init__(self, record: Path, settle: Settle, ready: Use, shown: Use, gone: Callable[[str], object]) -> None:
        """Open the snapshot of a record, migrated and settled, and make it ready; raises RecordError.

        `ready` is called with a snapshot before anybody reads it, `shown` when all do, `gone` with its stamp when it is
        closed. For a hundred thousand documents it takes some seconds.
        """
        with open_to_read(record, settle):
            pass
        self._path = snapshot_path(record)
        self._ready, self._shown, self._gone = ready, shown, gone
        self._change = threading.Condition()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._ended = threading.Event()
        self._opened = self._made_ready()
        self._watching = threading.Thread(target=self._watch, name="snapshots", daemon=True)

    def begin(self) -> None:
        """Show the snapshot, and look for newer ones until `close`."""
        self._show()
        self._watching.start()

    @contextmanager
    def reading(self, *, beside: bool = False) -> Iterator[tuple[Connection, Snapshot]]:
        """Yield a connection of one's own to the newest snapshot; at most a few read at once, others wait.

        With `beside` one reads in addition to these, and keeps nobody waiting: who asks for it sees to it that few do.
        """
        with nullcontext() if beside else self._turns:
            with self._change:
                opened = self._opened
                connection = opened.taken()
            try:
                yield connection, opened.told
            finally:
                with self._change:
                    opened.given(connection)
                    self._change.notify_all()

    def newest(self) -> Snapshot:
        """Return what is known of the newest snapshot that is ready."""
        return self._opened.told

    def close(self) -> None:
        """Close the database, when nobody reads any more."""
        self._ended.set()
        if self._watching.is_alive():
            self._watching.join()
        self._close(self._opened)

    def _watch(self) -> None:
        """Look for a newer snapshot until the server ends."""
        failed, looks = "", 0
        while not self._ended.wait(EVERY):
            looks += 1
            try:
                stamp = stamp_of(self._path)
                if stamp != self.newest().stamp and (stamp != failed or looks > AGAIN):
                    failed, looks = stamp, 0
                    self._renew()
            except (OSError, RecordError, duckdb.Error) as error:
                LOG.error("the newer snapshot could not be shown: %s", error)

    def _renew(self) -> None:
        """Make the newer snapshot ready, let it take the place of the former one, and close that."""
        opened = self._made_ready()
        with self._change:
            former, self._opened = self._opened, opened
        self._show()
        self._close(former)

    def _made_ready(self) -> Opened:
        opened = Opened(self._path)
        connection = opened.taken()
        try:
            self._ready(connection, opened.told)
        except BaseException:
            opened.close()
            self._gone(opened.told.stamp)
            raise
        opened.given(connection)
        return opened

    def _show(self) -> None:
        with self.reading(beside=True) as (connection, snapshot):  # readers who never stop leave no turn
            self._shown(connection, snapshot)

    def _close(self, opened: Opened) -> None:
        with self._change:
            self._change.wait_for(lambda: not opened.reading)
            opened.close()
        self._gone(opened.told.stamp)


def stamp_of(path: Path) -> str:
    """Return what tells the file at a path from any other that was or will be there; raises OSError."""
    told = path.stat()
    return f"{told.st_ino:x}-{told.st_mtime_ns:x}-{told.st_size:x}"
