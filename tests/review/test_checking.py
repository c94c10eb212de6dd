"""What was verified is remembered, and what was changed behind the back shows all the same, at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dragoman.review import checking
from dragoman.review.checking import checked
from dragoman.review.ledger import forget, head, ledger_path, undo, verify_chain
from dragoman.review.values import ReviewError
from dragoman.store.opening import Connection
from tests.review.reviewed import PROMISE, TALKS, VISIT, said
from tests.review.test_ledger import COPIED, CUT, EDITED, MOVED, PUT_IN, REMOVED, five_decisions, tampered


def test_it_goes_on_with_what_is_decided(connection: Connection, record: Path) -> None:
    """Taken back and forgotten decisions are in it as others are."""
    assert (checked(record).head.number, checked(record).broken) == (0, ())
    five_decisions(connection, record)
    assert (checked(record).head, checked(record).broken) == (head(record), ())
    undo(record, 2, "ana")
    assert (checked(record).head.number, checked(record).broken) == (6, ())
    forget(record, "lisbon", "ana")
    said(connection, record, "tromso/1/events/1", "accepted", "ana")
    assert (checked(record).head, checked(record).broken) == (head(record), verify_chain(record)) == (head(record), ())


@pytest.mark.parametrize(
    "change",
    [EDITED, REMOVED, CUT, MOVED, COPIED, PUT_IN, "UPDATE decisions SET number = -1 WHERE number = 2",
     "UPDATE decisions SET note = 'x' WHERE number = 1", "UPDATE head SET number = 4"],
)  # fmt: skip
def test_what_was_changed_shows_at_once(connection: Connection, record: Path, change: str) -> None:
    """And goes on showing when further decisions follow; it is all that who verifies wholly finds."""
    five_decisions(connection, record)
    assert not checked(record).broken
    tampered(record, change)
    assert checked(record).broken == verify_chain(record) != ()
    if change in (COPIED, PUT_IN) or "head" in change:  # by which the next number is taken
        with pytest.raises(ReviewError, match="its chain does not hold"):
            said(connection, record, PROMISE, "accepted", "cay")
    else:
        said(connection, record, PROMISE, "accepted", "cay")
        assert checked(record).broken == verify_chain(record) != ()


def test_a_change_between_two_decisions_shows(connection: Connection, record: Path) -> None:
    """Nobody looked in between."""
    five_decisions(connection, record)
    assert not checked(record).broken
    tampered(record, EDITED)
    said(connection, record, VISIT, "accepted", "cay")
    said(connection, record, TALKS, "accepted", "cay")
    assert [one.number for one in checked(record).broken] == [3]


def test_all_is_verified_anew_after_a_while(
    connection: Connection, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what nobody was seen to touch."""
    five_decisions(connection, record)
    first = checked(record)
    assert checked(record) is first
    monkeypatch.setattr(checking, "WHOLE", -1.0)
    assert checked(record) is not first
    assert checked(record) == first


def test_what_cannot_be_read_is_told(connection: Connection, record: Path) -> None:
    """A file that became none of decisions is not taken for the one that was verified."""
    five_decisions(connection, record)
    assert not checked(record).broken
    ledger_path(record).write_bytes(b"nothing of a database" * 99)
    with pytest.raises(ReviewError, match="is no file of decisions"):
        checked(record)


def test_one_more_decision_is_verified_alone(connection: Connection, record: Path) -> None:
    """A second look takes a fraction of the first."""
    for _ in range(60):
        five_decisions(connection, record)
    start = time.process_time()
    verify_chain(record)
    whole = time.process_time() - start
    checked(record)
    said(connection, record, VISIT, "accepted", "cay")
    start = time.process_time()
    assert checked(record).head.number == 301
    assert time.process_time() - start < whole / 2
