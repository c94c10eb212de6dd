"""What a run reads, told apart by content: the same bytes in the same order are the same input."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

BLOCK = 1 << 20
LINES = (".jsonl", ".jsonl.gz", ".csv", ".tsv")


class InputFile(msgspec.Struct, frozen=True):
    """One file that is read: its name within what was given, its size in bytes, the sha256 of its bytes."""

    name: str
    size: int
    sha256: str


def described(inputs: Iterable[str]) -> tuple[InputFile, ...]:
    """Return every file of the inputs that can be read, in the order in which they are read."""
    found = []
    for given in inputs:
        for path in files_of(given):
            try:
                found.append(_described(path, given))
            except OSError:
                continue  # refused with its reason when the documents are read
    return tuple(found)


def files_of(given: str) -> Iterator[Path]:
    """Yield the files of one input: the file itself, or those of the folder in the order of their names."""
    root = Path(given)
    if not root.is_dir():
        yield root
        return
    for place, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if not name.startswith((".", "_")))


def expected(inputs: Iterable[str]) -> int:
    """Return about how many documents the inputs hold, for the time that is left to be told."""
    return sum(_documents_in(path) for given in inputs for path in files_of(given))


def _described(path: Path, given: str) -> InputFile:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
    name = path.relative_to(given).as_posix() if path != Path(given) else path.name
    return InputFile(name, size, digest.hexdigest())


def _documents_in(path: Path) -> int:
    try:
        if path.name.endswith(".parquet"):
            return int(pq.read_metadata(path).num_rows)
        if not path.name.endswith(LINES):
            return 1
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(BLOCK), b""))
    except (OSError, EOFError, zlib.error, pa.ArrowException):
        return 0
