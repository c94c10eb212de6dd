"""Ids of facts, and what is none."""

from __future__ import annotations

import pytest

from dragoman.review.values import FactRef, ReviewError, ref_of


@pytest.mark.parametrize("ref", [FactRef("a/b/1", 2, "events", 3), FactRef("x", 1, "participants", -7)])
def test_an_id_names_its_fact(ref: FactRef) -> None:
    """A document's id may hold slashes, and what was added has a place below nought."""
    assert ref_of(ref.id) == ref


@pytest.mark.parametrize(
    "identity", ["", "x", "x/1/events", "x/1/silences/1", "x/one/events/1", "/1/events/1", "x/1/events/1-"]
)
def test_what_is_no_id_is_refused(identity: str) -> None:
    """The message tells in one line what an id looks like."""
    with pytest.raises(ReviewError, match=r"^id: .* give DOCUMENT/VERSION/KIND/PLACE$"):
        ref_of(identity)
