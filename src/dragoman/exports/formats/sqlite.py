"""SQLite: one database with a table for each kind, joins by keys, and full text search over all quotes.

Datasette finds the search by itself: `quotes_fts` indexes the table `quotes`. Two builds of one record with one SQLite
library give the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from dragoman.exports.formats.atomic import whole_file
from dragoman.exports.formats.tables import TABLES, Column, Row, Table, batches
from dragoman.exports.formats.written import Written
from dragoman.relations.holdings import Holdings

TYPES = {pa.string(): "TEXT", pa.int64(): "INTEGER", pa.float64(): "REAL", pa.bool_(): "INTEGER"}
# The words of facts that documents state; a joined event repeats the words of one of its reports.
QUOTED = frozenset(t.name for t in TABLES if {"quote", "version"} <= {c.name for c in t.columns})
QUOTES = """CREATE TABLE quotes (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, fact TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents (document), published TEXT, publisher TEXT, quote TEXT NOT NULL
)"""
SEARCH = """CREATE VIRTUAL TABLE quotes_fts USING FTS5 (
    quote, tokenize='unicode61 remove_diacritics 2', content="quotes", content_rowid="number"
)"""
INDEXED = ("published", "date", "publisher_country", "type", "status", "country")


def write(holdings: Holdings, out: Path) -> Written:
    """Write the database to the file OUT."""
    rows = 0
    with whole_file(out) as path:
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _open(database)
            for table, batch in batches(holdings):
                _insert(database, table, batch)
                rows += len(batch)
            _finish(database)
    return Written(paths=(out,), rows=rows)


def _open(database: sqlite3.Connection) -> None:
    for setting in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        database.execute(f"PRAGMA {setting}")
    database.execute("BEGIN")
    for table in TABLES:
        database.execute(_definition(table))
    database.execute(QUOTES)


def _definition(table: Table) -> str:
    parts = [_column(c) for c in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_name, table.key))})")
    parts += [f"FOREIGN KEY ({_name(c)}) REFERENCES {_name(other)}" for c, other in table.references.items()]
    body = ",\n    ".join(parts)
    return f"CREATE TABLE {_name(table.name)} (\n    {body}\n)"


def _column(column: Column) -> str:
    return f"{_name(column.name)} {TYPES[column.type]}{' NOT NULL' if column.required else ''}"


def _insert(database: sqlite3.Connection, table: Table, batch: list[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {_name(table.name)} VALUES ({marks})", batch)
    if table.name in QUOTED:
        database.executemany(
            "INSERT INTO quotes (kind, fact, document, published, publisher, quote) VALUES (?, ?, ?, ?, ?, ?)",
            _quotes(table, batch),
        )


def _quotes(table: Table, batch: list[Row]) -> Iterator[Row]:
    places = {c.name: n for n, c in enumerate(table.columns)}
    wanted = [places[name] for name in ("id", "document", "published", "publisher", "quote")]
    return ((table.name, *(row[n] for n in wanted)) for row in batch if row[places["quote"]] is not None)


def _finish(database: sqlite3.Connection) -> None:
    for table in TABLES:
        for column in _indexed(table):
            name = _name(f"{table.name}_by_{column}")
            database.execute(f"CREATE INDEX {name} ON {_name(table.name)} ({_name(column)})")
    database.execute("CREATE INDEX quotes_by_fact ON quotes (fact)")
    database.execute("CREATE INDEX quotes_by_document ON quotes (document)")
    database.execute(SEARCH)
    database.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')")
    database.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('optimize')")
    database.execute("COMMIT")


def _indexed(table: Table) -> Iterator[str]:
    names = [c.name for c in table.columns]
    yield from (name for name in names if (name in table.references or name in INDEXED) and name != table.key[0])


def _name(name: str) -> str:
    """Return a name in quotes: `to`, `by` and `for` are words of SQL."""
    return f'"{name}"'
