"""Decisions as a table."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.review.values import Decision
from dragoman.web.sheets import Sheet

COLUMNS = (
    "number", "at", "by", "role", "fact", "verdict", "read", "corrected", "note", "undoes", "text_sha256", "codebook",
    "hash",
)  # fmt: skip


def sheet_of(decisions: Iterable[Decision]) -> Sheet:
    """Return decisions as a table, in their order; the readings are JSON."""
    rows = [
        (
            one.number, one.at, one.by, one.role, one.ref.id, one.verdict, one.machine, one.human, one.note, one.undoes,
            one.sha256, one.reader.codebook, one.hash,
        )
        for one in decisions
    ]  # fmt: skip
    return Sheet("decisions", COLUMNS, rows)
