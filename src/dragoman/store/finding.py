"""Documents found by words and filters, with facets: what else could be asked, and how many documents that leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

import msgspec
import numpy as np

from dragoman.relations.holdings import Filters
from dragoman.relations.values import Kind, Version
from dragoman.store.loading import versions
from dragoman.store.opening import Connection
from dragoman.store.queries import Query
from dragoman.store.searching import LOOKED_AT, Hit, Matches, matches, ordered, shown
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
    """One page of what was found: `total` documents answer and pass the filters, `more` tells of further hits.

    `whole` of them, which stand first, hold all the words. `fewer` more, which are left out, hold only some of them.
    `looked_at` is in how many documents a phrase was looked for, those that answer best; None where in all.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    facets: Facets
    whole: int = 0
    fewer: int = 0
    looked_at: int | None = None


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
    query: Query | None,
    filters: Filters,
    kind: Kind | None = None,
    side: str | None = None,
    limit: int = 20,
    offset: int = 0,
    *,
    some: bool = False,
) -> Found:
    """Return the documents that hold all words of a query, the best first; without a query all, the newest first.

    Where no document holds all of them, or with `some`, those that hold fewer follow. With a kind only those with such
    facts (whose quotes hold a word). `side` is a state or organisation that the document tells something of, in
    addition to the filters.
    """
    found = _matched(connection, of, query) if query else _newest(of)
    allowed = _allowed(of, filters, kind, side)
    found = found.where(allowed[of.place[found.numbers]])
    answering, fewer = len(found.numbers), 0
    if query:
        found, fewer = ordered(connection, found, query, some=some)
    facets = _facets(of, of.place[found.numbers], side)
    asked = (offset + limit + 1) * (1 if kind is None else LOOKED_THROUGH)
    chosen = list(zip(found.numbers[:asked].tolist(), found.weights[:asked].tolist(), strict=True))
    hits = shown(connection, chosen, query.words if query else (), kind, limit + 1, offset)
    whole = int(np.count_nonzero(found.held == len(query.terms))) if query else len(found.numbers)
    cut = query and (query.phrases or query.without_phrases) and answering - fewer > LOOKED_AT
    return Found(hits[:limit], len(found.numbers), len(hits) > limit, facets, whole, fewer, LOOKED_AT if cut else None)


def newest(connection: Connection, of: Shelf, filters: Filters, limit: int) -> tuple[Version, ...]:
    """Return the last documents that filters leave, the newest first."""
    every = _newest(of).numbers
    numbers = every[_allowed(of, filters, None, None)[of.place[every]]][:limit].tolist()
    known = versions(connection, numbers)
    return tuple(known[number] for number in numbers)


def _matched(connection: Connection, of: Shelf, query: Query) -> Matches:
    """Return the present documents that hold a word."""
    found = matches(connection, query)
    found = found.where(found.numbers < len(of.place))
    return found.where(of.place[found.numbers] >= 0)


def _newest(of: Shelf) -> Matches:
    numbers = of.documents.columns["number"][::-1]
    return Matches(numbers, np.zeros(len(numbers)), np.zeros(len(numbers), int))


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
