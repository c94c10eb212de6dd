"""Read many documents with the whole reader, on one or several processes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from dragoman.pipeline import open_reader, read_document
from dragoman.record.types import Reading
from dragoman.source.document import Document, Refused

CHUNK = 8


def read_all(documents: Sequence[Document], workers: int = 1) -> dict[str, Reading]:
    """Return the records by document id; a refusal is a line on stderr."""
    if workers == 1:
        readings = [_read(document) for document in documents]
    else:
        with ProcessPoolExecutor(workers) as pool:
            readings = list(pool.map(_read, documents, chunksize=CHUNK))
    return {reading.document.id: reading for reading in readings if reading is not None}


def _read(document: Document) -> Reading | None:
    try:
        return read_document(document, open_reader())
    except Refused as refused:
        print(refused, file=sys.stderr)
        return None
