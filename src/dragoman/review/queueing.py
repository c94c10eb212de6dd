"""The queue: which facts a reviewer decides next, the most doubtful first."""

from __future__ import annotations

from pathlib import Path

from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.relations.values import Kind
from dragoman.review.values import Entry, Mode
from dragoman.store.opening import Connection

LIMIT = 20


def queue(
    connection: Connection,
    record: Path,
    reviewer: str,
    kind: Kind,
    *,
    filters: Filters = EVERYTHING,
    document: str | None = None,
    mode: Mode = "first",
    limit: int = LIMIT,
) -> tuple[Entry, ...]:
    """Return the facts of a kind that filters leave and a reviewer has yet to decide: by doubt, skipped ones last.

    With the mode `second` only facts that exactly one other reviewer decided, without telling what. What was decided
    of another text or codebook is in it again, as reopened.
    """
    raise NotImplementedError


def waiting(
    connection: Connection,
    record: Path,
    reviewer: str,
    kind: Kind,
    *,
    filters: Filters = EVERYTHING,
    document: str | None = None,
    mode: Mode = "first",
) -> int:
    """Return how many facts are in the queue of the same arguments."""
    raise NotImplementedError
