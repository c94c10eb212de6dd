"""The model confirms what the codebook finds."""

from __future__ import annotations

import dragoman


def test_an_event_that_both_read_alike_rests_on_both() -> None:
    """A plain sentence between two states is typed alike, and is then surer."""
    (event,) = dragoman.read("Canada expelled four Russian diplomats on Friday.").events
    assert event.basis == "both"
    assert event.confidence > 0.9


def test_an_event_with_one_party_is_the_codebooks_alone() -> None:
    """Where no second party stands in the sentence nothing can be asked."""
    (event,) = dragoman.read("Students in Chile protested on Friday.").events
    assert event.basis == "codebook"


def test_confidence_is_a_probability() -> None:
    """Whatever the model says, confidence stays between nought and one."""
    text = "Norway condemned the attack on Mali. Chile thanked Peru for its help. Egypt rejected Ethiopia's proposal."
    assert all(0 <= event.confidence <= 1 for event in dragoman.read(text).events)
