"""Whom a token stands for: agents, groups, pronouns, coordination; and who says it."""

from __future__ import annotations

import pytest

from dragoman.reading.findings import Source

from .scenes import MakeScene, actors, countries, token

MEETING = (
    "President of France Emmanuel Macron met with Prime Minister of Spain Pedro Sanchez in Madrid. "
    "{} They expressed satisfaction. The interlocutors praised both countries. Macron thanked his Spanish counterpart."
)


@pytest.mark.parametrize("group", ["leaders", "sides", "parties", "interlocutors"])
def test_groups_are_the_sides(make_scene: MakeScene, group: str) -> None:
    """ "The two leaders" and the like are both sides."""
    scene = make_scene(MEETING.format(f"The {group} discussed trade."))
    assert countries(scene, group) == ("FRA", "ESP")


def test_pronouns_and_counterparts_lead_back(make_scene: MakeScene) -> None:
    """ "They" are the two who met; "his Spanish counterpart" is the one for Spain."""
    scene = make_scene(MEETING.format("The leaders discussed trade."))
    assert countries(scene, "They") == ("FRA", "ESP")
    assert countries(scene, "countries") == ("FRA", "ESP")
    assert [a.person for a in actors(scene, "counterpart")] == ["pedro-sanchez"]
    assert [a.person for a in actors(scene, "his")] == ["emmanuel-macron"]


def test_other_groups_are_not_the_sides(make_scene: MakeScene) -> None:
    """ "Other countries" and "European countries" are nobody in particular."""
    scene = make_scene(MEETING.format("Other countries and European leaders watched."))
    assert countries(scene, "countries") == ()


def test_own_words_are_the_issuers_or_the_speakers(make_scene: MakeScene) -> None:
    """ "Our country" in a quotation is the speaker's, outside of one the issuer's."""
    scene = make_scene(
        'We welcome the visit. "We will help," Estonian President Alar Karis said.',
        publisher="President of Ukraine",
        country="UKR",
    )
    assert countries(scene, "We", 0) == ("UKR",)
    assert countries(scene, "We", 1) == ("EST",)


def test_coordinated_adjectives_give_two_actors(make_scene: MakeScene) -> None:
    """ "The Lithuanian and Ukrainian parties" are two."""
    assert countries(make_scene("The Lithuanian and Ukrainian parties agreed."), "parties") == ("LTU", "UKR")


def test_backed_rebels_are_not_of_the_backer(make_scene: MakeScene) -> None:
    """ "Russia-backed rebels" have a sector and no country."""
    found = actors(make_scene("Russia-backed rebels attacked the town."), "rebels")
    assert [(a.country, a.sector) for a in found] == [(None, "REB")]


def test_coordination_is_expanded(make_scene: MakeScene) -> None:
    """A coordination stands for all its members, asked at the first of them."""
    scene = make_scene("France, Germany and the Polish government condemned the attack.")
    assert countries(scene, "France") == ("FRA", "DEU", "POL")


def test_seats_act_and_are_places(make_scene: MakeScene) -> None:
    """A capital that says something is its government; one where something happens is none."""
    scene = make_scene("Moscow said that talks took place in Berlin.")
    assert [(a.country, a.sector) for a in actors(scene, "Moscow")] == [("RUS", "GOV")]
    assert actors(scene, "Berlin") == ()


def test_things_are_nobody(make_scene: MakeScene) -> None:
    """A noun phrase that names no actor gives none."""
    assert actors(make_scene("Russian aggression continues."), "aggression") == ()


SPEECH = [
    (
        "President of France Emmanuel Macron said that Spain supports peace.",
        "supports",
        Source("speaker", "emmanuel-macron"),
    ),
    ("It was noted that cooperation grew.", "grew", Source("meeting")),
    ("Gratitude for the support was highlighted in the meeting.", "Gratitude", Source("meeting")),
    ("France sent experts to Spain.", "sent", Source("issuer")),
    (
        '"Spain supports peace," President of France Emmanuel Macron said.',
        "supports",
        Source("speaker", "emmanuel-macron"),
    ),
]


@pytest.mark.parametrize(("text", "word", "source"), SPEECH)
def test_what_is_said_has_its_source(make_scene: MakeScene, text: str, word: str, source: Source) -> None:
    """Reported and direct speech is the speaker's, an impersonal passive the meeting's, the rest the issuer's."""
    scene = make_scene(text)
    assert scene.speaker(*token(scene, word)) == source


def test_turns_are_their_speakers(make_scene: MakeScene) -> None:
    """What stands in a turn of a transcript is said by its speaker, and "I" is that person."""
    scene = make_scene(turns=(("President of Finland Sauli Niinistö", "I thank Russia."),))
    assert scene.speaker(*token(scene, "thank")) == Source("speaker", "sauli-niinisto")
    assert [a.person for a in actors(scene, "I")] == ["sauli-niinisto"]
