"""The sides and pairs of a fact: states, bodies with a code, and organisations by their names."""

from __future__ import annotations

from typing import Any

import pytest

import dragoman
from dragoman.codebook.load import shipped
from dragoman.record.types import Reading
from dragoman.relations.sides import body_of_document, names_of, ordered, pair_of_document, pairs_of, sides_of

NAMES = names_of(shipped())


def read(text: str, **head: Any) -> Reading:
    """Read a text of 6 May 2024."""
    return dragoman.read(text, published="2024-05-06", **head)


def pairs(reading: Reading, kind: str) -> set[tuple[str, str]]:
    """The pairs of all facts of a kind."""
    people = {person.id: person for person in reading.participants}
    body = body_of_document(reading, NAMES)
    return {pair for item in getattr(reading, kind) for pair in pairs_of(sides_of(item, people, NAMES, body))}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RUS"), ("rus", "RUS"), ("United  States", "USA"), ("UN", "UNO"), ("United Nations", "UNO"),
        ("EU", "EUR"), ("nato", "NATO"), ("Association of Southeast Asian Nations", "ASEAN"), ("UNICEF", None),
        ("Atlantis", None), ("", None),
    ],
)  # fmt: skip
def test_names_stand_for_codes(name: str, code: str | None) -> None:
    """Codes and names are known whatever their case; a body of the United Nations is not the United Nations."""
    assert NAMES.code(name) == code


def test_who_does_it_to_whom_is_a_pair() -> None:
    """The actors of an event pair with its recipients, and not with each other."""
    assert pairs(read("France and Germany thanked Norway for its help."), "events") == {("FRA", "NOR"), ("DEU", "NOR")}


def test_those_who_meet_are_a_pair() -> None:
    """The countries of a meeting pair with each other."""
    text = "President Ana Duarte of Portugal met today in Lisbon with President Daniyar Sagatov of Kazakhstan."
    reading = read(text, country="PRT")
    assert pairs(reading, "meetings") == {("KAZ", "PRT")}
    assert pair_of_document(reading, NAMES, None) == ("KAZ", "PRT")


def test_an_organisation_is_a_side_by_its_name() -> None:
    """A meeting with the head of NATO is one with NATO, not with some organisation."""
    text = "Prime Minister Kaja Tamm of Estonia met with NATO Secretary General Jan Visser in Tallinn on Monday."
    reading = read(text, country="EST", publisher="Government of Estonia")
    assert pairs(reading, "meetings") == {("EST", "NATO")}


def test_an_organisation_that_only_the_document_names_is_the_side() -> None:
    """Where a quote says no more than that an organisation is meant, it is the one of the title."""
    text = "Prime Minister Kaja Tamm of Estonia met with Secretary General Jan Visser in Tallinn on Monday."
    reading = read(text, title="Prime Minister meets NATO Secretary General", country="EST")
    assert body_of_document(reading, NAMES) == "NATO"


def test_two_organisations_leave_open_which_is_meant() -> None:
    """A document that names several organisations is about none of them alone."""
    reading = read("The ministers spoke of NATO and of the OSCE.", title="NATO and OSCE")
    assert body_of_document(reading, NAMES) is None


def test_a_pair_is_kept_in_one_order() -> None:
    """Whoever is named first, a pair is the same."""
    assert ordered("USA", "RUS") == ordered("RUS", "USA") == ("RUS", "USA")


def test_who_few_recognise_is_not_the_state_that_claims_it() -> None:
    """A meeting with the head of Abkhazia is none with Georgia, and neither is what is asked of it."""
    text = "President Anna Orlova met in Sochi with President of Abkhazia Astamur Kove. She asked Mr Kove for patience."
    reading = read(text, publisher="President of Russia", country="RUS")
    assert [(p.country, "PRE" in p.sectors) for p in reading.participants if p.name == "Astamur Kove"] == [
        ("GEO", True)
    ]
    assert not pairs(reading, "meetings") | pairs(reading, "events") | pairs(reading, "requests")
