"""Krippendorff's alpha is that of the published examples, and what is counted is what reviewers decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.relations.values import Kind
from dragoman.review.agreement import agreement, alpha, counted, disagreements, disputes, interval
from dragoman.review.items import Rules, corrected
from dragoman.review.ledger import decide, undo
from dragoman.review.subjects import subject_of
from dragoman.review.values import Agreement, Disagreement
from dragoman.store.opening import Connection
from tests.review.reviewed import PROMISE, TALKS, VISIT, said


def disputed(connection: Connection, record: Path, kind: Kind | None = None) -> tuple[Disagreement, ...]:
    """Return all disagreements on a record."""
    return disagreements(record, disputes(connection, record, kind))


def units(*observers: str) -> list[list[str]]:
    """Return the values of each unit, whoever gave them; "." is one that was not given."""
    return [[value for value in unit if value != "."] for unit in zip(*observers, strict=True)]


def test_two_observers_of_two_values() -> None:
    """Krippendorff (2011), section A: alpha is .095.

    Ten units give n = 20 values, 14 of 0 and 6 of 1. Four units disagree, so that 20 - 8 = 12 values coincide with
    themselves, and alpha = 1 - 19 * (20 - 12) / (400 - 196 - 36) = 1 - 152 / 168.
    """
    found = alpha(units("0100000010", "1110010000"))
    assert found == pytest.approx(1 - 152 / 168)
    assert found == pytest.approx(0.095, abs=0.0005)


def test_two_observers_of_any_values() -> None:
    """Krippendorff (2011), section B: alpha is .692.

    Twelve units give n = 24 values: a 4, b 6, c 6, d 6, e 2. Three units disagree, so that 18 coincide, and
    alpha = 1 - 23 * (24 - 18) / (576 - 16 - 36 - 36 - 36 - 4) = 1 - 138 / 448.
    """
    found = alpha(units("aabbdcccedda", "babbbccceddd"))
    assert found == pytest.approx(1 - 138 / 448)
    assert found == pytest.approx(0.692, abs=0.0005)


def test_four_observers_who_leave_some_out() -> None:
    """Krippendorff (2011), section C: alpha is .743.

    Eleven of twelve units have two values or more, n = 40 of them: 1 nine times, 2 thirteen, 3 ten, 4 five, 5 three.
    By unit 3, 2 (of 2 2 3 2: 3 * 2 / 3), 4, 4, 4, 0, 4, 2, 4, 3 and 2 coincide, 32 in all, and
    alpha = 1 - 39 * (40 - 32) / (1600 - 81 - 169 - 100 - 25 - 9) = 1 - 312 / 1216.
    """
    found = alpha(units("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert found == pytest.approx(1 - 312 / 1216)
    assert found == pytest.approx(0.743, abs=0.0005)


def test_an_interval_holds_its_alpha_and_is_the_same_again() -> None:
    """It is narrower where more was decided; where every resample is of one value there is none."""
    few = [tuple(unit) for unit in units("0100000010", "1110010000")]
    many = few * 30
    (low, high), (lower, higher) = interval(tuple(few)) or (0, 0), interval(tuple(many)) or (0, 0)
    assert low < (alpha(few) or 0) < high <= 1
    assert lower < (alpha(many) or 0) < higher
    assert higher - lower < (high - low) / 3
    interval.cache_clear()
    assert interval(tuple(few)) == (low, high)
    assert interval((("a", "a"), ("a", "a"))) is None


def test_too_few_facts_tell_nothing_of_agreement() -> None:
    """From ten facts on, of which two decided each, an alpha is told."""
    assert not Agreement("meetings", 0.0, 9, 18, 2).tells
    assert Agreement("meetings", 0.0, 10, 20, 2).tells


def test_where_nothing_varies_alpha_is_not_defined() -> None:
    """Nor where nothing can be paired; those who never agree fall below nought."""
    assert alpha([]) is None
    assert alpha(["a", "b"]) is None
    assert alpha(["aa", "aa"]) is None
    assert alpha(["aa", "bb"]) == 1.0
    assert alpha(["ab", "ba"]) == pytest.approx(1 - 3 * 4 / 8)


def test_agreement_is_of_what_was_decided(connection: Connection, record: Path) -> None:
    """By kind, over facts that two decided; what was taken back, adjudicated or decided later does not count."""
    undone = said(connection, record, TALKS, "rejected", "dan")
    undo(record, undone.number, "dan")
    for by, first, second in (("ana", "accepted", "rejected"), ("ben", "accepted", "accepted")):
        said(connection, record, "lisbon/1/events/1", first, by)  # type: ignore[arg-type]
        said(connection, record, "tromso/1/events/1", second, by)  # type: ignore[arg-type]
    said(connection, record, VISIT, "accepted", "ana")
    said(connection, record, TALKS, "rejected", "ben")
    said(connection, record, TALKS, "rejected", "cay", role="adjudicated")
    of_meetings, of_events = agreement(record)
    assert (of_meetings.kind, of_meetings.alpha, of_meetings.units, of_meetings.reviewers) == ("meetings", None, 0, 1)
    # Two units, aa and ra: n = 4, of a 3 and r 1, 2 coincide: 1 - 3 * 2 / (16 - 9 - 1) = 0.
    assert (of_events.kind, of_events.alpha, of_events.units, of_events.pairable) == ("events", 0.0, 2, 4)
    assert of_events.reviewers == 2


def test_who_looked_at_the_others_is_counted_as_before(connection: Connection, record: Path) -> None:
    """What was taken back once another's decision could be seen is still the blind one."""
    for by in ("ana", "ben"):
        said(connection, record, "tromso/1/events/1", "accepted", by)
    said(connection, record, TALKS, "accepted", "ana")
    blind = said(connection, record, TALKS, "rejected", "ben")
    undo(record, blind.number, "ben")
    said(connection, record, TALKS, "accepted", "ben")
    (of_events,) = agreement(record)
    assert (of_events.alpha, of_events.units) == (0.0, 2)


