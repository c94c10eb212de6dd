"""Lists of what was joined, and what a record tells of one person or state, each beside the whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec
import pytest

from dragoman.relations.holdings import Filters
from dragoman.store import catalogue, people, phrases, states
from dragoman.store.activity import activity, counted
from dragoman.store.catalogue import Gatherings
from dragoman.store.files import snapshot_path
from dragoman.store.holdings import RecordHoldings
from dragoman.store.opening import Connection

EVERYTHING = Filters()


@pytest.fixture(scope="module")
def connection(made_once: Path) -> Iterator[Connection]:
    """Yield a connection to the snapshot of a record of the samples."""
    with duckdb.connect(str(snapshot_path(made_once)), read_only=True) as opened:
        yield opened


@pytest.mark.parametrize(
    "filters", [EVERYTHING, Filters(since="2021-01-01", until="2022-12-31"), Filters(pair=("KAZ", "PRT"))]
)
def test_pages_of_meetings_are_the_whole_list_in_turn(connection: Connection, filters: Filters) -> None:
    """Page after page gives every meeting that filters leave once, and each page knows how many there are."""
    every = {meeting.id for meeting in RecordHoldings(connection, filters).meetings()}
    pages = [catalogue.meetings(connection, filters, Gatherings(), 4, start) for start in range(0, len(every) + 4, 4)]
    found = [entry.meeting.id for page in pages for entry in page.entries]
    assert len(found) == len(set(found))
    assert set(found) == every
    assert {page.total for page in pages} == {len(every)}


def test_persons_are_counted_by_documents_and_country(connection: Connection) -> None:
    """Every person is listed once with the documents of their mentions, and each country counts its own."""
    every = {person.id: person for person in RecordHoldings(connection).persons()}
    listed = catalogue.persons(connection, 200)
    assert {entry.person.id for entry in listed.entries} == set(every)
    for entry in listed.entries:
        assert entry.documents == len({mention.version.document for mention in every[entry.person.id].mentions})
    for country, count in catalogue.homes(connection).items():
        assert catalogue.persons(connection, 200, country=country or "XXX").total == count


def test_agreements_are_counted_by_citations_that_filters_leave(connection: Connection) -> None:
    """Days and documents are those of the citations within the days asked for."""
    every = {found.id: found for found in RecordHoldings(connection).agreements()}
    for filters in (EVERYTHING, Filters(since="2021-06-01")):
        listed = catalogue.agreements(connection, filters, 200)
        for entry in listed.entries:
            days = [c.version.published or "" for c in every[entry.agreement.id].citations]
            within = sorted(day[:10] for day in days if day >= (filters.since or ""))
            assert (entry.first, entry.last) == (within[0], within[-1])
        cited = [
            f for f in every.values() if any((c.version.published or "") >= (filters.since or "") for c in f.citations)
        ]
        assert listed.total == len(cited)


def test_a_life_has_every_meeting_and_statement_of_a_person(connection: Connection) -> None:
    """Meetings are those whose reports have the person present, statements those that are attributed to them."""
    holdings = RecordHoldings(connection)
    for person in holdings.persons():
        mentions = {(m.version.document, m.version.number, m.item.id) for m in person.mentions}
        life = people.life_of(connection, person.id, 200)
        assert life
        met = {
            meeting.id
            for meeting in holdings.meetings()
            for r in meeting.reports
            if any((r.version.document, r.version.number, one) in mentions for one in r.item.participants)
        }
        said = {
            one.id
            for kind in people.SAID
            for one in holdings.stated(kind)
            for speaker in (
                *([one.item.attribution.by] if one.item.attribution.layer == "speaker" else []),
                *getattr(one.item, "voiced_by", ()),
            )
            if (one.version.document, one.version.number, speaker) in mentions
        }
        told = (*life.meetings.entries, *life.announced.entries)
        assert {entry.meeting.id for entry in told} == met
        assert {entry.meeting.status for entry in life.meetings.entries} <= {"held"}
        assert {one.id for _, one in life.said.entries} == said
        assert life.documents.total == len({m.version.document for m in person.mentions})


def test_a_person_whom_nobody_names_has_no_life(connection: Connection) -> None:
    """An unknown id gives nothing."""
    assert people.life_of(connection, "XXX-nobody", 5) is None


def every_state(connection: Connection) -> tuple[states.StateEntry, ...]:
    """Return the list of states of the whole record."""
    whole = counted(connection, activity(connection), EVERYTHING)
    return states.states(connection, whole.countries, states.partners_of_all(connection, whole.pairs))


def test_partners_are_mutual(connection: Connection) -> None:
    """What one deals with the other, the other deals with it, and every event counts once."""
    for state in every_state(connection):
        assert state.partners == len(states.partners(connection, EVERYTHING, state.code))
        for partner in states.partners(connection, EVERYTHING, state.code):
            back = next(one for one in states.partners(connection, EVERYTHING, partner.code) if one.code == state.code)
            assert (back.events, back.score, back.meetings) == (partner.events, partner.score, partner.meetings)
            assert partner.events == partner.cooperation + partner.conflict <= state.events


def test_partners_of_all_are_those_of_each(connection: Connection) -> None:
    """What is counted at once for every state is what is counted for it alone."""
    every = states.partners_of_all(connection, counted(connection, activity(connection), EVERYTHING).pairs)
    assert {state.code for state in every_state(connection) if state.partners} == set(every)
    for code, found in every.items():
        alone = states.partners(connection, EVERYTHING, code)
        assert [msgspec.structs.replace(one, score=None) for one in found] == [
            msgspec.structs.replace(one, score=None) for one in alone
        ]
        assert [one.score for one in found] == pytest.approx([one.score for one in alone], abs=0.011)


def test_offices_of_one_wording_are_one(connection: Connection) -> None:
    """Holders of an office stand together by the first day on which they were seen."""
    (office, *_) = states.offices_of(states.persons_of(connection, "PRT"))
    assert office.documents == sum(holder.documents for holder in office.holders)
    assert [holder.first for holder in office.holders] == sorted(holder.first or "" for holder in office.holders)


def test_formulae_of_an_issuer_stand_in_its_documents(connection: Connection) -> None:
    """They are the issuer's, about all its partners, and no more than asked for."""
    found = phrases.of_issuer(connection, "KAZ", 2)
    assert 0 < len(found) <= 2
    assert all(one.issuer == "KAZ" and one.partner is None for one in found)
    assert all(one.first.version.publisher_country == "KAZ" for one in found)
