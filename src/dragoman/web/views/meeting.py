"""A meeting: who took part, what was on the agenda, what each side told, and every report."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier import meetings
from dragoman.pages.dossier.facts import Telling, shelved
from dragoman.pages.quoting import clean
from dragoman.record.types import Meeting, Topic
from dragoman.relations.comparing import text_of
from dragoman.relations.values import Comparison, JoinedMeeting, Stated, Version
from dragoman.store.dossier import told_of
from dragoman.store.loading import joined_by_id, persons_of
from dragoman.web.asking import Asked
from dragoman.web.faults import Fault, missing
from dragoman.web.listing import DocumentLine, document_line
from dragoman.web.marking import Marks
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.leaving import without
from dragoman.web.views.marks import decided_on

REPORTS = (
    "published", "publisher", "publisher_country", "kind", "status", "date", "end_date", "place", "countries",
    "participants", "purpose", "quote", "document", "fact",
)  # fmt: skip
TOLD = (
    "matter", "standing", "differing", "told_by", "kind", "about", "quote", "published", "publisher", "document",
    "fact",
)  # fmt: skip
PRESENT = ("country", "name", "offices", "person", "document")


class Point(msgspec.Struct, frozen=True):
    """A point of the agenda, and whose reports name it."""

    what: str
    contexts: str
    named_by: str


def show(asked: Asked) -> View:
    """Return the page of the meeting that the address names; raises Fault."""
    names = asked.known.shown
    found: JoinedMeeting | None = joined_by_id(asked.held.connection, "meetings", asked.path["id"])
    if found is None:
        raise missing("meeting", asked.path["id"])
    marks = decided_on(asked, (report.version for report in found.reports))
    found = _kept(found, marks)
    versions = [report.version for report in found.reports]
    persons = persons_of(asked.held.connection, versions)
    told = Telling(names, shelved(versions, names), persons, marks.decided)
    (compared,) = told_of(asked.held.connection, [found])
    comparison = without(compared, marks)
    (encounter,) = meetings.encounters([found], [comparison], told)
    (side_by_side,) = meetings.versions([comparison], [found], told)
    content = {
        "meeting": encounter, "versions": side_by_side if comparison.publishers else None,
        "agenda": _agenda(found, comparison, names),
        "reporters": _reporters(sorted(versions, key=lambda one: one.publisher_country or "~"), names),
        "texts": len(documents_of(found)), "codes": found.countries, "kind": found.kind,
        "sources": tuple(told.sources.values()),
    }  # fmt: skip
    data = {"meeting": found, "told": comparison.told, "publishers": comparison.publishers}
    return View(
        "meeting_page.html", f"{encounter.title}, {encounter.day}", content, data,
        lambda: (_reports(found.reports), told_sheet(comparison), _present(found, told)), marks=marks,
    )  # fmt: skip


def _kept(found: JoinedMeeting, marks: Marks) -> JoinedMeeting:
    """Return a meeting without the reports that people rejected, if that is asked for; raises Fault for none left."""
    kept = tuple(filter(marks.keeps, found.reports))
    if not kept:
        what = "People rejected every report of this meeting, and what they rejected is left out."
        raise Fault(404, "not-found", what, "Take the filter “reviewed” out of the address.")
    return msgspec.structs.replace(found, reports=kept)


def _agenda(found: JoinedMeeting, comparison: Comparison, names: words.Names) -> tuple[Point, ...]:
    """Return what the meeting was for and the topics of its reports, each once, with who names it."""
    named: dict[str, tuple[list[str], set[str]]] = {}
    for report in found.reports:
        if report.item.purpose:
            named.setdefault(clean(report.item.purpose), ([], set()))[1].add(home_of(report.version, names))
    sayings = (saying for one in comparison.told for saying in one.sayings)
    for saying in sorted(sayings, key=lambda saying: saying.item.evidence.start):
        if isinstance(saying.item, Topic):
            contexts, by = named.setdefault(clean(saying.item.text), ([], set()))
            contexts += [context for context in saying.item.contexts if context not in contexts]
            by.add(home_of(saying.version, names))
    return tuple(
        Point(what, ", ".join(map(clean, contexts)), words.listed(sorted(by))) for what, (contexts, by) in named.items()
    )


def documents_of(found: JoinedMeeting) -> tuple[Version, ...]:
    """Return the versions of documents that report a meeting, each once, the earliest published first."""
    return tuple({report.version.document: report.version for report in found.reports}.values())


def home_of(version: Version, names: words.Names) -> str:
    """Return the country whose government published a document, or else its publisher."""
    home = version.publisher_country
    return words.country(home, names) if home else clean(version.publisher or "publisher not known")


def _reporters(versions: Iterable[Version], names: words.Names) -> dict[str, list[DocumentLine]]:
    """Return the documents that report the meeting by who published them."""
    found: dict[str, list[DocumentLine]] = {}
    for version in {(version.document, version.number): version for version in versions}.values():
        found.setdefault(home_of(version, names), []).append(document_line(version, names))
    return found


def _reports(reports: Iterable[Stated[Meeting]]) -> Sheet:
    rows = []
    for report in reports:
        version, item = report.version, report.item
        people = [
            p.name or p.offices[0] for p in version.participants if p.id in item.participants and (p.name or p.offices)
        ]
        rows.append(
            (
                version.published, version.publisher, version.publisher_country, item.kind, item.status, item.date,
                item.end_date, item.place, item.countries, people, item.purpose, item.evidence.exact, version.document,
                report.id,
            )
        )  # fmt: skip
    return Sheet("reports", REPORTS, rows)


def told_sheet(comparison: Comparison) -> Sheet:
    """Return what each report tells, matter by matter, as a table."""
    rows = [
        (
            number, one.standing, one.differing, saying.version.publisher_country, saying.id.rsplit("/", 2)[1],
            text_of(saying.item), saying.item.evidence.exact, saying.version.published, saying.version.publisher,
            saying.version.document, saying.id,
        )
        for number, one in enumerate(comparison.told, 1)
        for saying in one.sayings
    ]  # fmt: skip
    return Sheet("told", TOLD, rows)


def _present(found: JoinedMeeting, told: Telling) -> Sheet:
    rows = [
        (p.country, p.name, p.offices, told.persons.get((v.document, v.number, p.id)), v.document)
        for report in found.reports
        for v in (report.version,)
        for p in v.participants
        if p.id in report.item.participants
    ]
    return Sheet("participants", PRESENT, rows)
