"""A clause beside a verb of saying is not what it says."""

from __future__ import annotations

import dragoman


def test_a_demand_beside_another_clause_is_the_issuers() -> None:
    """ "X should declare a ceasefire, and Y should withdraw": nobody but the issuer asks it of Y."""
    text = "Belligerents in Ethiopia should declare a ceasefire, and Eritrean forces should withdraw."
    found = dragoman.read(text, country="USA")
    assert {tuple(r.by) for r in found.requests} <= {("USA",)}
    assert all({a.country for a in event.actor} == {"USA"} for event in found.events)


def test_a_fight_against_a_disease_is_no_assault_between_states() -> None:
    """In a communiqué violence is done to parties, not to things."""
    found = dragoman.read("The United States fought COVID-19 in 2021.", country="USA", published="2022-01-01")
    assert not [event for event in found.events if event.type == "ASSAULT"]
