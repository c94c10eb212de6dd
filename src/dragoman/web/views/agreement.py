"""An agreement: its names, its parties, and who cites it since when."""

from __future__ import annotations

from dragoman.pages.dossier.facts import Telling, shelved
from dragoman.pages.dossier.page import instrument
from dragoman.relations.values import JoinedAgreement
from dragoman.store.loading import joined_by_id
from dragoman.web.asking import Asked
from dragoman.web.faults import missing
from dragoman.web.sheets import Sheet
from dragoman.web.view import View

COLUMNS = ("published", "publisher", "publisher_country", "act", "name", "parties", "quote", "document", "fact")


def show(asked: Asked) -> View:
    """Return the page of the agreement that the address names; raises Fault."""
    found = joined_by_id(asked.held.connection, "agreements", asked.path["id"])
    if found is None:
        raise missing("agreement", asked.path["id"])
    told = Telling(asked.known.shown, shelved((c.version for c in found.citations), asked.known.shown))
    content = {"agreement": instrument(found, told), "codes": found.parties, "sources": tuple(told.sources.values())}
    return View("agreement.html", found.name, content, found, lambda: (_citations(found),))


def _citations(found: JoinedAgreement) -> Sheet:
    rows = [
        (
            one.version.published, one.version.publisher, one.version.publisher_country, one.item.act, one.item.name,
            one.item.parties, one.item.evidence.exact, one.version.document, one.id,
        )
        for one in found.citations
    ]  # fmt: skip
    return Sheet("citations", COLUMNS, rows)
