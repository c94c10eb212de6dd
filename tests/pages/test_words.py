"""Codes of the record in words."""

from __future__ import annotations

import pytest

from dragoman.codebook.load import shipped
from dragoman.pages import words
from dragoman.record.types import Attribution, Entity, Evidence, Participant, Place

EVIDENCE = Evidence("x", 0, 1, "", "")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2016-07-31", "31 July 2016"),
        ("2022-03", "March 2022"),
        ("2022", "2022"),
        ("2021-01-22 22:14:29-05:00", "22 January 2021, 22:14"),
        ("the end of September", "the end of September"),
        ("2022-13-01", "2022-13-01"),
        (None, ""),
    ],
)
def test_day_follows_the_precision_of_the_text(date: str | None, expected: str) -> None:
    """An ISO date is written out as far as it is known; anything else stays as it is."""
    assert words.day(date) == expected


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        (Attribution("issuer"), "in the issuer's words"),
        (Attribution("meeting"), "said at the meeting"),
        (Attribution("speaker", "p1"), "says Kemal Sarıoğlu"),
        (Attribution("speaker", "the navy"), "says the navy"),
        (Attribution("speaker"), "says a speaker"),
        (Attribution("other", "officials"), "according to officials"),
        (Attribution("other"), "according to others"),
    ],
)
def test_attribution_in_words(attribution: Attribution, expected: str) -> None:
    """Each layer has its words, with the speaker's name where it is known."""
    assert words.attributed(attribution, {"p1": "Kemal Sarıoğlu"}) == expected


def test_unnamed_office_holder_is_called_by_the_office() -> None:
    """An ambassador without a name is shown by office and country."""
    unnamed = Participant("p1", None, ("Ambassador",), "JPN", (), None, EVIDENCE)
    assert words.person(unnamed, {"JPN": "Japan"}) == "Ambassador (Japan)"
    assert words.offices(unnamed, {}) == ""


def test_entities_of_one_country_stand_together() -> None:
    """Country first, then whom the document names; a country that is only named is not said twice."""
    parties = [
        Entity("Ministers", "MKD", "GOV", (), "Stojan Damevski", None, 0, 1),
        Entity("Vesna Trpkova", "MKD", "GOV", (), None, None, 0, 1),
        Entity("Türkiye", "TUR", None, (), None, None, 0, 1),
    ]
    names = {"MKD": "North Macedonia", "TUR": "Türkiye"}
    assert words.entities(parties, names) == "North Macedonia (Stojan Damevski and Vesna Trpkova) and Türkiye"


def test_parties_name_an_unknown_doer() -> None:
    """A receiver without a doer is not passed off as the doer."""
    assert words.parties([], ["SRB"], {"SRB": "Serbia"}) == "not named → Serbia"
    assert words.parties(["SRB"], [], {"SRB": "Serbia"}) == "Serbia"
    assert words.parties([], [], {}) == ""


def test_whereabouts_tell_of_title_and_repetition() -> None:
    """A quote from the title, or one that the document repeats, says so."""
    place = Place("x", 5, 6, "", "")
    evidence = Evidence("x", 0, 1, "", "", field="title", also=(place, place))
    assert words.whereabouts(evidence) == "in the title, and in 2 more places"
    assert words.whereabouts(EVIDENCE) == ""


def test_every_shipped_reason_is_a_sentence() -> None:
    """The reasons of the codebook are loaded with it and explain themselves in a sentence."""
    reasons = words.reasons_of(shipped())
    assert {"not-english", "no-actor", "unparsed", "headline-only"} <= set(reasons)
    assert all(meaning[0].isupper() and meaning.endswith(".") for meaning in reasons.values())


def test_a_state_is_not_called_by_a_territory_inside_it() -> None:
    """Where several territories share a code, the state's own entry names it."""
    names = words.names_of(shipped())
    assert (names["UKR"], names["CYP"], names["GEO"]) == ("Ukraine", "Cyprus", "Georgia")
