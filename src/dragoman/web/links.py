"""The addresses of pages: what is linked today stands there tomorrow."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

FORMS = ("html", "json", "csv", "xlsx")
ENDINGS = tuple(f".{form}" for form in FORMS)
HOME = "/home"  # the stem of the twins of "/"


def page_of(path: str) -> str:
    """Return the address of a page by its parts; a name that ends like a twin is marked as a page."""
    return f"{path}.html" if path.endswith(ENDINGS) else path


def _page(room: str, *names: str) -> str:
    return page_of("/".join([f"/{room}", *(quote(name, safe="") for name in names)]))


def pair(a: str, b: str) -> str:
    """Return the address of a pair's page."""
    return _page("pairs", *sorted((a, b)))


def state(code: str) -> str:
    """Return the address of the page of a state or organisation."""
    return _page("states", code)


def meeting(joined: str) -> str:
    """Return the address of a joined meeting's page."""
    return _page("meetings", joined)


def texts(joined: str) -> str:
    """Return the address at which two reports of a joined meeting stand side by side."""
    return _page("meetings", joined, "texts")


def person(joined: str) -> str:
    """Return the address of a joined person's page."""
    return _page("persons", joined)


def agreement(joined: str) -> str:
    """Return the address of a joined agreement's page."""
    return _page("agreements", joined)


def document(name: str, number: int | None = None) -> str:
    """Return the address of a document's page, or of one of its versions."""
    return _page("documents", name) + (f"?version={number}" if number else "")


def fact(name: str) -> str:
    """Return the address of a fact, DOCUMENT/VERSION/KIND/PLACE, in the page of its document."""
    document_name, version, kind, place = name.rsplit("/", 3)
    return f"{document(document_name, int(version))}#{kind}-{place}"


def review(name: str) -> str:
    """Return the address at which a fact, DOCUMENT/VERSION/KIND/PLACE, is reviewed."""
    return _page("review/facts", name)


def adding(job: str, number: int | None = None) -> str:
    """Return the address of documents that are being added, or of one of them, counted from 1."""
    return _page("add", job, *([str(number)] if number else []))


def missed(document_name: str, kind: str = "") -> str:
    """Return the address at which a fact that was missed is added to a document."""
    return f"/review/add?document={quote(document_name, safe='')}" + (f"&kind={kind}" if kind else "")


def concept(kind: str, name: str) -> str:
    """Return the address of an entry of the codebook."""
    return _page("codebook", kind, name)


def asking(address: str, given: Mapping[str, str]) -> str:
    """Return an address with what is asked there: filters, a table, a limit; what is empty is left out."""
    query = urlencode({name: value for name, value in given.items() if value})
    return address + (f"?{query}" if query else "")


def twin(path: str, form: str, query: str = "") -> str:
    """Return the address of a page in another form: `path` is that of the page, `query` its filters."""
    return f"{path.removesuffix('.html') if path != '/' else HOME}.{form}" + (f"?{query}" if query else "")
