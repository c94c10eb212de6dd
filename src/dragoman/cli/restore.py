"""`dragoman restore`: a backup in the place of a record."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.messages import tell
from dragoman.cli.records import record_faults, record_option, settled
from dragoman.review.ledger import copy
from dragoman.review.values import ReviewError
from dragoman.store.keeping import restore


@click.command("restore")
@click.argument("saved", metavar="BACKUP", type=click.Path(path_type=Path, dir_okay=False))
@record_option
@click.option("--overwrite", is_flag=True, help="Put it in the place of a record that exists.")
def command(*, saved: Path, record: Path, overwrite: bool) -> None:
    """Put a backup in the place of a record.

    So are the decisions in BACKUP.review, unless R has some: those are never written over.

    Example: dragoman restore relations.backup --record relations.duckdb
    """
    with record_faults():
        restore(saved, record, settled(), overwrite=overwrite)
        try:
            copy(saved, record)
        except ReviewError as error:
            tell(error)
    tell(f"{record}: restored from {saved}")
