"""CSV with a data package: a folder with one file for each table, and what each column holds.

The files are RFC 4180 (comma, CRLF, doubled quotes, a header) in UTF-8; an empty cell is a value that is not known. The
package is a Frictionless tabular data package. Text stands as the documents have it, also where it begins with "=": a
spreadsheet program may take such a cell for a formula, and should be given the xlsx export.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from dragoman.exports.cite import cited
from dragoman.exports.formats.atomic import whole_folder
from dragoman.exports.formats.tables import TABLES, Column, Row, Table, batches
from dragoman.exports.formats.written import Written
from dragoman.exports.inputs import BLOCK
from dragoman.relations.holdings import Holdings

TYPES = {pa.string(): "string", pa.int64(): "integer", pa.float64(): "number", pa.bool_(): "boolean"}
DAY = r"^\d{4}(-\d{2}(-\d{2}([T ].*)?)?)?$"
DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
PACKAGE = "datapackage.json"


def write(holdings: Holdings, out: Path) -> Written:
    """Write one .csv file for each table, and datapackage.json, into the folder OUT."""
    with whole_folder(out) as folder:
        rows = write_tables(holdings, folder)
        (folder / PACKAGE).write_bytes(encoded(_package(holdings, folder)))
    return Written(paths=(*(out / file_name(table) for table in TABLES), out / PACKAGE), rows=rows)


def write_tables(holdings: Holdings, folder: Path) -> int:
    """Write the .csv files alone into a folder that exists, and return how many rows they have together."""
    rows = 0
    with ExitStack() as stack:
        writers = {table.name: stack.enter_context(_writer(table, folder)) for table in TABLES}
        for table, batch in batches(holdings):
            writers[table.name].writerows(_written(row) for row in batch)
            rows += len(batch)
    return rows


def file_name(table: Table) -> str:
    """Return the name of the file of a table."""
    return f"{table.name}.csv"


def digest(path: Path) -> str:
    """Return the sha256 of a file's bytes in hex."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def encoded(value: Any) -> bytes:
    """Return JSON that a person can read, with a line feed at its end."""
    return msgspec.json.format(msgspec.json.encode(value)) + b"\n"


@contextmanager
def _writer(table: Table, folder: Path) -> Iterator[Any]:
    with (folder / file_name(table)).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([c.name for c in table.columns])
        yield writer


def _written(row: Row) -> list[Any]:
    """Return a row with booleans as JSON and the data package have them."""
    return [str(cell).lower() if isinstance(cell, bool) else cell for cell in row]


def _package(holdings: Holdings, folder: Path) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "dragoman-record",
        "title": "A record of relations between states",
        "description": cited(holdings).sentence,
        "dragoman": {"reader": holdings.reader, "filters": holdings.filters},
        "resources": [_resource(table, folder / file_name(table)) for table in TABLES],
    }


def _resource(table: Table, path: Path) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": path.name,
        "title": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_reference(table, *found) for found in table.references.items()],
        },
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required or column.name in table.key else {}
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = column.values
    if column.day:
        constraints["pattern"] = DAY
    return {"name": column.name, "type": TYPES[column.type], "constraints": constraints}


def _reference(table: Table, column: str, other: str) -> dict[str, Any]:
    (key,) = next(t.key for t in TABLES if t.name == other)
    return {"fields": [column], "reference": {"resource": other, "fields": [key]}}
