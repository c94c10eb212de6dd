"""A decision holds while text and codebook are what they were, and is hidden from who has yet to decide."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman.review.ledger import undo
from dragoman.review.queueing import queue, waiting
from dragoman.review.standing import standing_of, standings_of
from dragoman.review.subjects import subject_of, subjects_of_document
from dragoman.store.opening import Connection, open_to_read
from tests.review.reviewed import PROMISE, TALKS, VISIT, accept_all, said, settled
from tests.store.made import EDITED, MEETING, document, taken
from tests.store.test_ingest import overlay_in


def test_the_second_reviewer_is_blind_to_the_first(connection: Connection, record: Path) -> None:
    """Until they have decided too; an admin sees all at once."""
    subject = subject_of(connection, record, VISIT)
    said(connection, record, VISIT, "rejected", "ana")
    blind = standing_of(record, subject, "ben")
    assert (blind.current, blind.stale, blind.hidden) == ((), (), 1)
    assert standing_of(record, subject, None).hidden == 1
    assert [one.by for one in standing_of(record, subject, "ana").current] == ["ana"]
    assert [one.verdict for one in standing_of(record, subject, "cay", admin=True).current] == ["rejected"]
    own = said(connection, record, VISIT, "accepted", "ben")
    assert [one.by for one in standing_of(record, subject, "ben").current] == ["ana", "ben"]
    undo(record, own.number, "ben")
    assert standing_of(record, subject, "ben").hidden == 1


def test_an_adjudication_is_told_apart(connection: Connection, record: Path) -> None:
    """It is by an admin, who may have reviewed the fact too."""
    subject = subject_of(connection, record, VISIT)
    said(connection, record, VISIT, "accepted", "cay")
    said(connection, record, VISIT, "rejected", "cay", role="adjudicated")
    found = standing_of(record, subject, "cay")
    assert found.adjudicated
    assert ([one.verdict for one in found.current], found.adjudicated.verdict) == (["accepted", "rejected"], "rejected")


def test_the_facts_of_a_document_stand_side_by_side(connection: Connection, record: Path) -> None:
    """Decided ones and others."""
    said(connection, record, VISIT, "accepted", "ana")
    subjects = subjects_of_document(connection, record, "lisbon")
    found = standings_of(record, subjects, "lisbon", "ana")
    assert [identity for identity, one in found.items() if one.current] == [VISIT]
    assert len(found) == 5


def test_an_edited_text_reopens_what_was_decided(record: Path) -> None:
    """What was decided stands beside the fact as it is read now."""
    with open_to_read(record, settled) as connection:
        accepted = accept_all(connection, record, "lisbon")
        assert waiting(connection, record, "ana", "commitments", document="lisbon") == 0
    taken(record, document(EDITED, id="lisbon"))
    with open_to_read(record, settled) as connection:
        (entry,) = queue(connection, record, "ana", "commitments", document="lisbon")
        assert (entry.reopened, entry.subject.id) == (True, PROMISE.replace("/1/", "/2/", 1))
        assert entry.former
        assert (entry.former.verdict, entry.former.ref.id) == ("accepted", PROMISE)
        assert "next spring" in (entry.former.machine or "")
        assert "next autumn" in (entry.subject.machine or "")
        standing = standing_of(record, entry.subject, "ana")
        assert (standing.current, standing.stale) == ((), (entry.former,))
        assert standing_of(record, entry.subject, "ben").stale == ()
        assert len(accepted) == 5
        said(connection, record, entry.subject.id, "accepted", "ana")
        assert queue(connection, record, "ana", "commitments", document="lisbon") == ()


def test_another_codebook_reopens_what_was_decided(record: Path, tmp_path: Path) -> None:
    """Also where it reads the same."""
    with open_to_read(record, settled) as connection:
        before = said(connection, record, TALKS, "rejected", "ana")
    taken(record, document(MEETING, id="lisbon"), overlay=overlay_in(tmp_path / "mine"))
    with open_to_read(record, settled) as connection:
        (entry,) = queue(connection, record, "ana", "events", document="lisbon")
        assert entry.former == before
        assert entry.subject.machine == before.machine
        assert entry.subject.source.reader.codebook != before.reader.codebook


def test_a_new_version_of_the_same_text_reopens_nothing(record: Path) -> None:
    """An address that was added is no other text."""
    with open_to_read(record, settled) as connection:
        said(connection, record, TALKS, "accepted", "ana")
    taken(record, document(MEETING, id="lisbon", url="https://example.invalid/lisbon"))
    with open_to_read(record, settled) as connection:
        subject = subject_of(connection, record, TALKS.replace("/1/", "/2/", 1))
        assert queue(connection, record, "ana", "events", document="lisbon") == ()
        assert len(standing_of(record, subject, "ana").current) == 1


def test_another_program_that_reads_otherwise_reopens_it(connection: Connection, record: Path) -> None:
    """The item must be as it was, since a place of a reading may hold another fact in the next one."""
    subject = subject_of(connection, record, TALKS)
    said(connection, record, TALKS, "accepted", "ana")
    other = msgspec.structs.replace(subject, machine=(subject.machine or "").replace("CONSULT", "AGREE"))
    assert standing_of(record, other, "ana").current == ()
    assert len(standing_of(record, other, "ana").stale) == 1
