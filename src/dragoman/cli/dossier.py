"""`dossier`: what a record holds of a pair, as a page, as JSON, or as one HTML file."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from dragoman.cli.listing import terminal
from dragoman.cli.messages import InputFault, confidence_option, json_option, tell
from dragoman.cli.records import Day, State, filters_of, record_faults, record_option, settled
from dragoman.codebook.load import shipped
from dragoman.relations.values import Dossier
from dragoman.store.dossier import LIMIT, dossier
from dragoman.store.holdings import holdings


@click.command("dossier")
@click.argument("a", type=State())
@click.argument("b", type=State())
@record_option
@click.option("--since", type=Day(), metavar="DAY", help="The first day, included.")
@click.option("--until", type=Day(), metavar="DAY", help="The last day, included.")
@click.option("--publisher", metavar="NAME", help="Only what this publisher states.")
@confidence_option
@click.option("--limit", type=click.IntRange(1), default=LIMIT, show_default=True, help="Of each kind at most.")
@json_option
@click.option(
    "--html", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False), help="One self-contained HTML file."
)
def command(
    *,
    a: str,
    b: str,
    record: Path,
    since: str | None,
    until: str | None,
    publisher: str | None,
    min_confidence: float,
    limit: int,
    as_json: bool,
    html: Path | None,
) -> None:
    """Tell what a record holds of a pair of states or organisations.

    Meetings with participants and both governments' versions, commitments and what became of them, positions,
    agreements, thanks and criticism, formulae, the series of events, sources; the newest first.

    Example: dragoman dossier Russia "United States" --record relations.duckdb --html dossier.html
    """
    if a == b:
        raise click.UsageError(f"{a} is named twice; give two different states")
    filters = filters_of((a, b), since, until, publisher, min_confidence)
    with record_faults(), holdings(record, settled(), filters) as held:
        found = dossier(held.connection, filters, limit)
    if not found.counts.documents:
        tell(f"{record}: holds nothing of {a} and {b} that these filters leave")
    if as_json:
        click.echo(msgspec.json.encode(found).decode("utf-8"))
    elif html:
        _write(found, html)
    else:
        _show(found)


def _show(found: Dossier) -> None:
    from dragoman.pages.dossier.text import render  # noqa: PLC0415 (--json does without)
    from dragoman.pages.words import names_of  # noqa: PLC0415

    render(found, terminal(), names_of(shipped()))


def _write(found: Dossier, out: Path) -> None:
    from dragoman.pages.dossier.html import render  # noqa: PLC0415 (--json does without)
    from dragoman.pages.words import names_of  # noqa: PLC0415

    try:
        out.write_text(render(found, names_of(shipped())), encoding="utf-8")
    except OSError as error:
        raise InputFault(f"{out}: cannot be written ({error.strerror}); give another place") from None
    tell(f"{out}: the dossier of {found.a} and {found.b}")
