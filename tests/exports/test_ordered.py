"""Work over processes: in order, lazily, and never longer than the process that asked for it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.exports.ordered import chunked, in_order
from tests.conftest import ROOT

ORPHANS = """
import os, sys
from dragoman.exports.ordered import in_order
from tests.exports.test_ordered import sleeping
if __name__ == "__main__":
    for pid in in_order(iter(range(100)), sleeping, 2):
        print(pid, flush=True)
"""


def doubling() -> Callable[[int], int]:
    """Stand for work that takes longer for the first items."""
    return _double


def sleeping() -> Callable[[int], int]:
    """Stand for work that tells its process."""
    return _process


def _double(item: int) -> int:
    time.sleep(0.05 if item < 2 else 0)
    return 2 * item


def _process(item: int) -> int:
    time.sleep(0.1)
    return os.getpid()


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    """However long each takes."""
    assert list(in_order(iter(range(40)), doubling, workers)) == [2 * n for n in range(40)]


def test_items_are_taken_only_a_little_ahead() -> None:
    """Of an endless input only a few items for each worker are held."""
    taken: list[int] = []

    def endless() -> Iterator[int]:
        while True:
            taken.append(len(taken))
            yield taken[-1]

    results = in_order(endless(), doubling, 2)
    assert [next(results) for _ in range(5)] == [0, 2, 4, 6, 8]
    results.close()
    assert len(taken) < 20


def test_chunks_hold_every_item() -> None:
    """The last chunk is shorter."""
    assert list(chunked(range(5), 2)) == [(0, 1), (2, 3), (4,)]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_workers_end_with_the_process_that_began_them() -> None:
    """After a kill that lets nobody clean up, no worker stays behind."""
    process = subprocess.Popen([sys.executable, "-c", ORPHANS], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    process.kill()
    process.communicate()
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.05)
    pytest.fail(f"the worker {worker} still runs")
