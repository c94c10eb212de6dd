"""The formats by name. Nothing of a format is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import msgspec

from dragoman.exports.formats.written import Written
from dragoman.relations.holdings import Holdings


class Format(msgspec.Struct, frozen=True):
    """One format: `folder` tells whether OUT is a folder of several files, `suffix` how a single file's name ends.

    `module` holds its `write(holdings, out) -> Written`.
    """

    name: str
    description: str
    module: str
    suffix: str = ""
    folder: bool = False

    def write(self, holdings: Holdings, out: Path) -> Written:
        """Write the holdings to OUT, which is whole or untouched afterwards. Raises OSError."""
        writer: Callable[[Holdings, Path], Written] = import_module(self.module).write
        return writer(holdings, out)


def _format(name: str, description: str, suffix: str = "", *, folder: bool = False, module: str = "") -> Format:
    return Format(name, description, f"dragoman.exports.formats.{module or name}", suffix, folder)


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        _format("plover", "PLOVER 2.0 events, one JSON object a line, actors and recipients as lists", ".jsonl"),
        _format("polecat", "POLECAT's 40 columns, tab-delimited with a header, lists joined with '; '", ".tsv"),
        _format("icews", "ICEWS' 20 columns, tab-delimited with a header, one row a pair", ".tsv"),
        _format("gdelt1", "GDELT 1.0's 58 columns, tab-delimited without a header, one row a pair", ".tsv"),
        _format("gdelt2", "GDELT 2.0's events (61 columns) and mentions (16), tab-delimited, no header", folder=True),
        _format("phoenix", "Phoenix' 26 columns, tab-delimited with a header, one row a pair", ".tsv"),
        _format("petrarch2", "PETRARCH2's lines, tab-delimited without a header, one line a pair", ".txt"),
        _format("ftm", "FollowTheMoney entities, one JSON object a line", ".jsonl"),
        _format("webannotation", "W3C Web Annotations of every fact's words, JSON-LD with PROV", ".jsonld"),
        _format("parquet", "Parquet, one file for each table", folder=True),
        _format(
            "csv",
            "CSV, one file for each table, with datapackage.json (Frictionless)",
            folder=True,
            module="csv_folder",
        ),
        _format("xlsx", "a workbook with one sheet for each table", ".xlsx"),
        _format("croissant", "CSV, one file for each table, with Croissant 1.0 metadata", folder=True),
        _format("sqlite", "a SQLite database with full text search over quotes, for Datasette", ".sqlite"),
    )
}
