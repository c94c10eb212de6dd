"""Documents found by words and filters, with facets: what else could be asked, and how many documents that leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args

import msgspec
import numpy as np

from dragoman.relations.holdings import Filters
from dragoman.relations.values import Kind, Version
from dragoman.store.loading import versions
from dragoman.store.opening import Connection
from dragoman.store.searching import Hit, scores, shown, words_of
from dragoman.store.tallies import Tally, tally

KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_VALUES = 12  # of a facet
LOOKED_THROUGH = 10  # times the documents that are shown: in so many are facts of a kind looked for


class Shelf(msgspec.Struct, frozen=True):
    """The documents of a snapshot as columns, the newest last: `documents` by publisher, `pairs` those of each pair.

    `place` tells the row of a version among the documents by its number, -1 for none that is present.
    """

    documents: Tally
    pairs: Tally
    place: Any


class Value(msgspec.Struct, frozen=True):
    """A value of a facet, and how many documents have it beside all that was asked."""

    value: str
    documents: int


class Facets(msgspec.Struct, frozen=True):
    """What else could be asked: kinds of fact and publishers, years the latest first, pairs ("A-B") by documents."""

    kinds: tuple[Value, ...]
    publishers: tuple[Value, ...]
    years: tuple[Value, ...]
    pairs: tuple[tuple[str, str, int], ...]


class Found(msgspec.Struct, frozen=True):
    """One page of what was found: `total` documents hold a word and pass the filters, `more` tells of further hits."""

    hits: tuple[Hit, ...]
    total: int
    more: bool
    facets: Facets


def shelf(connection: Connection, pairs: Tally) -> Shelf:
    """Return the documents of a snapshot as columns; `pairs` are the documents of each pair (store.activity)."""
    bits = " ".join(f"WHEN '{kind}' THEN {1 << n}" for n, kind in enumerate(KINDS))
    told = tally(
        connection,
        "SELECT coalesce(v.publisher, '') AS publisher, v.published[:10] AS day, v.version AS number, "
        "coalesce(k.kinds, 0) AS kinds FROM versions v LEFT JOIN "
        f"(SELECT version, bit_or(CASE kind {bits} END) AS kinds FROM facts WHERE present GROUP BY 1) k "
        "USING (version) WHERE v.present",
        ("publisher",),
    )
    numbers = told.columns["number"]
    told = told.where(np.lexsort((numbers, told.day)))
    numbers = told.columns["number"]
    place = np.full(int(numbers.max(initial=0)) + 1, -1)
    place[numbers] = np.arange(len(numbers))
    return Shelf(told, pairs, place)


def find(
    connection: Connection,
    of: Shelf,
    query: str,
    filters: Filters,
    kind: Kind | None = None,
    side: str | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Return the documents that hold words of a query, the best first; without words all, the newest first.

    With a kind only those with such facts (whose quotes hold a word). `side` is a state or organisation that the
    document tells something of, in addition to the filters.
    """
    words = words_of(query)
    rows, weights = _matched(connection, of, words) if query.strip() else _newest(of)
    left = _allowed(of, filters, kind, side)[rows]
    rows, weights = rows[left], weights[left]
    facets = _facets(of, rows, side)
    asked = offset + limit + 1
    asked = asked if kind is None else LOOKED_THROUGH * asked
    numbers = of.documents.columns["number"][rows[:asked]]
    chosen = [(int(number), float(score)) for number, score in zip(numbers, weights[:asked], strict=True)]
    hits = shown(connection, chosen, words, kind, limit + 1, offset)
    return Found(hits[:limit], len(rows), len(hits) > limit, facets)


def newest(connection: Connection, of: Shelf, filters: Filters, limit: int) -> tuple[Version, ...]:
    """Return the last documents that filters leave, the newest first."""
    rows, _ = _newest(of)
    chosen = rows[_allowed(of, filters, None, None)[rows]][:limit]
    numbers = [int(number) for number in of.documents.columns["number"][chosen]]
    known = versions(connection, numbers)
    return tuple(known[number] for number in numbers)


