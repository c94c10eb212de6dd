"""Tab-delimited text without quoting, as the data sets of the field have it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TextIO, TypeVar

Row = TypeVar("Row")
Value = str | int | float | None
Columns = Mapping[str, Callable[[Row], Value]]
_BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]+")  # what a reader might take for the end of a cell or a line


def nothing(_row: object) -> None:
    """Leave the column empty: the record has nothing for it."""


def cell(value: Value) -> str:
    """Return a value as it stands in a cell: None is empty; tabs, newlines and control characters are one space."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return _BREAKS.sub(" ", str(value)).strip()


def joined(values: Iterable[str | None], separator: str) -> str:
    """Return values as one cell, each once, in order; what separates them does not stand inside one."""
    mark = separator.strip()
    kept = (cell(v).replace(mark, " " if mark == "," else ",") for v in values if v)
    return separator.join(dict.fromkeys(kept))


def addresses(values: Iterable[str | None]) -> str:
    """Return addresses or ids joined with ";", each once; a ";" inside one is percent-encoded, so that it leads on."""
    return joined((v.replace(";", "%3B") for v in values if v), ";")


def write_header(columns: Columns[Row], file: TextIO) -> None:
    """Write the names of the columns as the first line."""
    file.write("\t".join(columns) + "\n")


def write_row(row: Row, columns: Columns[Row], file: TextIO) -> None:
    """Write one row."""
    file.write("\t".join(cell(value(row)) for value in columns.values()) + "\n")
