"""What a page shows, before it is put into one of its forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from dragoman.web.marking import Marks
from dragoman.web.sheets import Sheet


class View(msgspec.Struct, frozen=True):
    """A page: the template and what it is filled with; `data` is its JSON, `sheets` its tables (the first its CSV).

    `sheets` is called when a table is asked for, since most readers want none. `marks` are what people decided of the
    facts on the page, told in its data and tables too.
    """

    template: str
    title: str
    content: Mapping[str, Any]
    data: Any
    sheets: Callable[[], tuple[Sheet, ...]]
    status: int = 200
    marks: Marks | None = None


class Moved(Exception):  # noqa: N818 - no error: the page stands elsewhere
    """What was asked for stands at another address."""

    def __init__(self, address: str, status: int = 303):
        super().__init__(address)
        self.address, self.status = address, status
