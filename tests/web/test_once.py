"""What is made of a snapshot as a whole: once, for all who ask at the same time."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import duckdb
from bench.contents import settled

from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.store.activity import counted
from dragoman.store.opening import Connection, open_to_read
from dragoman.web.once import Once, columns, counted_of


def test_it_is_made_once_a_snapshot() -> None:
    """Eight who ask at once get the same; another stamp makes it anew."""
    made: list[int] = []

    def make(_: Connection) -> int:
        time.sleep(0.05)
        made.append(len(made))
        return made[-1]

    once, connection = Once(make), duckdb.connect()
    got: list[int] = []
    threads = [threading.Thread(target=lambda: got.append(once.of(connection, "a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (got, made) == ([0] * 8, [0])
    assert (once.of(connection, "b"), once.of(connection, "b"), once.of(connection, "a")) == (1, 1, 0)
    once.let_go("a")
    assert once.of(connection, "a") == 2


def test_what_is_made_of_a_newer_snapshot_keeps_nobody_waiting() -> None:
    """Who reads the former one has what was made of it while that of the newer is made."""
    going_on, connection = threading.Event(), duckdb.connect()
    once = Once(lambda _: going_on.wait(20))
    going_on.set()
    once.of(connection, "a")
    going_on.clear()
    thread = threading.Thread(target=once.of, args=(connection, "b"))
    thread.start()
    assert once.of(connection, "a")
    going_on.set()
    thread.join()


def test_the_whole_record_is_counted_as_any_part(made_once: Path) -> None:
    """What is known beforehand is what a count without filters gives."""
    with open_to_read(made_once, settled()) as connection:
        made = columns(connection)
        assert counted_of(connection, made, EVERYTHING) == counted(connection, made.activity, EVERYTHING)
        part = Filters(since="2022-01-01")
        assert counted_of(connection, made, part) == counted(connection, made.activity, part) != made.whole
