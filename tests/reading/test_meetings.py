"""Meetings, calls and visits read from short communiqués."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.pipeline import open_reader, read_document
from dragoman.record.types import Meeting
from dragoman.source.document import Document

PUBLISHED = "2021-05-05"


@cache
def meetings(text: str, country: str | None = None, summary: str | None = None) -> tuple[Meeting, ...]:
    """Return the meetings of a document published on a Wednesday."""
    document = Document(
        text=text, id="d", summary=summary, published=PUBLISHED, publisher_country=country, language="en"
    )
    return read_document(document, open_reader()).meetings


CALLS = (
    "President Silva of Brazil spoke today with Chancellor Berg of Austria.",
    "President Silva of Brazil and Chancellor Berg of Austria spoke today about the floods.",
    "President Silva of Brazil had a telephone conversation with Chancellor Berg of Austria.",
    "President Silva of Brazil called Chancellor Berg of Austria today to congratulate him on his election.",
)


@pytest.mark.parametrize("text", CALLS)
def test_talk_at_a_distance_is_a_call(text: str) -> None:
    """To speak with somebody, or to call somebody, is a call between the two."""
    assert [(m.kind, m.status, set(m.countries)) for m in meetings(text)] == [("call", "held", {"BRA", "AUT"})]


def test_talk_on_the_margins_is_in_person() -> None:
    """Who speak on the margins of a summit are in one place."""
    found = meetings(
        "President Silva of Brazil spoke today with Chancellor Berg of Austria on the margins of the summit."
    )
    assert [m.kind for m in found] == ["in_person"]


def test_video_link_makes_a_meeting_a_video_meeting() -> None:
    """A meeting hosted as a virtual one is no meeting in person."""
    found = meetings("President Silva of Brazil hosted Chancellor Berg of Austria for a virtual bilateral meeting.")
    assert [m.kind for m in found] == ["video"]


PLACES = (
    ("President Silva of Brazil met with Chancellor Berg of Austria in Geneva on 3 May.", "Geneva"),
    ("In Geneva, President Silva of Brazil will meet Chancellor Berg of Austria.", "Geneva"),
    ("President Silva of Brazil held talks in Geneva with Chancellor Berg of Austria.", "Geneva"),
    ("The Prime Minister of Austria, Karl Berg, will visit Brazil from 21 to 26 May 2021.", "Brazil"),
)


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_place_is_named_in_the_clause_or_visited(text: str, place: str) -> None:
    """The place stands behind the verb, the noun or the parties, or is where a visit goes."""
    assert [m.place for m in meetings(text)] == [place]


def test_topic_is_no_place() -> None:
    """A region that was talked about is not where the talks were."""
    found = meetings("President Silva of Brazil met with Chancellor Berg of Austria to discuss the situation in Sudan.")
    assert [m.place for m in found] == [None]


def test_range_of_days_fills_both_dates() -> None:
    """A visit from one day to another has a date and an end."""
    (visit,) = meetings("The Prime Minister of Austria, Karl Berg, will visit Brazil from 21 to 26 May 2021.")
    assert (visit.status, visit.date, visit.end_date) == ("planned", "2021-05-21", "2021-05-26")


def test_main_encounter_without_a_date_has_that_of_publication() -> None:
    """The fallback to the day of publication is marked as such."""
    (meeting,) = meetings("President Silva of Brazil met with Chancellor Berg of Austria.")
    assert (meeting.date, meeting.date_basis) == (PUBLISHED, "publication")


def test_invitation_is_a_planned_visit() -> None:
    """Who is invited to visit a country has a visit before them."""
    found = meetings(
        "President Silva of Brazil met Chancellor Berg of Austria. Silva invited Berg to visit Brazil in 2022."
    )
    assert [(m.status, m.date) for m in found if m.status == "planned"] == [("planned", "2022")]


def test_journey_to_several_states_is_a_visit_to_each() -> None:
    """Each visit has the dates that follow the name of its state."""
    found = meetings("I will visit Peru from 15 to 19 May and Chile from 20 to 24 May.", country="AUS")
    assert [(set(m.countries), m.date) for m in found] == [
        ({"AUS", "PER"}, "2021-05-15"),
        ({"AUS", "CHL"}, "2021-05-20"),
    ]


def test_talks_told_again_are_the_same_meeting() -> None:
    """ "The talks" and "their discussion" point back to the call."""
    found = meetings(
        "President Silva of Brazil had a telephone conversation with Chancellor Berg of Austria.\n\n"
        "The presidents continued their discussion on trade. During the talks, Silva thanked Berg."
    )
    assert [m.kind for m in found] == ["call"]


def test_past_talks_that_date_something_else_are_left_out() -> None:
    """ "Since their talks in Geneva" gives no meeting beside the one that is reported."""
    found = meetings(
        "President Silva of Brazil met with Chancellor Berg of Austria in Lima today. "
        "Trade has grown since the talks between Brazil and Austria in Geneva."
    )
    assert [m.place for m in found] == ["Lima"]


def test_wish_for_a_meeting_is_none() -> None:
    """The importance of holding a meeting does not hold one."""
    text = (
        "They stressed the importance of holding a meeting between the Government of Chile and the Government of Peru."
    )
    assert meetings(text, country="CHL") == ()
