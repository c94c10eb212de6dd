"""HTML pages: main text, title, address and date of publication, without ever fetching anything."""

from __future__ import annotations

import logging
import re
from typing import Any

import lxml.html
from htmldate import find_date
from lxml.etree import ParserError
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from dragoman.source.document import Document, Refusal
from dragoman.source.rows import NO_DEFAULTS, Defaults, document_of, id_of

# Both libraries log what they cannot read; what the reader must know is in the refusal.
for _name in ("htmldate", "trafilatura"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False

LARGEST_PAGE = 20_000_000  # characters of HTML
SHORTEST_HEADING = 15  # characters; shorter ones are names of sections
LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S
)


def is_html(text: str) -> bool:
    """Return whether a text is an HTML page (by how it begins)."""
    return LOOKS_LIKE_HTML.match(text) is not None


def page_document(html: str, origin: str, defaults: Defaults = NO_DEFAULTS) -> Document | Refusal:
    """Return the document of an HTML page, or a refusal if it has no main text.

    What is given in `defaults` wins over what the page says of itself; a date found in the page has the basis
    "metadata".
    """
    if len(html) > LARGEST_PAGE:
        return Refusal(origin, f"the page has more than {LARGEST_PAGE:,} characters", "save its text alone")
    text = _main_text(html)
    if not text:
        return Refusal(origin, "the page has no main text", "save the text itself as .txt")
    title, url = _head(html)
    found = {"title": title, "url": url, "published": _date(html)}
    row: dict[str, Any] = {name: getattr(defaults, name) or value for name, value in found.items()}
    if found["published"] and not defaults.published:
        row["published_basis"] = "metadata"
    return document_of({**row, "id": id_of(html), "text": text}, origin, defaults)


def _tree(html: str) -> Any:
    # Parsed here and not by the libraries: given a string that looks like an address they would fetch it.
    try:
        return lxml.html.document_fromstring(html.encode("utf-8", "replace"), lxml.html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None


def _main_text(html: str) -> str:
    tree = _tree(html)
    if tree is None:
        return ""
    found: Any = bare_extraction(tree, include_comments=False, include_tables=True, include_formatting=False)
    return (found.text or "").strip() if found is not None else ""


def _head(html: str) -> tuple[str | None, str | None]:
    """Return the page's title and address; a heading of the page that the title repeats is the title itself."""
    about = extract_metadata(_tree(html), date_config={"extensive_search": False})
    title = " ".join((about.title or "").split())
    headings = (" ".join(h.text_content().split()) for h in _tree(html).iter("h1", "h2"))
    shorter = [h for h in headings if len(h) >= SHORTEST_HEADING and h in title]
    return (max(shorter, key=len) if shorter else title) or None, about.url


def _date(html: str) -> str | None:
    found: str | None = find_date(_tree(html), original_date=True, outputformat="%Y-%m-%d")
    return found
