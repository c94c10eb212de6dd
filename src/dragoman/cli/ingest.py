"""`dragoman ingest`: documents into a record of relations."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dragoman.cli.code import bars
from dragoman.cli.messages import InputFault, json_option, overlay_option, tell
from dragoman.cli.records import INTERRUPTED, record_faults, record_option
from dragoman.exports.batch import InterruptedRunError
from dragoman.exports.inputs import described, expected
from dragoman.ingest import Hearers, Taken, ingest
from dragoman.relations.values import TextPolicy
from dragoman.source.document import Refusal
from dragoman.source.open import documents
from dragoman.store.adding import Added


@click.command("ingest")
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@record_option
@click.option(
    "--workers", metavar="N", type=click.IntRange(1), default=1, show_default=True, help="Processes that read."
)
@click.option(
    "--policy",
    type=click.Choice(["full", "quote", "offsets"]),
    help="What is kept of the publishers' texts from now on: all, the quotes of facts, or only where they stand.",
)
@overlay_option
@json_option
def command(
    *,
    inputs: tuple[str, ...],
    record: Path,
    workers: int,
    policy: TextPolicy | None,
    overlay: Path | None,
    as_json: bool,
) -> None:
    """Read documents into a record of relations.

    IN as for `dragoman code`. What the record has is passed over; a page that was edited becomes a new version of the
    same document; another codebook reads anew, and both readings stay. A run that was stopped is gone on with by the
    same command. With --json every document that is in for good gives a line.

    Example: dragoman ingest pages/ --record relations.duckdb --workers 2
    """
    if not described(inputs):
        told = [str(found) for found in documents(inputs) if isinstance(found, Refusal)]
        raise InputFault("\n".join([*told, f"{record}: not written, there is nothing to read"]))
    with record_faults(), bars() as bar:
        read = bar.add_task("documents", total=expected(inputs) or None)
        joins = bar.add_task("joins", total=None, visible=False)
        hearers = Hearers(
            added=_line if as_json else lambda _: None,
            tell=tell,
            progress=lambda count: bar.advance(read, count),
            joined=lambda done, of: bar.update(joins, completed=done, total=of, visible=True),
        )
        try:
            taken = ingest(
                record, documents(inputs, notice=tell), workers=workers, overlay=overlay, policy=policy, hearers=hearers
            )
        except InterruptedRunError as error:
            tell(f"{error}; run the same command again to go on")
            raise click.exceptions.Exit(INTERRUPTED) from None
    _end(record, taken)


def _line(added: Added) -> None:
    click.echo(json.dumps({"id": added.id, "version": added.version, "facts": added.facts}, ensure_ascii=False))


def _end(record: Path, taken: Taken) -> None:
    told = f"{record}: {taken.documents} documents added with {taken.facts} facts; {taken.known} were known"
    if taken.refused:
        raise InputFault(f"{told}; {taken.refused} were refused")
    tell(told)
