"""Where records go: a file of JSON lines that grows, or Parquet in parts, each whole or not there."""

from __future__ import annotations

import fcntl
import gzip
import os
import shutil
from pathlib import Path
from typing import BinaryIO, Protocol

import pyarrow.parquet as pq

from dragoman.exports.schema import reading_schema, table_of
from dragoman.exports.state import OutputTakenError, changed

CHUNK = 16  # documents that a worker is given at once
PART = 1024  # documents of one part of Parquet
ENDINGS = ".jsonl, .jsonl.gz, .parquet, or a folder (a name without an ending, or with a / at its end)"


class Sink(Protocol):
    """Takes the records of `unit` documents at a time; what it took stands for good and is never half written."""

    out: Path
    unit: int

    def exists(self) -> bool:
        """Tell whether there is anything at OUT."""

    def clear(self) -> None:
        """Take away what an earlier run wrote."""

    def open(self, read: int, size: int) -> None:
        """Make ready to go on after `read` documents and `size` bytes; OutputTakenError when OUT is not so."""

    def write(self, lines: list[bytes]) -> int:
        """Write the records of the next unit; return the size in bytes to go on from."""

    def finish(self) -> None:
        """Complete OUT after the last unit."""

    def close(self) -> None:
        """Let go of OUT."""

    def is_whole(self, size: int) -> bool:
        """Tell whether a finished OUT is still there as it was left."""


def sink_for(out: str) -> Sink:
    """Return the sink for an OUT by its ending; ValueError when it names no kind that is written."""
    path = Path(out)
    if out.endswith((".jsonl", ".jsonl.gz")) and not path.is_dir():
        return Lines(path)
    if path.is_dir() or out.endswith("/") or not path.suffix:
        return Parts(path)
    if path.suffix == ".parquet":
        return OneParquet(path)
    raise ValueError(f"{out}: not a kind of file that is written; give {ENDINGS}")


class Lines:
    """A .jsonl file, or a .jsonl.gz file in which every unit is a gzip member of its own."""

    unit = CHUNK

    def __init__(self, out: Path) -> None:
        self.out = out
        self._stream: BinaryIO | None = None
        self._size = 0

    def exists(self) -> bool:
        return os.path.lexists(self.out) and not (self.out.is_file() and self.out.stat().st_size == 0)

    def clear(self) -> None:
        self.out.unlink(missing_ok=True)

    def open(self, read: int, size: int) -> None:
        self.out.parent.mkdir(parents=True, exist_ok=True)
        self._stream = self.out.open("ab", buffering=0)
        _lock(self._stream.fileno(), self.out)
        if os.fstat(self._stream.fileno()).st_size < size:
            raise changed(self.out)
        self._stream.truncate(size)
        self._size = size

    def write(self, lines: list[bytes]) -> int:
        assert self._stream is not None
        content = b"".join(line + b"\n" for line in lines)
        if self.out.suffix == ".gz":
            content = gzip.compress(content, 6, mtime=0) if content else b""
        try:
            _write_all(self._stream, content)
            os.fsync(self._stream.fileno())
        except OSError:
            self._stream.truncate(self._size)  # a line that did not fit would make the file unreadable
            raise
        self._size += len(content)
        return self._size

    def finish(self) -> None:
        """Nothing is left to do: every line stands."""

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def is_whole(self, size: int) -> bool:
        return self.out.is_file() and self.out.stat().st_size == size


class Parts:
    """A folder of Parquet files of PART documents each, `part-00000.parquet` and so on."""

    unit = PART

    def __init__(self, out: Path) -> None:
        self.out = out
        self._next = 0
        self._folder: int | None = None

    def exists(self) -> bool:
        return os.path.lexists(self.out) and (not self.out.is_dir() or bool(self.paths()))

    def clear(self) -> None:
        if not self.out.is_dir():
            self.out.unlink(missing_ok=True)
        for part in self.paths():
            part.unlink()

    def open(self, read: int, size: int) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        self._folder = os.open(self.out, os.O_RDONLY)
        _lock(self._folder, self.out)
        self._next = -(-read // PART)
        if [p.name for p in self.paths()[: self._next]] != [_part(n) for n in range(self._next)]:
            raise changed(self.out)
        for half in self.out.glob("part-*.parquet.part"):
            half.unlink()

    def write(self, lines: list[bytes]) -> int:
        path = self.out / _part(self._next)
        beginning = path.with_name(path.name + ".part")
        try:
            pq.write_table(table_of(lines), beginning, compression="zstd")
            beginning.replace(path)
        except OSError:
            beginning.unlink(missing_ok=True)
            raise
        self._next += 1
        return 0

    def finish(self) -> None:
        if not self._next:
            self.write([])  # a folder without a part has no schema

    def close(self) -> None:
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None

    def is_whole(self, size: int) -> bool:
        return bool(self.paths())

    def paths(self) -> list[Path]:
        """Return the parts in their order."""
        return sorted(self.out.glob("part-*.parquet"))


class OneParquet:
    """A single .parquet file, joined at the end from parts that stand in `OUT.parts` until then."""

    unit = PART

    def __init__(self, out: Path) -> None:
        self.out = out
        self._parts = Parts(out.with_name(out.name + ".parts"))

    def exists(self) -> bool:
        return os.path.lexists(self.out) or self._parts.exists()

    def clear(self) -> None:
        self.out.unlink(missing_ok=True)
        shutil.rmtree(self._parts.out, ignore_errors=True)

    def open(self, read: int, size: int) -> None:
        self._parts.open(read, size)

    def write(self, lines: list[bytes]) -> int:
        return self._parts.write(lines)

    def finish(self) -> None:
        self._parts.finish()
        beginning = self._parts.out / "joined"
        with pq.ParquetWriter(beginning, reading_schema(), compression="zstd") as writer:
            for part in self._parts.paths():
                writer.write_table(pq.read_table(part))
        beginning.replace(self.out)

    def close(self) -> None:
        self._parts.close()
        if self.out.is_file():
            shutil.rmtree(self._parts.out, ignore_errors=True)

    def is_whole(self, size: int) -> bool:
        return self.out.is_file()


def _part(number: int) -> str:
    return f"part-{number:05d}.parquet"


def _write_all(stream: BinaryIO, content: bytes) -> None:
    """Write everything: an unbuffered file may take a part only when the disk is nearly full."""
    rest = memoryview(content)
    while rest:
        rest = rest[stream.write(rest) :]


def _lock(descriptor: int, out: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise OutputTakenError(f"{out}: another run is writing it; wait for that one, or give another OUT") from None
