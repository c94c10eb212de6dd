"""The agreements of a record, those that most documents cite first."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.pages import words
from dragoman.pages.quoting import clean
from dragoman.store import catalogue
from dragoman.store.catalogue import AgreementEntry
from dragoman.web import links
from dragoman.web.asking import Asked, code_of
from dragoman.web.listing import page_of
from dragoman.web.paging import entries, paging, slice_of
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
    sides = () if asked.filters.pair else tuple(code for code in codes if code)
    connection, filters = asked.held.connection, asked.filters
    total, found = entries(
        part, lambda limit, offset: catalogue.agreements(connection, filters, limit, offset, name=name, sides=sides)
    )
    place = paging(asked, part, total)
    if asked.form != "html":
        sheet = _sheet(found)
        return View("agreements.html", "Agreements", {}, page_of(sheet, place), lambda: (sheet,))
    content = {"lines": tuple(_line(entry, names) for entry in found), "place": place, "name": clean(name)}
    return View("agreements.html", "Agreements", content, {}, tuple)


def _line(entry: AgreementEntry, names: words.Names) -> Line:
    found = entry.agreement
    return Line(
        clean(found.name), links.agreement(found.id), words.countries(found.parties, names), entry.documents,
        words.day(entry.first) or "day not known", words.day(entry.last) or "day not known",
    )  # fmt: skip


def _sheet(found: Iterable[AgreementEntry]) -> Sheet:
    rows = (
        (e.agreement.id, e.agreement.name, e.agreement.names, e.agreement.parties, e.documents, e.first, e.last)
        for e in found
    )
    return Sheet("agreements", COLUMNS, rows)
