"""Decisions as a table, and the one that was made just now."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.review import ledger
from dragoman.review.values import Decision, ReviewError
from dragoman.web.asking import Asked
from dragoman.web.sheets import Sheet
from dragoman.web.users import User
from dragoman.web.views.review.naming import naming_of
from dragoman.web.views.review.telling import Speech, Told, told

COLUMNS = (
    "number", "at", "by", "role", "fact", "verdict", "read", "corrected", "note", "undoes", "text_sha256", "codebook",
    "hash",
)  # fmt: skip


def shown_to(user: User, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return decisions as a user may see them: with their hashes for an admin alone.

    What is hashed is so little that a reviewer could try out what another has decided just before them.
    """
    found = tuple(decisions)
    if user.may("admin"):
        return found
    return tuple(msgspec.structs.replace(one, previous="", hash="") for one in found)


def sheet_of(user: User, decisions: Iterable[Decision]) -> Sheet:
    """Return decisions as a table for a user, in their order; the readings are JSON."""
    rows = [
        (
            one.number, one.at, one.by, one.role, one.ref.id, one.verdict, one.machine, one.human, one.note, one.undoes,
            one.sha256, one.reader.codebook, one.hash,
        )
        for one in shown_to(user, decisions)
    ]  # fmt: skip
    return Sheet("decisions", COLUMNS, rows)


def done_of(asked: Asked) -> Told | None:
    """Return the user's decision that an address names as just made, in words."""
    one = done_decision(asked)
    return told(one, asked.user.name, Speech(naming_of(asked.known.codebook), {})) if one else None


def done_decision(asked: Asked) -> Decision | None:
    """Return the user's decision that an address names as just made."""
    number = asked.query.get("done") or ""
    if not (number.isascii() and number.isdecimal() and len(number) < 12):
        return None
    try:
        one = ledger.decision(asked.settings.record, int(number))
    except ReviewError:
        return None
    return one if one.by == asked.user.name else None
