"""Events of news prose: who did what to whom, read from single sentences by the whole reader."""

from __future__ import annotations

import pytest

from dragoman.pipeline import LoadedReader, open_reader, read_document
from dragoman.record.types import Event
from dragoman.source.document import Document


@pytest.fixture(scope="module")
def loaded() -> LoadedReader:
    """Return the shipped reader."""
    return open_reader()


def events(loaded: LoadedReader, text: str, country: str | None = None) -> list[Event]:
    """Read a sentence that nobody published, or a state did."""
    document = Document(id="t", text=text, published="2022-03-01", publisher_country=country)
    return list(read_document(document, loaded).events)


def shown(event: Event) -> tuple[str, str, str]:
    """Return type, actors' and recipients' words."""
    return event.type, "+".join(a.text for a in event.actor), "+".join(r.text for r in event.recipient)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway condemned a court ruling in Belarus.", ("ACCUSE", "Norway", "a court ruling in Belarus")),
        ("Kenyan police imposed a curfew in parts of Mombasa.", ("COERCE", "Kenyan police", "parts of Mombasa")),
        ("Chile severed ties with Peru.", ("SANCTION", "Chile", "Peru")),
        ("A court in Ghana found the mayor guilty of fraud.", ("SANCTION", "court in Ghana", "mayor")),
        ("Rebels fired rockets at the port of Aden.", ("ASSAULT", "Rebels", "the port of Aden")),
        ("Two sailors were arrested in Libya.", ("COERCE", "Libya", "Two sailors")),
        ("Nurses in Ghana called off their strike.", ("CONCEDE", "Nurses in Ghana", "")),
    ],
)
def test_an_act_has_its_type_and_its_parties(loaded: LoadedReader, text: str, expected: tuple[str, str, str]) -> None:
    """The parties are whole noun phrases, and each sentence tells one act."""
    assert [shown(e) for e in events(loaded, text)] == [expected]


def test_a_light_verb_and_its_noun_are_one_event(loaded: LoadedReader) -> None:
    """ "Launched an attack" is one act, told by its verb."""
    found = events(loaded, "Israel launched an attack on Syria.")
    assert [(e.type, e.evidence.trigger.exact) for e in found if e.evidence.trigger] == [("ASSAULT", "launched")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Israel will not release the detainees.", "REJECT"),
        ("Serbia refused to recognise Kosovo.", "REJECT"),
        ("Spain said it would withdraw its troops from Iraq.", "CONCEDE"),
        ("Ethiopia threatened to attack Eritrea.", "THREATEN"),
        ("Canada will expel four Russian diplomats.", "THREATEN"),
        ("Russia said Israel must end the strikes.", "REQUEST"),
    ],
)
def test_what_is_refused_announced_or_demanded_is_of_its_own_type(loaded: LoadedReader, text: str, kind: str) -> None:
    """An act inside a refusal or demand is not told; a future hostile act threatens, a future retreat concedes."""
    assert [e.type for e in events(loaded, text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Israel may attack Iran.",
        "Norway did not expel the envoy of Sudan.",
        "If Iran attacks Israel, markets will fall.",
        "Rain attacked the roof.",
    ],
)
def test_what_did_not_happen_is_no_assault_and_no_sanction(loaded: LoadedReader, text: str) -> None:
    """Possible, denied and conditional acts are not told as done."""
    assert not [e for e in events(loaded, text) if e.type in ("ASSAULT", "SANCTION")]


def test_a_pronoun_gives_way_to_the_words_it_points_to(loaded: LoadedReader) -> None:
    """The actor of "it has opened an inquiry" is the body that says so."""
    (event,) = events(loaded, "The Israeli military says it has opened an inquiry into the death of a farmer.")
    assert event.actor[0].text.endswith("Israeli military")
    assert event.recipient[0].text == "farmer"


def test_an_act_is_aimed_past_the_actors_own_troops(loaded: LoadedReader) -> None:
    """ "Agreed to withdraw its troops from Lebanon" concerns Lebanon."""
    found = events(loaded, "Italy agreed to withdraw its troops from Lebanon.")
    assert [[r.country for r in e.recipient] for e in found] == [["LBN"]]


def test_in_a_communique_an_act_of_nobodys_state_is_silent(loaded: LoadedReader) -> None:
    """Cooperation in words is between states where a state reports it."""
    assert not events(loaded, "The choir praised the orchestra.", country="NOR")
