"""Reports of one event are joined and counted, by documents and by publishers."""

from __future__ import annotations

import random

import pytest

from dragoman.relations.events import join_events, partition_of
from tests.relations.making import did, entity, version

DUARTE = entity("PRT", "Ana Duarte", "President")
SAGATOV = entity("KAZ", "Daniyar Sagatov", "President")
LISBON = version("lisbon", "2024-05-06", "PRT")
ASTANA = version("astana", "2024-05-07", "KAZ")
AID = "Portugal sends forty ambulances and two field hospitals to the flooded districts"


def test_one_encounter_in_two_reports_is_one_event() -> None:
    """The event counts both documents and publishers, and the fullest report stands for it."""
    (joined,) = join_events(
        [
            did(LISBON, "CONSULT", "2024-05-06", "They spoke.", DUARTE, SAGATOV),
            did(ASTANA, "CONSULT", "2024-05-07", "The talk was long.", DUARTE, SAGATOV, mode="phone"),
        ]
    )
    assert (joined.documents, joined.publishers, joined.event.mode) == (2, 2, "phone")
    assert joined.id == "CONSULT-PRT-to-KAZ-2024-05-06"


def test_near_duplicates_count_once() -> None:
    """A text that repeats another is no second document and no second publisher."""
    copy = version("copy", "2024-05-09", "KAZ", original="lisbon")
    (joined,) = join_events([did(v, "AID", "2024-05-06", AID, DUARTE, SAGATOV) for v in (LISBON, copy)])
    assert (len(joined.reports), joined.documents, joined.publishers) == (2, 1, 1)


def test_statements_are_one_only_where_their_words_agree() -> None:
    """Two acts of one kind, pair and day are two unless the reports tell them alike."""
    other = "Portugal lends its experts for the new railway bridge"
    alike = "Forty ambulances and two field hospitals are sent by Portugal to flooded districts of the north"
    first = did(LISBON, "AID", "2024-05-06", AID, DUARTE, SAGATOV)
    assert len(join_events([first, did(ASTANA, "AID", "2024-05-06", other, DUARTE, SAGATOV)])) == 2
    assert len(join_events([first, did(ASTANA, "AID", "2024-05-06", alike, DUARTE, SAGATOV)])) == 1


@pytest.mark.parametrize(
    "other",
    [
        did(LISBON, "AID", "2024-05-06", AID, DUARTE, SAGATOV, place=2),
        did(ASTANA, "AID", "2024-05-06", AID, DUARTE, SAGATOV, auxiliary="future"),
        did(ASTANA, "AID", "2024-05-06", AID, entity("PRT", "Rui Falcão", "Minister"), SAGATOV),
        did(ASTANA, "AID", "2024-05-08", AID, DUARTE, SAGATOV),
        did(ASTANA, "AID", "2024-05-06", AID, SAGATOV, DUARTE),
    ],
    ids=["document", "auxiliary", "person", "day", "direction"],
)
def test_what_keeps_two_events_apart(other: object) -> None:
    """One document, another auxiliary, other persons, other days and another direction are other events."""
    first = did(LISBON, "AID", "2024-05-06", AID, DUARTE, SAGATOV)
    assert len(join_events([first, other])) == 2  # type: ignore[list-item]


def test_one_publisher_may_tell_two_meetings_of_a_day() -> None:
    """The same minister who sees two ministers of one state was met twice."""
    again = version("again", "2024-05-06", "PRT")
    ministers = entity("KAZ", "Aigul Omarova", "Minister")
    reports = [
        did(LISBON, "CONSULT", "2024-05-06", "They met.", DUARTE, SAGATOV),
        did(again, "CONSULT", "2024-05-06", "They met too.", DUARTE, ministers),
    ]
    assert len(join_events(reports)) == 2


def test_events_are_divided_by_type_and_sides() -> None:
    """The partition is the type and the countries of both sides."""
    assert partition_of(did(LISBON, "AID", None, AID, DUARTE, SAGATOV).item) == "AID|PRT|KAZ"


def test_the_order_of_the_reports_does_not_matter() -> None:
    """The same reports in any order give the same events with the same ids."""
    made = [
        did(version(f"{c}{n}", "2024-05-06", c), "AID", "2024-05-06", words, DUARTE, SAGATOV)
        for c in ("PRT", "KAZ")
        for n, words in enumerate(
            (AID, "Portugal lends experts for the bridge", "Portugal trains pilots of rescue planes")
        )
    ]
    assert join_events(random.Random(3).sample(made, len(made))) == join_events(made)
