"""Documents of a record: lists of them, and one as it was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.api import read
from dragoman.relations.holdings import Filters
from dragoman.relations.values import TextPolicy
from dragoman.store.documents import POLICY, listed, policies, read_document_from, read_document_of
from dragoman.store.opening import open_to_read
from tests.store.made import EDITED, MEETING, THANKS, document, settled, taken


def test_a_list_has_the_newest_first_and_parts_that_join(record: Path) -> None:
    """Two halves of a list are the whole of it, and each document tells how many facts it holds."""
    with open_to_read(record, settled()) as connection:
        total, whole = listed(connection, Filters(), 0, 1000)
        halves = [one for first in (0, 10) for one in listed(connection, Filters(), first, total if first else 10)[1]]
        beyond = listed(connection, Filters(), total, 10)
        days = [one.version.published or "" for one in whole]
        counts = dict(connection.execute("SELECT version, count(*) FROM facts WHERE present GROUP BY 1").fetchall())
    assert total == len(whole) == len({one.version.document for one in whole})
    assert halves == list(whole)
    assert beyond == (total, ())
    assert days == sorted(days, reverse=True)
    assert sum(one.facts for one in whole) == sum(counts.values())


def test_filters_leave_the_documents_of_a_pair(record: Path) -> None:
    """The filters of every other page hold for the list too."""
    with open_to_read(record, settled()) as connection:
        total, found = listed(connection, Filters(pair=("KAZ", "PRT"), since="2022-01-01"), 0, 50)
    assert 0 < total == len(found)
    assert all(str(one.version.published) >= "2022-01-01" for one in found)


def test_each_version_has_its_own_text_and_facts(tmp_path: Path) -> None:
    """An edited page keeps what stood there before, and the present version is the one that is shown."""
    record = tmp_path / "r.duckdb"
    taken(record, document(MEETING, id="one"))
    taken(record, document(EDITED, id="one"))
    with open_to_read(record, settled()) as connection:
        present, former = (read_document_of(connection, "one", number) for number in (None, 1))
        assert read_document_of(connection, "one", 3) is None
        assert read_document_of(connection, "two") is None
    assert present
    assert former
    assert (present.version.number, present.text) == (2, EDITED)
    assert (former.version.number, former.text) == (1, MEETING)
    assert [one.number for one in former.versions] == [1, 2]
    assert former.facts
    assert all(stated.id.startswith("one/1/") for _, stated in former.facts)
    assert [person.name for person in former.version.participants] == ["Ana Duarte", "Daniyar Sagatov"]


def test_near_duplicates_know_of_each_other(tmp_path: Path) -> None:
    """From each of two documents of nearly the same words a way leads to the other."""
    record = tmp_path / "r.duckdb"
    long = " ".join([MEETING, THANKS])
    taken(record, document(long, id="first"), document(f"{long} Goodbye.", id="second", published="2024-05-07"))
    with open_to_read(record, settled()) as connection:
        first, second = (read_document_of(connection, name) for name in ("first", "second"))
    assert first
    assert second
    assert [one.document for one in first.repeats] == ["second"]
    assert [one.document for one in second.repeats] == ["first"]


@pytest.mark.parametrize("policy", ["full", "quote", "offsets"])
def test_a_reading_looks_as_it_will_be_kept(tmp_path: Path, policy: TextPolicy) -> None:
    """What is shown of a reading before it is kept is what the record then holds, whatever may be kept of the text."""
    record, one = tmp_path / "r.duckdb", document(MEETING, id="one", title="Ana Duarte met Daniyar Sagatov")
    taken(record, one, policy=policy)
    before = read_document_from(
        read(one.text, title=one.title, id="one", published=one.published, publisher=one.publisher, country="PRT"),
        policy,
    )
    with open_to_read(record, settled()) as connection:
        after = read_document_of(connection, "one")
        assert policies(connection) == {"Government of Portugal": policy}
    assert after == before
    assert (after.text is None) == (policy != POLICY)
