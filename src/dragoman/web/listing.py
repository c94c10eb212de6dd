"""Rows that several pages list, as tables and as words: meetings, documents, facts that somebody said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier import facts, meetings
from dragoman.pages.quoting import clean
from dragoman.relations.comparing import text_of
from dragoman.relations.values import Kind, Stated, Version
from dragoman.store.catalogue import MeetingEntry
from dragoman.web import links
from dragoman.web.paging import Paging
from dragoman.web.sheets import Sheet

MEETINGS = (
    "id", "date", "end_date", "kind", "status", "place", "place_country", "countries", "reports", "reported_by",
    "first_reported",
)  # fmt: skip
DOCUMENTS = ("document", "version", "published", "publisher", "publisher_country", "title", "url")
SAID = ("published", "publisher", "publisher_country", "kind", "about", "quote", "document", "fact")


class MeetingLine(msgspec.Struct, frozen=True):
    """A meeting in a list: `told` when it first was, `texts` the address of its texts side by side, where several
    governments report it.
    """

    day: str
    title: str
    address: str
    where: str
    reported_by: str
    texts: str
    told: str


class DocumentLine(msgspec.Struct, frozen=True):
    """A document in a list."""

    day: str
    title: str
    address: str
    publisher: str


def meeting_line(entry: MeetingEntry, names: words.Names) -> MeetingLine:
    """Return a meeting as a list has it."""
    found = entry.meeting
    return MeetingLine(
        day=meetings.days(found), title=meetings.title(found, names), address=links.meeting(found.id),
        where=meetings.where(found, names), texts=links.texts(found.id) if len(entry.reported_by) > 1 else "",
        reported_by=words.countries(entry.reported_by, names) or "publisher’s country not known",
        told=words.day(entry.told) or "day not known",
    )  # fmt: skip


def document_line(version: Version, names: words.Names) -> DocumentLine:
    """Return a document as a list has it."""
    return DocumentLine(
        words.day(version.published) or "date unknown", clean(version.title or "") or "Untitled document",
        links.document(version.document, version.number), facts.publisher(version, names),
    )  # fmt: skip


def meetings_sheet(entries: Iterable[MeetingEntry], name: str = "meetings") -> Sheet:
    """Return meetings as a table."""
    rows = (
        (
            m.id, m.date, m.end_date, m.kind, m.status, m.place, m.place_country, m.countries, e.reports, e.reported_by,
            e.told,
        )
        for e in entries
        for m in (e.meeting,)
    )  # fmt: skip
    return Sheet(name, MEETINGS, rows)


def documents_sheet(versions: Iterable[Version]) -> Sheet:
    """Return documents as a table."""
    rows = [(v.document, v.number, v.published, v.publisher, v.publisher_country, v.title, v.url) for v in versions]
    return Sheet("documents", DOCUMENTS, rows)


def said_sheet(said: Iterable[tuple[Kind, Stated[Any]]]) -> Sheet:
    """Return facts that somebody said as a table."""
    rows = [
        (
            one.version.published, one.version.publisher, one.version.publisher_country, kind, text_of(one.item),
            one.item.evidence.exact, one.version.document, one.id,
        )
        for kind, one in said
    ]  # fmt: skip
    return Sheet("said", SAID, rows)


def records(sheet: Sheet) -> list[dict[str, Any]]:
    """Return the rows of a table as JSON has them."""
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def page_of(sheet: Sheet, place: Paging) -> dict[str, Any]:
    """Return a page of a list as JSON has it, its rows to be read as they are written."""
    rows = (dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows)
    return {"total": place.total, "page": place.page, "pages": place.pages, sheet.name: rows}


def given(values: Sequence[str], names: words.Names) -> list[tuple[str, str]]:
    """Return codes with the names that a reader chooses them by, in the order of these."""
    return sorted(((code, words.country(code, names)) for code in values), key=lambda one: one[1])
