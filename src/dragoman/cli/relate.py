"""`dragoman relate`: the relation between two marked actors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from dragoman.cli.messages import InputFault, tell
from dragoman.pipeline import LoadedReader, open_reader
from dragoman.reading.relation.marks import MarkError
from dragoman.reading.relation.model import Relation
from dragoman.relating import relate
from dragoman.source.document import Refusal
from dragoman.source.tables import Row, tab_separated

COLUMNS = ("uid", "marked_sentence")


@click.command("relate")
@click.argument("source", metavar="IN.tsv", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, metavar="OUT.jsonl", type=click.Path(path_type=Path), help="One relation a line."
)
def command(source: Path, out: Path) -> None:
    """Code the relation between two marked actors.

    IN.tsv has a header line with uid and marked_sentence, tabs between columns and no quoting; the source stands inside
    <s>…</s>, the target inside <t>…</t>. An actor may be marked in several places, and an end without a mark is not
    named in the sentence. OUT has {uid, type, scores}: scores hold PLOVER's 16 types and none, type is the best of the
    16. OUT is replaced when all is done.

    Example: dragoman relate pairs.tsv -o relations.jsonl
    """
    if not source.is_file():
        raise InputFault(f"{source}: no such file; check the path")
    loaded = open_reader()
    try:
        refused = _write(source, out, loaded)
    except OSError as error:
        raise InputFault(f"{out}: cannot be written ({error.strerror or error}); mend that and run again") from None
    if refused:
        raise InputFault(f"{out}: {refused} lines of {source} were refused (above)")


def _write(source: Path, out: Path, loaded: LoadedReader) -> int:
    """Write every relation and return how many lines were refused."""
    refused = 0
    out.parent.mkdir(parents=True, exist_ok=True)
    beginning = out.with_name(out.name + ".part")
    with beginning.open("wb") as stream:
        for found in _relations(source, loaded):
            if isinstance(found, Refusal):
                refused += 1
                tell(found)
            else:
                stream.write(msgspec.json.encode(found) + b"\n")
    beginning.replace(out)
    return refused


def _relations(source: Path, loaded: LoadedReader) -> Iterator[Relation | Refusal]:
    for row in tab_separated(source, lambda _: None):  # further columns are no news: the measuring data has them
        yield row if isinstance(row, Refusal) else _relation(row, loaded)


def _relation(row: Row, loaded: LoadedReader) -> Relation | Refusal:
    origin, columns = row
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        return Refusal(origin, f"no column {' and '.join(missing)}", "name uid and marked_sentence in the first line")
    try:
        return relate(columns["uid"], columns["marked_sentence"], loaded)
    except MarkError as error:
        return Refusal(origin, str(error), "close every mark that is opened")
