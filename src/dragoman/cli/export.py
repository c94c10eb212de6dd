"""`dragoman export`: a record in the formats that others read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from dragoman.cli.messages import InputFault, tell
from dragoman.cli.records import filter_options, filters_of, record_faults, record_option, settled
from dragoman.exports.formats.registry import FORMATS
from dragoman.store.holdings import holdings

LISTED = "\n\n".join(f"{f.name}: {f.description}{' (a folder)' if f.folder else ''}" for f in FORMATS.values())


@click.command("export", epilog=LISTED)
@record_option
@click.option("--format", "name", required=True, type=click.Choice(list(FORMATS)), metavar="NAME", help="See below.")
@click.option("-o", "--out", required=True, metavar="OUT", type=click.Path(path_type=Path), help="A file or folder.")
@filter_options
def command(*, record: Path, name: str, out: Path, **given: Any) -> None:
    """Write a record, or what filters leave of it, in a format that others read.

    Exports carry quotes, never whole texts. What a format has no room for is left out, and counted on the standard
    error by reason; docs/exports.md explains each reason and says of each column where it comes from.

    Example: dragoman export --record relations.duckdb --format plover -o events.jsonl
    """
    chosen = FORMATS[name]
    if chosen.folder and out.is_file():
        raise InputFault(f"{out}: is a file, and {name} is a folder of files; give another place")
    if not chosen.folder and out.is_dir():
        example = out / f"record{chosen.suffix}"
        raise InputFault(f"{out}: is a folder, and {name} is one file; give a place like {example}")
    with record_faults(), holdings(record, settled(), filters_of(**given)) as held:
        try:
            written = chosen.write(held, out)
        except OSError as error:
            raise InputFault(f"{out}: cannot be written ({error.strerror or error}); give another place") from None
    _count("left out", written.left_out)
    _count("noted", written.noted)
    tell(f"{out}: {written.rows} rows")


def _count(what: str, reasons: Mapping[str, int]) -> None:
    if reasons:
        tell(f"{what}: {', '.join(f'{count} {reason}' for reason, count in sorted(reasons.items()))}")
