"""One row of an input (its columns by name) into a Document or the Refusal that stands for it."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.source.document import Document, PublishedBasis, Refusal

COLUMNS = (
    "text",
    "id",
    "url",
    "title",
    "summary",
    "published",
    "publisher",
    "publisher_country",
    "language",
)
LARGEST_TEXT = 5_000_000  # characters; the longest treaties have a tenth of it
PUBLISHED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?")
COUNTRY = re.compile(r"[A-Za-z]{3}")


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of every document that does not say it itself (the options of the command line)."""

    title: str | None = None
    summary: str | None = None
    published: str | None = None
    publisher: str | None = None
    publisher_country: str | None = None
    url: str | None = None
    language: str | None = None


NO_DEFAULTS = Defaults()


class BadRowError(ValueError):
    """A row that gives no document; `problem` and `remedy` are those of its refusal."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def document_of(row: Mapping[str, Any], origin: str, defaults: Defaults = NO_DEFAULTS) -> Document | Refusal:
    """Return the document of one row, or its refusal; columns that are not of the contract are passed over."""
    try:
        return _document(row, origin, defaults)
    except BadRowError as bad:
        return Refusal(origin, bad.problem, bad.remedy)


def fault_of(defaults: Defaults) -> str | None:
    """Return what is wrong with the values given for all documents, or None."""
    try:
        _published(defaults.published)
        _country(defaults.publisher_country)
    except BadRowError as bad:
        return f"{bad.problem}; {bad.remedy}"
    return None


def id_of(text: str) -> str:
    """Return the identifier of a document without one: 16 hex digits of the sha256 of its text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def day_of(published: str) -> str | None:
    """Return the day (YYYY-MM-DD) of an ISO date or date and time as it is written there, or None if it is neither."""
    found = PUBLISHED.fullmatch(published.strip())
    if not found:
        return None
    try:
        return datetime.date.fromisoformat(found[1]).isoformat()
    except ValueError:
        return None


def _document(row: Mapping[str, Any], origin: str, defaults: Defaults) -> Document:
    text = _text(row)
    fields = {name: _string(row, name) or getattr(defaults, name) for name in COLUMNS[2:]}
    published = _published(fields["published"])
    basis: PublishedBasis = "given" if published else "unknown"
    if published and row.get("published_basis") == "metadata":
        basis = "metadata"
    return Document(
        text=text,
        id=_identifier(row.get("id")) or id_of(text),
        url=fields["url"],
        title=fields["title"],
        summary=fields["summary"],
        published=published,
        published_basis=basis,
        publisher=fields["publisher"],
        publisher_country=_country(fields["publisher_country"]),
        language=fields["language"],
        origin=origin,
    )


def _text(row: Mapping[str, Any]) -> str:
    text = row.get("text")
    if text is None:
        raise BadRowError("no `text`", "give every document a `text`")
    if not isinstance(text, str):
        raise BadRowError(f"`text` is {_kind(text)}, not a string", "give the words of the document as one string")
    if not text.strip():
        raise BadRowError("`text` is empty", "leave the document out or give its words")
    if len(text) > LARGEST_TEXT:
        problem = f"`text` has {len(text):,} characters, more than the {LARGEST_TEXT:,} that are read"
        raise BadRowError(problem, "split it into documents")
    return text


def _string(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if isinstance(value, datetime.date):  # typed columns (Parquet) hold dates as such; datetime is a date too
        return value.isoformat()
    if value is not None and not isinstance(value, str):
        raise BadRowError(f"`{name}` is {_kind(value)}, not a string", "give a string or leave it out")
    return (value or "").strip() or None


def _identifier(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise BadRowError(f"`id` is {_kind(value)}, not a string", "give a string or leave it out")
    return (value or "").strip() or None


def _published(value: str | None) -> str | None:
    if value is not None and day_of(value) is None:
        raise BadRowError(
            f"`published` is no date: {_short(value)}", "write it as 2016-07-31 or 2016-07-31T14:00:00+02:00"
        )
    return value


def _country(value: str | None) -> str | None:
    if value is not None and not COUNTRY.fullmatch(value):
        raise BadRowError(f"`publisher_country` is no ISO code: {_short(value)}", "write three letters, such as SRB")
    return value and value.upper()


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")


def _short(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:39] + "…")
