"""Long lists, one page at a time: where one stands in them, and the addresses of the pages beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from dragoman.store.catalogue import Leaf
from dragoman.web.asking import MOST_ROWS, Asked

Entry = TypeVar("Entry")
USUAL = 50  # entries of a page
STEP = 5_000  # entries of a long table that are held at once


class Paging(msgspec.Struct, frozen=True):
    """The place in a list of `total` entries, counted from 1; the addresses beside it are empty at the ends."""

    page: int
    pages: int
    total: int
    first: int
    last: int
    previous: str
    next: str


class Slice(msgspec.Struct, frozen=True):
    """Which entries an address asks for by `page` and `limit`."""

    page: int
    limit: int

    @property
    def offset(self) -> int:
        """How many entries stand before."""
        return (self.page - 1) * self.limit


def slice_of(asked: Asked, usual: int = USUAL) -> Slice:
    """Return which entries are asked for; raises Fault for a page or a limit that cannot be."""
    return Slice(asked.number("page", 1, most=100_000), asked.limit(usual))


def entries(part: Slice, fetch: Callable[[int, int], Leaf[Entry]]) -> tuple[int, Iterator[Entry]]:
    """Return how many entries a list has, and some of them as they are taken; `fetch` is given a limit and an offset.

    One more than is asked for may be given where there are more than a table has at most.
    """
    first = fetch(min(STEP, part.limit), part.offset)
    end = min(first.total, part.offset + part.limit + (part.limit == MOST_ROWS))

    def taken() -> Iterator[Entry]:
        at, found = part.offset, first.entries
        while found:
            yield from found
            at += len(found)
            found = fetch(min(STEP, end - at), at).entries if at < end else ()

    return first.total, taken()


def paging(asked: Asked, chosen: Slice, total: int, more: bool | None = None) -> Paging:
    """Return the place in a list of some length; `more` tells of entries after it where the length is not that."""
    pages = max(1, -(-total // chosen.limit))
    return Paging(
        page=chosen.page,
        pages=pages,
        total=total,
        first=min(chosen.offset + 1, total),
        last=min(chosen.offset + chosen.limit, total),
        previous=with_query(asked, page=min(chosen.page - 1, pages)) if chosen.page > 1 else "",
        next=with_query(asked, page=chosen.page + 1) if (chosen.page < pages if more is None else more) else "",
    )


def with_query(asked: Asked, **changed: Any) -> str:
    """Return the address of a page with what stands after its question mark changed: None goes, the rest stays."""
    kept: Mapping[str, Any] = {**dict(asked.query), **changed}
    return f"?{urlencode({name: value for name, value in kept.items() if value not in (None, '')})}"
