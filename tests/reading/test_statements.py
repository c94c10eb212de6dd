"""Positions, commitments, appraisals, requests and topics, read from short texts by the whole reader."""

from __future__ import annotations

import pytest

from dragoman.pipeline import LoadedReader, open_reader, read_document
from dragoman.record.types import Reading
from dragoman.source.document import Document


@pytest.fixture(scope="module")
def loaded() -> LoadedReader:
    """Return the shipped reader."""
    return open_reader()


def read(loaded: LoadedReader, text: str, country: str = "NOR") -> Reading:
    """Read a text that a state published."""
    return read_document(Document(id="t", text=text, published="2022-03-01", publisher_country=country), loaded)


@pytest.mark.parametrize(
    ("text", "holder", "stance"),
    [
        ("The Foreign Minister of Kenya stressed the importance of free trade.", "KEN", "for"),
        ("The Foreign Minister of Kenya said that the harbour must stay open.", "KEN", "for"),
        ("The Foreign Minister of Kenya said that the harbour must not become a fortress.", "KEN", "against"),
        ("Kenya opposes the new tariff.", "KEN", "against"),
        ("It is important that the harbour opens, the Foreign Minister of Kenya said.", "KEN", "for"),
    ],
)
def test_a_stance_has_its_holder_and_its_direction(loaded: LoadedReader, text: str, holder: str, stance: str) -> None:
    """Whoever says that something matters or must be holds a stance on it, turned round by a negation."""
    found = read(loaded, text).positions
    assert [(list(p.holder), p.stance) for p in found] == [([holder], stance)]


def test_praised_support_is_no_stance(loaded: LoadedReader) -> None:
    """What another is thanked for is an appraisal and not a position."""
    reading = read(loaded, "The President of Georgia thanked Poland for its support for open borders.")
    assert not reading.positions
    assert [(a.kind, list(a.by), list(a.to)) for a in reading.appraisals] == [("gratitude", ["GEO"], ["POL"])]


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Norway will build a hospital in Latvia.", "firm"),
        ("Norway agreed to open an embassy in Latvia.", "firm"),
        ("Norway will continue to support Latvia.", "general"),
        ("Norway and Latvia agreed to maintain contact.", "general"),
        ("Norway is ready to help Latvia.", "weak"),
        ("Norway agreed to explore a new ferry line.", "weak"),
    ],
)
def test_the_strength_of_a_promise_is_that_of_its_verb(loaded: LoadedReader, text: str, strength: str) -> None:
    """A specific act is firm, a course general, a readiness weak."""
    assert [c.strength for c in read(loaded, text).commitments] == [strength]


@pytest.mark.parametrize(
    "text",
    [
        "The Prime Minister of Norway will visit Latvia on 4 May.",
        "Norway hopes that Latvia will build a hospital.",
        "Norway welcomed the efforts of Latvia to strengthen its courts.",
        "The Foreign Minister of Kenya said: I will repeat this once again.",
        "The Foreign Minister of Kenya said: I agree with my colleague that it concerns us all.",
        "Kenya continues to fish in the lake.",
        "The paper wrote that Kenya is planning to attack Ethiopia.",
        "Is the President of Kenya willing to open the harbour?",
    ],
)
def test_visits_hopes_and_efforts_are_no_promises(loaded: LoadedReader, text: str) -> None:
    """An announced visit is a meeting, and what another is hoped to do is promised by nobody."""
    assert not read(loaded, text).commitments


def test_what_a_state_announces_against_another_is_a_promise(loaded: LoadedReader) -> None:
    """Sanctions that a state says it will impose are promised, and a threat besides."""
    reading = read(loaded, "Norway will impose sanctions on Belarus.")
    assert [c.by for c in reading.commitments] == [("NOR",)]
    assert [e.type for e in reading.events] == ["THREATEN"]


