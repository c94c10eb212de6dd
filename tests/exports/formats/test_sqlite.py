"""The SQLite database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.exports.formats.sqlite import write
from dragoman.exports.formats.tables import TABLES
from tests.exports.formats.held import TRICKY, Small

# How Datasette finds the search of a table.
SEARCHED = """SELECT name FROM sqlite_master WHERE rootpage = 0
    AND sql LIKE '%VIRTUAL TABLE%USING FTS%content="quotes"%'"""


@pytest.fixture
def database(holdings: Small, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The small holdings as a database."""
    write(holdings, tmp_path / "r.sqlite")
    with closing(sqlite3.connect(tmp_path / "r.sqlite")) as opened:
        yield opened


def test_every_key_leads_somewhere(database: sqlite3.Connection) -> None:
    """SQLite's own checks find nothing, and each reference is declared and indexed."""
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table in TABLES:
        declared = database.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
        assert {(row[3], row[2]) for row in declared} == set(table.references.items())


def test_reports_join_to_their_meeting(database: sqlite3.Connection) -> None:
    """One meeting, two reports, two publishers' countries."""
    query = """SELECT m.id, r.publisher_country, d.title FROM meetings m
        JOIN meeting_reports r ON r.meeting = m.id JOIN documents d USING (document) ORDER BY r.id"""
    rows = database.execute(query).fetchall()
    assert [row[:2] for row in rows] == [("mt1", "PER"), ("mt1", "CHL")]
    assert rows[0][2] == TRICKY


@pytest.mark.parametrize(("words", "kinds"), [("treaty", {"agreement_citations"}), ("السلام", {"requests"})])
def test_quotes_are_found_by_their_words(database: sqlite3.Connection, words: str, kinds: set[str]) -> None:
    """The index leads to the quote, its fact and its document, in any script."""
    assert database.execute(SEARCHED).fetchall() == [("quotes_fts",)]
    query = "SELECT kind, fact FROM quotes WHERE number IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)"
    found = database.execute(query, (words,)).fetchall()
    assert {kind for kind, _ in found} == kinds
    for kind, fact in found:
        assert database.execute(f"SELECT count(*) FROM {kind} WHERE id = ?", (fact,)).fetchone() == (1,)


def test_r_opens_it_without_a_warning(holdings: Small, tmp_path: Path, run_r: Callable[..., str]) -> None:
    """RSQLite lists the tables and reads one."""
    write(holdings, tmp_path / "r.sqlite")
    code = (
        "db <- DBI::dbConnect(RSQLite::SQLite(), at[1]); x <- DBI::dbReadTable(db, 'documents');"
        "cat(nrow(x), nchar(x$title[2])); DBI::dbDisconnect(db)"
    )
    assert run_r(code, tmp_path / "r.sqlite") == f"2 {len(TRICKY)}"
