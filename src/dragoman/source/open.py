"""Open inputs: paths of files and folders become a lazy stream of Documents and Refusals."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.source.decode import NotTextError, declared_encoding, decoded
from dragoman.source.document import Document, Refusal
from dragoman.source.pages import LARGEST_PAGE, is_html, page_document
from dragoman.source.rows import LARGEST_TEXT, NO_DEFAULTS, Defaults, document_of
from dragoman.source.tables import Notice, Rows, comma_separated, json_lines, parquet, tab_separated

TABLES: dict[str, Callable[[Path, Notice], Rows]] = {
    ".jsonl": json_lines,
    ".jsonl.gz": json_lines,
    ".csv": comma_separated,
    ".tsv": tab_separated,
    ".parquet": parquet,
}
TEXTS = (".txt", ".html", ".htm")
ENDINGS = (*TABLES, *TEXTS)
LARGEST_FILE = max(4 * LARGEST_TEXT, LARGEST_PAGE)  # bytes of a file that is one document
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
READABLE = ".jsonl, .jsonl.gz, .csv, .tsv, .parquet, .txt, .html or a folder of these"


def documents(
    inputs: Iterable[str], *, defaults: Defaults = NO_DEFAULTS, notice: Notice = lambda _: None
) -> Iterator[Document | Refusal]:
    """Yield every document of the inputs in order, and a refusal for each that cannot be read.

    Nothing is held but the row at hand and a digest of each id: of two documents with one id the second is refused.
    `notice` is told what is passed over (columns, files), once for each input.
    """
    seen: set[bytes] = set()
    for name in inputs:
        for found in _input(name, defaults, notice):
            yield found if isinstance(found, Refusal) else _once(found, seen)


def one(path: str, *, defaults: Defaults = NO_DEFAULTS, stdin: BinaryIO | None = None) -> Document | Refusal:
    """Return the one document of a file (text or HTML, told by its beginning), or of standard input for "-"."""
    if path != "-":
        return _missing(path) or _whole(Path(path), defaults)
    data = (stdin or sys.stdin.buffer).read(LARGEST_FILE + 1)
    return _from_bytes(data, "standard input", defaults, page=False)


def _once(document: Document, seen: set[bytes]) -> Document | Refusal:
    key = hashlib.blake2b(document.id.encode("utf-8", "surrogatepass"), digest_size=12).digest()
    if key in seen:
        problem = f"a document with the id {document.id!r} was read already"
        return Refusal(document.origin, problem, "give every document an id of its own")
    seen.add(key)
    return document


def _input(name: str, defaults: Defaults, notice: Notice) -> Iterator[Document | Refusal]:
    if missing := _missing(name):
        yield missing
    elif Path(name).is_dir():
        yield from _folder(Path(name), defaults, notice)
    elif ending_of(Path(name)):
        yield from _file(Path(name), defaults, notice)
    else:
        yield Refusal(name, "not a kind of file that is read", f"give {READABLE}")


def _missing(name: str) -> Refusal | None:
    if ADDRESS.match(name):
        return Refusal(name, "addresses are not fetched", "save the page first and give its file")
    if not os.path.lexists(name):
        return Refusal(name, "no such file or folder", "check the path")
    return None


def ending_of(path: Path) -> str | None:
    """Return the ending by which a file is read, or None if it is of no such kind."""
    name = path.name.lower()
    return next((end for end in ENDINGS if name.endswith(end)), None)


def _folder(folder: Path, defaults: Defaults, notice: Notice) -> Iterator[Document | Refusal]:
    """Yield the documents of a folder and those in it, files before folders, each in the order of their names."""
    for place, folders, files in os.walk(folder, onerror=None):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(f for f in files if not f.startswith((".", "_"))):
            path = Path(place, name)
            if ending_of(path):
                yield from _file(path, defaults, notice)
            else:
                notice(f"{path}: passed over, not a kind of file that is read")


def _file(path: Path, defaults: Defaults, notice: Notice) -> Iterator[Document | Refusal]:
    suffix = ending_of(path) or ""
    if suffix in TABLES:
        for row in TABLES[suffix](path, notice):
            yield row if isinstance(row, Refusal) else document_of(row[1], row[0], defaults)
    else:
        yield _whole(path, defaults)


def _whole(path: Path, defaults: Defaults) -> Document | Refusal:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        return Refusal(str(path), f"cannot be read ({error.strerror or error})", "check the path")
    return _from_bytes(data, str(path), defaults, page=ending_of(path) in (".html", ".htm"))


def _from_bytes(data: bytes, origin: str, defaults: Defaults, *, page: bool) -> Document | Refusal:
    if len(data) > LARGEST_FILE:
        return Refusal(origin, f"larger than the {LARGEST_FILE:,} bytes that are read", "split it into documents")
    try:
        text = decoded(data, encoding=declared_encoding(data))
    except NotTextError as error:
        return Refusal(origin, error.problem, error.remedy)
    if page or is_html(text):
        return page_document(text, origin, defaults)
    return document_of({"text": text}, origin, defaults)
