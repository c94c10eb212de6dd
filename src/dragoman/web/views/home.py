"""Home: what the record is, ways into it, what came last, who deals with whom most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier.facts import publisher
from dragoman.pages.dossier.meetings import title
from dragoman.pages.plots.world import World, world
from dragoman.pages.quoting import clean
from dragoman.relations.sides import UNNAMED
from dragoman.relations.values import JoinedMeeting, Version
from dragoman.store.activity import CountryActivity, PairActivity
from dragoman.store.finding import newest
from dragoman.store.loading import joined
from dragoman.web import links
from dragoman.web.asking import Asked
from dragoman.web.once import COLUMNS, counted_of
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.pairs import listed, sheet_of_pairs, span

RECENT = 8
BUSIEST = 15


class Recent(msgspec.Struct, frozen=True):
    """An entry of what came last: a document, or a meeting with the countries whose governments report it."""

    kind: str
    day: str | None
    title: str
    by: tuple[str, ...]
    address: str


def show(asked: Asked) -> View:
    """Return the home page; its filters are of days, publisher and confidence."""
    connection = asked.held.connection
    columns = COLUMNS.of(connection, asked.snapshot.stamp)
    counted = counted_of(connection, columns, asked.filters)
    pairs, countries = counted.pairs, counted.countries
    documents = newest(connection, columns.shelf, asked.filters, RECENT)
    meetings = joined(connection, "meetings", counted.meetings[:RECENT])
    names = asked.known.shown
    recent = (*(_meeting(one, names) for one in meetings), *(_document(one, names) for one in documents))
    content = {
        "choices": choices(tuple(one[0] for one in columns.activity.sides.groups), names),
        "totals": {"pairs": len(pairs), "countries": len(countries)},
        "map": _map(countries, pairs, names),
        "span": span(asked.filters),
        "map_csv": links.twin("/", "csv", urlencode({**asked.query, "table": "countries"})),
        "pairs": listed([one for one in pairs if not {one.a, one.b} & UNNAMED][:BUSIEST], names),
        "meetings": [one for one in recent if one.kind == "meeting"],
        "documents": [one for one in recent if one.kind == "document"],
    }
    data = {
        "record": asked.snapshot, "pairs": pairs[: 10 * BUSIEST], "countries": countries, "recent": recent,
    }  # fmt: skip
    return View(
        "home.html",
        "A record of what states do, say and promise",
        content,
        data,
        lambda: _sheets(pairs, countries, recent, names),
    )


def choices(codes: Sequence[str], names: words.Names) -> list[str]:
    """Return the names of states and organisations of a record, for who types one."""
    return sorted({words.country(code, names) for code in codes if code not in UNNAMED})


def _map(countries: Sequence[CountryActivity], pairs: Sequence[PairActivity], names: words.Names) -> World:
    held = [(one.code, one.events, one.score) for one in countries]
    between = [(one.a, one.b, one.events, one.score) for one in pairs if one.score is not None]
    known = {one.code for one in countries}
    return world(held, between, names, lambda code: links.state(code) if code in known else None, links.pair)


def _meeting(found: JoinedMeeting, names: words.Names) -> Recent:
    by = dict.fromkeys(report.version.publisher_country for report in found.reports)
    governments = tuple(words.country(code, names) for code in by if code)
    told = title(found, names)
    return Recent("meeting", found.date, told[:1].upper() + told[1:], governments, links.meeting(found.id))


def _document(version: Version, names: words.Names) -> Recent:
    told = clean(version.title or "") or "Untitled document"
    return Recent("document", version.published, told, (publisher(version, names),), links.document(version.document))


def _sheets(
    pairs: Sequence[PairActivity], countries: Sequence[CountryActivity], recent: Sequence[Recent], names: words.Names
) -> tuple[Sheet, ...]:
    of_countries: list[tuple[Any, ...]] = [
        (one.code, words.country(one.code, names), one.events, one.score) for one in countries
    ]
    of_recent = [(one.kind, one.day, one.title, one.by, one.address) for one in recent]
    return (
        sheet_of_pairs(pairs, names),
        Sheet("countries", ("country", "name", "events", "mean_score"), of_countries),
        Sheet("recent", ("kind", "day", "title", "by", "address"), of_recent),
    )
