"""What a record holds of a pair, as far as filters leave it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, get_args

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier.meetings import tellers
from dragoman.pages.dossier.page import page_of, versions_of
from dragoman.pages.plot import Plot, plot
from dragoman.pages.plots.live import live
from dragoman.relations.holdings import Filters
from dragoman.relations.sides import ordered
from dragoman.relations.values import Dossier, Unit
from dragoman.store.dossier import dossier, publishers_of
from dragoman.store.gathering import Gathered
from dragoman.store.loading import persons_of
from dragoman.store.phrases import most_used
from dragoman.store.series import series
from dragoman.store.sheaf import gathered
from dragoman.web import links
from dragoman.web.asking import MOST_ON_A_PAGE, MOST_ROWS, REVIEWED, Asked, Knowledge
from dragoman.web.faults import Fault, wrong
from dragoman.web.marking import Marks
from dragoman.web.view import Moved, View
from dragoman.web.views.leaving import left
from dragoman.web.views.marks import decided_on
from dragoman.web.views.pair.opening import latest, lede
from dragoman.web.views.pair.shelves import LIMIT, Place, shelves, whole
from dragoman.web.views.pair.tables import Further, data, sheets

LETTERS = 3  # of a code: one of them is near to any other
LONG = 4  # of comparisons and formulae, whose entries are long, a quarter of that is shown
NARROWING = ("since", "until", "publisher", "min_confidence", REVIEWED)
KEPT = (*NARROWING, "limit", "unit", "formulae")
FEW_DOCUMENTS = 1000  # of a pair; the phrases of more are counted when that is asked for
UNITS: tuple[Unit, ...] = get_args(Unit)
MONTH: Unit = "month"


class Wanted(msgspec.Struct, frozen=True):
    """What is asked of a pair: the unit of its series, how many entries of each kind and of what page, formulae.

    `publishers` are those of the pair with the number of their documents, `kept` what every link of the page keeps.
    """

    pair: tuple[str, str]
    unit: Unit
    limit: int
    page: int
    formulae: int
    publishers: dict[str, int]
    kept: dict[str, str]

    @property
    def long(self) -> int:
        """How many entries are shown of what is long."""
        return max(1, self.limit // LONG)


def show(asked: Asked) -> View:
    """Return the page of the pair that the address names; raises Fault and Moved."""
    wanted = _wanted(asked)
    connection, filters = asked.held.connection, msgspec.structs.replace(asked.filters, pair=wanted.pair)
    a, b = (words.country(code, asked.known.shown) for code in wanted.pair)
    if asked.form != "html":
        return _as_data(asked, filters, wanted, f"{a} – {b}")
    found = dossier(connection, filters, wanted.limit, compared=wanted.long, formulae=wanted.formulae, page=wanted.page)
    if wanted.unit != MONTH:
        points = series(connection, filters, wanted.unit, by="quad", directed=False)
        found = msgspec.structs.replace(found, series=points)
    marks = decided_on(asked, versions_of(found))
    found = left(found, marks)
    return View("pair.html", f"{a} – {b}", _content(asked, found, wanted, marks), found, tuple, marks=marks)


def _as_data(asked: Asked, filters: Filters, wanted: Wanted, title: str) -> View:
    """Return all that the filters leave of a pair, or as much of it as the address asks for, read as it is written."""
    connection, whole = asked.held.connection, asked.whole
    sheaf = gathered(connection, filters, wanted.limit + (wanted.limit == MOST_ROWS), page=wanted.page)
    found = Gathered(connection, filters, sheaf)
    further = Further(
        formulae=lambda: most_used(connection, wanted.pair, None if whole else wanted.formulae),
        series=lambda: series(connection, filters, wanted.unit, by="quad", directed=False),
        compared=None if whole else wanted.long,
    )
    marks = decided_on(asked, found.versions())
    made, names = data(found, further), asked.known.shown
    return View("pair.html", title, {}, made, lambda: sheets(found, further, names), marks=marks)


def _wanted(asked: Asked) -> Wanted:
    pair, unit = _pair(asked), _unit(asked)
    limit, page = asked.limit(LIMIT), asked.number("page", 1, most=100_000)
    publishers = publishers_of(asked.held.connection, pair)
    kept = {name: given for name in KEPT if (given := asked.query.get(name))}
    wanted = Wanted(pair, unit, limit, page, 0, publishers, kept)
    many = "formulae" not in kept and sum(publishers.values()) > FEW_DOCUMENTS
    if asked.form == "html" and (many or page > 1):
        return wanted
    return msgspec.structs.replace(wanted, formulae=wanted.long)


def _content(asked: Asked, found: Dossier, wanted: Wanted, marks: Marks) -> dict[str, Any]:
    persons = persons_of(asked.held.connection, (r.version for met in found.meetings for r in met.reports))
    # What both sides report is what most come for: it stands first, else the newest does.
    first = sorted(found.meetings, key=lambda joined: (joined.status != "held", len(tellers(joined)) < 2))
    page = page_of(msgspec.structs.replace(found, meetings=tuple(first)), asked.known.shown, persons, marks.decided)
    address, kept = links.pair(*wanted.pair), wanted.kept
    shown = page.plot if wanted.unit == MONTH else plot(found.series, wanted.unit)
    narrowing = {name: kept[name] for name in NARROWING if name in kept}
    asking = "" if wanted.formulae else links.asking(address, {**kept, "formulae": "shown"}) + "#formulae"
    if wanted.page > 1 and not page.parts:
        raise Fault(404, "not-found", f"There is no page {wanted.page} of this pair.", "Start from its first page.")
    return _drawn(shown, wanted.unit, address, kept) | {
        "dossier": msgspec.structs.replace(page, plot=shown),
        "pair": wanted.pair,
        "lede": lede(found, asked.known.shown, newest=wanted.page == 1),
        "latest": latest(page.meetings) if wanted.page == 1 else None,
        "shelves": shelves(found, page, address, kept, Place(wanted.limit, wanted.long, wanted.page)),
        "publishers": tuple(wanted.publishers),
        "limit": wanted.limit,
        "most": MOST_ON_A_PAGE,
        "formulae_asked": asking,
        "formulae_csv": links.asking(links.twin(address, "csv"), {**whole(kept), "table": "formulae"}),
        "hidden": {name: kept[name] for name in ("unit", "formulae") if name in kept},
        "narrowed": bool(narrowing),
        "narrowing": narrowing,
    }


def _drawn(shown: Plot | None, unit: Unit, address: str, kept: dict[str, str]) -> dict[str, Any]:
    """Return what stands beside the plot of the series: its CSV, other units of time, what a script draws from."""
    return {
        "units": [(one, links.asking(address, {**kept, "unit": one}) + "#series", one == unit) for one in UNITS],
        "live": live(shown) if shown else None,
        "series_csv": links.asking(links.twin(address, "csv"), {**whole(kept), "table": "series"}),
    }


def _unit(asked: Asked) -> Unit:
    given = asked.query.get("unit") or MONTH
    if given not in UNITS:
        raise wrong("unit", given, f"Give {', '.join(UNITS)}.")
    return given


def _pair(asked: Asked) -> tuple[str, str]:
    """Return the codes of the pair; raises Moved when the address names them otherwise."""
    given = asked.path["a"], asked.path["b"]
    a, b = (_code(name, asked.known) for name in given)
    if a == b:
        raise Fault(404, "not-found", "Both names are of the same side.", "Give two different states or organisations.")
    pair = ordered(a, b)
    if pair != given:
        address, query = links.pair(*pair), str(asked.query)
        form = asked.form if asked.form != "html" else ""
        raise Moved(links.twin(address, form, query) if form else address + (f"?{query}" if query else ""), 301)
    return pair


def _code(given: str, known: Knowledge) -> str:
    code = known.written.code(given)
    if code is None:
        advice = "Give a name like Russia or NATO, or a code like RUS."
        near = get_close_matches(given.casefold(), [name for name in known.written.codes if len(name) > LETTERS])
        if near:
            meant = dict.fromkeys(words.country(known.written.codes[name], known.shown) for name in near)
            advice = f"Do you mean {' or '.join(meant)}? {advice}"
        raise Fault(404, "not-found", f"No state or organisation is known as “{given[:80]}”.", advice)
    return code
