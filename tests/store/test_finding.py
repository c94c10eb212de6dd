"""Documents found with facets: the same as a plain search, and facets that keep their word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.contents import settled

from dragoman.relations.holdings import Filters
from dragoman.store.activity import activity
from dragoman.store.finding import KINDS, Found, Shelf, find, newest, shelf
from dragoman.store.opening import Connection, open_to_read
from dragoman.store.queries import query_of
from dragoman.store.searching import search, snippet


@pytest.fixture
def connection(made_once: Path) -> Iterator[Connection]:
    """Yield a connection to the record of the samples."""
    with open_to_read(made_once, settled()) as opened:
        yield opened


@pytest.fixture
def of(connection: Connection) -> Shelf:
    """Return the documents of that record as columns."""
    return shelf(connection, activity(connection).documents)


def documents(found: Found) -> list[str]:
    """Return the ids of what was found."""
    return [hit.version.document for hit in found.hits]


@pytest.mark.parametrize("filters", [Filters(), Filters(since="2022-01-01"), Filters(pair=("KAZ", "PRT"))])
@pytest.mark.parametrize("query", ["president", "strategic partnership", "the", "nonexistentword"])
def test_it_finds_what_a_search_finds(connection: Connection, of: Shelf, query: str, filters: Filters) -> None:
    """In the same order, with the same scores and snippets."""
    found, plain = find(connection, of, query_of(query), filters), search(connection, query, filters)
    assert documents(found) == [hit.version.document for hit in plain]
    assert [hit.score for hit in found.hits] == [hit.score for hit in plain]


def test_each_facet_leaves_as_many_documents_as_it_says(connection: Connection, of: Shelf) -> None:
    """Whatever is chosen, the number beside it comes true."""
    facets = find(connection, of, None, Filters()).facets
    assert facets.kinds
    assert facets.pairs
    for kind in facets.kinds:
        assert find(connection, of, None, Filters(), kind=kind.value).total == kind.documents  # type: ignore[arg-type]
    for publisher in facets.publishers:
        assert find(connection, of, None, Filters(publisher=publisher.value)).total == publisher.documents
    for year in facets.years:
        span = Filters(since=f"{year.value}-01-01", until=f"{year.value}-12-31")
        assert find(connection, of, None, span).total == year.documents
    for a, b, count in facets.pairs:
        assert find(connection, of, None, Filters(pair=(a, b))).total == count


def test_one_side_is_enough(connection: Connection, of: Shelf) -> None:
    """Documents of one state are asked for without its partner, and its facet has only its own pairs."""
    found = find(connection, of, None, Filters(), side="PRT")
    assert found.total
    assert all("PRT" in (a, b) for a, b, _ in found.facets.pairs)


def test_facts_of_a_kind_hold_a_word_of_the_query(connection: Connection, of: Shelf) -> None:
    """And a hit without one is none."""
    found = find(connection, of, query_of("will"), Filters(), kind="commitments")
    assert found.hits
    assert all("will" in one.item.evidence.exact.lower() for hit in found.hits for one in hit.facts)
    assert all(hit.facts for hit in find(connection, of, None, Filters(), kind="topics").hits)


def test_pages_follow_each_other(connection: Connection, of: Shelf) -> None:
    """Two short pages are one long one, and only the last says that there is no more."""
    whole = find(connection, of, query_of("president"), Filters(), limit=6)
    pages = [find(connection, of, query_of("president"), Filters(), limit=3, offset=offset) for offset in (0, 3)]
    assert documents(whole) == documents(pages[0]) + documents(pages[1])
    assert pages[0].more
    assert not find(connection, of, query_of("president"), Filters(), limit=whole.total).more


def test_the_newest_come_first(connection: Connection, of: Shelf) -> None:
    """Without words the day of publication decides."""
    days = [version.published or "" for version in newest(connection, of, Filters(), 10)]
    assert days == sorted(days, reverse=True)
    assert days[0][:10] == max(row[0] for row in connection.execute("SELECT published[:10] FROM versions").fetchall())


def test_kinds_are_told_by_bits_of_their_own() -> None:
    """Every kind has one."""
    assert len(KINDS) == len(set(KINDS)) == 9


def test_a_snippet_cuts_no_word() -> None:
    """It begins and ends with whole words."""
    text = "administrative " * 30 + "consulate " + "extraordinary " * 30
    told = snippet(text, query_of("consulate").words).strip("… ")
    assert set(told.split()) == {"administrative", "consulate", "extraordinary"}


def test_all_words_must_stand(connection: Connection, of: Shelf) -> None:
    """Those that hold fewer are counted and shown when asked for, after the others."""
    asked = query_of("Kazakhstan strategic")
    found = find(connection, of, asked, Filters(), limit=100)
    some = find(connection, of, asked, Filters(), limit=100, some=True)
    assert 0 < found.total == found.whole < some.total == found.total + found.fewer
    assert documents(some)[: found.total] == documents(found)
    for hit in found.hits:
        (text,) = connection.execute(
            "SELECT lower(concat_ws(' ', title, summary, canonical)) FROM versions JOIN texts USING (version) "
            "WHERE document = ? AND present",
            [hit.version.document],
        ).fetchall()[0]
        assert "kazakhstan" in text
        assert "strategic" in text


def test_words_that_never_stand_together_find_what_holds_some(connection: Connection, of: Shelf) -> None:
    """Nothing found would help nobody."""
    found = find(connection, of, query_of("Kazakhstan nonexistentword"), Filters())
    assert found.total
    assert found.whole == 0


def test_phrases_and_what_must_not_stand(connection: Connection, of: Shelf) -> None:
    """A phrase leaves a part of what holds its words, and with a minus the rest."""
    both = find(connection, of, query_of("strategic partnership"), Filters(), limit=100)
    phrase = find(connection, of, query_of('"strategic partnership"'), Filters(), limit=100)
    apart = find(connection, of, query_of('strategic partnership -"strategic partnership"'), Filters(), limit=100)
    assert 0 < phrase.total <= both.total == phrase.total + apart.total
    assert phrase.looked_at is None
    without = find(connection, of, query_of("strategic partnership -president"), Filters(), limit=100)
    with_it = find(connection, of, query_of("strategic partnership president"), Filters(), limit=100)
    assert without.total + with_it.whole == both.total


def test_a_snippet_shows_where_the_words_stand_together() -> None:
    """A place with both is better than an earlier one with only one of them."""
    text = "The gas was cold. " + "Nothing else was said. " * 30 + "They spoke of gas transit. " + "The end. " * 30
    assert "gas transit" in snippet(text, query_of("gas transit").words)
    assert "Vučić" in snippet("Nothing. " * 60 + "Vučić spoke.", query_of("Vucic").words)
