"""Types between marked actors and whole events are counted as defined."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluation.annotated import EvaluationError
from dragoman.evaluation.relations import Marked, occurrences, read_marked, typing_score, whole_score
from dragoman.record.types import Event, Reading

from . import records

TEXT = "Ana's party met the Harbour Union."


def marked(root: str, source: str = "Ana's party", target: str = "the Harbour Union", uid: str = "1") -> Marked:
    """Return an annotated sentence."""
    return Marked(uid, TEXT, TEXT, source, target, root)


def event(kind: str, actors: list[str], recipients: list[str]) -> Event:
    """Return an event of the text."""
    by, to = (tuple(records.entity(TEXT, words) for words in side) for side in (actors, recipients))
    return records.event(kind, by, to, records.evidence(TEXT, TEXT))


def reading(*events: Event) -> Reading:
    """Return a record that holds these events only."""
    return records.reading(TEXT, events=events)


def test_macro_f1_is_over_the_older_types() -> None:
    """CONCEDE and RETREAT count as YIELD, and a sentence without an answer is wrong."""
    sentences = [marked("YIELD", uid="1"), marked("YIELD", uid="2"), marked("AID", uid="3"), marked("AID", uid="4")]
    score = typing_score(sentences, {"1": "CONCEDE", "2": "RETREAT", "3": "AID"})
    assert score.types["YIELD"].f1 == 1.0
    assert score.macro_f1 == pytest.approx((1 + 2 / 3) / 2)
    assert score.accuracy == 0.75
    assert len(score.faults) == 1


def found(root: str, given: Event, **ends: str) -> bool:
    """Tell whether one event of one sentence is found."""
    return whole_score([marked(root, **ends)], {"1": reading(given)}).found == 1


def test_whole_event_needs_type_source_and_target() -> None:
    """The type must agree, and the entities must overlap the source and the target."""
    assert found("AID", event("AID", ["Ana"], ["Harbour Union"]))
    assert not found("AID", event("SUPPORT", ["Ana"], ["Harbour Union"]))
    assert not found("AID", event("AID", ["Harbour Union"], ["Ana"]))
    assert not found("AID", event("AID", ["Ana"], []))


def test_consultation_goes_either_way_round() -> None:
    """Those who meet may be turned round, or both be actors."""
    assert found("CONSULT", event("CONSULT", ["Harbour Union"], ["Ana"]))
    assert found("CONSULT", event("CONSULT", ["Ana", "Harbour Union"], []))


def test_unnamed_recipient_is_free() -> None:
    """A target that is "a recipient" need not be found."""
    assert found("YIELD", event("CONCEDE", ["Ana"], []), target="a recipient")


def test_precision_counts_every_event_given() -> None:
    """Two events on one sentence, one of them the annotated one, are half right."""
    both = reading(event("AID", ["Ana"], ["Union"]), event("THREATEN", ["Ana"], ["Union"]))
    score = whole_score([marked("AID")], {"1": both})
    assert (score.rate, score.precision, score.events_a_sentence) == (1.0, 0.5, 2.0)


def test_occurrences_are_found_across_quotes_and_spaces() -> None:
    """The canonical text may have other spaces and quotes than the sentence."""
    assert list(occurrences("Ana's  party", "so Ana’s party met")) == [(3, 14)]


def test_file_without_a_column_is_refused(tmp_path: Path) -> None:
    """A header that lacks a column is named with its file."""
    path = tmp_path / "marked.tsv"
    path.write_text("uid\tsentence\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"marked\.tsv:1: no column 'marked_sentence'"):
        read_marked(path)
