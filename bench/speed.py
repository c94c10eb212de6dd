"""Measure the speed of the whole reader beside that of bare spaCy: `python bench/speed.py [--corpus FILE]`.

Both read the same communiqués in one process, in turns, so that what else the machine does touches both alike; the
figures are medians over the rounds. Bare spaCy is the same model with its parser on and its names off, and is given
the canonical text of each document whole.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import click
import msgspec

from dragoman.pipeline import LoadedReader, open_reader, read_document
from dragoman.reading.parse import load_parser
from dragoman.source.document import Document, Refused
from inputs import documents
from machine import measured_with
from tables import rewrite, table

PAGE = Path(__file__).resolve().parents[1] / "docs/speed.md"
SAMPLES = Path(str(files("dragoman"))) / "samples/samples.jsonl"


class Stopwatch:
    """Adds up where the time goes: each stage lasts from the end of the one before."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self._last = time.perf_counter()

    def start(self) -> None:
        """Begin a document."""
        self._last = time.perf_counter()

    def __call__(self, stage: str) -> None:
        """End a stage."""
        now = time.perf_counter()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self._last
        self._last = now


class Speeds(msgspec.Struct, frozen=True):
    """Seconds a round, by what ran, and by stage of the reader; `words` and `documents` are those of one round."""

    words: int
    documents: int
    spacy: list[float]
    reader: list[float]
    stages: list[dict[str, float]]

    def rate(self, seconds: list[float]) -> float:
        """Return words a second, the median over rounds."""
        return self.words / statistics.median(seconds)


def readable(corpus: Sequence[Document], loaded: LoadedReader) -> list[tuple[Document, str]]:
    """Return the documents that are not refused, with their canonical text; this warms the reader up too."""
    found = []
    for document in corpus:
        try:
            found.append((document, read_document(document, loaded).document.text))
        except Refused as refused:
            click.echo(str(refused), err=True)
    return found


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def race(corpus: Sequence[Document], rounds: int) -> Speeds:
    """Let bare spaCy and the reader read the documents in turns."""
    loaded, parser = open_reader(), load_parser()
    pairs = readable(corpus, loaded)
    texts = [text for _, text in pairs]
    for text in texts[:3]:
        parser(text)
    spacy, reader, stages = [], [], []
    for _ in range(rounds):
        spacy.append(timed(lambda: [len(doc) for doc in parser.pipe(texts)]))
        watch = Stopwatch()
        reader.append(timed(lambda watch=watch: _read_all(pairs, loaded, watch)))  # type: ignore[misc]
        stages.append(watch.stages)
    return Speeds(sum(len(t.split()) for t in texts), len(texts), spacy, reader, stages)


def _read_all(pairs: Sequence[tuple[Document, str]], loaded: LoadedReader, watch: Stopwatch) -> None:
    for document, _ in pairs:
        watch.start()
        read_document(document, loaded, watch)


def page_text(speeds: Speeds, corpus: str) -> str:
    """Return the generated part of the page."""
    bare, whole = speeds.rate(speeds.spacy), speeds.rate(speeds.reader)
    rates = [
        ["bare spaCy (tagger, parser, lemmatizer)", f"{bare:,.0f}", ""],
        ["the whole reader", f"{whole:,.0f}", f"{whole / bare:.2f}"],
    ]
    names = list(speeds.stages[0])
    spent = {name: statistics.median(stage[name] for stage in speeds.stages) for name in names}
    total = sum(spent.values())
    stages = [
        [name, f"{1000 * seconds / speeds.documents:.1f}", f"{100 * seconds / total:.0f} %"]
        for name, seconds in spent.items()
    ]
    about = (
        f"{speeds.documents} documents of {corpus}, {speeds.words:,} words; medians over {len(speeds.reader)} rounds "
        "in which the two took turns; one process each."
    )
    return "\n\n".join(
        (
            measured_with(),
            about,
            table(("what reads", "words a second", "of bare spaCy"), rates),
            table(("stage", "ms a document", "share"), stages),
        )
    )


@click.command()
@click.option(
    "--corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSONL; the samples by default"
)
@click.option("--limit", default=100, show_default=True, help="at most so many documents")
@click.option("--rounds", default=5, show_default=True, help="how often each reads them")
@click.option("--json", "as_json", is_flag=True, help="print the figures as JSON and leave docs/speed.md alone")
def main(corpus: Path | None, limit: int, rounds: int, as_json: bool) -> None:
    """Measure the speed of the reader beside that of bare spaCy."""
    speeds = race(documents(corpus or SAMPLES)[:limit], rounds)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(speeds)))
        return
    text = page_text(speeds, corpus.name if corpus else "the samples that ship with Dragoman")
    click.echo(text)
    rewrite(PAGE, "bench/speed.py", text)


if __name__ == "__main__":
    main()
