"""Run a command and kill it at a moment: some time after it began, or when it is seen to write a file."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

LOOKS = 0.0003  # seconds between two looks at a watched file


class Moment(msgspec.Struct, frozen=True):
    """`seconds` after a process began; with a `file` of the record, after that was written to for the `nth` time."""

    seconds: float
    file: str | None = None  # what follows the record's name: "" for the record itself, ".wal" for its log
    nth: int = 1


class Run(msgspec.Struct, frozen=True):
    """What a process said before it ended or was killed, its exit status, and how long it ran."""

    out: str
    err: str
    status: int
    seconds: float

    @property
    def killed(self) -> bool:
        """Tell whether the kill came before the end."""
        return self.status == -signal.SIGKILL


def run(command: Sequence[str], record: Path, moment: Moment | None = None) -> Run:
    """Run a command over a record; with a moment, kill it and all its workers then, unless it ended before."""
    began = time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        if moment and _is_reached(process, record, moment):
            os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    return Run(out, err, process.returncode, time.monotonic() - began)


def _is_reached(process: subprocess.Popen[str], record: Path, moment: Moment) -> bool:
    """Wait for the moment; tell whether the process still runs then."""
    if moment.file is not None and not _is_written(process, Path(f"{record}{moment.file}"), moment.nth):
        return False
    try:
        process.wait(moment.seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def _is_written(process: subprocess.Popen[str], watched: Path, nth: int) -> bool:
    before, writes = _state(watched), 0
    while writes < nth:
        if process.poll() is not None:
            return False
        time.sleep(LOOKS)
        now = _state(watched)
        writes += now is not None and now != before
        before = now
    return True


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
