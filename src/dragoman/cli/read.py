"""`dragoman read`: one document to a page or a record."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dragoman.api import outcome, reader_over
from dragoman.cli.messages import InputFault, confidence_option, json_option, overlay_option
from dragoman.codebook.load import CodebookError
from dragoman.exports.confidence import sure_enough
from dragoman.pipeline import LoadedReader
from dragoman.record.types import Reading
from dragoman.source.document import Refusal
from dragoman.source.open import TABLES, one
from dragoman.source.rows import Defaults, fault_of

PIPED_WIDTH = 100


@click.command("read")
@click.argument("path", metavar="PATH|-")
@json_option
@click.option("--title", help="The title, where the text does not hold it.")
@click.option("--summary", help="The summary that stands beside the text.")
@click.option("--published", help="The day of publication, an ISO date: what “today” means.")
@click.option("--publisher", help="Who publishes it, as “President of Chile”.")
@click.option("--country", help="The publisher's country, ISO 3166-1 alpha-3: whose “the President” is.")
@confidence_option
@overlay_option
def command(
    path: str,
    *,
    as_json: bool,
    title: str | None,
    summary: str | None,
    published: str | None,
    publisher: str | None,
    country: str | None,
    min_confidence: float,
    overlay: Path | None,
) -> None:
    """Read one communiqué.

    PATH is a file of plain text or HTML, or - for the standard input. On a terminal a page is shown; --json prints the
    record.

    Example: dragoman read release.html --country SRB --published 2016-07-31
    """
    if path.endswith(tuple(TABLES)):
        raise InputFault(f"{path}: holds many documents; read it with: dragoman code {path} -o OUT")
    defaults = Defaults(
        title=title, summary=summary, published=published, publisher=publisher, publisher_country=country
    )
    fault = fault_of(defaults)
    if fault:
        raise click.UsageError(fault)
    document = one(path, defaults=defaults)
    if isinstance(document, Refusal):
        raise InputFault(str(document))
    try:
        loaded = reader_over(overlay)
    except CodebookError as error:
        raise InputFault(str(error)) from None
    reading = outcome(document, loaded)
    if isinstance(reading, Refusal):
        raise InputFault(str(reading))
    _show(sure_enough(reading, min_confidence), loaded, as_json=as_json)


def _show(reading: Reading, loaded: LoadedReader, *, as_json: bool) -> None:
    if as_json:
        click.echo(reading.to_json())
        return
    from rich.console import Console  # noqa: PLC0415 (--json does without)

    from dragoman.pages.terminal import render  # noqa: PLC0415
    from dragoman.pages.words import names_of, reasons_of  # noqa: PLC0415

    console = Console() if sys.stdout.isatty() else Console(width=PIPED_WIDTH, color_system=None)
    render(reading, console, names_of(loaded.codebook), reasons_of(loaded.codebook))
