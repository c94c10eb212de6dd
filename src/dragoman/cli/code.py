"""`dragoman code`: many documents to records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
from rich.text import Text

from dragoman.api import codebook_over, coding_work
from dragoman.cli.messages import InputFault, confidence_option, overlay_option, tell
from dragoman.codebook.load import CodebookError
from dragoman.exports.batch import CannotWriteError, InterruptedRunError, code_documents
from dragoman.exports.inputs import described, expected
from dragoman.exports.ordered import WorkerLostError
from dragoman.exports.sinks import Sink, sink_for
from dragoman.exports.state import Options, OutputTakenError, State
from dragoman.pipeline import reader_of
from dragoman.source.document import Refusal
from dragoman.source.open import documents

INTERRUPTED = 130
GO_ON = "run the same command again to go on"


class Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} {task.description}/s" if task.speed else "")


@click.command("code")
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option(
    "-o", "--out", required=True, metavar="OUT", help="A .jsonl, .jsonl.gz or .parquet file, or a folder of parts."
)
@click.option("--workers", metavar="N", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option("--engine", type=click.Choice(["local"]), default="local", show_default=True, help="Where they run.")
@click.option("--overwrite", is_flag=True, help="Write OUT anew, whatever stands there.")
@confidence_option
@overlay_option
def command(
    *,
    inputs: tuple[str, ...],
    out: str,
    workers: int,
    engine: str,
    overwrite: bool,
    min_confidence: float,
    overlay: Path | None,
) -> None:
    """Read many documents to records, in the order of the input.

    IN: .jsonl, .jsonl.gz, .csv, .tsv or .parquet of documents (a column `text`, and any of id, url, title, summary,
    published, publisher, publisher_country, language), or folders of files. A document that is refused gives a line on
    the standard error and no record; the rest is done.

    A run that was stopped, by Ctrl-C too, is gone on with by the same command: OUT.state.json beside OUT tells how far
    it came. An OUT that was begun with another input or reader is left alone without --overwrite.

    Example: dragoman code pages/ more.jsonl.gz -o records.jsonl --workers 2
    """
    sink = _sink(out, inputs)
    try:
        reader = reader_of(codebook_over(overlay))
    except CodebookError as error:
        raise InputFault(str(error)) from None
    fresh = State(inputs=described(inputs), reader=reader, options=Options(min_confidence))
    if not fresh.inputs:
        told = [str(found) for found in documents(inputs) if isinstance(found, Refusal)]
        raise InputFault("\n".join([*told, f"{out}: not written, there is nothing to read"]))
    work = partial(coding_work, overlay, min_confidence)
    with _told_in_one_line(), progress_bar(inputs) as advance:
        state = code_documents(
            documents(inputs, notice=tell),
            sink,
            fresh,
            work,
            workers=workers,
            overwrite=overwrite,
            tell=tell,
            progress=advance,
        )
    if state.refused:
        raise InputFault(f"{out}: {state.records} records; {state.refused} documents were refused")
    tell(f"{out}: {state.records} records")


def _sink(out: str, inputs: tuple[str, ...]) -> Sink:
    """Return where to write; a usage error when it is of no kind that is written, or would be read as well."""
    try:
        sink = sink_for(out)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    place = sink.out.resolve()
    for given in inputs:
        read = Path(given).resolve()
        if place == read or read in place.parents or place in read.parents:
            raise click.UsageError(f"{out} and {given} lie in each other; write to another place")
    return sink


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    """End with one line that says how to go on, whatever stops the run."""
    try:
        yield
    except OutputTakenError as error:
        raise InputFault(str(error)) from None
    except (CannotWriteError, WorkerLostError) as error:
        raise InputFault(f"{error}; what was written stays readable; mend that and {GO_ON}") from None
    except InterruptedRunError as error:
        tell(f"{error}; {GO_ON}")
        raise click.exceptions.Exit(INTERRUPTED) from None


@contextmanager
def progress_bar(inputs: tuple[str, ...]) -> Iterator[Callable[[int], None]]:
    """Show documents, rate and time left on a terminal; elsewhere nothing."""
    with bars() as bar:
        task = bar.add_task("documents", total=expected(inputs) or None)
        yield lambda count: bar.advance(task, count)


def bars() -> Progress:
    """Return what shows counts, rate and time left on a terminal, and elsewhere nothing."""
    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
