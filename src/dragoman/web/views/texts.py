"""Two reports of one meeting side by side: both whole texts, and the ways across where they tell the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier import meetings
from dragoman.pages.dossier.facts import publisher
from dragoman.pages.quoting import clean, cut
from dragoman.relations.comparing import compare
from dragoman.relations.values import Comparison, JoinedMeeting, Stated, Told, Version
from dragoman.store.documents import ReadDocument, read_document_of
from dragoman.store.loading import joined_by_id
from dragoman.web import links
from dragoman.web.asking import Asked, Knowledge
from dragoman.web.faults import Fault, missing, wrong
from dragoman.web.marking import Marks
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.document.entries import SILENCES, Across, Entry, Note
from dragoman.web.views.document.page import (
    FACTS,
    SILENT,
    kinds_of,
    label_of,
    record_form,
    sheets_of,
    title_of,
    told,
)
from dragoman.web.views.marks import decided_on
from dragoman.web.views.meeting import documents_of, home_of, told_sheet

SIDES = ("left", "right")
Sides = Mapping[str, ReadDocument]
STANDINGS = {**meetings.STANDINGS, "one_side": "Told in both texts"}  # the last of two texts of one government
LONG = 4_000  # characters of a text that fills some screens, and scrolls by itself
LONGEST_TITLE = 90  # characters of a title among others that can be chosen


class Place(msgspec.Struct, frozen=True):
    """The words of a fact in a text of the page: the number at their end, and where they stand."""

    number: int
    address: str
    field: str = ""


class Matter(msgspec.Struct, frozen=True):
    """A matter that both texts tell: its letter, and its places by side."""

    letter: str
    kind: str
    what: str
    standing: str
    title: str
    differing: str
    places: Mapping[str, tuple[Place, ...]]


class Column(msgspec.Struct, frozen=True):
    """One of the two texts: what its template is filled with, whose it is, and where it tells of the meeting."""

    side: str
    home: str
    address: str
    document: dict[str, Any]
    here: tuple[Place, ...]


def show(asked: Asked) -> View:
    """Return the page of two reports of a meeting: those that the address names, or the first of each government."""
    found: JoinedMeeting | None = joined_by_id(asked.held.connection, "meetings", asked.path["id"])
    if found is None:
        raise missing("meeting", asked.path["id"])
    reports = _ranked(found)
    if len(reports) < len(SIDES):
        advice = f"Read it at {links.document(reports[0].document)}."
        raise Fault(404, "not-found", "The record holds one report of this meeting, and none to set beside it.", advice)
    sides = {side: _read(asked, version) for side, version in zip(SIDES, _chosen(asked, reports), strict=True)}
    marks = decided_on(asked, (document.version for document in sides.values()))
    sides = {side: _kept(document, marks) for side, document in sides.items()}
    comparison = _compared(found, sides)
    return View(
        "texts.html", f"Both texts: {meetings.title(found, asked.known.shown)}, {meetings.days(found)}",
        _content(asked.known, found, reports, sides, comparison, marks),
        {"meeting": found, "told": comparison.told, **{side: record_form(one) for side, one in sides.items()}},
        lambda: (*_tables(sides, asked.known), told_sheet(comparison)), marks=marks,
    )  # fmt: skip


def _kept(document: ReadDocument, marks: Marks) -> ReadDocument:
    kept = tuple((kind, one) for kind, one in document.facts if marks.keeps(one))
    return msgspec.structs.replace(document, facts=kept)


def _ranked(found: JoinedMeeting) -> list[Version]:
    """Return the documents that report a meeting: first one of each government, those of the sides before others."""
    first: dict[str, Version] = {}
    for one in documents_of(found):
        if one.publisher_country:
            first.setdefault(one.publisher_country, one)
    homes = sorted(first, key=lambda home: (home not in found.countries, home))
    leading = [first[home] for home in homes]
    return leading + [one for one in documents_of(found) if one not in leading]


def _chosen(asked: Asked, reports: Sequence[Version]) -> list[Version]:
    """Return the two reports that the address names; what it leaves open is of another government if there is one."""
    left, right = (_named(asked, side, reports) for side in SIDES)
    if left and left is right:
        raise wrong("right", left.document, "Choose another report than the left one.")
    left = left or _beside(right, reports)
    return [left, right or _beside(left, reports)]


def _named(asked: Asked, side: str, reports: Sequence[Version]) -> Version | None:
    name = asked.query.get(side)
    if not name:
        return None
    found = next((one for one in reports if one.document == name), None)
    if found is None:
        raise wrong(side, name, "Choose a document that reports this meeting.")
    return found


def _beside(other: Version | None, reports: Sequence[Version]) -> Version:
    rest = [one for one in reports if one is not other]
    return min(rest, key=lambda one: other is not None and one.publisher_country == other.publisher_country)


def _read(asked: Asked, version: Version) -> ReadDocument:
    document = read_document_of(asked.held.connection, version.document, version.number)
    assert document is not None  # the version was found in the same snapshot
    return document


def _compared(found: JoinedMeeting, sides: Sides) -> Comparison:
    """Return what both documents tell, as if no other reported the meeting."""
    names = {document.version.document for document in sides.values()}
    alone = msgspec.structs.replace(found, reports=tuple(r for r in found.reports if r.version.document in names))
    comparison = compare(alone, [fact for document in sides.values() for fact in document.facts])
    both = [one for one in comparison.told if {saying.version.document for saying in one.sayings} == names]
    return msgspec.structs.replace(comparison, told=tuple(both))


def _content(
    known: Knowledge,
    found: JoinedMeeting,
    reports: Sequence[Version],
    sides: Sides,
    comparison: Comparison,
    marks: Marks,
) -> dict[str, Any]:
    filled = {side: told(document, known, marks.decided, f"{side}-") for side, document in sides.items()}
    places = {entry.id: _place(entry, sides[side]) for side, of in filled.items() for entry in of["entries"]}
    matters = [_matter(number, one, sides, places) for number, one in enumerate(comparison.told)]
    ways = _ways(comparison.told, matters, sides)
    reporting = {report.id for report in found.reports}
    counts = Counter(entry.kind for of in filled.values() for entry in of["entries"])
    return {
        "meeting": found.id, "heading": meetings.title(found, known.shown), "day": meetings.days(found),
        "where": meetings.where(found, known.shown), "codes": found.countries, "kinds": kinds_of(counts),
        "columns": [_column(side, sides[side], of, ways, reporting, known) for side, of in filled.items()],
        "matters": matters, "long": any(len(one.text or "") > LONG for one in sides.values()),
        "choices": _choices(reports, known) if len(reports) > len(SIDES) else [],
        "chosen": {side: document.version.document for side, document in sides.items()},
    }  # fmt: skip


def _place(entry: Entry, document: ReadDocument) -> Place:
    """Return where the words of an entry stand, or where it is told if they do not stand on the page."""
    field = entry.marks[0][0]
    shown = {None: document.text, "title": document.version.title, "summary": document.summary}[field]
    return Place(entry.number, f"#text-{entry.key}" if shown else f"#{entry.key}", field or "")


def _matter(number: int, one: Told, sides: Sides, places: Mapping[str, Place]) -> Matter:
    return Matter(
        letter=ascii_uppercase[number % 26] * (number // 26 + 1), kind=meetings.KINDS[one.kind], what=clean(one.what),
        standing=one.standing, title=STANDINGS[one.standing],
        differing=words.listed([clean(field).replace("_", " ") for field in one.differing]),
        places={
            side: tuple(places[saying.id] for saying in one.sayings if _is_of(saying, document))
            for side, document in sides.items()
        },
    )  # fmt: skip


def _is_of(saying: Stated[Any], document: ReadDocument) -> bool:
    return saying.version.document == document.version.document


def _ways(both: Sequence[Told], matters: Sequence[Matter], sides: Sides) -> dict[str, tuple[Across, ...]]:
    """Return by fact the way to the same matter in the other text; a fact is of one matter at most."""
    left = sides["left"]
    return {
        saying.id: (_way(matter, "right" if _is_of(saying, left) else "left"),)
        for one, matter in zip(both, matters, strict=True)
        for saying in one.sayings
    }


def _way(matter: Matter, to: str) -> Across:
    label = f"{matter.letter}: {matter.what}. {matter.title}. To the words of the {to} text"
    return Across(matter.letter, matter.standing, matter.places[to][0].address, label)


def _column(
    side: str,
    document: ReadDocument,
    content: Mapping[str, Any],
    ways: Mapping[str, tuple[Across, ...]],
    reporting: Collection[str],
    known: Knowledge,
) -> Column:
    version, entries = document.version, content["entries"]
    address = links.document(version.document, version.number)
    notes = {
        entry.number: Note(
            _told_at(entry, address, side) if content["keeps"] else f"#{entry.key}", label_of(entry),
            entry.id in reporting, ways.get(entry.id, ()),
        )
        for entry in entries
    }  # fmt: skip
    here = tuple(_place(entry, document) for entry in entries if entry.id in reporting)
    return Column(side, home_of(version, known.shown), address, {**content, "notes": notes}, here)


def _told_at(entry: Entry, address: str, side: str) -> str:
    """Return where the page of the document tells of an entry."""
    return f"{address}#{entry.key.removeprefix(f'{side}-')}"


def _choices(reports: Sequence[Version], known: Knowledge) -> list[tuple[str, str]]:
    """Return the reports that can be chosen, each in words."""
    return [
        (
            one.document,
            f"{publisher(one, known.shown)}, {words.day(one.published) or 'date unknown'}: "
            f"{cut(title_of(one), LONGEST_TITLE)}",
        )
        for one in reports
    ]


def _tables(sides: Sides, known: Knowledge) -> tuple[Sheet, ...]:
    """Return the facts of both documents as one table, and their silences as another."""
    tables = {side: sheets_of(document, known) for side, document in sides.items()}
    return tuple(
        Sheet(
            name,
            ("side", "document", *columns),
            [
                (side, sides[side].version.document, *row)
                for side, of in tables.items()
                for sheet in of
                for row in sheet.rows
                if sheet.name == name
            ],
        )
        for name, columns in (("facts", FACTS), (SILENCES, SILENT))
    )
