"""The published snapshot of a record, held open for many readers and changed for the next one as it is published."""

from __future__ import annotations

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

AT_ONCE = 2  # queries: more than the cores gain nothing, and memory is shared by all


class Snapshot(msgspec.Struct, frozen=True):
    """What is known of an open snapshot: `stamp` tells it from every other, `published` is when it was (ISO, UTC)."""

    stamp: str
    published: str
    reader: Reader
    documents: int
    last_day: str | None


class Snapshots:
    """The snapshot of one record, whichever is the newest.

    One database is open for all who read. When a newer snapshot is published it is opened as soon as those who read the
    old one are done; nobody ever sees half of each.
    """

    def __init__(self, record: Path, settle: Settle, warm: Callable[[Connection, str], object]) -> None:
        """Open the snapshot of a record, migrated and settled; raises RecordError.

        `warm` is called beside with each snapshot that was opened and its stamp, so that its first reader need not
        wait for what is made of the whole of it.
        """
        with open_to_read(record, settle):
            pass
        self._path = snapshot_path(record)
        self._warm = warm
        self._change = threading.Condition()
        self._reading = 0
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._idle: list[Connection] = []
        self._open()

    @contextmanager
    def reading(self, *, beside: bool = False) -> Iterator[tuple[Connection, Snapshot]]:
        """Yield a connection of one's own to the newest snapshot; at most a few read at once, others wait.

        With `beside` one reads in addition to these, and keeps nobody waiting: who asks for it sees to it that few do.
        """
        with nullcontext() if beside else self._turns:
            connection, snapshot = self._begin()
            try:
                yield connection, snapshot
            finally:
                self._end(connection)

    def newest(self) -> Snapshot:
        """Return what is known of the newest snapshot."""
        with self._change:
            self._renew()
            return self._snapshot

    def close(self) -> None:
        """Close the database, when nobody reads any more."""
        with self._change:
            self._change.wait_for(lambda: not self._reading)
            self._shut()

    def _begin(self) -> tuple[Connection, Snapshot]:
        with self._change:
            self._renew()
            self._reading += 1
            return (self._idle.pop() if self._idle else self._database.cursor()), self._snapshot

    def _end(self, connection: Connection) -> None:
        with self._change:
            self._reading -= 1
            self._idle.append(connection)
            self._change.notify_all()

    def _renew(self) -> None:
        """Open the snapshot anew if another was published; the lock is held."""
        if _stamp(self._path) == self._snapshot.stamp:
            return
        self._change.wait_for(lambda: not self._reading)
        if _stamp(self._path) != self._snapshot.stamp:  # else another thread has done it meanwhile
            self._shut()
            self._open()

    def _open(self) -> None:
        stamp = _stamp(self._path)
        try:
            self._database = duckdb.connect(
                str(self._path), read_only=True, config={"memory_limit": MEMORY, "threads": 2}
            )
            self._database.execute("SET GLOBAL preserve_insertion_order = true").fetchall()
        except duckdb.Error as error:
            raise RecordError(f"{self._path}: cannot be opened ({' '.join(str(error).split())})") from None
        (count,) = self._database.execute("SELECT count(*) FROM versions WHERE present").fetchall()[0]
        published = datetime.fromtimestamp(self._path.stat().st_mtime, UTC).isoformat(timespec="seconds")
        reader = reader_of_record(self._database)
        self._snapshot = Snapshot(stamp, published, reader, int(count), last_day(self._database))
        threading.Thread(target=self._warmed, daemon=True).start()

    def _warmed(self) -> None:
        with self.reading() as (connection, snapshot):
            self._warm(connection, snapshot.stamp)

    def _shut(self) -> None:
        for connection in self._idle:
            connection.close()
        self._idle.clear()
        self._database.close()


def _stamp(path: Path) -> str:
    told = path.stat()
    return f"{told.st_ino:x}-{told.st_mtime_ns:x}-{told.st_size:x}"
