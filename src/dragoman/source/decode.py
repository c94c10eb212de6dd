"""Bytes into text: UTF-8, or UTF-16 where a byte order mark says so; nothing is guessed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain

UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
DECLARED = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
SAVE_AS_UTF8 = "save it as UTF-8"


class NotTextError(ValueError):
    """Bytes that cannot be read as text; `problem` names the byte, `remedy` says what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def decoded(data: bytes, *, offset: int = 0, encoding: str | None = None) -> str:
    """Return the text of `data`, which stands `offset` bytes into its file.

    `encoding` is what the data itself declares (a page's charset); it is tried only where UTF-8 fails. Raises
    NotTextError with the offset of the first byte that does not fit.
    """
    for mark, name in UTF16_MARKS.items():
        if offset == 0 and data.startswith(mark):
            return _strict(data[len(mark) :], name, offset + len(mark))
    body = data.removeprefix(codecs.BOM_UTF8) if offset == 0 else data
    start = offset + len(data) - len(body)
    if b"\0" in body:
        raise NotTextError(f"binary data (a NUL byte at offset {start + body.index(0)})", "give plain text or HTML")
    if encoding is None:
        return _strict(body, "utf-8", start)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(body, encoding, start)


def declared_encoding(page: bytes) -> str | None:
    """Return the charset that an HTML page declares in its first bytes, if Python knows it."""
    found = DECLARED.search(page[:4096])
    if not found:
        return None
    try:
        return codecs.lookup(found[1].decode("ascii", "ignore")).name
    except LookupError:
        return None


def utf8_chunks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pass byte chunks on as UTF-8 without a byte order mark, recoding UTF-16 as it goes; raises NotTextError."""
    stream = iter(chunks)
    first = next(stream, b"")
    while len(first) < 3 and (more := next(stream, b"")):
        first += more
    for mark, name in UTF16_MARKS.items():
        if first.startswith(mark):
            yield from _recoded(first[len(mark) :], stream, name)
            return
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from stream


def _recoded(first: bytes, stream: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    at = 2
    try:
        for chunk in chain((first,), stream):
            yield decoder.decode(chunk).encode()
            at += len(chunk)
        yield decoder.decode(b"", final=True).encode()
    except UnicodeDecodeError as error:
        raise NotTextError(f"not {encoding.upper()} near byte {at + error.start}", SAVE_AS_UTF8) from None


def _strict(data: bytes, encoding: str, offset: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(f"not {encoding.upper()} at byte {offset + error.start}", SAVE_AS_UTF8) from None
