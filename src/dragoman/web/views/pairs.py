"""All pairs of the record by what it has of them; and the way from two names to their page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from dragoman.pages import words
from dragoman.relations.holdings import Filters
from dragoman.store.activity import PairActivity
from dragoman.web import links
from dragoman.web.asking import Asked, code_of
from dragoman.web.faults import wrong
from dragoman.web.once import COLUMNS, counted_of
from dragoman.web.paging import paging, slice_of, with_query
from dragoman.web.sheets import Sheet
from dragoman.web.view import Moved, View

ON_A_PAGE = 50
COLUMNS_OF_PAIR = (
    "a", "b", "name_a", "name_b", "events", "cooperation", "conflict", "mean_score", "meetings", "documents",
    "last_day",
)  # fmt: skip
ORDERS: dict[str, Callable[[PairActivity], Any]] = {  # highest first; the first is that of the page itself
    "events": lambda one: one.events,
    "cooperation": lambda one: one.cooperation,
    "conflict": lambda one: one.conflict,
    "score": lambda one: one.score if one.score is not None else -99,
    "meetings": lambda one: one.meetings,
    "documents": lambda one: one.documents,
    "last": lambda one: one.last or "",
}


class Row(msgspec.Struct, frozen=True):
    """A pair in words, with its address."""

    title: str
    address: str
    told: PairActivity
    last: str


def show(asked: Asked) -> View:
    """Return the list of pairs; with `a` and `b` go to the page of that pair. Raises Moved, Fault."""
    _go(asked)
    names = asked.known.shown
    connection = asked.held.connection
    columns = COLUMNS.of(connection, asked.snapshot.stamp)
    pairs = counted_of(connection, columns, asked.filters).pairs
    order = asked.query.get("sort") or next(iter(ORDERS))
    if order not in ORDERS:
        raise wrong("sort", order, f"Give one of {', '.join(ORDERS)}.")
    ordered = sorted(pairs, key=ORDERS[order], reverse=True)
    part = slice_of(asked, ON_A_PAGE)
    shown = ordered[part.offset : part.offset + part.limit]
    content = {
        "pairs": listed(shown, names), "total": len(ordered), "order": order,
        "pages": paging(asked, part, len(ordered)),
        "span": span(asked.filters),
        "sorts": {name: with_query(asked, sort=name, page=None) for name in ORDERS},
    }  # fmt: skip
    data = {"total": len(ordered), "pairs": iter(shown)}
    return View(
        "pairs.html",
        "Pairs by activity",
        content,
        data,
        lambda: (sheet_of_pairs(shown, names),),
    )


def _go(asked: Asked) -> None:
    """Go where two names, or one, lead."""
    a, b = (code_of(asked.query.get(side) or "", side, asked.known.written) for side in ("a", "b"))
    if a and b and a == b:
        raise wrong("b", asked.query["b"], "Give two different states or organisations.")
    filters = with_query(asked, a=None, b=None, sort=None, page=None).removesuffix("?")
    if a and b:
        raise Moved(links.pair(a, b) + filters)
    if a or b:
        raise Moved(links.state(a or b or "") + filters)


def span(filters: Filters) -> str:
    """Return the days of the filters as they follow a noun: ", since 1 May 2021"; empty for all."""
    since, until = words.day(filters.since), words.day(filters.until)
    told = " ".join([*(["since", since] if since else []), *(["until", until] if until else [])])
    return f", {told}" if told else ""


def listed(pairs: Sequence[PairActivity], names: words.Names) -> list[Row]:
    """Return pairs in words, in their order."""
    return [
        Row(
            _title(one, names), links.pair(one.a, one.b), one,
            words.day(one.last),
        )
        for one in pairs
    ]  # fmt: skip


def _title(one: PairActivity, names: words.Names) -> str:
    told = f"{words.country(one.a, names)} – {words.country(one.b, names)}"
    return told[:1].upper() + told[1:]  # "An intergovernmental organisation – Russia"


def sheet_of_pairs(pairs: Sequence[PairActivity], names: words.Names) -> Sheet:
    """Return pairs as a table."""
    rows = [
        (
            one.a, one.b, words.country(one.a, names), words.country(one.b, names), one.events, one.cooperation,
            one.conflict, one.score, one.meetings, one.documents, one.last,
        )
        for one in pairs
    ]  # fmt: skip
    return Sheet("pairs", COLUMNS_OF_PAIR, rows)
