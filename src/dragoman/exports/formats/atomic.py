"""Files and folders that are whole or not there: written beside their place, then renamed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Give a UTF-8 file with "\\n" that takes the place of `path` at the end, unless something was raised.

    Raises OSError.
    """
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        yield file


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give the path to write to, beside OUT; it takes OUT's place at the end, and goes away after a failure.

    Raises OSError.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    beginning = _beside(out)
    try:
        yield beginning
        _synced(beginning)
        beginning.replace(out)
    finally:
        beginning.unlink(missing_ok=True)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """Give a new folder to write in, beside OUT; at the end its files take their places in OUT.

    A folder that is new appears at once with all its files. In one that exists already each file is replaced whole,
    in the order of their names, and what else stands in it is left alone. Raises OSError.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    beginning = _beside(out)
    beginning.mkdir()
    try:
        yield beginning
        for path in beginning.iterdir():
            _synced(path)
        if out.exists():
            for path in sorted(beginning.iterdir()):
                path.replace(out / path.name)
        else:
            beginning.rename(out)
    finally:
        shutil.rmtree(beginning, ignore_errors=True)


def _beside(out: Path) -> Path:
    return out.with_name(f".{out.name}.{os.getpid()}.part")


def _synced(path: Path) -> None:
    """Bring a file to the disk before it takes a name that others read."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
