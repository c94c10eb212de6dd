"""Where an act was."""

from __future__ import annotations

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Turkish police arrested three journalists in Ankara.", "Ankara"),
        ("In Montevideo, the Government of Uruguay banned a newspaper.", "Montevideo"),
        ("Canada expelled four Russian diplomats.", None),
        ("Canada expelled four Russian diplomats in March.", None),
        ("Norway filed a lawsuit against Chad in the Hamburg District Court.", None),
    ],
)
def test_a_place_is_what_the_clause_names(text: str, place: str | None) -> None:
    """A town behind "in" is a place; a month and a court are none, and what is not named is not made up."""
    assert [event.place for event in dragoman.read(text).events] == [place]


def test_a_town_that_is_attacked_has_the_code_of_its_state() -> None:
    """What suffers is named by a place, and the place ties it to a state."""
    (event,) = dragoman.read("Russian forces shelled Kharkiv on Monday.").events
    assert [entity.country for entity in event.recipient] == ["UKR"]
