"""The meetings of a record, the newest first: those that were held, and apart from them those only announced."""

from __future__ import annotations

from typing import Any, get_args

from dragoman.codebook.values import MeetingKind, MeetingStatus
from dragoman.store import catalogue
from dragoman.store.catalogue import Gatherings
from dragoman.web.asking import Asked, code_of
from dragoman.web.choosing import Choice, one_of
from dragoman.web.listing import meeting_line, meetings_sheet, page_of
from dragoman.web.paging import entries, paging, slice_of, with_query
from dragoman.web.view import View

KINDS = {"in_person": "in person", "call": "by telephone", "video": "by video", "multilateral": "of several sides"}
STATUSES = {"held": "Took place", "planned": "Announced", "all": "Both"}  # the first is what nobody asks for


def show(asked: Asked) -> View:
    """Return a page of the meetings that the address asks for; raises Fault."""
    chosen, part, connection = _gatherings(asked), slice_of(asked), asked.held.connection
    counts = catalogue.statuses(connection, asked.filters, chosen)
    total, found = entries(
        part, lambda limit, offset: catalogue.meetings(connection, asked.filters, chosen, limit, offset)
    )
    place, status = paging(asked, part, total), chosen.status or "all"
    if asked.form != "html":
        sheet = meetings_sheet(found)
        data: dict[str, Any] = {"status": status, **counts, **page_of(sheet, place)}
        return View("meetings.html", "Meetings", {}, data, lambda: (sheet,))
    content = {
        "lines": tuple(meeting_line(entry, asked.known.shown) for entry in found), "place": place,
        "kinds": KINDS, "chosen": chosen, "status": status, "statuses": _statuses(asked, counts, status),
        "several": "" if chosen.by_several else with_query(asked, several="yes", page=None),
        "every": with_query(asked, several=None, page=None) if chosen.by_several else "",
    }  # fmt: skip
    return View("meetings.html", "Meetings", content, {}, tuple)


def _statuses(asked: Asked, counts: dict[str, int], chosen: str) -> list[Choice]:
    every = counts | {"all": sum(counts.values())}
    return [
        Choice(named, every[key], with_query(asked, status=key, page=None), key == chosen)
        for key, named in STATUSES.items()
    ]


def _status(asked: Asked) -> MeetingStatus | None:
    """Return the status that is asked for, held when none is; None for both."""
    if one_of(asked, "status", tuple(STATUSES)) == "all":
        return None
    return one_of(asked, "status", get_args(MeetingStatus)) or "held"


def _gatherings(asked: Asked) -> Gatherings:
    sides = (code_of(asked.query.get(side) or "", side, asked.known.written) for side in ("a", "b"))
    return Gatherings(
        kind=one_of(asked, "kind", get_args(MeetingKind)),
        status=_status(asked),
        sides=() if asked.filters.pair else tuple(dict.fromkeys(code for code in sides if code)),
        by_several=one_of(asked, "several", ("yes",)) is not None,
    )
