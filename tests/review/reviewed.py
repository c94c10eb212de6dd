"""Short ways to decide on the facts of a record."""

from __future__ import annotations

from pathlib import Path

from dragoman.codebook.load import shipped
from dragoman.ingest import settling
from dragoman.review.ledger import decide
from dragoman.review.subjects import subject_of, subjects_of_document
from dragoman.review.values import Decision, Subject, Verdict
from dragoman.store.opening import Connection

VISIT = "lisbon/1/meetings/1"
PROMISE = "lisbon/1/commitments/1"
TALKS = "lisbon/1/events/1"


def settled(connection: Connection) -> None:
    """Settle a record as ingesting it does."""
    settling(shipped())(connection)


def said(connection: Connection, record: Path, identity: str, verdict: Verdict, by: str, **options: str) -> Decision:
    """Decide on a fact by its id."""
    return decide(record, subject_of(connection, record, identity), verdict, by, **options)  # type: ignore[arg-type]


def accept_all(connection: Connection, record: Path, document: str, by: str = "ana") -> list[Subject]:
    """Accept every fact of a document, and return them."""
    found = list(subjects_of_document(connection, record, document))
    for subject in found:
        decide(record, subject, "accepted", by)
    return found
