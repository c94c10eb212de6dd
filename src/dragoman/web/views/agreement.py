"""An agreement: its names, its parties, and who cites it since when."""

from __future__ import annotations

import msgspec

from dragoman.pages.dossier.facts import Telling, publisher, shelved
from dragoman.pages.dossier.page import instrument
from dragoman.pages.words import Names
from dragoman.record.types import Agreement
from dragoman.relations.grouping import order_of
from dragoman.relations.values import JoinedAgreement, Stated
from dragoman.store.loading import joined_by_id
from dragoman.web.asking import MOST_ON_A_PAGE, Asked
from dragoman.web.faults import missing
from dragoman.web.listing import DocumentLine, document_line
from dragoman.web.paging import with_query
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.marks import decided_on

SHOWN = 40  # citations, the first
CITATIONS = ("published", "publisher", "publisher_country", "act", "name", "parties", "quote", "document", "fact")
PUBLISHERS = ("publisher", "publisher_country", "documents", "first", "last", "first_document", "last_document", "acts")


class Citing(msgspec.Struct, frozen=True):
    """Who cites an agreement: in how many documents, what they say is done with it, the first and the last citation."""

    publisher: str
    documents: int
    acts: tuple[str, ...]
    first: Stated[Agreement]
    last: Stated[Agreement]


class CitingLine(msgspec.Struct, frozen=True):
    """A publisher in a table."""

    publisher: str
    documents: int
    acts: str
    first: DocumentLine
    last: DocumentLine


def show(asked: Asked) -> View:
    """Return the page of the agreement that the address names; raises Fault."""
    found = joined_by_id(asked.held.connection, "agreements", asked.path["id"])
    if found is None:
        raise missing("agreement", asked.path["id"])
    marks = decided_on(asked, (one.version for one in found.citations))
    found = msgspec.structs.replace(found, citations=tuple(filter(marks.keeps, found.citations)))
    names, limit = asked.known.shown, asked.number("limit", SHOWN, most=MOST_ON_A_PAGE)
    first, citing = found.citations[:limit], _citing(found, names)
    told = Telling(names, shelved((citation.version for citation in first), names), decided=marks.decided)
    content = {
        "agreement": instrument(msgspec.structs.replace(found, citations=first), told), "codes": found.parties,
        "sources": tuple(told.sources.values()), "citing": tuple(_line(one, names) for one in citing),
        "citations": len(found.citations),
        "more": with_query(asked, limit=MOST_ON_A_PAGE) if limit < min(len(found.citations), MOST_ON_A_PAGE) else "",
    }  # fmt: skip
    return View(
        "agreement.html", found.name, content, found, lambda: (_citations(found), _publishers(citing)), marks=marks
    )


def _citing(found: JoinedAgreement, names: Names) -> tuple[Citing, ...]:
    """Return who cites an agreement, in the order of their first citations."""
    by: dict[str, list[Stated[Agreement]]] = {}
    for citation in sorted(found.citations, key=order_of):
        by.setdefault(publisher(citation.version, names), []).append(citation)
    return tuple(
        Citing(
            who, len({c.version.document for c in cited}), tuple(dict.fromkeys(c.item.act for c in cited)),
            cited[0], cited[-1],
        )
        for who, cited in by.items()
    )  # fmt: skip


def _line(one: Citing, names: Names) -> CitingLine:
    return CitingLine(
        one.publisher, one.documents, ", ".join(one.acts), document_line(one.first.version, names),
        document_line(one.last.version, names),
    )  # fmt: skip


def _citations(found: JoinedAgreement) -> Sheet:
    rows = [
        (
            one.version.published, one.version.publisher, one.version.publisher_country, one.item.act, one.item.name,
            one.item.parties, one.item.evidence.exact, one.version.document, one.id,
        )
        for one in found.citations
    ]  # fmt: skip
    return Sheet("citations", CITATIONS, rows)


def _publishers(citing: tuple[Citing, ...]) -> Sheet:
    rows = [
        (
            one.publisher, one.first.version.publisher_country, one.documents, one.first.version.published,
            one.last.version.published, one.first.version.document, one.last.version.document, one.acts,
        )
        for one in citing
    ]  # fmt: skip
    return Sheet("publishers", PUBLISHERS, rows)
