"""What people decided of the facts of a page, put into its tables and its data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dragoman.pages.dossier.view import Decided
from dragoman.relations.values import Stated
from dragoman.web.sheets import Sheet

COLUMNS = ("decision", "decided_by", "decided_at")


class Marks(msgspec.Struct, frozen=True):
    """What was decided, by the ids of facts; `without` is whether what was rejected is left out of the page.

    `documents` are those whose facts the page tells; None where they are not known beforehand.
    """

    decided: Mapping[str, Decided]
    without: bool
    documents: frozenset[str] | None = None

    def keeps(self, stated: Stated[Any]) -> bool:
        """Tell whether a fact stays on the page."""
        return not self._leaves_out(stated.id)

    def on_sheet(self, sheet: Sheet) -> Sheet:
        """Return a table of facts with what was decided of each, read as it is written; any other table as it is."""
        columns = sheet.columns
        name = "fact" if "fact" in columns else "id" if "document" in columns and "id" in columns else None
        if name is None:
            return sheet
        at = columns.index(name)
        rows = ((*row, *self._cells(row[at])) for row in sheet.rows if not self._leaves_out(row[at]))
        return Sheet(sheet.name, (*columns, *COLUMNS), rows)

    def on_data(self, data: Any) -> Any:
        """Return the data of a page in which each fact that was decided has a `decision`; its iterators stay such."""
        if not self.decided:
            return data
        if not isinstance(data, Mapping):
            return self._told(msgspec.to_builtins(data))
        return {name: self._each(one) if isinstance(one, Iterator) else self._plain(one) for name, one in data.items()}

    def _each(self, several: Iterator[Any]) -> Iterator[Any]:
        return (told for one in several if (told := self._plain(one)) is not None)

    def _plain(self, one: Any) -> Any:
        return self._told(msgspec.to_builtins(one))

    def _leaves_out(self, fact: str) -> bool:
        mark = self.decided.get(fact)
        return self.without and mark is not None and mark.verdict == "rejected"

    def _cells(self, fact: str) -> tuple[Any, ...]:
        mark = self.decided.get(fact)
        return (mark.verdict, mark.by, mark.at) if mark else ("", "", "")

    def _told(self, data: Any) -> Any:
        """Return data with its decisions; None for what is left out, and for a meeting all of whose reports are."""
        if isinstance(data, (list, tuple)):
            several = (self._told(one) for one in data)
            return [one for one in several if one is not None]
        if not isinstance(data, dict):
            return data
        fact = data.get("fact") or data.get("id") or ""
        if self._leaves_out(fact):
            return None
        told = {name: self._told(one) for name, one in data.items()}
        if data.get("reports") and not told["reports"]:
            return None
        mark = self.decided.get(fact)
        return {**told, "decision": mark} if mark else told
