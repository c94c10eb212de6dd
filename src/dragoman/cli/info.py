"""`dragoman info`: what a record holds."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from dragoman.cli.messages import json_option
from dragoman.cli.records import record_faults, record_option, settled
from dragoman.store.keeping import Info, info


@click.command("info")
@record_option
@json_option
def command(*, record: Path, as_json: bool) -> None:
    """Tell what a record holds: documents, facts, what is joined, by which reader, and what of texts is kept.

    Example: dragoman info --record relations.duckdb
    """
    with record_faults():
        found = info(record, settled())
    if as_json:
        click.echo(msgspec.json.encode(found).decode("utf-8"))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Info) -> list[str]:
    span = f", published {found.first} to {found.last}" if found.first else ""
    lines = [
        f"{found.record}: schema {found.schema}, {found.bytes / 1e6:.1f} MB",
        f"{found.documents} documents in {found.versions} versions and {found.readings} readings{span}",
        "facts, each as one document states it: "
        + (", ".join(f"{count} {kind}" for kind, count in found.facts.items()) or "none"),
        "joined, each with all its reports: "
        + (", ".join(f"{count} {kind}" for kind, count in found.joined.items()) or "none")
        + f" (of meetings {found.held} held, of events {found.done} done)",
        *(f"read by {reader}" for reader in found.readers),
        *(f"{publisher}: texts kept: {policy}" for publisher, policy in found.publishers.items()),
    ]
    return [*lines, "it was written since it was last published"] if found.written_since else lines