def test_the_speaker_thanks_and_not_whom_he_addresses(loaded: LoadedReader) -> None:
    """Thanks in direct speech come from the speaker."""
    text = "“I thank you for sending boats,” the President of Georgia told the President of Poland."
    assert [list(a.by) for a in read(loaded, text).appraisals] == [["GEO"]]


def test_what_another_state_must_do_is_asked_of_it(loaded: LoadedReader) -> None:
    """A duty that a speaker lays on another state is a request, one laid on the own state is none."""
    asked = read(loaded, "The Foreign Minister of Kenya said that Uganda must withdraw the remark.").requests
    assert [(list(r.by), list(r.to)) for r in asked] == [(["KEN"], ["UGA"])]
    assert not read(loaded, "The Foreign Minister of Kenya said that Kenya must withdraw the remark.").requests


def test_a_statement_said_twice_in_one_clause_stands_once(loaded: LoadedReader) -> None:
    """Two frames that find the same stance in the same words give one position."""
    text = (
        "The Foreign Minister of Kenya emphasised the need to end the drought and reaffirmed his support for the wells."
    )
    found = read(loaded, text).positions
    assert len(found) == 2
    assert found[0].evidence.end <= found[1].evidence.start


@pytest.mark.parametrize(
    ("text", "kind", "to"),
    [
        ("The Foreign Minister of Kenya said that Chad continues to sabotage the truce.", "criticism", "TCD"),
        ("The Foreign Minister of Kenya noted that Chad still refused to release the ship.", "criticism", "TCD"),
        ("The Foreign Minister of Kenya said that Chad uses water as a weapon.", "criticism", "TCD"),
        ("The Foreign Minister of Kenya noted that Chad had deployed tanks along the border.", "criticism", "TCD"),
        ("The Foreign Minister of Kenya stressed the harsh treatment of sailors by Chad.", "criticism", "TCD"),
        ("Chad has played a pivotal role in the talks, the Foreign Minister of Kenya said.", "praise", "TCD"),
        ("Chad is a vibrant nation, the Foreign Minister of Kenya said.", "praise", "TCD"),
        ("The Foreign Minister of Kenya noted the fruitful work of Chad on the wells.", "praise", "TCD"),
    ],
)
def test_a_fact_told_of_another_state_appraises_it(loaded: LoadedReader, text: str, kind: str, to: str) -> None:
    """A blamed or praised act needs no word of praise or blame beside it: whoever tells it appraises."""
    found = read(loaded, text, "KEN").appraisals
    assert [(a.kind, list(a.by), list(a.to)) for a in found] == [(kind, ["KEN"], [to])]


@pytest.mark.parametrize(
    "text",
    [
        "Our university has played a pivotal role in science.",
        "Norway has made a great contribution to the relief.",
        "The thieves continue to sabotage the railway.",
        "Latvia is our third largest trading partner.",
    ],
)
def test_what_is_told_of_ones_own_is_no_appraisal(loaded: LoadedReader, text: str) -> None:
    """Plain assertions about oneself, about people of no other state, and figures of trade appraise nobody."""
    assert not read(loaded, text).appraisals


def test_two_praises_of_one_sentence_are_told_apart(loaded: LoadedReader) -> None:
    """A participle that notes something else inside the clause of a congratulation is an appraisal of its own."""
    text = "The President of Norway congratulated Latvia on its jubilee, noting the achievements of Latvia in science."
    assert [a.reason for a in read(loaded, text).appraisals] == ["jubilee", "achievements of Latvia in science"]


def test_thanks_need_nobody_who_is_thanked(loaded: LoadedReader) -> None:
    """Whoever thanks for something is grateful, even where the sentence does not say to whom."""
    found = read(loaded, "The President of Norway thanked for the boats.").appraisals
    assert [(a.kind, list(a.by), list(a.to), a.reason) for a in found] == [("gratitude", ["NOR"], [], "boats")]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The Government of Malta is interested in a new harbour.", "MLT"),
        ("Malta insists on an open harbour.", "MLT"),
        ("Malta spoke in favour of building a harbour.", "MLT"),
        ("The Foreign Minister of Malta said that it would be expedient to open the harbour.", "MLT"),
        ("The Foreign Minister of Malta stressed that open harbours will have great significance.", "MLT"),
        ("Malta attaches great importance to open harbours.", "MLT"),
    ],
)
def test_a_stance_has_many_words(loaded: LoadedReader, text: str, holder: str) -> None:
    """Interest, insistence, expedience and weight given to something are stances for it."""
    assert [(list(p.holder), p.stance) for p in read(loaded, text).positions] == [([holder], "for")]


