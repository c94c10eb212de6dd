"""Offices and their holders, by the grammar."""

from __future__ import annotations

import pytest

from .scenes import MakeScene, person

HOLDERS = [
    ("President of the Republic of Turkey Recep Tayyip Erdogan left.", "Recep Tayyip Erdogan", ("President",), "TUR"),
    ("Iranian Foreign Minister Mohammad Javad Zarif left.", "Mohammad Javad Zarif", ("Foreign Minister",), "IRN"),
    ("President Samia Suluhu Hassan of Tanzania left.", "Samia Suluhu Hassan", ("President",), "TZA"),
    ("Ivica Dacic, Serbia's foreign minister, left.", "Ivica Dacic", ("foreign minister",), "SRB"),
    ("The Prime Minister of Greece, His Excellency Mr Kostas Karamanlis, left.", "Kostas Karamanlis",
     ("Prime Minister",), "GRC"),
    ("Ambassador of Sweden to Ukraine Tobias Thyberg left.", "Tobias Thyberg", ("Ambassador",), "SWE"),
    ("Deputy Head of the Office of the President of Ukraine Ihor Zhovkva left.", "Ihor Zhovkva",
     ("Deputy Head of the Office of the President",), "UKR"),
    ("Assistant Deputy Minister of Foreign Affairs of Canada Sandra McCardell left.", "Sandra McCardell",
     ("Assistant Deputy Minister of Foreign Affairs",), "CAN"),
    ("Acting Federal Chancellor of Germany Angela Merkel left.", "Angela Merkel",
     ("Acting Federal Chancellor",), "DEU"),
    ("Prime Minister of Thailand Prayut Chan-o-cha left.", "Prayut Chan-o-cha", ("Prime Minister",), "THA"),
    ("Crown Prince Mohammed bin Salman of Saudi Arabia left.", "Mohammed bin Salman", ("Crown Prince",), "SAU"),
    ("He welcomes to the White House Prime Minister Scott Morrison of Australia.", "Scott Morrison",
     ("Prime Minister",), "AUS"),
    ("Secretary General Jens Stoltenberg of the North Atlantic Treaty Organization left.", "Jens Stoltenberg",
     ("Secretary General",), "IGO"),
    ("Her Excellency Ana Lopes, President of Portugal, the Honourable John Howard MP, and others left.", "Ana Lopes",
     ("President",), "PRT"),
    ("The Honourable John Howard MP, Prime Minister of Australia, left.", "John Howard", ("Prime Minister",), "AUS"),
    ("MP Jane Dow of Canada left.", "Jane Dow", ("MP",), "CAN"),
    ("Minister of Foreign Affairs and Trade of Hungary Peter Szijjarto left.", "Peter Szijjarto",
     ("Minister of Foreign Affairs and Trade",), "HUN"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "offices", "country"), HOLDERS)
def test_an_office_holder_has_name_offices_and_country(
    make_scene: MakeScene, text: str, name: str, offices: tuple[str, ...], country: str
) -> None:
    """The country leaves the office's words, and the name's words stay out of them."""
    found = person(make_scene(text), name)
    assert (found.offices, found.country) == (offices, country)


def test_two_offices_of_one_person_are_one_person(make_scene: MakeScene) -> None:
    """Coordinated offices before one name belong to it; the second person shares the country."""
    scene = make_scene(
        "First Deputy Prime Minister and Minister of Foreign Affairs of the Republic of Serbia Ivica Dacic and "
        "Minister of Defence Zoran Djordjevic met today in Belgrade the Ambassador of the Russian Federation, "
        "Alexander Chepurin, with the aim of enhancing cooperation.",
        country="SRB",
    )
    assert [(p.name, p.offices, p.country, p.accredited_to) for p in scene.persons] == [
        ("Ivica Dacic", ("First Deputy Prime Minister", "Minister of Foreign Affairs"), "SRB", None),
        ("Zoran Djordjevic", ("Minister of Defence",), "SRB", None),
        ("Alexander Chepurin", ("Ambassador",), "RUS", "SRB"),
    ]
    assert scene.sides == ("SRB", "RUS")


def test_plural_offices_give_each_name_its_state(make_scene: MakeScene) -> None:
    """ "Presidents A of X and B of Y" are two persons."""
    scene = make_scene("Presidents Emmanuel Macron of France and Joko Widodo of Indonesia met.")
    assert [(p.name, p.offices, p.country) for p in scene.persons] == [
        ("Emmanuel Macron", ("President",), "FRA"),
        ("Joko Widodo", ("President",), "IDN"),
    ]


def test_a_name_after_a_request_is_not_the_office_before(make_scene: MakeScene) -> None:
    """A subject that follows an unnamed office and a comma is another person."""
    scene = make_scene("At the request of the President of Turkey, Vladimir Putin informed him about the talks.")
    assert person(scene, "Vladimir Putin").country != "TUR"


@pytest.mark.parametrize(
    "text",
    [
        "He shook his head.",
        "The General Assembly met.",
        "It is a major step.",
        "He sat on a chair.",
        "Justice was done.",
    ],
)
def test_common_words_are_no_offices(make_scene: MakeScene, text: str) -> None:
    """Words that can head an office are none by themselves."""
    assert make_scene(text).persons == ()
