"""A meeting as each government told it."""

from __future__ import annotations

from typing import Any

from dragoman.record.types import Topic
from dragoman.relations.comparing import compare
from dragoman.relations.meetings import join_meetings
from dragoman.relations.values import Kind, Stated, Told
from tests.relations.making import met, person, promised, quote, stated, version

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


def topic(text: str) -> Topic:
    """Return a topic."""
    return Topic(text, (), quote(text))


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
    """Another matter, another kind and the same matter twice in one report are no agreement."""
    found = told(
        ("commitments", promised(LISBON, FERRIES, BOTH)),
        ("commitments", promised(LISBON, FERRIES, BOTH, place=2)),
        ("commitments", promised(ASTANA, "open a consulate in Porto", BOTH)),
        ("topics", stated(ASTANA, "topics", topic("four ferries for Aktau"))),
    )
    assert [t.standing for t in found] == ["one_side"] * 4


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
