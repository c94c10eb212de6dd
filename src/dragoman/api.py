"""Reading from Python: one text, many documents, and tables of what was found."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from dragoman.codebook.load import SHIPPED, Codebook, load, shipped
from dragoman.codebook.petrarch import read_petrarch
from dragoman.exports.batch import Found, Line
from dragoman.exports.confidence import sure_enough
from dragoman.exports.frames import to_frame
from dragoman.exports.ordered import chunked, in_order
from dragoman.pipeline import LoadedReader, open_reader, read_document
from dragoman.record.types import Reading
from dragoman.source.document import Document, Refusal, Refused
from dragoman.source.rows import document_of

__all__ = ["Reading", "Refusal", "Refused", "read", "read_documents", "to_frame"]

CHUNK = 8  # documents that a worker process is given at once
DEBUG = "DRAGOMAN_DEBUG"


def read(
    text: str,
    *,
    title: str | None = None,
    summary: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    country: str | None = None,
    id: str | None = None,  # noqa: A002 - the name that a document has in every format
) -> Reading:
    """Read one communiqué and return its record.

    `published` is an ISO date or date and time, `country` the publisher's ISO 3166-1 alpha-3 code, by which "the
    President" is known to be whose. Without an `id` the document gets 16 hex digits of the sha256 of its text. The
    first call loads the reader, which takes some seconds. Raises Refused, whose `refusal` says why there is no record.

    >>> reading = read(
    ...     "President Ana Duarte of Portugal met today in Lisbon with President Daniyar Sagatov of Kazakhstan.",
    ...     published="2024-05-06",
    ...     country="PRT",
    ... )
    >>> reading.meetings[0].countries, reading.meetings[0].date
    (('PRT', 'KAZ'), '2024-05-06')
    >>> quote = reading.meetings[0].evidence
    >>> reading.document.text[quote.start : quote.end] == quote.exact
    True
    """
    row = {
        "text": text,
        "id": id,
        "title": title,
        "summary": summary,
        "published": published,
        "publisher": publisher,
        "publisher_country": country,
    }
    document = document_of(row, "text")
    if isinstance(document, Refusal):
        raise Refused(document)
    return read_document(document, open_reader())


def read_documents(documents: Iterable[Document | Mapping[str, Any]], workers: int = 1) -> Iterator[Reading | Refusal]:
    """Read many documents, lazily and in order: for each its record, or the refusal that says why there is none.

    A document is a mapping with `text` and any of the other columns (`id`, `url`, `title`, `summary`, `published`,
    `publisher`, `publisher_country`, `language`), or a Document. With several workers the documents are read in as
    many processes, a few of them ahead; a script that does so keeps its own code under `if __name__ == "__main__":`.

    >>> found = list(read_documents([{"text": "Chile thanked Norway for its help."}, {"title": "No text"}]))
    >>> [(e.type, e.actor[0].country, e.recipient[0].country) for e in found[0].events]
    [('SUPPORT', 'CHL', 'NOR')]
    >>> print(found[1])
    document 2: no `text`; give every document a `text`
    """
    if workers < 1:
        raise ValueError(f"workers is {workers}; give 1 or more")
    found = (as_document(given, number) for number, given in enumerate(documents, start=1))
    chunks = chunked(found, CHUNK if workers > 1 else 1)
    for readings in in_order(chunks, reading_work, workers):
        yield from readings


def reading_work(overlay: Path | None = None) -> Callable[[tuple[Found, ...]], tuple[Reading | Refusal, ...]]:
    """Load a reader and return what turns documents into records."""
    loaded = reader_over(overlay)
    return lambda found: tuple(outcome(one, loaded) for one in found)


def coding_work(overlay: Path | None, least: float) -> Callable[[tuple[Found, ...]], tuple[Line, ...]]:
    """Load a reader and return what turns documents into lines of JSON, with events of confidence `least` or more."""
    return partial(_lines, loaded=reader_over(overlay), least=least)


def reader_over(overlay: Path | None) -> LoadedReader:
    """Return the reader of the shipped codebook, with one of one's own laid over it; raises CodebookError."""
    return open_reader(codebook_over(overlay) if overlay else None)


def codebook_over(overlay: Path | None) -> Codebook:
    """Return the shipped codebook, with a folder or a PETRARCH dictionary (.txt) laid over it; raises CodebookError."""
    if overlay is None:
        return shipped()
    return load(SHIPPED, overlay if overlay.is_dir() else read_petrarch([overlay]))


def outcome(found: Found, loaded: LoadedReader) -> Reading | Refusal:
    """Return the record of a document or its refusal; a fault of the reader itself is a refusal too."""
    if isinstance(found, Refusal):
        return found
    try:
        return read_document(found, loaded)
    except Refused as refused:
        return refused.refusal
    except Exception as error:  # whatever it is, the other documents are read
        return _fault(found, error)


def as_document(given: Document | Mapping[str, Any], number: int) -> Document | Refusal:
    """Return a document that was given as one or as a mapping; a refusal names it by its number."""
    return given if isinstance(given, Document) else document_of(given, f"document {number}")


def _lines(found: tuple[Found, ...], loaded: LoadedReader, least: float) -> tuple[Line, ...]:
    return tuple(_line(one, loaded, least) for one in found)


def _line(found: Found, loaded: LoadedReader, least: float) -> Line:
    result = outcome(found, loaded)
    return result if isinstance(result, Refusal) else sure_enough(result, least).to_json().encode("utf-8")


def _fault(document: Document, error: Exception) -> Refusal:
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    problem = f"the document {document.id!r} could not be read ({type(error).__name__}: {' '.join(str(error).split())})"
    return Refusal(document.origin, problem, f"report it with the document; {DEBUG}=1 shows where it failed")
