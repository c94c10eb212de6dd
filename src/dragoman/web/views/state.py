"""A state or organisation: its partners, its offices and who held them, its meetings, formulae and documents."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.pages import words
from dragoman.pages.plots.network import Network, network
from dragoman.pages.plots.offices import Offices, offices, tenures
from dragoman.pages.quoting import clean
from dragoman.relations.values import Formula, JoinedPerson, Use, Version
from dragoman.store import catalogue, states
from dragoman.store.catalogue import Gatherings, Leaf, MeetingEntry
from dragoman.store.states import Office, Partner
from dragoman.web import links
from dragoman.web.asking import MOST_ON_A_PAGE, MOST_ROWS, Asked
from dragoman.web.faults import missing
from dragoman.web.listing import (
    DocumentLine,
    document_line,
    documents_sheet,
    meeting_line,
    meetings_sheet,
    records,
)
from dragoman.web.once import COLUMNS, partners_of
from dragoman.web.paging import with_query
from dragoman.web.sheets import Sheet
from dragoman.web.view import Moved, View

PARTNERS = 20  # of most events
OFFICES = 12  # of which most documents tell
HOLDERS = 8  # of an office, those seen last
NEWEST = 12  # meetings and documents
ANNOUNCED = 6  # meetings, those told last
TENURES = 60  # in the figures of the plot of offices, which draws fewer
PARTNER = (
    "partner", "name", "events", "cooperation", "conflict", "score", "meetings", "last_meeting", "last_met",
)  # fmt: skip
OFFICE = ("office", "name", "first", "last", "documents", "person")
FORMULA = ("phrase", "declared", "documents", "first", "last", "first_document", "last_document", "missing")


class State(msgspec.Struct, frozen=True):
    """What a record tells of a state or organisation."""

    code: str
    partners: tuple[Partner, ...]
    persons: tuple[JoinedPerson, ...]
    offices: tuple[Office, ...]
    meetings: Leaf[MeetingEntry]
    announced: Leaf[MeetingEntry]
    published: Leaf[Version]
    formulae: tuple[Formula, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the record tells nothing of it."""
        met = self.meetings.total or self.announced.total
        return not (self.partners or self.persons or met or self.published.total)


class PartnerLine(msgspec.Struct, frozen=True):
    """A partner in a table."""

    name: str
    address: str
    partner: Partner
    last_met: str
    meeting: str


class Bearer(msgspec.Struct, frozen=True):
    """Who held an office, with the days between which documents show it."""

    name: str
    address: str
    first: str
    last: str
    documents: int


class OfficeLine(msgspec.Struct, frozen=True):
    """An office with those who were seen in it; `more` counts the earlier ones that are not shown."""

    office: str
    holders: tuple[Bearer, ...]
    more: int


class FormulaLine(msgspec.Struct, frozen=True):
    """A formula in a table: in how many documents, its first and last use, in how many it was missing."""

    phrase: str
    documents: int
    first: DocumentLine
    last: DocumentLine
    missing: int


def show(asked: Asked) -> View:
    """Return the page of the state that the address names by its code; another name of it leads there."""
    code = _code(asked)
    limit = asked.limit(PARTNERS)
    found, names = _found(asked, code), asked.known.shown
    if found.is_empty:
        raise missing("state or organisation", asked.path["code"])
    name = words.country(code, names)
    content = {
        "name": name, "code": code, "state": found, "network": _network(found, names), "held": _held(found),
        "partners": tuple(_partner(code, one, names) for one in found.partners[:limit]),
        "offices": tuple(_office(one) for one in found.offices[:OFFICES]),
        "meetings": tuple(meeting_line(entry, names) for entry in found.meetings.entries),
        "announced": tuple(meeting_line(entry, names) for entry in found.announced.entries),
        "documents": tuple(document_line(version, names) for version in found.published.entries),
        "formulae": tuple(_formula(one, names) for one in found.formulae),
        "more": with_query(asked, limit=MOST_ON_A_PAGE) if limit < min(len(found.partners), MOST_ON_A_PAGE) else "",
    }  # fmt: skip
    sheets = _sheets(found, names)
    data = {
        "code": code, "name": name, "documents_published": found.published.total,
        "meetings_in_all": found.meetings.total, "announced_in_all": found.announced.total,
        "persons_in_all": len(found.persons),
        **{sheet.name: records(sheet) for sheet in sheets},
    }  # fmt: skip
    return View("state.html", name, content, data, lambda: sheets)


