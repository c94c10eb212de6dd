"""What was decided, one after the other."""

from __future__ import annotations

from pathlib import Path

from dragoman.review import ledger
from dragoman.review.history import last_of, of_fact, reopened
from dragoman.review.subjects import subjects_of_document
from dragoman.store.opening import Connection, open_to_read
from tests.review.reviewed import settled
from tests.store.made import EDITED, document, taken


def test_the_last_decision_is_the_last_that_can_be_taken_back(connection: Connection, record: Path) -> None:
    """What was taken back is no longer it, and each reviewer has their own."""
    one, other, *_ = subjects_of_document(connection, record, "lisbon")
    assert last_of(record, "ruth") is None
    ledger.decide(record, one, "accepted", "ruth")
    second = ledger.decide(record, other, "rejected", "ruth")
    ledger.decide(record, one, "rejected", "omar")
    assert last_of(record, "ruth") == second
    ledger.undo(record, second.number, "ruth")
    last = last_of(record, "ruth")
    assert last is not None
    assert last.number == 1


def test_all_of_a_fact_is_told_in_order(connection: Connection, record: Path) -> None:
    """What was superseded and what was taken back stays, with the taking back."""
    one, other, *_ = subjects_of_document(connection, record, "lisbon")
    ledger.decide(record, one, "accepted", "ruth")
    ledger.decide(record, other, "accepted", "ruth")
    ledger.decide(record, one, "rejected", "ruth")
    ledger.undo(record, 3, "ruth")
    assert [(each.number, each.verdict) for each in of_fact(record, one.ref)] == [
        (1, "accepted"), (3, "rejected"), (4, "undone"),
    ]  # fmt: skip


def test_what_changed_is_to_be_read_again_until_it_is_decided(record: Path) -> None:
    """A fact of an edited text comes with the former decision, for whoever made it."""
    with open_to_read(record, settled) as before:
        for one in subjects_of_document(before, record, "lisbon"):
            ledger.decide(record, one, "accepted", "ruth")
        assert reopened(before, record, "ruth", 5) == ()
    taken(record, document(EDITED, id="lisbon"))
    with open_to_read(record, settled) as now:
        found = reopened(now, record, "ruth", 5)
        assert found
        assert all(one.former.by == "ruth" and one.subject.ref.version == 2 for one in found)
        assert reopened(now, record, "omar", 5) == ()
        assert reopened(now, record, "ruth", 0) == ()
        for one in found:
            ledger.decide(record, one.subject, "accepted", "ruth")
        assert reopened(now, record, "ruth", 5) == ()
