"""Lists of a record as a person, a script or a spreadsheet takes them: text, JSON lines, CSV, XLSX."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.cli.messages import InputFault, json_option, tell
from dragoman.pages.quoting import clean

Command = TypeVar("Command", bound=Callable[..., Any])
Row = Mapping[str, Any]
PIPED_WIDTH = 120
PIPED_TABLE = 400  # a row stays on one line, so that it can be looked for
DAYS = frozenset({"date", "published", "deadline", "first", "last"})  # columns whose days are days in a workbook


class Form(msgspec.Struct, frozen=True):
    """How a list is given: JSON lines, CSV, a workbook at `xlsx`, else a table of text."""

    as_json: bool = False
    as_csv: bool = False
    xlsx: Path | None = None


def form_options(command: Command) -> Command:
    """Give a command the forms that every list of a record has."""
    options = (
        json_option,
        click.option("--csv", "as_csv", is_flag=True, help="CSV (RFC 4180) instead of text."),
        click.option(
            "--xlsx", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False), help="A workbook instead of text."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def give(
    items: Iterable[Any],
    row_of: Callable[[Any], Row],
    columns: tuple[str, ...],
    name: str,
    form: Form,
    told: Callable[[Row], list[str]] | None = None,
) -> None:
    """Give a list in the form that was asked for; JSON holds the whole items, the other forms their rows.

    As text it is a table, or, where `told` turns a row into lines, those: the first at the margin, the others under it.
    """
    if form.as_json:
        for item in items:
            click.echo(msgspec.json.encode(item).decode("utf-8"))
        return
    found = [row_of(item) for item in items]
    rows = [[_cell(row.get(column)) for column in columns] for row in found]
    if form.xlsx:
        _workbook(form.xlsx, name, columns, rows)
    elif form.as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(rows)
    elif not rows:
        tell(f"no {name} that these filters leave")
    elif told:
        for row in found:
            _lines(told(row))
    else:
        _table(columns, rows)


def terminal() -> Console:
    """Return the console that a page or table is written to."""
    return Console() if sys.stdout.isatty() else Console(width=PIPED_WIDTH, color_system=None)


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(one) for one in value)
    return "" if value is None else value


def _lines(lines: list[str]) -> None:
    console = terminal()
    for number, line in enumerate(lines):
        text = Padding(Text(clean(line), style="bold" if number == 0 else ""), (0, 0, 0, 4 if number else 0))
        console.print(text)


def _table(columns: tuple[str, ...], rows: list[list[Any]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        table.add_column(column.replace("_", " "), no_wrap=number == 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(clean(str(cell))) for cell in row))
    console = terminal() if sys.stdout.isatty() else Console(width=PIPED_TABLE, color_system=None)
    console.print(table)


def _workbook(out: Path, name: str, columns: tuple[str, ...], rows: list[list[Any]]) -> None:
    import pyarrow as pa  # noqa: PLC0415 (the other forms do without)

    from dragoman.exports.formats.tables import Column, Table  # noqa: PLC0415
    from dragoman.exports.formats.xlsx import write_sheets  # noqa: PLC0415

    try:
        shapes = tuple(Column(column, pa.string(), day=column in DAYS) for column in columns)
        count = write_sheets(out, [(Table(name, "", shapes), [tuple(row) for row in rows])])
    except OSError as error:
        raise InputFault(f"{out}: cannot be written ({error.strerror or error}); give another place") from None
    tell(f"{out}: {count} {name}")
