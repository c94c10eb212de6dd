"""Long lists, one page at a time, by addresses that differ only in their page."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec

from dragoman.web.asking import Asked


class Pages(msgspec.Struct, frozen=True):
    """Which entries are on this page (`start` up to `end`), and the addresses of those before and after, if any."""

    number: int
    start: int
    end: int
    total: int
    before: str | None
    after: str | None

    @staticmethod
    def changed(asked: Asked, **values: str) -> str:
        """Return the query of the address that is asked for with some values changed; empty ones are left out."""
        query = {**asked.query, **values}
        kept = {name: value for name, value in query.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def paged(asked: Asked, total: int, size: int, more: bool | None = None) -> Pages:
    """Return the page that the address asks for; `more` tells of entries after it where the total does not."""
    number = asked.number("page", 1, most=100_000)
    start = (number - 1) * size
    end = min(start + size, total)
    further = end < total if more is None else more
    before = Pages.changed(asked, page=str(number - 1) if number > 2 else "") or "?" if number > 1 else None
    after = Pages.changed(asked, page=str(number + 1)) if further else None
    return Pages(number, start, end, total, before, after)