def test_corrections_agree_when_their_items_are_equal(connection: Connection, record: Path, rules: Rules) -> None:
    """Whether both corrected is not enough."""
    subject = subject_of(connection, record, PROMISE)
    weak, late = (corrected(subject, change, rules) for change in ({"strength": "weak"}, {"deadline": "2025-05-31"}))
    for by, human in (("ana", weak), ("ben", weak), ("cay", late)):
        decide(record, subject, "corrected", by, human=human)
    said(connection, record, VISIT, "accepted", "ana")
    (found,) = [one for one in agreement(record) if one.kind == "commitments"]
    # One unit, w w l: n = 3, 1 coincides: 1 - 2 * 2 / (9 - 4 - 1) = 0.
    assert (found.alpha, found.units, found.pairable, found.reviewers) == (0.0, 1, 3, 3)


def test_where_reviewers_differ_is_listed_until_it_is_adjudicated(connection: Connection, record: Path) -> None:
    """And after it, at the end; what they agree on is not."""
    for identity, of_ben in ((VISIT, "rejected"), (TALKS, "rejected"), (PROMISE, "accepted")):
        said(connection, record, identity, "accepted", "ana")
        said(connection, record, identity, of_ben, "ben")  # type: ignore[arg-type]
    assert [one.id for one in disputed(connection, record)] == [VISIT, TALKS]
    said(connection, record, VISIT, "accepted", "cay", role="adjudicated")
    first, last = disputed(connection, record)
    assert (first.id, first.adjudicated) == (TALKS, None)
    assert last.adjudicated
    assert (last.id, last.adjudicated.by, [one.by for one in last.decisions]) == (VISIT, "cay", ["ana", "ben"])
    assert [one.id for one in disputed(connection, record, "events")] == [TALKS]
    said(connection, record, TALKS, "accepted", "ben")
    assert [one.id for one in disputed(connection, record)] == [VISIT]


def test_what_each_decided_is_counted_by_kind(connection: Connection, record: Path) -> None:
    """Once a fact, however often it was decided."""
    said(connection, record, TALKS, "accepted", "ana")
    said(connection, record, TALKS, "rejected", "ana")
    said(connection, record, "tromso/1/events/1", "accepted", "ana")
    said(connection, record, VISIT, "rejected", "ben")
    said(connection, record, VISIT, "accepted", "ben", role="adjudicated")
    assert [(one.kind, one.by, one.verdicts) for one in counted(record)] == [
        ("meetings", "ben", {"adjudicated": 1, "rejected": 1}),
        ("events", "ana", {"accepted": 1, "rejected": 1}),
    ]
