"""The files of a record: the record itself, the lock of who writes it, and the snapshot that is read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


class RecordError(ValueError):
    """A record that cannot be opened, read or written; the message is one line that says what to do."""


class BeingWrittenError(RecordError):
    """A record that another process writes at this moment."""


def snapshot_path(record: Path) -> Path:
    """Return the place of the published snapshot: RECORD.snapshot beside the record."""
    return record.with_name(record.name + ".snapshot")


def lock_path(record: Path) -> Path:
    """Return the place of the lock, which names the process that writes: RECORD.lock beside the record."""
    return record.with_name(record.name + ".lock")


def log_path(record: Path) -> Path:
    """Return the place where DuckDB keeps what is not yet in the file: RECORD.wal beside the record."""
    return record.with_name(record.name + ".wal")


@contextmanager
def writing(record: Path) -> Iterator[None]:
    """Hold the lock of a record, at once or not at all; it ends with the process, however that ends.

    Raises BeingWrittenError when another process writes, RecordError when nobody can.
    """
    lock = FileLock(lock_path(record), blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise BeingWrittenError(
            f"{record}: is being written by another process{_writer(record)}; wait until it is done, or read on: "
            "commands that read use the last published snapshot"
        ) from None
    except OSError as error:
        raise RecordError(
            f"{record}: cannot be written ({error.strerror}); give a place in a folder of yours"
        ) from None
    try:
        _owner(record).write_text(str(os.getpid()), encoding="utf-8")
        yield
    finally:
        _owner(record).unlink(missing_ok=True)
        lock.release()


def is_stale(record: Path) -> bool:
    """Tell whether the record was written since its snapshot was published, or none was."""
    snapshot = snapshot_path(record)
    if not snapshot.exists():
        return True
    published = snapshot.stat().st_mtime_ns
    return any(path.exists() and path.stat().st_mtime_ns > published for path in (record, log_path(record)))


def publish(record: Path, closed: Path | None = None) -> None:
    """Put a copy of the closed record, or of the file that will be it, in the place of the snapshot, or nothing.

    Readers that have the earlier snapshot open go on reading that.
    """
    snapshot = snapshot_path(record)
    beginning = snapshot.with_name(snapshot.name + ".part")
    shutil.copyfile(closed or record, beginning)
    beginning.replace(snapshot)


def _owner(record: Path) -> Path:
    return record.with_name(record.name + ".writer")


def _writer(record: Path) -> str:
    try:
        return f" ({_owner(record).read_text(encoding='utf-8')})"
    except OSError:
        return ""
