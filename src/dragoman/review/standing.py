"""What holds of the decisions on a fact: the last of each reviewer, while text and codebook are what they were."""

from __future__ import annotations

from pathlib import Path

from dragoman.review.values import Standing, Subject
from dragoman.store.opening import Connection


def standing_of(record: Path, subject: Subject, viewer: str | None, *, admin: bool = False) -> Standing:
    """Return what a viewer may see of the decisions on a fact.

    Until they have decided it themselves, only their own (none, but stale ones); then those of all. An admin sees all
    at once. Others are counted in `hidden`.
    """
    raise NotImplementedError


def standings_of_document(
    connection: Connection, record: Path, document: str, viewer: str | None, *, admin: bool = False
) -> dict[str, Standing]:
    """Return by fact id the standing of every present fact of a document that was decided, and of those added to it."""
    raise NotImplementedError
