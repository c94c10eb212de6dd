"""Tables of a page as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from dragoman.exports.formats.tables import DAYS, Column, Table
from dragoman.exports.formats.xlsx import write_sheets

# A cell that begins so is run as a formula by spreadsheet programs, some of which take wide signs for narrow ones.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Sheet(msgspec.Struct, frozen=True):
    """A table of a page: a name that its address can carry, columns, and rows in their order."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def as_csv(sheet: Sheet) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8); a text that would run as a formula is led by an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(sheet.columns)
    writer.writerows([_tame(cell) for cell in row] for row in _plain(sheet.rows))
    return out.getvalue().encode("utf-8")


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return tables as the sheets of one workbook."""
    told = [(_table(sheet), [tuple(row) for row in _plain(sheet.rows)]) for sheet in sheets]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.xlsx"
        write_sheets(path, told)
        return path.read_bytes()


def _table(sheet: Sheet) -> Table:
    return Table(sheet.name, "", tuple(Column(name, pa.string(), day=name in DAYS) for name in sheet.columns))


def _plain(rows: Iterable[Sequence[Any]]) -> Iterable[list[Any]]:
    """Give rows in which lists are text, joined as in every table of a record."""
    for row in rows:
        yield ["; ".join(map(str, cell)) if isinstance(cell, (list, tuple)) else cell for cell in row]


def _tame(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUNS) else cell
