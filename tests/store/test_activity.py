"""Who deals with whom: counts agree with the dossier, the series and the filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.contents import settled

from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.store import loading
from dragoman.store.activity import Activity, Counted, activity, counted
from dragoman.store.dossier import dossier
from dragoman.store.opening import Connection, open_to_read
from dragoman.store.selecting import joined
from dragoman.store.series import series
from tests.store.made import MEETING, document, taken


@pytest.fixture
def connection(made_once: Path) -> Iterator[Connection]:
    """Yield a connection to the record of the samples."""
    with open_to_read(made_once, settled()) as opened:
        yield opened


@pytest.fixture
def of(connection: Connection) -> Activity:
    """Return the columns of that record."""
    return activity(connection)


def everything(connection: Connection, of: Activity) -> Counted:
    """Return the counts without a filter."""
    return counted(connection, of, EVERYTHING)


def test_every_pair_has_the_documents_and_meetings_of_its_dossier(connection: Connection, of: Activity) -> None:
    """The list of pairs and their own pages never disagree."""
    pairs = everything(connection, of).pairs
    assert len(pairs) > 5
    for one in pairs:
        told = dossier(connection, Filters(pair=(one.a, one.b)), limit=1).counts
        assert (one.documents, one.meetings) == (told.documents, told.meetings), one


def test_events_are_those_of_the_series(connection: Connection, of: Activity) -> None:
    """What is denied or still to come counts in neither, and what both do together once."""
    for one in everything(connection, of).pairs:
        points = series(connection, Filters(pair=(one.a, one.b)), "year", directed=False)
        assert sum(point.events for point in points) <= one.events
        assert dossier(connection, Filters(pair=(one.a, one.b)), limit=1).counts.events == one.events
        assert one.cooperation + one.conflict == one.events
        assert (one.score is None) == (one.events == 0)


def test_filters_leave_a_part(connection: Connection, of: Activity) -> None:
    """Publisher, days and confidence are all heard."""
    whole = sum(one.events for one in everything(connection, of).pairs)
    (publisher,) = connection.execute("SELECT publisher FROM versions WHERE present ORDER BY 1 LIMIT 1").fetchall()[0]
    for filters in (
        Filters(publisher=publisher),
        Filters(min_confidence=0.9),
        Filters(since="2022-01-01"),
        Filters(until="2021-12-31"),
    ):
        assert 0 <= sum(one.events for one in counted(connection, of, filters).pairs) < whole
    assert counted(connection, of, Filters(publisher="nobody")).pairs == ()


def test_a_country_counts_an_event_once_however_many_partners(connection: Connection, of: Activity) -> None:
    """An event of three states is one event of each."""
    for one in everything(connection, of).countries:
        (events,) = connection.execute(
            "SELECT count(DISTINCT joined) FROM directed JOIN events USING (joined) "
            "WHERE auxiliary IS NULL AND ? IN (actor, recipient)",
            [one.code],
        ).fetchall()[0]
        assert one.events == events


def test_the_last_meetings_were_held(connection: Connection, of: Activity) -> None:
    """They come newest first, none after the last day of the record."""
    found = list(loading.joined(connection, "meetings", everything(connection, of).meetings[:5]))
    days = [meeting.date or "" for meeting in found]
    assert found
    assert days == sorted(days, reverse=True)
    assert all(meeting.status == "held" for meeting in found)
    known = {row[0] for row in connection.execute(*joined(EVERYTHING, "meetings")).fetchall()}
    assert set(everything(connection, of).meetings) <= known


def test_a_version_that_was_superseded_counts_no_more(tmp_path: Path) -> None:
    """Of an edited page only the present version is counted."""
    record = tmp_path / "r.duckdb"
    taken(record, document(MEETING, id="one"))
    taken(record, document("Norway and Chile signed a treaty on fisheries in Oslo.", id="one"))
    with open_to_read(record, settled()) as opened:
        pairs = {(one.a, one.b): one for one in counted(opened, activity(opened), EVERYTHING).pairs}
    assert ("KAZ", "PRT") not in pairs
    assert pairs["CHL", "NOR"].documents == 1
