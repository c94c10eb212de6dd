"""Annotated pairs that met or spoke are held against records."""

from __future__ import annotations

import msgspec
import pytest

from dragoman.evaluation.re3d import Comparison, Entry, Relation, Release, annotated_pairs, claims_of, compared, moved
from dragoman.reading.mentions.phrase import PhraseActor
from dragoman.record.types import Reading, Silence

from . import records

TEXT = "The Foreign Minister met President Okoye of Ghana. Students spoke to Ghana. Ghana told Togo of the plan."
KNOWN = {
    "The Foreign Minister": PhraseActor("", None, "GOV"),
    "President Okoye of Ghana": PhraseActor("", "GHA", "GOV", name="Okoye"),
    "Students": PhraseActor("", None, "EDU"),
    "Ghana": PhraseActor("", "GHA"),
    "Togo": PhraseActor("", "TGO"),
    "Ghanaian traders": PhraseActor("", "GHA", "BUS"),
}
MET = records.evidence(TEXT, "The Foreign Minister met President Okoye of Ghana")


def resolve(phrase: str) -> PhraseActor:
    """Return who a phrase of the text is."""
    return KNOWN.get(phrase, PhraseActor(phrase))


def annotation(*pairs: tuple[tuple[str, str], tuple[str, str]], text: str = TEXT) -> Release:
    """Return a release whose pairs, each of (words, type), met."""
    entities, relations = [], []
    for ends in pairs:
        at = [(text.rindex(words), text.rindex(words) + len(words)) for words, _ in ends]
        entities += [Entry("1", ends[n][1], *at[n]) for n in (0, 1)]
        relations.append(Relation("1", "CommWith", ends[0][0], *at[0], ends[1][0], *at[1], "met"))
    return Release("1", text, tuple(entities), tuple(relations))


MINISTERS = (("The Foreign Minister", "Person"), ("President Okoye of Ghana", "Person"))


def held(release: Release, reading: Reading) -> Comparison:
    """Return the comparison of one release."""
    return compared([release], {"1": reading}, resolve)


def test_pair_is_found_by_the_countries_of_a_meeting() -> None:
    """An office without country is the publisher's, and the meeting has both countries."""
    result = held(
        annotation(MINISTERS), records.reading(TEXT, meetings=(records.meeting("in_person", ("SWE", "GHA"), MET),))
    )
    assert (result.found, result.pairs, result.recall, result.unannotated) == (1, 1, 1.0, ())


def test_pair_is_found_by_the_places_of_an_event() -> None:
    """Entities without a country stand where the ends stand."""
    parties = records.entity(TEXT, "Foreign Minister"), records.entity(TEXT, "Okoye")
    event = records.event("CONSULT", parties[:1], parties[1:], MET)
    assert held(annotation(MINISTERS), records.reading(TEXT, events=(event,))).found == 1


def test_one_party_is_not_both_ends() -> None:
    """Two ends of one country are not found by a meeting with one side of it."""
    meeting = records.meeting("in_person", ("SWE", "GHA"), MET)
    release = annotation((("President Okoye of Ghana", "Person"), ("Ghana", "Organisation")))
    assert held(release, records.reading(TEXT, meetings=(meeting,))).found == 0


def test_what_is_planned_or_denied_is_no_meeting() -> None:
    """A planned meeting and an event that did not take place find nothing."""
    meeting = msgspec.structs.replace(records.meeting("call", ("SWE", "GHA"), MET), status="planned")
    sides = records.entity(TEXT, "Foreign Minister", "SWE"), records.entity(TEXT, "Okoye", "GHA")
    event = msgspec.structs.replace(records.event("CONSULT", sides[:1], sides[1:], MET), auxiliary="negation")
    assert claims_of(records.reading(TEXT, meetings=(meeting,), events=(event,))) == []


def test_promise_to_someone_is_no_meeting() -> None:
    """AGREE counts where several agree with each other, not where one promises something to another."""
    sides = records.entity(TEXT, "Ghana", "GHA"), records.entity(TEXT, "Togo", "TGO")
    promise = records.event("AGREE", sides[:1], sides[1:], MET)
    assert claims_of(records.reading(TEXT, events=(promise,))) == []
    assert len(claims_of(records.reading(TEXT, events=(records.event("AGREE", sides, (), MET),)))) == 1


def test_both_directions_are_one_pair() -> None:
    """The annotation has many pairs in both directions; each counts once."""
    assert len(annotated_pairs(annotation(MINISTERS, MINISTERS[::-1]), resolve)) == 1


@pytest.mark.parametrize(
    ("words", "kind", "asked"),
    [
        ("Togo", "Organisation", True),
        ("the Council of Elders", "Organisation", True),
        ("students", "Organisation", False),
        ("Ghanaian traders", "Organisation", False),
        ("Lomé", "Location", False),
    ],
)
def test_ends_are_persons_and_bodies_of_states(words: str, kind: str, asked: bool) -> None:
    """Nameless groups, people of a country and places are passed over; a name that is not known counts."""
    text = f"President Okoye of Ghana met {words}."
    result = held(annotation((("President Okoye of Ghana", "Person"), (words, kind)), text=text), records.reading(text))
    assert (result.pairs, len(result.passed_over)) == ((1, 0) if asked else (0, 1))


def test_miss_says_why() -> None:
    """A miss has the silence over it, else the nearest item of the record."""
    release = annotation((("Ghana", "Organisation"), ("Togo", "Organisation")))
    assert held(release, records.reading(TEXT)).misses[0].endswith("the record is empty")
    meeting = records.reading(TEXT, meetings=(records.meeting("in_person", ("SWE", "GHA"), MET),))
    assert "nearest is meeting: «The Foreign Minister met" in held(release, meeting).misses[0]
    silent = msgspec.structs.replace(meeting, silences=(Silence(TEXT.index("Ghana told"), len(TEXT), "no-frame"),))
    assert held(release, silent).misses[0].endswith("silent, no-frame")


def test_what_no_pair_bears_out_is_listed() -> None:
    """A meeting and an event of the same clause are one line with the quote, to be read."""
    sides = records.entity(TEXT, "Foreign Minister", "SWE"), records.entity(TEXT, "Okoye", "GHA")
    reading = records.reading(
        TEXT,
        meetings=(records.meeting("in_person", ("SWE", "GHA"), MET),),
        events=(records.event("CONSULT", sides[:1], sides[1:], MET),),
    )
    result = held(annotation(), reading)
    assert result.statements == 1
    assert result.unannotated[0].endswith("«The Foreign Minister met President Okoye of Ghana»")


def test_places_move_with_the_canonical_text() -> None:
    """Where the canonical text differs in spaces, places stand where the same words stand."""
    delivered, canonical = "He met  her.\n\n\nThey spoke to Ghana.", "He met her.\n\nThey spoke to Ghana."
    start = delivered.index("Ghana")
    assert canonical[slice(*moved((start, start + 5), delivered, canonical))] == "Ghana"
