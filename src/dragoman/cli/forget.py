"""`dragoman forget`: a document and all that rests on it alone."""

from __future__ import annotations

import getpass
from functools import partial
from pathlib import Path

import click

from dragoman.cli.messages import tell
from dragoman.cli.records import record_faults, record_option, settled
from dragoman.review.ledger import forget as forget_decisions
from dragoman.store.keeping import forget


@click.command("forget")
@click.argument("document")
@record_option
def command(*, document: str, record: Path) -> None:
    """Forget a document: all its versions, texts and facts, what rests on them alone, and the words of what was decided
    of them (that it was, by whom and when stays in the chain of decisions).

    The files are written anew, so that its words are nowhere in them. Backups and exports made before keep it.

    Example: dragoman forget 67487 --record relations.duckdb
    """
    with record_faults():
        facts = forget(record, document, settled(), partial(forget_decisions, record, document, getpass.getuser()))
    tell(f"{record}: {document} and its {facts} facts are forgotten")
