"""What a dossier brings, and what its page asks beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.contents import settled

from dragoman.relations.holdings import Filters
from dragoman.store.dossier import dossier, publishers_of
from dragoman.store.holdings import RecordHoldings
from dragoman.store.loading import persons_of
from dragoman.store.opening import Connection, open_to_read

ABROAD = Filters(pair=("AUS", "CAN"))  # a meeting that both report, and a later plan of one
RICH = Filters(pair=("KAZ", "PRT"))


@pytest.fixture(scope="module")
def connection(made_once: Path) -> Iterator[Connection]:
    """Open the record of the samples."""
    with open_to_read(made_once, settled()) as opened:
        yield opened


def test_what_several_governments_report_is_brought_however_old(connection: Connection) -> None:
    """A meeting that both report is not crowded out by newer ones; what is only announced stands after it."""
    newest = dossier(connection, ABROAD, 1)
    assert [met.status for met in newest.meetings] == ["held", "planned"]
    both = dossier(connection, ABROAD, 1, compared=1)
    assert [met.status for met in both.meetings] == ["held", "planned"]
    assert [comparison.meeting for comparison in both.comparisons] == [both.meetings[0]]
    assert both.counts == newest.counts
    assert (both.counts.meetings, both.counts.announced) == (1, 1)


def test_formulae_are_counted_only_when_wanted(connection: Connection) -> None:
    """Without formulae all else is the same."""
    whole = dossier(connection, RICH)
    bare = dossier(connection, RICH, formulae=0)
    assert whole.formulae
    assert bare.formulae == ()
    assert bare.meetings == whole.meetings
    assert bare.documents == whole.documents


def test_publishers_of_a_pair_are_those_of_its_documents(connection: Connection) -> None:
    """Each document counts once for its publisher, and whoever has most comes first."""
    found = publishers_of(connection, ("KAZ", "PRT"))
    documents = dossier(connection, RICH).documents
    assert found == {name: [one.publisher for one in documents].count(name) for name in found}
    assert set(found) == {one.publisher for one in documents}
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_persons_are_known_by_where_they_stand(connection: Connection) -> None:
    """Each participant of a document leads to the joined person that has this very mention."""
    reports = [report for met in dossier(connection, RICH).meetings for report in met.reports]
    found = persons_of(connection, (report.version for report in reports))
    mentions = {
        (one.version.document, one.version.number, one.item.id): person.id
        for person in RecordHoldings(connection).persons()
        for one in person.mentions
    }
    assert found
    assert found.items() <= mentions.items()
    assert persons_of(connection, ()) == {}


def test_what_has_no_day_counts_on_that_of_its_first_report(connection: Connection) -> None:
    """The newest events are those of the newest days, whether these are their own or those of their reports."""
    every = dossier(connection, RICH, 200).events
    days = [one.date or min(r.version.published for r in one.reports if r.version.published)[:10] for one in every]
    assert any(one.date is None for one in every)
    assert days == sorted(days, reverse=True)
