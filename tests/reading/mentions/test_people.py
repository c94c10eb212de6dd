"""Persons: joined mentions, roles, the publisher's head, sides."""

from __future__ import annotations

import pytest

from .scenes import MakeScene, person


def test_last_names_and_offices_join_the_full_name(make_scene: MakeScene) -> None:
    """A surname, an office alone and a title lead back to the person named in full."""
    scene = make_scene(
        "President of Ukraine Volodymyr Zelenskyy met with Prime Minister of Canada Justin Trudeau. "
        "Zelenskyy thanked Mr Trudeau. The President of Ukraine left. The Canadian leader stayed.",
    )
    assert [p.name for p in scene.persons] == ["Volodymyr Zelenskyy", "Justin Trudeau"]


def test_the_publishers_head_is_known_by_the_publisher(make_scene: MakeScene) -> None:
    """A name without an office that acts first holds the publisher's office."""
    scene = make_scene(
        "The leaders exchanged views.",
        summary="Vladimir Putin had a telephone conversation with President of the French Republic Emmanuel Macron.",
        publisher="President of Russia",
        country="RUS",
    )
    putin = person(scene, "Vladimir Putin")
    assert (putin.offices, putin.country, putin.role) == (("President",), "RUS", "participant")
    assert scene.sides == ("RUS", "FRA")


def test_i_is_the_unnamed_head_of_the_publisher(make_scene: MakeScene) -> None:
    """A statement in the first person is its publisher's; the counterpart's state is the one in the sentence."""
    scene = make_scene(
        "In Washington, I will be meeting President Bush.", publisher="Prime Minister of Australia", country="AUS"
    )
    issuer = person(scene, None)
    assert (issuer.offices, issuer.country, issuer.role) == (("Prime Minister",), "AUS", "issuer")
    assert person(scene, "Bush").country == "USA"
    assert scene.issuer is not None
    assert scene.issuer.person == issuer.key


def test_persons_who_are_only_mentioned_take_no_part(make_scene: MakeScene) -> None:
    """Works by somebody, and a meeting recalled in an aside, make no participant."""
    scene = make_scene(
        "President of Ukraine Volodymyr Zelenskyy visited the museum. "
        "Works by former Minister of Culture Jack Lang hang there."
    )
    assert person(scene, "Jack Lang").role == "mentioned"


def test_authors_of_statements_issue_them(make_scene: MakeScene) -> None:
    """ "Statement by X" in the title makes X the issuer."""
    scene = make_scene("I condemn the attack.", title="Statement by President Joe Biden on the Attack", country="USA")
    assert (person(scene, "Joe Biden").role, person(scene, "Joe Biden").country) == ("issuer", "USA")


def test_labels_of_turns_name_participants(make_scene: MakeScene) -> None:
    """Those who speak in a transcript take part, and the quote is the label in the body."""
    scene = make_scene(turns=(("President of Finland Sauli Niinistö", "Thank you."),))
    found = person(scene, "Sauli Niinistö")
    assert (found.country, found.role) == ("FIN", "participant")
    assert scene.words(found.quote) == "President of Finland Sauli Niinistö"


def test_quotes_are_exact(make_scene: MakeScene) -> None:
    """Offsets of persons and actors are those of the body, over several passages."""
    scene = make_scene("Rain fell.", "President of France Emmanuel Macron met Angela Merkel, Chancellor of Germany.")
    for found in scene.persons:
        assert found.name is not None
        assert found.name in scene.words(found.quote)
    for p, part in enumerate(scene.parsed):
        for token in part.doc:
            assert all(scene.words(a.quote) == a.text for a in scene.actors(p, token))


