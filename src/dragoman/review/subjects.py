"""What can be decided on, out of a record's snapshot: facts and the documents that they stand in."""

from __future__ import annotations

from pathlib import Path

from dragoman.review.values import Source, Subject
from dragoman.store.opening import Connection


def source_of(connection: Connection, record: Path, document: str) -> Source:
    """Return the present version of a document; raises ReviewError when the record has no such document."""
    raise NotImplementedError


def subject_of(connection: Connection, record: Path, identity: str) -> Subject:
    """Return a present fact by its id, or one that a reviewer added and that was not taken back.

    Raises ReviewError when there is none.
    """
    raise NotImplementedError
