"""The documents of a record, the newest first."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.pages import words
from dragoman.pages.dossier.facts import publisher
from dragoman.pages.quoting import clean
from dragoman.store.catalogue import Leaf
from dragoman.store.documents import Listed, listed
from dragoman.web.asking import Asked
from dragoman.web.paging import entries, paging, slice_of
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.document.page import title_of

ON_A_PAGE = 50
COLUMNS = (
    "document", "version", "published", "publisher", "publisher_country", "title", "url", "language", "facts",
    "original", "sha256",
)  # fmt: skip


def show(asked: Asked) -> View:
    """Return the documents that the filters leave, a page of them; raises Fault."""
    part = slice_of(asked, ON_A_PAGE)
    connection, filters = asked.held.connection, asked.filters
    total, found = entries(part, lambda limit, offset: Leaf(*listed(connection, filters, offset, limit)))
    place = paging(asked, part, total)
    if asked.form != "html":
        data = {"documents": found, "total": total, "page": place.page, "pages": place.pages}
        return View("documents.html", "Documents", {}, data, lambda: (_sheet(found),))
    content = {
        "found": [_line(one, asked.known.shown) for one in found],
        "place": place,
    }
    return View("documents.html", "Documents", content, {}, tuple)


def _line(one: Listed, names: words.Names) -> tuple[Listed, str, str, str]:
    version = one.version
    return one, title_of(version), publisher(version, names), clean(version.language or "")


def _sheet(found: Iterable[Listed]) -> Sheet:
    rows = (
        (
            one.version.document, one.version.number, one.version.published, one.version.publisher,
            one.version.publisher_country, one.version.title, one.version.url, one.version.language, one.facts,
            one.version.original, one.version.sha256,
        )
        for one in found
    )  # fmt: skip
    return Sheet("documents", COLUMNS, rows)
