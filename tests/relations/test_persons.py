"""Spellings of one person are joined, and two persons of one last name stay two."""

from __future__ import annotations

import random

import pytest

from dragoman.record.types import Participant
from dragoman.relations.folding import sounds
from dragoman.relations.persons import join_persons
from dragoman.relations.values import JoinedPerson, Stated
from tests.relations.making import person, stated, version


def joined(*people: Participant) -> tuple[JoinedPerson, ...]:
    """Return the persons of people who stand in one document each, a day apart."""
    made: list[Stated[Participant]] = []
    for n, someone in enumerate(people, 1):
        made.append(stated(version(f"d{n}", f"2024-05-{n:02}", "PRT"), "participants", someone))
    assert join_persons(random.Random(1).sample(made, len(made))) == join_persons(made)
    return join_persons(made)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskyy", "Zelensky"),
        ("Zelenskiy", "Zelenskyi"),
        ("Lukashenko", "Lukashenka"),
        ("Mohammed", "Mohamed"),
        ("Nausėda", "Nauseda"),
        ("Liashko", "Lyashko"),
        ("Berdimuhamedov", "Berdymukhamedov"),
        ("Шойгу", "Shoigu"),
    ],
)
def test_transliterations_sound_alike(one: str, other: str) -> None:
    """What differs in the letters of a transliteration alone is one name."""
    assert sounds(one) == sounds(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Joon", "Yoon"), ("Silva", "Salva"), ("Petrov", "Petrova"), ("Ruto", "Ruti")]
)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    """Folding keeps different names apart."""
    assert sounds(one) != sounds(other)


def test_one_person_under_many_spellings() -> None:
    """Given names agree by sound, by initial, or by a short form with the same office; a last name alone can be his."""
    (one,) = joined(
        person(1, "Joseph R. Marlow, Jr.", "IRL", "President"),
        person(1, "Joe Marlow", "IRL", "President"),
        person(1, "J. Marlow", "IRL"),
        person(1, "Marlow", "IRL", "President"),
    )
    assert one.name == "Joseph R. Marlow, Jr."
    assert len(one.spellings) == 4


def test_the_order_of_names_is_a_custom() -> None:
    """A last name that is written first is the same name."""
    (one,) = joined(
        person(1, "Tanabe Ichiro", "JPN"), person(1, "Ichiro Tanabe", "JPN"), person(1, "Ichiro TANABE", "JPN")
    )
    assert one.id == "JPN-ichiro-tanabe"


def test_a_family_stays_apart() -> None:
    """Different given names, different countries, and fathers and sons are different persons."""
    names = ("Khalid bin Salim Al Mansur", "Salim bin Rashid Al Mansur", "Rashid bin Salim Al Mansur")
    assert len(joined(*(person(1, n, "OMN", "Minister") for n in names))) == 3
    assert len(joined(person(1, "Ana Duarte", "PRT"), person(1, "Ana Duarte", "BRA"))) == 2


def test_a_last_name_that_may_be_of_two_is_nobodys() -> None:
    """A bare last name goes to the one who holds its office, or stays by itself."""
    two = (person(1, "Ana Duarte", "PRT", "President"), person(1, "Rui Duarte", "PRT", "Minister"))
    assert len(joined(*two, person(1, "Duarte", "PRT"))) == 3
    persons = joined(*two, person(1, "Duarte", "PRT", "Minister"))
    assert [p.spellings for p in persons] == [("Ana Duarte",), ("Duarte", "Rui Duarte")]


def test_offices_have_the_days_on_which_they_were_seen() -> None:
    """An office lasts from the first to the last document that shows it; nameless holders are nobody."""
    (one,) = joined(
        person(1, "Ana Duarte", "PRT", "Minister of Health"),
        person(1, None, "PRT", "Prime Minister"),
        person(1, "Ana Duarte", "PRT", "Minister of Health"),
        person(1, "Ana Duarte", "PRT", "Prime Minister"),
    )
    assert [(h.office, h.first, h.last, h.documents) for h in one.offices] == [
        ("Minister of Health", "2024-05-01", "2024-05-03", 2),
        ("Prime Minister", "2024-05-04", "2024-05-04", 1),
    ]
