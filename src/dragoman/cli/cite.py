"""`dragoman cite`: the sentence that a paper should carry."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from dragoman.cli.messages import json_option
from dragoman.cli.records import Day, filter_options, filters_of, record_faults, record_option, settled
from dragoman.exports.cite import cited
from dragoman.store.holdings import holdings


@click.command("cite")
@record_option
@filter_options
@click.option("--on", type=Day(), metavar="DAY", help="The day of the citation, today when it is not given.")
@click.option("--bibtex", is_flag=True, help="The BibTeX entry alone.")
@json_option
def command(*, record: Path, on: str | None, bibtex: bool, as_json: bool, **given: Any) -> None:
    """Print how to cite what was taken from a record: version, codebook, filters, dates.

    Example: dragoman cite --record relations.duckdb --pair RUS UKR --since 2021-10-01
    """
    with record_faults(), holdings(record, settled(), filters_of(**given)) as held:
        citation = cited(held, on or date.today().isoformat())
    if as_json:
        click.echo(msgspec.json.encode(citation).decode("utf-8"))
        return
    if not bibtex:
        click.echo(citation.sentence)
        click.echo()
    click.echo(citation.bibtex)
