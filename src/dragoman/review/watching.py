"""Whether anything but this process's own appends has touched a file of decisions.

What was read of the file, or found of its chain, is remembered while nothing else touches it. A touch shows in the
file, or in SQLite's log beside it, by another inode, size or time (as the system sets it, and as it was last changed).
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

Mark = tuple[tuple[int, int, int, int], ...]


class Touches(NamedTuple):
    """How often others were seen to have touched a file, and how often this process has appended to it."""

    others: int
    own: int


class _Watch:
    def __init__(self, path: Path) -> None:
        self.path, self.lock = path, threading.RLock()
        self.others = self.own = 0
        self.mark = _mark(path)

    def look(self) -> None:
        """Count a touch if the file is not as it was left; the lock is held."""
        now = _mark(self.path)
        if now != self.mark:
            self.mark, self.others = now, self.others + 1

    def leave(self) -> None:
        """Remember how this process leaves the file; the lock is held.

        Its time is set to the nanosecond: the system's clock stands still for some milliseconds, in which another could
        write and leave the time as it was.
        """
        if _mark(self.path) != self.mark:
            now = time.time_ns()
            for path in _files(self.path):
                with suppress(OSError):  # gone meanwhile, or another user's
                    os.utime(path, ns=(now, now))
            self.mark = _mark(self.path)


_WATCHES: dict[Path, _Watch] = {}
_LOCK = threading.Lock()


def touches(path: Path) -> Touches:
    """Return how often a file was touched until now, from the first time that it was asked for."""
    watch = _watch(path)
    with watch.lock:
        watch.look()
        return Touches(watch.others, watch.own)


@contextmanager
def own(path: Path, *, appends: bool = False) -> Iterator[None]:
    """Let this process change a file, which then is no touch: by appending, or by closing it."""
    watch = _watch(path)
    with watch.lock:
        watch.look()
        try:
            yield
        finally:
            watch.leave()
            watch.own += appends


def _watch(path: Path) -> _Watch:
    path = path.absolute()
    with _LOCK:
        if path not in _WATCHES:
            _WATCHES[path] = _Watch(path)
        return _WATCHES[path]


def _files(path: Path) -> tuple[Path, Path]:
    return path, path.with_name(path.name + "-wal")


def _mark(path: Path) -> Mark:
    """Return how a file and its log are; an empty log is none, since opening the file makes it.

    The log's own change time does not count: SQLite gives the log to the owner of the file whenever it is opened.
    """
    told = []
    for one in _files(path):
        with suppress(FileNotFoundError):
            now = one.stat()
            if now.st_size:
                told.append((now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns if one == path else 0))
    return tuple(told)
