"""`dragoman backup`: a copy of a record, also of one in use."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.messages import tell
from dragoman.cli.records import record_faults, record_option, settled
from dragoman.review.ledger import copy
from dragoman.store.keeping import backup


@click.command("backup")
@record_option
@click.option("-o", "--out", required=True, metavar="OUT", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--overwrite", is_flag=True, help="Write OUT anew, whatever stands there.")
def command(*, record: Path, out: Path, overwrite: bool) -> None:
    """Copy a record as it was last published, also while it is being written.

    What people decided of its facts goes to OUT.review.

    Example: dragoman backup --record relations.duckdb -o relations.backup
    """
    with record_faults():
        backup(record, out, settled(), overwrite=overwrite)
        copy(record, out, overwrite=overwrite)
    tell(f"{out}: a backup of {record}")
