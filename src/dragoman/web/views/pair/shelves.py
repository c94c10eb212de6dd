"""How much of each section is shown, where more of it is, and its table."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dragoman.pages.dossier.view import Page
from dragoman.relations.values import Dossier
from dragoman.web import links
from dragoman.web.asking import MOST_ON_A_PAGE

MORE = 5  # times as many entries as before
SHEETS = {"timeline": "events", "sources": "documents"}  # of sections that have another name than their table


class Shelf(msgspec.Struct, frozen=True):
    """How much of a section is shown, in words; the address with more of it (both empty when all is); its CSV."""

    shown: str
    more: str
    table: str


def shelves(
    dossier: Dossier, page: Page, address: str, kept: Mapping[str, str], limit: int, long: int
) -> dict[str, Shelf]:
    """Return the shelf of each section; `kept` are the filters that every link keeps."""
    held = {part.key: _held(part.key, part.count, dossier, limit, long) for part in page.parts}
    further = min(limit * MORE, MOST_ON_A_PAGE)
    found = {}
    for key, (shown, total, whole) in held.items():
        more = "" if whole or limit == MOST_ON_A_PAGE else _more(address, kept, further, key)
        found[key] = Shelf(_words(shown, total, whole), more, _table(address, kept, SHEETS.get(key, key)))
    return found


def _held(key: str, count: int | None, dossier: Dossier, limit: int, long: int) -> tuple[int, int | None, bool]:
    """Return how many entries of a section are shown, of how many where that is known, and whether that is all."""
    counts, shown = dossier.counts, count or 0
    match key:
        case "timeline":
            shown = len(dossier.events) + len(dossier.meetings)
            total = counts.events + counts.other_events + counts.meetings + counts.announced
        case "meetings":
            return shown, counts.meetings, len(dossier.meetings) >= counts.meetings + counts.announced
        case "sources":
            shown, total = len(dossier.documents), counts.documents
        case "versions" | "formulae":
            return shown, None, shown < long
        case "topics":
            return shown, None, shown < limit
        case _:
            total = getattr(counts, key)
    return shown, total, shown >= total


def _words(shown: int, total: int | None, whole: bool) -> str:
    if whole:
        return ""
    return f"{shown:,} of {total:,} shown" if total else f"{shown:,} shown"


def _more(address: str, kept: Mapping[str, str], limit: int, key: str) -> str:
    return links.asking(address, {**kept, "limit": str(limit)}) + f"#{key}"


def _table(address: str, kept: Mapping[str, str], name: str) -> str:
    return links.asking(links.twin(address, "csv"), {**kept, "table": name})