CASES = [
    ("Foreign Minister Sheikh Omar bin Zayed arrived.", "ARE", "Omar bin Zayed", ["Foreign Minister"], "ARE"),
    ("He met Cardinal Aldo Bassi, Secretary of State.", "VAT", "Aldo Bassi", ["Secretary of State"], "VAT"),
    (
        "High Representative/Vice-President Ada Holm spoke.",
        "EUR",
        "Ada Holm",
        ["High Representative", "Vice-President"],
        "EUR",
    ),
    ("She was joined by the Deputy Prime Minister, Ann Roy.", "CAN", "Ann Roy", ["Deputy Prime Minister"], "CAN"),
    ("The Spokesperson for UN Secretary-General Ivo Maas wrote.", "UNO", "Ivo Maas", ["UN Secretary-General"], "UNO"),
    ("The Minister received her Peruvian counterpart, Luis Vela.", "CHL", "Luis Vela", [], "PER"),
    (
        "Minister of State and Foreign Affairs Rui Melo spoke.",
        "PRT",
        "Rui Melo",
        ["Minister of State and Foreign Affairs"],
        "PRT",
    ),
    (
        "Minister Kim Il took part from the Korean side, and Secretary Ted Ross from the U.S. side.",
        "KOR",
        "Ted Ross",
        ["Secretary"],
        "USA",
    ),
    ("He met Chancellor Otto Braun in Berlin.", "CAN", "Otto Braun", ["Chancellor"], "DEU"),
]


@pytest.mark.parametrize(("text", "home", "name", "offices", "country"), CASES)
def test_one_person_of_a_sentence(
    make_scene: MakeScene, text: str, home: str, name: str, offices: list[str], country: str
) -> None:
    """Ranks before names, offices after them, deputies, inner offices, counterparts and sides."""
    scene = make_scene(text, publisher="Press service", country=home)
    assert (name, offices, country) in [(p.name, list(p.offices), p.country) for p in scene.persons]


def test_father_and_son_are_two(make_scene: MakeScene) -> None:
    """A family name and particles in common make no one person."""
    scene = make_scene("King Hamad bin Isa Al Khalifa met Prince Salman bin Hamad Al Khalifa.", country="BHR")
    assert [p.name for p in scene.persons] == ["Hamad bin Isa Al Khalifa", "Salman bin Hamad Al Khalifa"]


def test_a_name_without_a_state_gets_none_from_what_follows(make_scene: MakeScene) -> None:
    """A state named only in a later sentence is not that of a head of state before it."""
    scene = make_scene(
        "Prime Minister Ann Roy condemned President Volk's invasion. She met Otto Braun in Berlin.",
        publisher="Prime Minister of Canada",
        country="CAN",
    )
    assert {p.name: p.country for p in scene.persons}["Volk"] is None


HEADS_OF_THE_PUBLISHER = [
    ("This was stated by President Oleh Bondar after talks in Kyiv. Ilham Guliyev thanked Ukraine.", "Ilham Guliyev"),
    ("The guides gave a lamp to President Oleh Bondar and his wife. Olena Koval said that it was late.", "Olena Koval"),
    (
        "In a call with US President Ann Roy, President Oleh Bondar spoke of peace. Luc Martin said little.",
        "Luc Martin",
    ),
    ("In a call with President Ann Roy, Oleh Bondar said that the United States was a friend.", "Ann Roy"),
]


@pytest.mark.parametrize(("text", "other"), HEADS_OF_THE_PUBLISHER)
def test_the_publishers_head_is_who_acts_first(make_scene: MakeScene, text: str, other: str) -> None:
    """It is one person, whether the text gives the office or nothing, and nobody who is named later."""
    found = {p.name: p for p in make_scene(text, publisher="President of Ukraine", country="UKR").persons}
    assert (found["Oleh Bondar"].offices, found["Oleh Bondar"].country) == (("President",), "UKR")
    assert other not in found or found[other].country != "UKR"


def test_an_office_before_its_verb_explains_no_name(make_scene: MakeScene) -> None:
    """ "At the request of X, the President of Y called": who calls is not X."""
    scene = make_scene("At the request of Ari Cohen, the President of Russia briefed the ministers.", country="RUS")
    assert "Ari Cohen" not in {p.name for p in scene.persons}
