"""The agreements of a record, those that most documents cite first."""

from __future__ import annotations

import msgspec

from dragoman.pages import words
from dragoman.pages.quoting import clean
from dragoman.store import catalogue
from dragoman.store.catalogue import AgreementEntry
from dragoman.web import links
from dragoman.web.asking import Asked, code_of
from dragoman.web.listing import page_of
from dragoman.web.paging import paging, slice_of
from dragoman.web.sheets import Sheet
from dragoman.web.view import View

COLUMNS = ("id", "name", "names", "parties", "documents", "first", "last")


class Line(msgspec.Struct, frozen=True):
    """An agreement in a list."""

    name: str
    address: str
    parties: str
    documents: int
    first: str
    last: str


def show(asked: Asked) -> View:
    """Return a page of the agreements that the address asks for; raises Fault."""
    name, part, names = asked.query.get("name", ""), slice_of(asked), asked.known.shown
    codes = (code_of(asked.query.get(side) or "", side, asked.known.written) for side in ("a", "b"))
    found = catalogue.agreements(
        asked.held.connection, asked.filters, part.limit, part.offset, name=name,
        sides=() if asked.filters.pair else tuple(code for code in codes if code),
    )  # fmt: skip
    place, sheet = paging(asked, part, found.total), _sheet(found.entries)
    content = {"lines": tuple(_line(entry, names) for entry in found.entries), "place": place, "name": clean(name)}
    return View("agreements.html", "Agreements", content, page_of(sheet, place), lambda: (sheet,))


def _line(entry: AgreementEntry, names: words.Names) -> Line:
    found = entry.agreement
    return Line(
        clean(found.name), links.agreement(found.id), words.countries(found.parties, names), entry.documents,
        words.day(entry.first) or "day not known", words.day(entry.last) or "day not known",
    )  # fmt: skip


def _sheet(entries: tuple[AgreementEntry, ...]) -> Sheet:
    rows = [
        (e.agreement.id, e.agreement.name, e.agreement.names, e.agreement.parties, e.documents, e.first, e.last)
        for e in entries
    ]
    return Sheet("agreements", COLUMNS, rows)
