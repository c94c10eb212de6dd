"""`dragoman verify`: every stored fact against its text and hash."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from dragoman.api import codebook_over
from dragoman.cli.messages import json_option, overlay_option, tell
from dragoman.cli.records import record_faults, record_option
from dragoman.exports.inputs import expected
from dragoman.ingest import settling
from dragoman.pages.quoting import quoted
from dragoman.source.document import Document, Refusal
from dragoman.source.open import documents
from dragoman.store.opening import open_to_read
from dragoman.store.verifying import (
    Compared,
    Fault,
    Finding,
    Orphaned,
    Refound,
    Verified,
    count_of_versions,
    verify,
)
from dragoman.text.layout import compile_layout

DOES_NOT_HOLD = 1


@click.command("verify")
@click.argument("inputs", nargs=-1, metavar="[IN...]")
@record_option
@overlay_option
@json_option
def command(*, inputs: tuple[str, ...], record: Path, overlay: Path | None, as_json: bool) -> None:
    """Check every stored fact of a record against its text and hash.

    Words of former versions are looked for in the present one, and with IN (as for `dragoman code`) those of the
    present version in the page as it is now: found again, or orphaned. The record is not changed. With --json every
    finding gives a line, the summary last. Exit status 1 when a fact does not hold, or an IN was refused.

    Example: dragoman verify --record relations.duckdb pages/
    """
    refused: list[Refusal] = []
    told = _as_json if as_json else _as_text
    with record_faults():
        codebook = codebook_over(overlay)
        with (
            open_to_read(record, settling(codebook)) as connection,
            _bar(count_of_versions(connection) + expected(inputs)) as advance,
        ):
            newer = _not_refused(documents(inputs, notice=tell), refused)
            broken = False
            for finding in verify(connection, compile_layout(codebook), newer, advance):
                broken |= isinstance(finding, Fault)
                told(finding)
    if broken or refused:
        raise click.exceptions.Exit(DOES_NOT_HOLD)


def _not_refused(found: Iterable[Document | Refusal], refused: list[Refusal]) -> Iterator[Document]:
    """Yield the documents; refusals are told and kept."""
    for one in found:
        if isinstance(one, Refusal):
            tell(one)
            refused.append(one)
        else:
            yield one


def _as_json(finding: Finding) -> None:
    click.echo(msgspec.json.encode(finding))


def _as_text(finding: Finding) -> None:
    """Print what a person must look at; what was found again is only counted."""
    match finding:
        case Fault():
            found = quoted(finding.found) if finding.found else "nothing"
            click.echo(f"{finding.fact}: does not hold ({finding.part}): {quoted(finding.held)}, and there is {found}")
        case Orphaned():
            click.echo(f"{finding.fact}: orphaned, not to be found in {finding.where}: {quoted(finding.exact)}")
        case Compared():
            click.echo(_of_page(finding))
        case Verified():
            click.echo(_in_all(finding))
        case Refound():
            pass


def _of_page(page: Compared) -> str:
    if page.standing == "unknown":
        return f"{page.page}: not in the record by its id or address"
    if page.standing == "unchanged":
        return f"{page.page}: unchanged since {page.version}"
    without = f", {page.unsought} of which no words are kept" if page.unsought else ""
    return (
        f"{page.page}: edited since {page.version}, {page.refound} facts found again, {page.orphaned} orphaned{without}"
    )


def _in_all(verified: Verified) -> str:
    lines = [f"{verified.facts} facts of {verified.versions} versions: {verified.hold} hold, {verified.broken} do not"]
    if verified.faults > verified.broken:
        lines.append(f"{verified.faults} faults in all")
    if verified.unchecked:
        lines.append(f"{verified.unchecked} cannot be checked without the page, whose text is not kept")
    if verified.refound or verified.orphaned:
        lines.append(
            f"of former versions, {verified.refound} are found again in the present one, {verified.orphaned} orphaned"
        )
    return "; ".join(lines)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """Show versions and pages and time left on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("versions and pages", total=total)
        yield lambda count: bar.advance(task, count)
