"""The meetings of a record, the newest first."""

from __future__ import annotations

from typing import get_args

from dragoman.codebook.values import MeetingKind, MeetingStatus
from dragoman.store import catalogue
from dragoman.store.catalogue import Gatherings
from dragoman.web.asking import Asked, code_of
from dragoman.web.choosing import one_of
from dragoman.web.listing import meeting_line, meetings_sheet, page_of
from dragoman.web.paging import paging, slice_of, with_query
from dragoman.web.view import View

KINDS = {"in_person": "in person", "call": "by telephone", "video": "by video", "multilateral": "of several sides"}
STATUSES = {"held": "held", "planned": "planned"}


def show(asked: Asked) -> View:
    """Return a page of the meetings that the address asks for; raises Fault."""
    chosen, part = _gatherings(asked), slice_of(asked)
    found = catalogue.meetings(asked.held.connection, asked.filters, chosen, part.limit, part.offset)
    place, sheet = paging(asked, part, found.total), meetings_sheet(found.entries)
    content = {
        "lines": tuple(meeting_line(entry, asked.known.shown) for entry in found.entries), "place": place,
        "kinds": KINDS, "statuses": STATUSES, "chosen": chosen,
        "several": "" if chosen.by_several else with_query(asked, several="yes", page=None),
        "every": with_query(asked, several=None, page=None) if chosen.by_several else "",
    }  # fmt: skip
    return View("meetings.html", "Meetings", content, page_of(sheet, place), lambda: (sheet,))


def _gatherings(asked: Asked) -> Gatherings:
    sides = (code_of(asked.query.get(side) or "", side, asked.known.written) for side in ("a", "b"))
    return Gatherings(
        kind=one_of(asked, "kind", get_args(MeetingKind)),
        status=one_of(asked, "status", get_args(MeetingStatus)),
        sides=() if asked.filters.pair else tuple(dict.fromkeys(code for code in sides if code)),
        by_several=one_of(asked, "several", ("yes",)) is not None,
    )
