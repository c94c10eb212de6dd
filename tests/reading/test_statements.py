"""Positions, commitments, appraisals, requests and topics, read from short texts by the whole reader."""

from __future__ import annotations

import pytest

from dragoman.pipeline import LoadedReader, open_reader, read_document
from dragoman.record.types import Reading
from dragoman.source.document import Document


@pytest.fixture(scope="module")
def loaded() -> LoadedReader:
    """Return the shipped reader."""
    return open_reader()


def read(loaded: LoadedReader, text: str, country: str = "NOR") -> Reading:
    """Read a text that a state published."""
    return read_document(Document(id="t", text=text, published="2022-03-01", publisher_country=country), loaded)


@pytest.mark.parametrize(
    ("text", "holder", "stance"),
    [
        ("The Foreign Minister of Kenya stressed the importance of free trade.", "KEN", "for"),
        ("The Foreign Minister of Kenya said that the harbour must stay open.", "KEN", "for"),
        ("The Foreign Minister of Kenya said that the harbour must not become a fortress.", "KEN", "against"),
        ("Kenya opposes the new tariff.", "KEN", "against"),
        ("It is important that the harbour opens, the Foreign Minister of Kenya said.", "KEN", "for"),
    ],
)
def test_a_stance_has_its_holder_and_its_direction(loaded: LoadedReader, text: str, holder: str, stance: str) -> None:
    """Whoever says that something matters or must be holds a stance on it, turned round by a negation."""
    found = read(loaded, text).positions
    assert [(list(p.holder), p.stance) for p in found] == [([holder], stance)]


def test_praised_support_is_no_stance(loaded: LoadedReader) -> None:
    """What another is thanked for is an appraisal and not a position."""
    reading = read(loaded, "The President of Georgia thanked Poland for its support for open borders.")
    assert not reading.positions
    assert [(a.kind, list(a.by), list(a.to)) for a in reading.appraisals] == [("gratitude", ["GEO"], ["POL"])]


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Norway will build a hospital in Latvia.", "firm"),
        ("Norway agreed to open an embassy in Latvia.", "firm"),
        ("Norway will continue to support Latvia.", "general"),
        ("Norway and Latvia agreed to maintain contact.", "general"),
        ("Norway is ready to help Latvia.", "weak"),
        ("Norway agreed to explore a new ferry line.", "weak"),
    ],
)
def test_the_strength_of_a_promise_is_that_of_its_verb(loaded: LoadedReader, text: str, strength: str) -> None:
    """A specific act is firm, a course general, a readiness weak."""
    assert [c.strength for c in read(loaded, text).commitments] == [strength]


@pytest.mark.parametrize(
    "text",
    [
        "The Prime Minister of Norway will visit Latvia on 4 May.",
        "Norway hopes that Latvia will build a hospital.",
        "Norway welcomed the efforts of Latvia to strengthen its courts.",
    ],
)
def test_visits_hopes_and_efforts_are_no_promises(loaded: LoadedReader, text: str) -> None:
    """An announced visit is a meeting, and what another is hoped to do is promised by nobody."""
    assert not read(loaded, text).commitments


def test_the_speaker_thanks_and_not_whom_he_addresses(loaded: LoadedReader) -> None:
    """Thanks in direct speech come from the speaker."""
    text = "“I thank you for sending boats,” the President of Georgia told the President of Poland."
    assert [list(a.by) for a in read(loaded, text).appraisals] == [["GEO"]]


def test_what_another_state_must_do_is_asked_of_it(loaded: LoadedReader) -> None:
    """A duty that a speaker lays on another state is a request, one laid on the own state is none."""
    asked = read(loaded, "The Foreign Minister of Kenya said that Uganda must withdraw the remark.").requests
    assert [(list(r.by), list(r.to)) for r in asked] == [(["KEN"], ["UGA"])]
    assert not read(loaded, "The Foreign Minister of Kenya said that Kenya must withdraw the remark.").requests


def test_a_statement_said_twice_in_one_clause_stands_once(loaded: LoadedReader) -> None:
    """Two frames that find the same stance in the same words give one position."""
    text = (
        "The Foreign Minister of Kenya emphasised the need to end the drought and reaffirmed his support for the wells."
    )
    found = read(loaded, text).positions
    assert len(found) == 2
    assert found[0].evidence.end <= found[1].evidence.start


def test_topics_are_the_objects_of_discussing(loaded: LoadedReader) -> None:
    """Coordinated topics are told apart."""
    found = read(loaded, "The ministers of France and Chad discussed energy and trade.").topics
    assert [t.text for t in found] == ["energy", "trade"]