@pytest.mark.parametrize(
    "text",
    [
        "The visit will be an important opportunity to discuss fish.",
        "The Foreign Minister of Kenya said that Uganda must withdraw the remark.",
        "Norway helped sailors who had gone out to oppose the tariff.",
    ],
)
def test_chances_demands_and_the_stances_of_others_are_no_positions(loaded: LoadedReader, text: str) -> None:
    """An opportunity is no policy, what another must do is asked of it, and a relative clause only tells of one."""
    assert not read(loaded, text, "KEN").positions


@pytest.mark.parametrize(
    "text",
    [
        "I am pleased to advise that the President of Latvia will visit Norway.",
        "The President of Norway reminded Latvia that the treaty was old.",
        "Norway and Latvia will seek a treaty.",
    ],
)
def test_news_and_reminders_ask_for_nothing(loaded: LoadedReader, text: str) -> None:
    """Who is told that something is so, and not to do something, is asked for nothing."""
    assert not read(loaded, text).requests


def test_topics_are_the_objects_of_discussing(loaded: LoadedReader) -> None:
    """Coordinated topics are told apart."""
    found = read(loaded, "The ministers of France and Chad discussed energy and trade.").topics
    assert [t.text for t in found] == ["energy", "trade"]


def test_what_is_to_be_left_undone_keeps_its_not(loaded: LoadedReader) -> None:
    """A request not to do something does not ask for it."""
    found = read(loaded, "Norway asked Latvia not to close the harbour. Latvia must not split the islands.").requests
    assert [(list(r.to), r.what) for r in found] == [
        (["LVA"], "not to close the harbour"),
        (["LVA"], "not split the islands"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "There is information about the intention to organise a coup in Latvia.",
        "This is what they are planning to do in Latvia.",
        "Let us begin.",
    ],
)
def test_what_the_publisher_does_not_promise_is_no_statement(loaded: LoadedReader, text: str) -> None:
    """What others are told to intend, and how a talk is led, is neither a promise nor a stance."""
    reading = read(loaded, text)
    assert [*reading.commitments, *reading.positions, *reading.events] == []


def test_a_promise_to_lessen_something_is_made_to_nobody(loaded: LoadedReader) -> None:
    """ "Dependence on Latvian gas": the state in the words of the aim is no beneficiary."""
    (found,) = read(loaded, "Norway reaffirmed its commitment to reduce dependence on Latvian gas.").commitments
    assert (list(found.by), list(found.to)) == (["NOR"], [])


def test_what_a_readout_says_critically_is_its_publishers(loaded: LoadedReader) -> None:
    """ "It was noted": what both heads welcomed is of both, blame and demands are of the side that publishes."""
    reading = read(
        loaded,
        "President of Latvia Ada Ozola spoke by telephone with Prime Minister of Norway Ola Lund. It was noted that "
        "the Estonian authorities are purposefully aggravating the conflict. It was stressed that Estonia must stop.",
    )
    assert {tuple(a.by) for a in reading.appraisals} | {tuple(r.by) for r in reading.requests} == {("NOR",)}


def test_a_call_by_telephone_has_both_sides_though_the_names_are_short(loaded: LoadedReader) -> None:
    """What the parser hangs on "by telephone" belongs to the verb."""
    (meeting,) = read(loaded, "Prime Minister Roy of India spoke by telephone with President Lund of Norway.").meetings
    assert (meeting.kind, sorted(meeting.countries)) == ("call", ["IND", "NOR"])
