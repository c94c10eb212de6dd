"""The workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import msgspec
import openpyxl
import pandas as pd
import pytest

from dragoman.exports.formats import xlsx
from dragoman.exports.formats.tables import TABLES
from dragoman.exports.formats.xlsx import CELL, write
from tests.exports.formats.held import FORMULA, TRICKY, Small


def test_there_is_one_sheet_a_table_with_its_header_frozen(holdings: Small, tmp_path: Path) -> None:
    """The first row is bold, stays in sight and names the columns."""
    write(holdings, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == [t.name for t in TABLES]
    for table in TABLES:
        sheet = book[table.name]
        assert sheet.freeze_panes == "A2"
        assert [c.value for c in sheet[1]] == [c.name for c in table.columns]


def test_text_never_runs(holdings: Small, tmp_path: Path) -> None:
    """What begins like a formula is text with the mark that keeps it so, also after it is edited."""
    write(holdings, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows(min_row=2) for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    begun = [c for c in cells if isinstance(c.value, str) and c.value.startswith(("=", "+", "-", "@"))]
    assert {FORMULA, "+peace", "-Treaty of Lima", "@send help"} <= {c.value for c in begun}
    assert all(c.quotePrefix for c in begun)
    with ZipFile(tmp_path / "r.xlsx") as zipped:
        assert not [n for n in zipped.namelist() if b"<f>" in zipped.read(n)]


def test_days_are_dates_where_they_are_whole(holdings: Small, tmp_path: Path) -> None:
    """A month is text, a day a date."""
    write(holdings, tmp_path / "r.xlsx")
    published = pd.read_excel(tmp_path / "r.xlsx", sheet_name="documents")["published"]
    assert list(published) == [datetime(2024, 5, 6), "2024-05"]


def test_characters_come_back(holdings: Small, tmp_path: Path) -> None:
    """Quotes, tabs, emoji and Arabic are whole; a line end is one character, as XML has it."""
    write(holdings, tmp_path / "r.xlsx")
    assert pd.read_excel(tmp_path / "r.xlsx", sheet_name="requests")["what"][0] == TRICKY.replace("\r\n", "\n")


def test_what_a_cell_cannot_hold_is_cut_and_counted(holdings: Small, tmp_path: Path) -> None:
    """By UTF-16, as spreadsheets count, and no character is cut in half; control characters are replaced."""
    titles = ("🙂" * 20_000, "bell\x07")
    documents = tuple(msgspec.structs.replace(v, title=t) for v, t in zip(holdings.documents, titles, strict=True))
    written = write(msgspec.structs.replace(holdings, documents=documents), tmp_path / "r.xlsx")
    first, second = pd.read_excel(tmp_path / "r.xlsx", sheet_name="documents")["title"]
    assert len(first.encode("utf-16-le")) <= 2 * CELL
    assert first == "🙂" * 16_383 + "…"
    assert second == "bell\ufffd"
    assert written.noted == {"cut-to-the-cell": 1}


def test_what_a_sheet_cannot_hold_is_counted(holdings: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows beyond the last are left out with their number."""
    monkeypatch.setattr(xlsx, "SHEET", 2)
    written = write(holdings, tmp_path / "r.xlsx")
    assert len(pd.read_excel(tmp_path / "r.xlsx", sheet_name="documents")) == 1
    assert written.left_out["beyond-the-sheet"] >= 1


def test_no_moment_of_writing_stands_in_it(holdings: Small, tmp_path: Path) -> None:
    """Every entry and both days of the properties are fixed."""
    write(holdings, tmp_path / "r.xlsx")
    with ZipFile(tmp_path / "r.xlsx") as zipped:
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert zipped.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2
