"""What is most in doubt comes first, what was decided never, what was skipped last."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.relations.holdings import Filters
from dragoman.review.ledger import decide, skip, undo
from dragoman.review.queueing import queue, waiting
from dragoman.review.values import KINDS, ReviewError
from dragoman.store.holdings import RecordHoldings
from dragoman.store.opening import Connection
from tests.review.conftest import CHOSEN
from tests.review.reviewed import TALKS, said


@pytest.mark.parametrize("kind", KINDS)
def test_the_queue_holds_every_present_fact_once(connection: Connection, record: Path, kind: str) -> None:
    """In the order of their doubt."""
    found = queue(connection, record, "ana", kind, limit=1000)  # type: ignore[arg-type]
    facts = connection.execute(
        "SELECT document || '/' || number || '/' || kind || '/' || place FROM facts JOIN versions USING (version) "
        "WHERE kind = ? ORDER BY 1",
        [kind],
    ).fetchall()
    assert sorted(one.subject.id for one in found) == [row[0] for row in facts]
    assert [one.doubt for one in found] == sorted((one.doubt for one in found), reverse=True)
    assert all(0 <= one.doubt <= 1 for one in found)
    assert waiting(connection, record, "ana", kind) == len(facts)  # type: ignore[arg-type]


def test_the_doubt_of_an_event_is_that_of_its_probability(connection: Connection, record: Path) -> None:
    """One of a half is most in doubt, and the few that are looked at first are those of all."""
    found = queue(connection, record, "ana", "events", limit=1000)
    for entry in found:
        assert (
            entry.why[0] == f"the machine gives it a probability of {1 - entry.doubt / 2:.2f}"
            or entry.subject.item.confidence < 0.5
        )
    assert queue(connection, record, "ana", "events", limit=2) == found[:2]


def test_the_doubt_of_other_facts_is_of_sides_and_silences(connection: Connection, record: Path) -> None:
    """Thanks of one state to another in a document without silences are in no doubt; a promise to nobody is."""
    (thanks,) = queue(connection, record, "ana", "appraisals", document="tromso")
    assert (thanks.doubt, thanks.why) == (0, ())
    (promise,) = queue(connection, record, "ana", "commitments", document="lisbon")
    assert (promise.doubt, promise.why) == (0.5, ("no second side is named",))


def test_what_one_decided_is_out_and_what_one_skipped_is_last(connection: Connection, record: Path) -> None:
    """In the order in which it was skipped; what was taken back is in again."""
    first, second, third, *others = queue(connection, record, "ana", "events", limit=1000)
    decide(record, first.subject, "accepted", "ana")
    skip(record, third.subject.ref, "ana")
    skip(record, second.subject.ref, "ana")
    found = queue(connection, record, "ana", "events", limit=1000)
    assert [one.subject.id for one in found] == [one.subject.id for one in (*others, third, second)]
    assert [one.skipped for one in found[-3:]] == [False, True, True]
    assert waiting(connection, record, "ana", "events") == len(others) + 2
    assert len(queue(connection, record, "ana", "events", limit=len(others) + 1)) == len(others) + 1
    assert [one.subject.id for one in queue(connection, record, "ben", "events", limit=1)] == [first.subject.id]
    undo(record, 1, "ana")
    assert queue(connection, record, "ana", "events", limit=1)[0].subject.id == first.subject.id


def test_the_second_queue_holds_what_exactly_one_other_decided(connection: Connection, record: Path) -> None:
    """Without telling what; what oneself or two others decided is not in it."""
    for identity, by in (
        (TALKS, "ana"), ("tromso/1/events/1", "ana"), ("tromso/1/events/1", "ben"), (f"{CHOSEN[2]}/1/events/1", "cay"),
    ):  # fmt: skip
        said(connection, record, identity, "rejected", by)
    assert [one.subject.id for one in queue(connection, record, "cay", "events", mode="second")] == [TALKS]
    (entry,) = queue(connection, record, "cay", "events", mode="second")
    assert (entry.former, entry.reopened) == (None, False)
    assert waiting(connection, record, "cay", "events", mode="second") == 1
    assert {one.subject.id for one in queue(connection, record, "dan", "events", mode="second")} == {
        TALKS, f"{CHOSEN[2]}/1/events/1",
    }  # fmt: skip
    assert queue(connection, record, "ana", "events", mode="second", filters=Filters(publisher="The White House"))
    assert not queue(connection, record, "cay", "meetings", mode="second")
    skip(record, entry.subject.ref, "cay")
    assert [one.skipped for one in queue(connection, record, "cay", "events", mode="second")] == [True]


@pytest.mark.parametrize(
    ("filters", "documents"),
    [
        (Filters(pair=("KAZ", "PRT")), {"lisbon", CHOSEN[0], CHOSEN[1]}),
        (Filters(since="2024-01-01"), {"lisbon", "tromso"}),
        (Filters(until="2021-12-31"), {CHOSEN[0], CHOSEN[1]}),
        (Filters(publisher="The White House"), {CHOSEN[2]}),
        (Filters(pair=("CHL", "NOR"), since="2024-01-01"), {"tromso"}),
    ],
)
def test_filters_narrow_the_queue(connection: Connection, record: Path, filters: Filters, documents: set[str]) -> None:
    """Pair, days and publisher."""
    found = queue(connection, record, "ana", "events", filters=filters, limit=1000)
    assert {one.subject.ref.document for one in found} == documents
    assert waiting(connection, record, "ana", "events", filters=filters) == len(found)


@pytest.mark.parametrize("least", [0.6, 1.0])
def test_a_filter_of_confidence_narrows_the_queue_of_events(connection: Connection, record: Path, least: float) -> None:
    """Events of which the reading was less sure are left out."""
    sure = [one for one in RecordHoldings(connection).stated("events") if one.item.confidence >= least]
    filters = Filters(min_confidence=least)
    assert {one.id for one in RecordHoldings(connection, filters).stated("events")} == {one.id for one in sure}
    found = queue(connection, record, "ana", "events", filters=filters, limit=1000)
    assert {one.subject.id for one in found} == {one.id for one in sure}
    assert waiting(connection, record, "ana", "events", filters=filters) == len(sure)


def test_a_document_that_there_is_not_is_refused(connection: Connection, record: Path) -> None:
    """By its id."""
    with pytest.raises(ReviewError, match=r"^document: 'nowhere' is none of the record$"):
        queue(connection, record, "ana", "events", document="nowhere")
