"""How much of each section is shown, where more of it is, and its table."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from dragoman.pages.dossier.view import Page
from dragoman.relations.values import Dossier
from dragoman.store.sheaf import FEWER
from dragoman.web import links
from dragoman.web.asking import MOST_ON_A_PAGE

LIMIT = 20  # entries of each kind on a page
MORE = 5  # times as many entries as before
ONE_PAGE = ("versions", "formulae")  # sections that go with the newest entries alone
SHEETS = {"timeline": "events", "sources": "documents"}  # of sections that have another name than their table


class Shelf(msgspec.Struct, frozen=True):
    """How much of a section is shown, in words; the addresses with more of it on one page, and of what follows and
    stands before on pages of their own (empty when there is none); its CSV.
    """

    shown: str
    more: str
    next: str
    previous: str
    table: str


class Place(msgspec.Struct, frozen=True):
    """How many entries of each kind a page shows, how many of those that are long, and which page it is, from 1."""

    limit: int
    long: int
    page: int

    @property
    def before(self) -> int:
        """How many entries of each kind stand on the pages before."""
        return (self.page - 1) * self.limit


def shelves(dossier: Dossier, page: Page, address: str, kept: Mapping[str, str], place: Place) -> dict[str, Shelf]:
    """Return the shelf of each section; `kept` are the filters that every link keeps."""
    counts = {part.key: part.count for part in page.parts} | {"sources": len(page.sources)}
    held = {key: _held(key, count, dossier, place) for key, count in counts.items()}
    return {key: _shelf(key, *told, address, kept, place) for key, told in held.items()}


def _shelf(
    key: str, shown: int, total: int | None, ended: bool, address: str, kept: Mapping[str, str], place: Place
) -> Shelf:
    limit, paged = place.limit, key not in ONE_PAGE
    further = {"limit": str(min(limit * MORE, MOST_ON_A_PAGE))} if limit < MOST_ON_A_PAGE and place.page == 1 else {}
    number = {} if limit == LIMIT else {"limit": str(limit)}

    def at(given: Mapping[str, str]) -> str:
        return links.asking(address, {**kept, **given}) + f"#{key}"

    return Shelf(
        _words(shown, total, ended and place.page == 1),
        more=at(further) if further and not ended else "",
        next=at(number | {"page": str(place.page + 1)}) if paged and not ended and not further else "",
        previous=at(number | {"page": str(place.page - 1)}) if paged and place.page > 1 else "",
        table=links.asking(links.twin(address, "csv"), {**whole(kept), "table": SHEETS.get(key, key)}),
    )


def whole(kept: Mapping[str, str]) -> dict[str, str]:
    """Return what links to a whole table keep."""
    return {name: given for name, given in kept.items() if name not in ("limit", "page")}


def _held(key: str, count: int | None, dossier: Dossier, place: Place) -> tuple[int, int | None, bool]:
    """Return how many entries of a section are shown, of how many where that is known, and whether none follow."""
    counts, shown, limit, long = dossier.counts, count or 0, place.limit, place.long
    match key:
        case "timeline":
            shown = len(dossier.events) + len(dossier.meetings)
            total = counts.events + counts.other_events + counts.meetings + counts.announced
            last = place.before + len(dossier.events) >= counts.events + counts.other_events
            return shown, total, last and _has_all_meetings(dossier, place)
        case "meetings":
            return shown, counts.meetings, _has_all_meetings(dossier, place)
        case "sources":
            return shown, counts.documents, shown >= counts.documents  # with those that only formulae cite
        case "versions" | "formulae":
            return shown, None, shown < long
        case "topics":
            return shown, None, shown < limit
        case _:
            total = getattr(counts, key)
    return shown, total, place.before + shown >= total


def _words(shown: int, total: int | None, whole: bool) -> str:
    if whole:
        return ""
    return f"{shown:,} of {total:,} shown" if total else f"{shown:,} shown"


def _has_all_meetings(dossier: Dossier, place: Place) -> bool:
    counts = dossier.counts
    announced = place.page * max(1, place.limit // FEWER) >= counts.announced
    held = sum(joined.status == "held" for joined in dossier.meetings)
    return place.before + held >= counts.meetings and announced
