"""Whoever else touches a file is noticed, whatever they leave as it was; what this process appends is no touch."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.review.ledger import decisions, ledger_path, skip
from dragoman.review.subjects import subject_of
from dragoman.review.watching import touches
from dragoman.store.opening import Connection
from tests.review.reviewed import TALKS, VISIT, said


def test_what_this_process_appends_is_no_touch(connection: Connection, record: Path) -> None:
    """Nor is what it reads, also while others of its threads read."""
    said(connection, record, VISIT, "accepted", "ana")
    before, stop = touches(ledger_path(record)), threading.Event()

    def read() -> None:
        while not stop.is_set():
            list(decisions(record))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(20):
        said(connection, record, TALKS, "accepted", "ben")
    skip(record, subject_of(connection, record, VISIT).ref, "ben")
    stop.set()
    for reader in readers:
        reader.join()
    after = touches(ledger_path(record))
    assert (after.others - before.others, after.own - before.own) == (0, 21)


def edited(path: Path) -> None:
    """Commit a change as another program does."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE head SET hash = upper(hash)")


def written_raw(path: Path) -> None:
    """Change one byte, and set the time back to what it was."""
    told = path.stat()
    with path.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"x")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def put_back(path: Path) -> None:
    """Put a copy in its place."""
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    os.utime(copy, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    copy.replace(path)


@pytest.mark.parametrize("touch", [edited, written_raw, put_back, Path.unlink])
def test_what_others_do_is_a_touch(connection: Connection, record: Path, touch: Callable[[Path], None]) -> None:
    """At once after a decision, in the same moment of the system's clock."""
    path = ledger_path(record)
    for _ in range(5):
        said(connection, record, VISIT, "accepted", "ana")
        before = touches(path)
        touch(path)
        assert touches(path).others == before.others + 1


def test_a_touch_is_seen_by_whom_the_next_own_decision_follows(connection: Connection, record: Path) -> None:
    """It is not taken for a part of that."""
    said(connection, record, VISIT, "accepted", "ana")
    before = touches(ledger_path(record))
    edited(ledger_path(record))
    said(connection, record, TALKS, "accepted", "ana")
    assert len(list(decisions(record))) == 2
    assert touches(ledger_path(record)).others == before.others + 1
