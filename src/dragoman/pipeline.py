"""The one line through the rooms: a document in, its record out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec

from dragoman.codebook.load import Codebook, shipped
from dragoman.reading.read import Knowledge, compile_knowledge, read_text
from dragoman.reading.relation.model import shipped_model_hash
from dragoman.record.compose import compose
from dragoman.record.types import Reader, Reading
from dragoman.source.document import Document
from dragoman.text.canonical import canonicalise
from dragoman.text.layout import Layout, compile_layout
from dragoman.version import __version__


class LoadedReader(msgspec.Struct, frozen=True):
    """All that reading needs, loaded once and passed along: the codebook, and what is compiled from it."""

    codebook: Codebook
    layout: Layout
    knowledge: Knowledge
    reader: Reader


def open_reader(codebook: Codebook | None = None) -> LoadedReader:
    """Load a reader over a codebook, the shipped one by default (which is loaded once a process)."""
    return _shipped_reader() if codebook is None else _reader(codebook)


@cache
def _shipped_reader() -> LoadedReader:
    return _reader(shipped())


def _reader(codebook: Codebook) -> LoadedReader:
    return LoadedReader(codebook, compile_layout(codebook), compile_knowledge(codebook), reader_of(codebook))


def reader_of(codebook: Codebook) -> Reader:
    """Return what a record says of the reader that read it: the program's version, and the hashes of codebook and
    model.
    """
    return Reader(__version__, codebook.hash, shipped_model_hash())


def read_document(document: Document, loaded: LoadedReader, clock: Callable[[str], None] | None = None) -> Reading:
    """Return one document's record: a pure function of the document and the reader.

    `clock` is called with a stage's name as it ends (text, parse, mentions, frames, dates, findings, record), for
    measuring.
    """
    tick = clock or _no_clock
    canonical = canonicalise(document, loaded.layout)
    tick("text")
    findings = read_text(canonical, document.publisher, document.publisher_country, loaded.knowledge, tick)
    reading = compose(document, canonical, findings, loaded.knowledge.frames.types, loaded.reader)
    tick("record")
    return reading


def _no_clock(stage: str) -> None:
    """Measure nothing."""