def _matched(connection: Connection, of: Shelf, words: Sequence[str]) -> tuple[Any, Any]:
    """Return the rows of documents that hold a word, the best first, and their scores."""
    numbers, weights = scores(connection, words) if words else (np.array([], int), np.array([]))
    inside = numbers < len(of.place)
    rows = of.place[numbers[inside]]
    rows, weights = rows[rows >= 0], weights[inside][rows >= 0]
    order = np.lexsort((of.documents.columns["number"][rows], -weights))
    return rows[order], weights[order]


def _newest(of: Shelf) -> tuple[Any, Any]:
    count = len(of.documents.day)
    return np.arange(count)[::-1], np.zeros(count)


def _allowed(of: Shelf, filters: Filters, kind: Kind | None, side: str | None) -> Any:
    """Return for every row whether the filters leave its document."""
    told = of.documents
    allowed = np.ones(len(told.day), bool)
    if filters.since or filters.until:
        allowed &= np.isin(told.columns["number"], told.within(filters.since, filters.until).columns["number"])
    if filters.publisher:
        allowed &= np.array([group[0] == filters.publisher for group in told.groups], bool)[told.group]
    if kind:
        allowed &= (told.columns["kinds"] & (1 << KINDS.index(kind))) > 0
    if filters.pair:
        allowed &= _of_pairs(of, (pair == filters.pair for pair in of.pairs.groups))
    if side:
        allowed &= _of_pairs(of, (side in pair for pair in of.pairs.groups))
    return allowed


def _of_pairs(of: Shelf, wanted: Iterable[bool]) -> Any:
    chosen = np.fromiter(wanted, bool, len(of.pairs.groups))[of.pairs.group]
    found = np.zeros(len(of.documents.day), bool)
    found[of.place[of.pairs.columns["number"][chosen]]] = True
    return found


def _facets(of: Shelf, rows: Any, side: str | None) -> Facets:
    told = of.documents
    kinds = told.columns["kinds"][rows]
    with_kind = [Value(kind, int(np.count_nonzero(kinds & (1 << n)))) for n, kind in enumerate(KINDS)]
    publishers = np.bincount(told.group[rows], minlength=len(told.groups))
    return Facets(
        kinds=tuple(value for value in with_kind if value.documents),
        publishers=_most((told.groups[n][0], int(publishers[n])) for n in np.flatnonzero(publishers)),
        years=_years(told, rows),
        pairs=_pairs(of, rows, side),
    )


def _most(counts: Iterable[tuple[str, int]]) -> tuple[Value, ...]:
    ordered = sorted((one for one in counts if one[0]), key=lambda one: (-one[1], one[0]))
    return tuple(Value(*one) for one in ordered[:MOST_VALUES])


def _years(told: Tally, rows: Any) -> tuple[Value, ...]:
    days = told.day[rows]
    counts = np.bincount(days[days >= 0], minlength=len(told.days))
    years: dict[str, int] = {}
    for n in np.flatnonzero(counts):
        year = told.days[n][:4]
        years[year] = years.get(year, 0) + int(counts[n])
    return tuple(Value(year, years[year]) for year in sorted(years, reverse=True))


def _pairs(of: Shelf, rows: Any, side: str | None) -> tuple[tuple[str, str, int], ...]:
    among = np.zeros(len(of.documents.day) + 1, bool)  # one more, for the place -1 of what is not present
    among[rows] = True
    counts = of.pairs.where(among[of.place[of.pairs.columns["number"]]]).count()
    order = sorted(np.flatnonzero(counts), key=lambda n: (-counts[n], of.pairs.groups[n]))
    pairs = ((of.pairs.groups[n], int(counts[n])) for n in order)
    chosen = [(pair[0], pair[1], count) for pair, count in pairs if side is None or side in pair]
    return tuple(chosen[:MOST_VALUES])
