"""The states and organisations of a record."""

from __future__ import annotations

import msgspec

from dragoman.pages import words
from dragoman.pages.quoting import clean
from dragoman.store.states import StateEntry
from dragoman.web import links
from dragoman.web.asking import Asked
from dragoman.web.listing import page_of
from dragoman.web.once import COLUMNS
from dragoman.web.paging import paging, slice_of
from dragoman.web.sheets import Sheet
from dragoman.web.view import View

HEADS = ("code", "name", "documents", "meetings", "events", "partners")


class Line(msgspec.Struct, frozen=True):
    """A state or organisation in a list."""

    name: str
    address: str
    entry: StateEntry


def show(asked: Asked) -> View:
    """Return a page of the states and organisations that the address asks for; raises Fault."""
    name, part, names = asked.query.get("name", "").strip(), slice_of(asked), asked.known.shown
    every = [
        one
        for one in COLUMNS.of(asked.held.connection, asked.snapshot.stamp).states
        if _is_named(one.code, name, names)
    ]
    shown = every[part.offset : part.offset + part.limit]
    place, sheet = paging(asked, part, len(every)), _sheet(shown, names)
    lines = tuple(Line(_titled(words.country(one.code, names)), links.state(one.code), one) for one in shown)
    content = {"lines": lines, "place": place, "name": clean(name)}
    return View("states.html", "States and organisations", content, page_of(sheet, place), lambda: (sheet,))


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]  # "An intergovernmental organisation"


def _is_named(code: str, name: str, names: words.Names) -> bool:
    return name.casefold() in words.country(code, names).casefold() or name.casefold() == code.casefold()


def _sheet(shown: list[StateEntry], names: words.Names) -> Sheet:
    rows = [(s.code, words.country(s.code, names), s.documents, s.meetings, s.events, s.partners) for s in shown]
    return Sheet("states", HEADS, rows)
