"""Dragoman reads communiqués and keeps a verifiable record of the relations between states."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.api import Reading, Refusal, Refused, read, read_documents, to_frame
    from dragoman.records import Record, RecordError, ingest_documents, open_record

__all__ = [
    "Reading",
    "Record",
    "RecordError",
    "Refusal",
    "Refused",
    "__version__",
    "ingest_documents",
    "open_record",
    "read",
    "read_documents",
    "to_frame",
]

_OF_RECORDS = frozenset({"Record", "RecordError", "ingest_documents", "open_record"})


def __getattr__(name: str) -> Any:
    """Load the API when it is first asked for, so that `import dragoman` and `dragoman --help` stay quick."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("dragoman.records" if name in _OF_RECORDS else "dragoman.api"), name)
