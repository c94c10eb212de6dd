"""What a record holds of a pair, as far as filters leave it."""

from __future__ import annotations

from difflib import get_close_matches

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier.meetings import tellers
from dragoman.pages.dossier.page import page_of
from dragoman.relations.sides import ordered
from dragoman.relations.values import Dossier
from dragoman.store.dossier import dossier, publishers_of
from dragoman.store.loading import persons_of
from dragoman.web import links
from dragoman.web.asking import MOST_ON_A_PAGE, Asked, Knowledge
from dragoman.web.faults import Fault
from dragoman.web.view import Moved, View
from dragoman.web.views.pair.opening import latest, lede
from dragoman.web.views.pair.shelves import shelves
from dragoman.web.views.pair.tables import sheets

LIMIT = 20  # entries of each kind
LETTERS = 3  # of a code: one of them is near to any other
LONG = 4  # of comparisons and formulae, whose entries are long, a quarter of that is shown
NARROWING = ("since", "until", "publisher", "min_confidence")
KEPT = (*NARROWING, "limit")


def show(asked: Asked) -> View:
    """Return the page of the pair that the address names; raises Fault and Moved."""
    pair = _pair(asked)
    limit = asked.number("limit", LIMIT, most=MOST_ON_A_PAGE)
    filters = msgspec.structs.replace(asked.filters, pair=pair)
    found = dossier(asked.held.connection, filters, limit, compared=_long(limit), formulae=_long(limit))
    a, b = (words.country(code, asked.known.shown) for code in pair)
    content = _content(asked, found, limit) if asked.form == "html" else {}
    return View("pair.html", f"{a} – {b}", content, found, lambda: sheets(found, asked.known.shown))


def _long(limit: int) -> int:
    return max(1, limit // LONG)


def _content(asked: Asked, found: Dossier, limit: int) -> dict[str, object]:
    connection, pair = asked.held.connection, (found.a, found.b)
    persons = persons_of(connection, (report.version for met in found.meetings for report in met.reports))
    # What both sides report is what most come for: it stands first, else the newest does.
    first = sorted(found.meetings, key=lambda joined: len(tellers(joined)) < 2)
    page = page_of(msgspec.structs.replace(found, meetings=tuple(first)), asked.known.shown, persons)
    kept = {name: given for name in KEPT if (given := asked.query.get(name))}
    return {
        "dossier": page,
        "pair": pair,
        "lede": lede(found, asked.known.shown),
        "latest": latest(page.meetings),
        "shelves": shelves(found, page, links.pair(*pair), kept, limit, _long(limit)),
        "publishers": publishers_of(connection, pair),
        "limit": limit,
        "most": MOST_ON_A_PAGE,
        "narrowed": any(name in kept for name in NARROWING),
        "kept": kept,
        "narrowing": {name: kept[name] for name in NARROWING if name in kept},
    }


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
