"""A person: spellings, offices, the meetings they took part in, what they said, and the documents that name them."""

from __future__ import annotations

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier.facts import Telling, fact, shelved
from dragoman.pages.plots.offices import offices, tenures
from dragoman.pages.quoting import clean
from dragoman.relations.values import JoinedPerson
from dragoman.store.people import Life, life_of
from dragoman.web.asking import MOST_ON_A_PAGE, Asked
from dragoman.web.faults import missing
from dragoman.web.listing import documents_sheet, meeting_line, meetings_sheet, records, said_sheet
from dragoman.web.marking import Marks
from dragoman.web.paging import with_query
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.marks import decided_on

SHOWN = 25  # of each kind, the newest
OFFICES = ("office", "first", "last", "documents")


class Tenure(msgspec.Struct, frozen=True):
    """An office in words, with the days between which a document shows the person in it."""

    office: str
    first: str
    last: str
    documents: int


def show(asked: Asked) -> View:
    """Return the page of the person that the address names; raises Fault."""
    names, limit = asked.known.shown, asked.limit(SHOWN)
    life = life_of(asked.held.connection, asked.path["id"], limit)
    if life is None:
        raise missing("person", asked.path["id"])
    person, marks = life.person, decided_on(asked, (one.version for _, one in life.said.entries))
    life = _kept(life, marks)
    sources = shelved([*(one.version for _, one in life.said.entries), *life.documents.entries], names)
    told = Telling(names, sources, decided=marks.decided)
    content = {
        "name": clean(person.name), "others": words.listed([clean(s) for s in person.spellings if s != person.name]),
        "code": person.country, "offices": _tenures(person), "life": life,
        "held": offices(tenures([person]), lambda _: None),
        "meetings": tuple(meeting_line(entry, names) for entry in life.meetings.entries),
        "announced": tuple(meeting_line(entry, names) for entry in life.announced.entries),
        "said": tuple(fact(one, told) for _, one in life.said.entries), "sources": tuple(told.sources.values()),
        "more": with_query(asked, limit=MOST_ON_A_PAGE) if limit < MOST_ON_A_PAGE else "",
    }  # fmt: skip
    sheets = (
        _offices(person), meetings_sheet(life.meetings.entries), meetings_sheet(life.announced.entries, "announced"),
        said_sheet(life.said.entries), documents_sheet(life.documents.entries),
    )  # fmt: skip
    return View("person.html", clean(person.name), content, _data(life, sheets), lambda: sheets, marks=marks)


def _kept(life: Life, marks: Marks) -> Life:
    """Return what is told of a person without what people rejected, if that is asked for."""
    kept = tuple((kind, one) for kind, one in life.said.entries if marks.keeps(one))
    return msgspec.structs.replace(life, said=msgspec.structs.replace(life.said, entries=kept))


def _tenures(person: JoinedPerson) -> tuple[Tenure, ...]:
    return tuple(
        Tenure(clean(o.office), words.day(o.first) or "not known", words.day(o.last) or "not known", o.documents)
        for o in person.offices
    )


def _offices(person: JoinedPerson) -> Sheet:
    return Sheet("offices", OFFICES, [(o.office, o.first, o.last, o.documents) for o in person.offices])


def _data(life: Life, sheets: tuple[Sheet, ...]) -> dict[str, object]:
    person = life.person
    return {
        "id": person.id, "name": person.name, "spellings": person.spellings, "country": person.country,
        "counts": {
            "documents": life.documents.total, "meetings": life.meetings.total, "announced": life.announced.total,
            "said": life.said.total,
        },
        **{sheet.name: records(sheet) for sheet in sheets},
    }  # fmt: skip
