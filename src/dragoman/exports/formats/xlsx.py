"""A workbook with one sheet for each table, written row by row.

Text stays text: a cell that begins with = + - or @ is marked as text, so that no spreadsheet program runs it. Whole
days are dates, days at less precision are text. Rows that do not fit a sheet are left out, and
texts that do not fit a cell are cut; both are counted.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.xml.functions import tostring

from dragoman.exports.formats.atomic import whole_file
from dragoman.exports.formats.tables import TABLES, Column, Row, Table, batches
from dragoman.exports.formats.written import Written
from dragoman.relations.holdings import Holdings

CELL = 32_767  # characters of a cell, by Excel's limits: UTF-16 code units
SHEET = 1_048_576  # rows of a sheet, its header among them
BEGUN = datetime(2000, 1, 1)  # of every workbook, so that the same record gives the same bytes
ZIPPED = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
RUNS = ("=", "+", "-", "@", "\t")
LINE_END = re.compile(r"\r\n?")  # within a cell a line ends with "\n"
FIRST_DAY = date(1900, 3, 1)  # spreadsheets disagree about the days before
WIDTHS = {"quote": 60, "about": 60, "what": 40, "on": 40, "why": 60, "title": 60, "url": 40}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CORE = "docProps/core.xml"


def write(holdings: Holdings, out: Path) -> Written:
    """Write the workbook to the file OUT."""
    rows: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    noted: Counter[str] = Counter()
    with _workbook(out, TABLES) as book:
        for table, batch in batches(holdings):
            fitting = batch[: max(0, SHEET - 1 - rows[table.name])]
            left_out["beyond-the-sheet"] += len(batch) - len(fitting)
            for row in fitting:
                book[table.name].append(list(_cells(book[table.name], row, table.columns, noted)))
            rows[table.name] += len(fitting)
    return Written(paths=(out,), rows=rows.total(), left_out=+left_out, noted=noted)


def write_sheets(out: Path, sheets: Sequence[tuple[Table, Iterable[Row]]]) -> int:
    """Write a workbook with a sheet for each table to the file OUT and return its rows; what fits none is left out."""
    count = 0
    with _workbook(out, (table for table, _ in sheets)) as book:
        for table, rows in sheets:
            for row in islice(rows, SHEET - 1):
                book[table.name].append(list(_cells(book[table.name], row, table.columns, Counter())))
                count += 1
    return count


@contextmanager
def _workbook(out: Path, tables: Iterable[Table]) -> Iterator[Workbook]:
    """Give a workbook with an empty sheet for each table, which is saved to OUT at the end.

    OUT is tried first, since openpyxl complains of a workbook that is begun and not saved.
    """
    with whole_file(out) as path:
        path.touch()
        book = Workbook(write_only=True)
        for table in tables:
            _begin(book, table.name, table.columns)
        yield book
        _save(book, path)


def _begin(book: Workbook, name: str, columns: tuple[Column, ...]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns):
        letter = _letter(number)
        sheet.column_dimensions[letter].width = WIDTHS.get(column.name, 16)
    header = [WriteOnlyCell(sheet, value=column.name) for column in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)


def _letter(number: int) -> str:
    return chr(65 + number) if number < 26 else chr(64 + number // 26) + chr(65 + number % 26)


def _cells(sheet: Any, row: Row, columns: tuple[Column, ...], noted: Counter[str]) -> Iterator[Any]:
    for value, column in zip(row, columns, strict=True):
        if not isinstance(value, str):
            yield value
        elif column.day and (day := _day(value)):
            yield _dated(sheet, day)
        else:
            yield _text(sheet, value, noted)


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value) if DAY.fullmatch(value) else None
    except ValueError:
        return None
    return day if day and day >= FIRST_DAY else None


def _dated(sheet: Any, day: date) -> Any:
    cell = WriteOnlyCell(sheet, value=datetime(day.year, day.month, day.day))
    cell.number_format = "yyyy-mm-dd"
    return cell


def _text(sheet: Any, value: str, noted: Counter[str]) -> Any:
    """Return a cell that holds the value as text, without characters that XML has not."""
    value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", LINE_END.sub("\n", value))
    if len(value.encode("utf-16-le")) > 2 * CELL:
        noted["cut-to-the-cell"] += 1
        value = value.encode("utf-16-le")[: 2 * (CELL - 1)].decode("utf-16-le", "ignore") + "…"
    if not value.startswith(RUNS):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _save(book: Workbook, path: Path) -> None:
    """Save the workbook with the same days in it whenever it is written."""
    book.properties.creator = "Dragoman"
    book.properties.created = BEGUN
    first = path.with_name(path.name + ".zip")
    try:
        book.save(first)
        book.properties.modified = BEGUN
        with ZipFile(first) as saved, ZipFile(path, "w", ZIP_DEFLATED) as stable:
            for name in saved.namelist():
                _copy(saved, stable, name, tostring(book.properties.to_tree()) if name == CORE else None)
    finally:
        first.unlink(missing_ok=True)


def _copy(saved: ZipFile, stable: ZipFile, name: str, content: bytes | None) -> None:
    entry = ZipInfo(name, ZIPPED)
    entry.compress_type = ZIP_DEFLATED
    if content is not None:
        stable.writestr(entry, content)
        return
    with saved.open(name) as source, stable.open(entry, "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target)
