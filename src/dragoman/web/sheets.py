"""Tables of a page as CSV and as a workbook, its data as JSON: written as they are read, however long they are."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

import msgspec
import pyarrow as pa

from dragoman.exports.formats.tables import DAYS, Column, Table
from dragoman.exports.formats.xlsx import write_sheets
from dragoman.web.asking import MOST_ROWS

# A cell that begins so is run as a formula by spreadsheet programs, some of which take wide signs for narrow ones.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Sheet(msgspec.Struct, frozen=True):
    """A table of a page: a name that its address can carry, columns, and rows in their order.

    Rows that are read as they are written can be taken once.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Any]]


class Bound:
    """Rows as they come, as many as a table has at most; `reached` tells afterwards whether there were more."""

    def __init__(self, rows: Iterable[Any], most: int | None = None) -> None:
        self._rows = iter(rows)
        self._most = MOST_ROWS if most is None else most
        self.reached = False

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows."""
        yield from islice(self._rows, self._most)
        self.reached = next(self._rows, None) is not None


def write_csv(sheet: Sheet, out: IO[bytes]) -> bool:
    """Write a table as CSV (RFC 4180, UTF-8) and return whether rows were left out.

    A text that would run as a formula is led by an apostrophe.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer, rows = csv.writer(text), Bound(sheet.rows)
    writer.writerow(sheet.columns)
    writer.writerows([_tame(cell) for cell in row] for row in _plain(rows))
    text.flush()
    text.detach()
    return rows.reached


def write_workbook(sheets: Iterable[Sheet], out: IO[bytes]) -> bool:
    """Write tables as the sheets of one workbook and return whether rows of one were left out."""
    bound = [(sheet, Bound(sheet.rows)) for sheet in sheets]
    told = [(_table(sheet), (tuple(row) for row in _plain(rows))) for sheet, rows in bound]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.xlsx"
        write_sheets(path, told)
        with path.open("rb") as made:
            while chunk := made.read(1 << 20):
                out.write(chunk)
    return any(rows.reached for _, rows in bound)


def write_json(data: Any, out: IO[bytes]) -> None:
    """Write the data of a page as JSON; lists in it that are read as they are written are iterators.

    Where one has more entries than a table has at most, `cut` names it, and `most_entries` how many it has.
    """
    if not isinstance(data, Mapping):
        out.write(msgspec.json.encode(data))
        return
    cut, lead = [], b"{"
    for name, value in data.items():
        out.write(lead + msgspec.json.encode(name) + b":")
        lead = b","
        if isinstance(value, Iterator):
            entries = Bound(value)
            _write_list(entries, out)
            cut += [name] if entries.reached else []
        else:
            out.write(msgspec.json.encode(value))
    if cut:
        out.write(lead + b'"cut":' + msgspec.json.encode(cut) + b',"most_entries":%d' % MOST_ROWS)
    out.write(b"}" if data else b"{}")


def _write_list(entries: Iterable[Any], out: IO[bytes]) -> None:
    lead = b"["
    for entry in entries:
        out.write(lead + msgspec.json.encode(entry))
        lead = b","
    out.write(b"[]" if lead == b"[" else b"]")


def _table(sheet: Sheet) -> Table:
    return Table(sheet.name, "", tuple(Column(name, pa.string(), day=name in DAYS) for name in sheet.columns))


def _plain(rows: Iterable[Sequence[Any]]) -> Iterable[list[Any]]:
    """Give rows in which lists are text, joined as in every table of a record."""
    for row in rows:
        yield ["; ".join(map(str, cell)) if isinstance(cell, (list, tuple)) else cell for cell in row]


def _tame(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUNS) else cell
