"""The documents of a record, the newest first."""

from __future__ import annotations

from urllib.parse import urlencode

from dragoman.pages import words
from dragoman.pages.dossier.facts import publisher
from dragoman.pages.quoting import clean
from dragoman.store.documents import Listed, listed
from dragoman.web.asking import Asked
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
    number = asked.number("page", 1)
    total, found = listed(asked.held.connection, asked.filters, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    content = {
        "found": [_line(one, asked.known.shown) for one in found],
        "total": total,
        "number": number,
        "pages": max(1, -(-total // ON_A_PAGE)),
        "first": (number - 1) * ON_A_PAGE + 1,
        "newer": _turned(asked, number - 1),
        "older": _turned(asked, number + 1),
    }
    data = {"documents": found, "total": total, "page": number, "pages": content["pages"]}
    return View("documents.html", "Documents", content, data, lambda: (_sheet(found),))


def _turned(asked: Asked, number: int) -> str:
    given = [(name, value) for name, value in asked.query.multi_items() if value and name != "page"]
    return f"/documents?{urlencode([*given, ('page', str(number))])}"


def _line(one: Listed, names: words.Names) -> tuple[Listed, str, str, str]:
    version = one.version
    return one, title_of(version), publisher(version, names), clean(version.language or "")


def _sheet(found: tuple[Listed, ...]) -> Sheet:
    rows = [
        (
            one.version.document, one.version.number, one.version.published, one.version.publisher,
            one.version.publisher_country, one.version.title, one.version.url, one.version.language, one.facts,
            one.version.original, one.version.sha256,
        )
        for one in found
    ]  # fmt: skip
    return Sheet("documents", COLUMNS, rows)
