"""Every address of the application, and who may ask for it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from starlette.convertors import Convertor, register_url_convertor

from dragoman.web.asking import FILTERS, REVIEWED, Asked
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
    texts,
)
from dragoman.web.views.codebook import entry, explaining, listing
from dragoman.web.views.document import page as document
from dragoman.web.views.pair import page as pair
from dragoman.web.views.review import board, gold, missed, task, turns

Show = Callable[[Asked], View | Answer]


class Page(msgspec.Struct, frozen=True):
    """A page: its path as Starlette writes it, what it shows, what its address may ask it for, who may see it.

    `kept` is whether the same question of the same snapshot has the same answer; `marked` is whether that changes with
    what people decide of facts. A page that takes forms has `act`, which answers a POST with a view or by raising
    Moved. What is a file and no page is answered as it is.
    """

    path: str
    show: Show
    asks: tuple[str, ...] = ()
    least: Role = "reader"
    kept: bool = True
    act: Show | None = None
    marked: bool = False


class Words(Convertor[str]):
    """The rest of an address, whatever it holds: ids may have line breaks, and Starlette's `path` may not."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        """Return a part of an address as a page has it."""
        return value

    def to_string(self, value: str) -> str:
        """Return it as an address has it."""
        return value


register_url_convertor("words", Words())

PART = ("page", "limit")  # of a list
TURN = (*turns.QUEUE, "done")
MISSED = ("document", "version", "kind", "field", "start", "end", "done")
PAGES: tuple[Page, ...] = (
    Page("/agreements/{id:words}", agreement.show, asks=("limit", REVIEWED), marked=True),
    Page("/pairs/{a}/{b}", pair.show, asks=(*pair.KEPT, "page"), marked=True),
    Page("/", home.show, asks=FILTERS),
    Page("/pairs", pairs.show, asks=(*FILTERS, "sort", *PART)),
    Page("/search", search.show, asks=(*FILTERS, "q", "kind", "words", "dates", *PART)),
    Page("/documents", documents.show, asks=(*FILTERS, *PART)),
    Page("/documents/{id:words}", document.show, asks=("version", REVIEWED), marked=True),
    Page("/agreements", agreements.show, asks=(*FILTERS, "name", *PART)),
    Page("/meetings", meetings.show, asks=(*FILTERS, "kind", "status", "several", *PART)),
    Page("/meetings/{id:words}/texts", texts.show, asks=(*texts.SIDES, REVIEWED), marked=True),
    Page("/meetings/{id:words}", meeting.show, asks=(REVIEWED,), marked=True),
    Page("/persons", persons.show, asks=("name", "country", *PART)),
    Page("/persons/{id:words}", person.show, asks=("limit", REVIEWED), marked=True),
    Page("/states", states.show, asks=("name", *PART)),
    Page("/states/{code:words}", state.show, asks=(*FILTERS, "limit")),
    Page("/codebook", listing.show, asks=("kind", "q")),
    Page("/codebook/explain", explaining.show, asks=("sentence", "country")),
    Page("/codebook/{kind}/{name:words}", entry.show),
    Page("/about", about.show, kept=False),  # tells the day on which it is cited
    Page("/add", adding.show, least="reviewer", kept=False, act=adding.begin),
    Page("/add/{id}", adding.look, least="reviewer", kept=False, act=adding.decide),
    Page("/add/{id}/{number:int}", adding.look_at_one, least="reviewer", kept=False),
    Page("/review", board.show, asks=TURN, least="reviewer", kept=False),
    Page("/review/next", turns.show, asks=(*TURN, "after", "before"), least="reviewer", kept=False),
    Page("/review/add", missed.show, asks=MISSED, least="reviewer", kept=False, act=missed.act),
    Page("/review/gold", gold.show, asks=("kind", "complete"), least="admin", kept=False),
    Page("/review/facts/{id:words}", task.show, asks=(*TURN, "as"), least="reviewer", kept=False, act=task.act),
)
