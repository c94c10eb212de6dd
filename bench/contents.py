"""What a record holds, in a form that can be compared: without its internal numbers, and as the bytes of exports."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from dragoman.api import codebook_over
from dragoman.exports.formats.registry import FORMATS
from dragoman.ingest import settling
from dragoman.store.holdings import holdings
from dragoman.store.opening import Connection, Settle, open_to_read

# Internal numbers are given as records come in or are joined; these columns stand for what they point to.
VERSION = "(SELECT v.document || '/' || v.number FROM versions v WHERE v.version = t.version)"
FACT = (
    "(SELECT v.document || '/' || v.number || '/' || p.codebook || '/' || f.kind || '/' || f.place FROM facts f "
    "JOIN versions v USING (version) JOIN readings r USING (reading) JOIN readers p USING (reader) "
    "WHERE f.fact = t.{column})"
)
JOINED = "(SELECT j.kind || '/' || j.part || '/' || j.id FROM joined j WHERE j.joined = t.joined)"
READER = "(SELECT p.program || '/' || p.codebook FROM readers p WHERE p.reader = t.reader)"
READING = (
    "(SELECT p.program || '/' || p.codebook FROM readings r JOIN readers p USING (reader) WHERE r.reading = t.reading)"
)
STANDS_FOR = {
    "version": VERSION,
    "fact": FACT.format(column="fact"),
    "commitment": FACT.format(column="commitment"),
    "other": FACT.format(column="other"),
    "joined": JOINED,
    "reader": READER,
    "reading": READING,
}
INTERNAL = ("dirty", "ordered")  # what waits to be made anew, and how rows lie
Table = list[tuple[Any, ...]]


def settled() -> Settle:
    """Return what settles a record by the shipped codebook."""
    return settling(codebook_over(None))


def contents(record: Path) -> dict[str, Table]:
    """Return every table of a record's snapshot, sorted, its internal numbers replaced by what they stand for."""
    with open_to_read(record, settled()) as connection:
        return {name: _table(connection, name) for name in _tables(connection) if name not in INTERNAL}


def differences(one: dict[str, Table], other: dict[str, Table]) -> list[str]:
    """Return what two records do not have in common, a line for each table that differs."""
    found = []
    for name in sorted({*one, *other}):
        a, b = one.get(name, []), other.get(name, [])
        if a != b:
            only_a, only_b = (
                sorted(set(map(repr, a)) - set(map(repr, b))),
                sorted(set(map(repr, b)) - set(map(repr, a))),
            )
            found.append(
                f"{name}: {len(a)} rows and {len(b)}; only in one {only_a[:2]}; only in the other {only_b[:2]}"
            )
    return found


def export_digests(record: Path, formats: tuple[str, ...] = ("plover", "csv", "sqlite")) -> dict[str, str]:
    """Return the sha256 of every file that a record gives in some formats."""
    found = {}
    with tempfile.TemporaryDirectory() as folder, holdings(record, settled()) as held:
        for name in formats:
            made = FORMATS[name].write(held, Path(folder) / f"{name}{FORMATS[name].suffix}")
            for path in made.paths:
                found[f"{name}/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _tables(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]


def _table(connection: Connection, name: str) -> Table:
    columns = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [name]
    ).fetchall()
    told = ", ".join(STANDS_FOR.get(column, f't."{column}"') for (column,) in columns)
    return connection.execute(f"SELECT {told} FROM {name} t ORDER BY ALL").fetchall()
