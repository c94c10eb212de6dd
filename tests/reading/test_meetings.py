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


def told(text: str, country: str | None = None, summary: str | None = None) -> list[tuple[str, str, set[str]]]:
    """Return kind, status and sides of the meetings of a document."""
    return [(m.kind, m.status, set(m.countries)) for m in meetings(text, country, summary)]


PROGRAMME = (
    "I will travel to Chile on 1-6 June 2021. In Santiago, I will hold talks with President Soto of Chile. "
    "I will also have an audience with the Chilean Foreign Minister."
)


def test_what_comes_further_on_a_programme_is_another_meeting() -> None:
    """A visit, the talks on it, and an audience that "also" takes place are three."""
    assert told(PROGRAMME, "AUS") == [("in_person", "planned", {"AUS", "CHL"})] * 3


def test_place_that_heads_a_paragraph_holds_for_its_next_sentence() -> None:
    """What follows "In Santiago, …" in the same paragraph of a programme is there too."""
    assert [m.place for m in meetings(PROGRAMME, "AUS")] == ["Chile", "Santiago", "Santiago"]


def test_itinerary_dates_what_is_planned_at_its_places() -> None:
    """A place with a day in brackets dates the meetings there."""
    found = meetings(
        "President Soto of Chile will visit Australia from 1 to 6 June 2021.\n\n"
        "President Soto will visit Sydney (1-3 June) and Canberra (4 June).\n\n"
        "In Canberra, the Governor-General will host a dinner for President Soto.",
        "AUS",
    )
    assert [(m.place, m.date) for m in found] == [("Australia", "2021-06-01"), ("Canberra", "2021-06-04")]


def test_meals_of_other_names_are_other_meetings() -> None:
    """A lunch and a dinner on one programme are two."""
    found = meetings(
        "The Governor-General will host a lunch for President Soto of Chile. I will host a dinner for President Soto.",
        "AUS",
    )
    assert len(found) == 2


def test_participle_behind_a_gathering_dates_and_places_it() -> None:
    """A summit "to be held in" a town has that place and day, and is planned."""
    found = meetings(
        "Attention was paid to the preparations for the Baltic Sea Summit to be held in Riga on 26 May.", "EST"
    )
    assert [(m.kind, m.status, m.date, m.place) for m in found] == [("multilateral", "planned", "2021-05-26", "Riga")]


def test_opening_phrase_holds_for_every_verb_of_its_subject() -> None:
    """A place before the first of two coordinated verbs is where both are."""
    found = meetings(
        "While in Lima I will also meet President Flores of Peru and hold talks with President Soto of Chile.", "AUS"
    )
    assert {m.place for m in found} == {"Lima"}


def test_guest_on_the_telephone_is_nowhere() -> None:
    """A visit that is spoken of on the telephone does not give the call its place."""
    call, *_ = meetings(
        "President Silva of Brazil had a telephone conversation with Chancellor Berg of Austria. "
        "They praised the visit of the Austrian delegation led by Finance Minister Anna Wolf to Brasilia.",
        "BRA",
    )
    assert (call.kind, call.place) == ("call", None)


def test_gathering_at_home_has_its_host_for_a_side() -> None:
    """A foreign guest's part in a summit in the publisher's country is a meeting with the publisher."""
    found = told(
        "Ministers of Latvia and Chile spoke by phone today. They noted the participation of President Soto of Chile "
        "in the annual summit of the Baltic Platform on 3 May 2021 in Riga.",
        "LVA",
    )
    assert ("multilateral", "held", {"CHL", "LVA"}) in found


def test_foreign_guests_alone_make_no_meeting_of_a_gathering() -> None:
    """A gathering of which only one other state is told is none that the publisher reports."""
    assert told("The Forum will be attended by eight Chilean ministers.", "AUS") == []


def test_organisation_is_no_side_because_it_is_named() -> None:
    """Meetings with leaders at a summit of an organisation are none with the organisation."""
    found = told(
        "I will visit New York to attend the United Nations World Summit. "
        "I will promote trade in meetings with leaders.",
        "AUS",
    )
    assert ("in_person", "planned", {"AUS", "UNO"}) not in found


def test_business_is_no_side() -> None:
    """To meet a state's traders is no meeting with the state."""
    assert told("On Friday I will meet Chilean business leaders.", "AUS") == []


def test_visit_to_be_returned_is_held() -> None:
    """A past date makes held what a verb to come speaks of."""
    found = meetings("President Soto of Chile's visit will follow my visit to Chile in March 2019.", "AUS")
    assert {m.status for m in found if m.date == "2019-03"} <= {"held"}


def test_talks_that_something_depends_on_are_none() -> None:
    """What depends on talks does not say that they are held or planned."""
    assert told("All this will depend on my talks with President Soto of Chile.", "AUS") == []


def test_talks_behind_another_item_are_counted_from_its_day() -> None:
    """ "The next day" follows the date before it."""
    found = meetings(
        "I will address parliament in Santiago on 24 May, prior to talks with President Soto of Chile the next day.",
        "AUS",
    )
    assert [(m.status, m.date) for m in found] == [("planned", "2021-05-25")]


def test_programme_that_includes_calls_is_a_meeting() -> None:
    """A programme with calls on somebody, in a town and on a day, is a meeting there and then."""
    (found,) = meetings("My programme in Santiago on 26 May will include calls on President Soto of Chile.", "AUS")
    assert (found.date, found.place) == ("2021-05-26", "Santiago")


def test_awaited_guests_date_the_invitation() -> None:
    """ "I look forward to seeing them" adds its day to the invitation to the same place."""
    (found,) = meetings(
        'The President invited President Soto of Chile to visit Latvia. "I look forward to seeing my colleagues in '
        'Latvia next year," he said.',
        "LVA",
    )
    assert (found.status, found.date, found.place) == ("planned", "2022", "Latvia")


def test_joint_act_of_today_dates_the_talks() -> None:
    """Two who agree tonight hold their talks today."""
    (found,) = meetings(
        "Trade has grown.\n\nPrime Minister Koji of Japan and Prime Minister Rossi of Italy tonight agreed to trade "
        "more.\n\nThe mood was good.\n\nDuring their talks in Tokyo, Mr Rossi thanked Mr Koji."
    )
    assert (found.date, found.place) == ("2021-05-05", "Tokyo")


def test_name_cut_by_the_parser_keeps_its_sides() -> None:
    """The states before a summit's name are its sides, also where "and" stands between them."""
    found = told("The President attended the Lithuania-Latvia and Estonia Presidents' Summit on 3 May.", "LVA")
    assert [set(sides) for _, _, sides in found] == [{"LTU", "LVA", "EST"}]


def test_office_beside_a_royal_title_is_who_visits() -> None:
    """The office behind "His Royal Highness" is the guest."""
    found = told("His Royal Highness the Crown Prince of Jordan will visit Australia on 3 June.", "AUS")
    assert found == [("in_person", "planned", {"JOR", "AUS"})]
