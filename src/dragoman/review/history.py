"""What was decided, one after the other: a reviewer's last word, all on a fact, what has to be read again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman.review.ledger import COLUMNS, decision, decision_of, rows
from dragoman.review.log import log_of
from dragoman.review.standing import current_facts, effective, former_of, holds
from dragoman.review.subjects import subjects_of_document
from dragoman.review.values import Decision, FactRef, Subject
from dragoman.store.opening import Connection


class Reopened(msgspec.Struct, frozen=True):
    """A fact as it is read now, and what a reviewer decided of it before its text or reading changed."""

    subject: Subject
    former: Decision


def last_of(record: Path, by: str) -> Decision | None:
    """Return the last decision of a reviewer that can be taken back, or None."""
    number = log_of(record).last_of(by)
    return None if number is None else decision(record, number)


def of_fact(record: Path, ref: FactRef) -> tuple[Decision, ...]:
    """Return every decision on a fact by number, also what was superseded or taken back, and the taking back."""
    query = (
        f"SELECT {COLUMNS} FROM decisions WHERE document = ? AND version = ? AND kind = ? AND place = ? ORDER BY number"
    )
    return tuple(decision_of(row) for row in rows(record, query, ref.document, ref.version, ref.kind, ref.place))


def reopened(connection: Connection, record: Path, by: str, documents: int) -> tuple[Reopened, ...]:
    """Return the facts that a reviewer has to read again, of the first so many documents in which some may be."""
    own = [one for one in log_of(record).said(by=by) if one.role == "review" and one.place > 0]
    held = current_facts(connection, own)
    changed = dict.fromkeys(one.document for one in own if one.number not in held)
    present = _present(connection, list(changed))
    return tuple(found for document in present[:documents] for found in _reopened(connection, record, by, document))


def _reopened(connection: Connection, record: Path, by: str, document: str) -> list[Reopened]:
    own = [one for one in effective(record, document=document) if one.by == by]
    told = []
    for subject in subjects_of_document(connection, record, document):
        of_kind = [one for one in own if one.kind == subject.ref.kind]
        former = former_of(subject, of_kind, by)
        if former is not None and not any(holds(one, subject) for one in of_kind):
            told.append(Reopened(subject, former))
    return told


def _present(connection: Connection, documents: list[str]) -> list[str]:
    found = connection.execute(
        "SELECT DISTINCT document FROM versions WHERE present AND document IN (SELECT unnest(?::VARCHAR[]))",
        [documents],
    ).fetchall()
    present = {row[0] for row in found}
    return [document for document in documents if document in present]
