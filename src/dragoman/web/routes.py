"""Every address of the application, and who may ask for it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from dragoman.web.asking import Asked
from dragoman.web.cache import Answer
from dragoman.web.users import Role
from dragoman.web.view import View
from dragoman.web.views import (
    about,
    adding,
    agreement,
    agreements,
    documents,
    home,
    meeting,
    meetings,
    pairs,
    person,
    persons,
    search,
    state,
    states,
)
from dragoman.web.views.codebook import entry, explaining, listing
from dragoman.web.views.document import page as document
from dragoman.web.views.pair import page as pair
from dragoman.web.views.review import board, gold, missed, task, turns

Show = Callable[[Asked], View | Answer]


class Page(msgspec.Struct, frozen=True):
    """A page: its path as Starlette writes it, what it shows, who may see it.

    `kept` is whether the same question of the same snapshot has the same answer; `marked` is whether that changes with
    what people decide of facts. A page that takes forms has `act`,
    which answers a POST with a view or by raising Moved. What is a file and no page is answered as it is.
    """

    path: str
    show: Show
    least: Role = "reader"
    kept: bool = True
    act: Show | None = None
    marked: bool = False


PAGES: tuple[Page, ...] = (
    Page("/agreements/{id:path}", agreement.show, marked=True),
    Page("/pairs/{a}/{b}", pair.show, marked=True),
    Page("/", home.show),
    Page("/pairs", pairs.show),
    Page("/search", search.show),
    Page("/documents", documents.show),
    Page("/documents/{id:path}", document.show, marked=True),
    Page("/agreements", agreements.show),
    Page("/meetings", meetings.show),
    Page("/meetings/{id:path}", meeting.show, marked=True),
    Page("/persons", persons.show),
    Page("/persons/{id:path}", person.show, marked=True),
    Page("/states", states.show),
    Page("/states/{code:path}", state.show),
    Page("/codebook", listing.show),
    Page("/codebook/explain", explaining.show),
    Page("/codebook/{kind}/{name:path}", entry.show),
    Page("/about", about.show, kept=False),  # tells the day on which it is cited
    Page("/add", adding.show, least="reviewer", kept=False, act=adding.begin),
    Page("/add/{id}", adding.look, least="reviewer", kept=False, act=adding.decide),
    Page("/add/{id}/{number:int}", adding.look_at_one, least="reviewer", kept=False),
    Page("/review", board.show, least="reviewer", kept=False),
    Page("/review/next", turns.show, least="reviewer", kept=False),
    Page("/review/add", missed.show, least="reviewer", kept=False, act=missed.act),
    Page("/review/gold", gold.show, least="admin", kept=False),
    Page("/review/facts/{id:path}", task.show, least="reviewer", kept=False, act=task.act),
)