def _code(asked: Asked) -> str:
    given = asked.path["code"]
    code = asked.known.written.code(given)
    if code is None:
        raise missing("state or organisation", given)
    if code != given:
        address = links.state(code)
        form = address if asked.form == "html" else links.twin(address, asked.form)
        raise Moved(form + with_query(asked).removesuffix("?"))
    return code


def _found(asked: Asked, code: str) -> State:
    connection, filters = asked.held.connection, asked.filters
    persons = states.persons_of(connection, code)
    newest, announced = (MOST_ROWS, MOST_ROWS) if asked.whole else (NEWEST, ANNOUNCED)
    columns = COLUMNS.of(connection, asked.snapshot.stamp)
    return State(
        code=code, partners=partners_of(connection, columns, filters, code), persons=persons,
        offices=states.offices_of(persons),
        meetings=catalogue.meetings(connection, filters, Gatherings(sides=(code,), status="held"), newest),
        announced=catalogue.meetings(connection, filters, Gatherings(sides=(code,), status="planned"), announced),
        published=states.published_by(connection, code, newest),
        formulae=columns.formulae.get(code, ()),
    )  # fmt: skip


def _network(found: State, names: words.Names) -> Network | None:
    drawn = [(one.code, one.events, one.score or 0.0) for one in found.partners if one.events]
    return network(found.code, drawn, names, links.pair) if drawn else None


def _held(found: State) -> Offices | None:
    """Return the plot of those in offices whom most documents show."""
    shown = sorted(found.persons, key=lambda one: -max((held.documents for held in one.offices), default=0))[:TENURES]
    every = tenures(sorted(shown, key=lambda one: one.id))
    most_shown = set(sorted(every, key=lambda one: -one.documents)[:TENURES])
    return offices([one for one in every if one in most_shown], links.person)


def _partner(code: str, one: Partner, names: words.Names) -> PartnerLine:
    return PartnerLine(
        words.country(one.code, names), links.pair(code, one.code), one, words.day(one.last_met),
        links.meeting(one.last_meeting) if one.last_meeting else "",
    )  # fmt: skip


def _office(office: Office) -> OfficeLine:
    """Return an office with those who were seen in it last, in the order in which they first were."""
    latest = sorted(office.holders, key=lambda one: one.last or "", reverse=True)[:HOLDERS]
    holders = tuple(
        Bearer(
            clean(one.name), links.person(one.id), words.day(one.first) or "not known",
            words.day(one.last) or "not known", one.documents,
        )
        for one in office.holders
        if one in latest
    )  # fmt: skip
    return OfficeLine(clean(office.office), holders, len(office.holders) - len(holders))


def _formula(one: Formula, names: words.Names) -> FormulaLine:
    return FormulaLine(
        clean(one.phrase), one.documents, document_line(one.first.version, names),
        document_line(one.last.version, names), len(one.missing),
    )  # fmt: skip


def _sheets(found: State, names: words.Names) -> tuple[Sheet, ...]:
    partners = [
        (
            p.code, words.country(p.code, names), p.events, p.cooperation, p.conflict, p.score, p.meetings,
            p.last_meeting, p.last_met,
        )
        for p in found.partners
    ]  # fmt: skip
    held = [(o.office, h.name, h.first, h.last, h.documents, h.id) for o in found.offices for h in o.holders]
    formulae = [(f.phrase, f.declared, f.documents, *_uses((f.first, f.last)), len(f.missing)) for f in found.formulae]
    return (
        Sheet("partners", PARTNER, partners), Sheet("offices", OFFICE, held), Sheet("formulae", FORMULA, formulae),
        meetings_sheet(found.meetings.entries), meetings_sheet(found.announced.entries, "announced"),
        documents_sheet(found.published.entries),
    )  # fmt: skip


def _uses(uses: Sequence[Use]) -> tuple[str | None, ...]:
    return (*(use.version.published for use in uses), *(use.version.document for use in uses))
