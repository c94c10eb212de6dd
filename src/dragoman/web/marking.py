"""What people decided of the facts of a page, put into its tables and its data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.pages.dossier.view import Decided
from dragoman.relations.values import Stated
from dragoman.web.sheets import Sheet

COLUMNS = ("decision", "decided_by", "decided_at")


class Marks(msgspec.Struct, frozen=True):
    """What was decided, by the ids of facts; `without` is whether what was rejected is left out of the page."""

    decided: Mapping[str, Decided]
    without: bool

    def keeps(self, stated: Stated[Any]) -> bool:
        """Tell whether a fact stays on the page."""
        mark = self.decided.get(stated.id)
        return not (self.without and mark and mark.verdict == "rejected")

    def on_sheet(self, sheet: Sheet) -> Sheet:
        """Return a table of facts with what was decided of each; any other table as it is."""
        columns = sheet.columns
        name = "fact" if "fact" in columns else "id" if "document" in columns and "id" in columns else None
        if name is None:
            return sheet
        at = columns.index(name)
        rows = [(*row, *self._cells(row[at])) for row in sheet.rows]
        return Sheet(sheet.name, (*columns, *COLUMNS), rows)

    def on_data(self, data: Any) -> Any:
        """Return the data of a page in which each fact that was decided has a `decision`."""
        return self._told(msgspec.to_builtins(data)) if self.decided else data

    def _cells(self, fact: str) -> tuple[Any, ...]:
        mark = self.decided.get(fact)
        return (mark.verdict, mark.by, mark.at) if mark else ("", "", "")

    def _told(self, data: Any) -> Any:
        if isinstance(data, (list, tuple)):
            return [self._told(one) for one in data]
        if not isinstance(data, dict):
            return data
        told = {name: self._told(one) for name, one in data.items()}
        mark = self.decided.get(data.get("fact") or data.get("id") or "")
        return {**told, "decision": mark} if mark else told
