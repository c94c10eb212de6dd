"""Readers read on while a newer snapshot is made ready, and then all read that."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.contents import settled

from dragoman.store.files import snapshot_path
from dragoman.store.opening import Connection
from dragoman.web.snapshots import Snapshot, Snapshots
from tests.store.made import MEETING, document, taken

COUNT = "SELECT count(*) FROM versions WHERE present"


class Held:
    """Snapshots whose getting ready may be held up, and what was told of them."""

    def __init__(self, record: Path) -> None:
        self.going_on = threading.Event()
        self.going_on.set()
        self.ready, self.shown, self.gone = list[str](), list[str](), list[str]()
        self.of = Snapshots(record, settled(), self._make_ready, self._show, self.gone.append)
        self.of.begin()

    def _make_ready(self, connection: Connection, snapshot: Snapshot) -> None:
        assert connection.execute(COUNT).fetchall() == [(snapshot.documents,)]
        self.ready.append(snapshot.stamp)
        self.going_on.wait(30)

    def _show(self, _: Connection, snapshot: Snapshot) -> None:
        self.shown.append(snapshot.stamp)

    def count(self) -> int:
        """Return how many documents a reader finds."""
        with self.of.reading() as (connection, snapshot):
            (found,) = connection.execute(COUNT).fetchall()[0]
            assert found == snapshot.documents
            return int(found)


@contextmanager
def held(record: Path) -> Iterator[Held]:
    """Yield the snapshots of a record."""
    made = Held(record)
    yield made
    made.going_on.set()
    made.of.close()


def until(told: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(600):
        if told():
            return
        time.sleep(0.05)
    raise AssertionError("it never was")


def test_nobody_waits_for_a_newer_snapshot(record: Path) -> None:
    """While it is made ready all read the former one; then all read it, but who had begun before."""
    with held(record) as snapshots:
        before = snapshots.count()
        first = snapshots.of.newest().stamp
        snapshots.going_on.clear()
        taken(record, document(MEETING, id="lisbon"))
        until(lambda: len(snapshots.ready) == 2)
        start = time.monotonic()
        assert [snapshots.count() for _ in range(20)] == [before] * 20
        assert time.monotonic() - start < 5
        assert (snapshots.of.newest().stamp, snapshots.shown) == (first, [first])
        with snapshots.of.reading() as (connection, _):
            snapshots.going_on.set()
            until(lambda: snapshots.of.newest().stamp != first)
            assert snapshots.count() == before + 1
            assert connection.execute(COUNT).fetchall() == [(before,)]
            assert snapshots.gone == []
        until(lambda: snapshots.gone == [first])
        assert snapshots.shown == snapshots.ready == [first, snapshots.of.newest().stamp]


def test_many_snapshots_follow_each_other(record: Path) -> None:
    """Readers who never stop see each of them whole, the last one in the end, and no more than two are open."""
    with held(record) as snapshots:
        before, stop = snapshots.count(), threading.Event()
        found: list[int] = []

        def read() -> None:
            while not stop.is_set():
                found.append(snapshots.count())

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(4):
            taken(record, document(f"{MEETING} It was day {number}.", id=f"day {number}"))
            assert len(snapshots.ready) - len(snapshots.gone) <= 2
        until(lambda: found[-1] == before + 4)
        stop.set()
        for reader in readers:
            reader.join()
        assert {before, before + 4} <= set(found) <= set(range(before, before + 5))


def test_what_cannot_be_opened_is_not_shown(record: Path) -> None:
    """The former snapshot is read on, and the next good one shown."""
    with held(record) as snapshots:
        before = snapshots.count()
        broken = record.with_name("broken")
        broken.write_bytes(b"no snapshot of anything" * 500)
        good = snapshot_path(record).read_bytes()
        broken.replace(snapshot_path(record))
        time.sleep(1.5)
        assert snapshots.count() == before
        snapshot_path(record).write_bytes(good)
        taken(record, document(MEETING, id="lisbon"))
        until(lambda: snapshots.count() == before + 1)
