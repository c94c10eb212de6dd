"""A meeting as each government told it."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.record.types import Appraisal, Topic
from dragoman.relations.comparing import compare
from dragoman.relations.meetings import join_meetings
from dragoman.relations.values import Kind, Stated, Told
from tests.relations.making import ISSUER, met, person, promised, quote, stated, version

PEOPLE = (person(1, "Ana Duarte", "PRT"), person(2, "Daniyar Sagatov", "KAZ"))
LISBON = version("lisbon", "2024-05-06", "PRT", *PEOPLE)
ASTANA = version("astana", "2024-05-06", "KAZ", *PEOPLE)
(MEETING,) = join_meetings([met(v, "2024-05-06", "PRT", "KAZ") for v in (LISBON, ASTANA)])
FERRIES = "build four ferries for the Caspian port of Aktau"
BOTH = ("KAZ", "PRT")


def told(*facts: tuple[Kind, Stated[Any]]) -> tuple[Told, ...]:
    """Return what is told of the meeting, the same in any order of the facts."""
    assert compare(MEETING, facts) == compare(MEETING, facts[::-1])
    return compare(MEETING, facts).told


def topic(text: str, field: Any = None) -> Topic:
    """Return a topic, of the body where no other field is given."""
    return Topic(text, (), msgspec.structs.replace(quote(text), field=field))


def praise(reason: str, by: str, to: str) -> Appraisal:
    """Return an appraisal of one state by another."""
    return Appraisal("praise", (by,), (to,), reason, ISSUER, quote(reason))


def test_what_both_tell_alike_is_shared() -> None:
    """One matter in other words, by reports of both, with both quotes."""
    (one,) = told(
        ("commitments", promised(LISBON, FERRIES, BOTH)),
        ("commitments", promised(ASTANA, "building of four ferries at Aktau", BOTH)),
    )
    assert (one.standing, one.differing, len(one.sayings)) == ("shared", (), 2)


def test_what_is_told_otherwise_differs() -> None:
    """The fields in which the reports disagree are named."""
    (one,) = told(
        ("commitments", promised(LISBON, FERRIES, ("PRT",), "weak")),
        ("commitments", promised(ASTANA, FERRIES, BOTH)),
    )
    assert (one.standing, one.differing) == ("differs", ("strength", "by"))


def test_what_only_one_tells_is_one_sided() -> None:
    """Another matter and the same matter twice in one report are no agreement."""
    found = told(
        ("commitments", promised(LISBON, FERRIES, BOTH)),
        ("commitments", promised(LISBON, FERRIES, BOTH, place=2)),
        ("commitments", promised(ASTANA, "open a consulate in Porto", BOTH)),
    )
    assert [t.standing for t in found] == ["one_side"] * 3


def test_a_promise_that_the_other_only_talked_of_differs_in_kind() -> None:
    """Governments report one matter as different kinds: it is one matter, told with unequal force."""
    (one,) = told(
        ("commitments", promised(LISBON, FERRIES, BOTH)),
        ("topics", stated(ASTANA, "topics", topic("four ferries for Aktau"))),
    )
    assert (one.kind, one.standing, one.differing) == ("commitments", "differs", ("kind",))


def test_a_promise_that_the_other_welcomed_is_shared() -> None:
    """Praise of a promise accepts it, in the words of the one who was promised something."""
    (one,) = told(
        ("commitments", promised(LISBON, "train pilots for the harbour police of Aktau", ("PRT",))),
        ("appraisals", stated(ASTANA, "appraisals", praise("Portuguese help to the harbour police", "KAZ", "PRT"))),
        ("topics", stated(ASTANA, "topics", topic("pilots for the harbour police"))),
    )
    assert (one.kind, one.standing, len(one.sayings)) == ("commitments", "shared", 3)


def test_one_thing_of_one_state_is_one_matter() -> None:
    """A thing named with its state is in both; a month and a city in common are nothing."""
    found = told(
        ("topics", stated(LISBON, "topics", topic("fisheries, cork and Kazakh grain"))),
        ("appraisals", stated(ASTANA, "appraisals", praise("new duties on Kazakh grain in Madeira", "KAZ", "PRT"))),
        ("commitments", promised(LISBON, "send a choir to Madeira in May", ("PRT",))),
        ("commitments", promised(ASTANA, "hold consultations of experts in Madeira in May", BOTH)),
    )
    assert [t.standing for t in found] == ["shared", "one_side", "one_side"]


def test_an_organisation_is_one_under_its_name_and_its_letters() -> None:
    """The letters and the full name of an organisation are the same word."""
    name = "Organization for Security and Co-operation in Europe"
    (one,) = told(
        ("topics", stated(LISBON, "topics", topic("observers of the OSCE"))),
        ("topics", stated(ASTANA, "topics", topic(f"observers of the {name} in Aktau"))),
    )
    assert one.standing == "shared"


def test_a_title_that_names_only_who_met_is_no_matter() -> None:
    """What a title says beyond that is of the same matter as the text under it."""
    assert told(("topics", stated(LISBON, "topics", topic("Talks with Daniyar Sagatov", "title")))) == ()
    (one,) = told(
        ("topics", stated(LISBON, "topics", topic("ferries for Aktau", "title"))),
        ("topics", stated(LISBON, "topics", topic("ferries for Aktau"), place=2)),
        ("topics", stated(ASTANA, "topics", topic("four ferries for Aktau"))),
    )
    assert (one.standing, len(one.sayings)) == ("shared", 3)


def test_names_of_those_who_meet_are_no_matter() -> None:
    """Two topics that share only the speakers' names are two."""
    found = told(
        ("topics", stated(LISBON, "topics", topic("the grain plan of Daniyar Sagatov"))),
        ("topics", stated(ASTANA, "topics", topic("the election of Daniyar Sagatov"))),
    )
    assert len(found) == 2


def test_facts_of_other_documents_are_passed_over() -> None:
    """Only what the reports say is compared; kinds that are no matter are left out."""
    other = version("other", "2024-05-06", "CHL")
    assert told(("commitments", promised(other, FERRIES, BOTH)), ("participants", stated(LISBON, "p", PEOPLE[0]))) == ()
    assert compare(MEETING, ()).publishers == BOTH
