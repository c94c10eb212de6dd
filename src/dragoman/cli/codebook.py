"""`dragoman codebook`: check, show and explain what the reader knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from dragoman.api import codebook_over, reader_over
from dragoman.cli.messages import InputFault, json_option, overlay_option, tell
from dragoman.codebook.load import CodebookError
from dragoman.evaluation.examples import check_codebook
from dragoman.evaluation.explain import Explanation, ParsedWord, Tried, explain
from dragoman.evaluation.markup import MarkupError, parse_example
from dragoman.reading.findings import Actor, FoundEvent
from dragoman.source.document import Document, Refusal


@click.group("codebook")
def command() -> None:
    """Check, show and explain the codebook: what Dragoman knows, as data."""


@command.command("check")
@overlay_option
def check(overlay: Path | None) -> None:
    """Run every example of the codebook through the whole reader.

    For an example that fails, the fault, the parse and the gates that stopped it are shown; the exit status is then 1.
    """

    try:
        loaded = reader_over(overlay)
    except CodebookError as error:
        raise InputFault(str(error)) from None
    failures = check_codebook(loaded.codebook, loaded)
    for failure in failures:
        click.echo(str(failure))
        try:
            click.echo(_steps(explain(parse_example(failure.example).text, loaded), failure.entry))
        except MarkupError:
            continue
    concepts = loaded.codebook.concepts
    entries = sum(len(concept.entries) for concept in concepts)
    told = f"{len(concepts)} concepts, {entries} entries, {len(failures)} failures"
    click.echo(f"codebook {loaded.codebook.hash}: {told}")
    if failures:
        raise click.exceptions.Exit(1)


@command.command("show")
@click.argument("name")
@overlay_option
@json_option
def show(name: str, *, overlay: Path | None, as_json: bool) -> None:
    """Show one concept as it was loaded; NAME is its name, or kind/name.

    Example: dragoman codebook show thanks
    """
    try:
        codebook = codebook_over(overlay)
        concept = codebook.concept(name)
    except CodebookError as error:
        raise InputFault(str(error)) from None
    except KeyError:
        names = ", ".join(f"{c.kind}/{c.name}" for c in codebook.concepts)
        raise InputFault(f"no concept is called {name!r}; there are {names}") from None
    shown = {
        "kind": concept.kind,
        "concept": concept.name,
        "about": concept.about,
        "entries": msgspec.to_builtins(concept.entries),
    }
    written = msgspec.json.encode(shown) + b"\n" if as_json else msgspec.yaml.encode(shown)
    click.echo(written.decode("utf-8"), nl=False)


@command.command("explain")
@click.argument("sentence")
@click.option("--country", help="The issuer's country, ISO 3166-1 alpha-3.")
@click.option("--published", help="The day of publication, an ISO date.")
@overlay_option
@json_option
def explain_command(
    sentence: str, *, country: str | None, published: str | None, overlay: Path | None, as_json: bool
) -> None:
    """Show how a sentence is read: parse, mentions, frames tried with their gates, result.

    Example: dragoman codebook explain "Canada expelled four Russian diplomats on Friday."
    """

    if not sentence.strip():
        raise click.UsageError("the sentence is empty; give one in quotation marks")
    try:
        loaded = reader_over(overlay)
    except CodebookError as error:
        raise InputFault(str(error)) from None
    found = explain(sentence, loaded, country=country, published=published)
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
        return
    click.echo(_steps(found))
    click.echo(_result(found))


@command.command("unknown")
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option("--most", type=click.IntRange(1), default=40, show_default=True, help="How many of each are shown.")
@overlay_option
@json_option
def unknown_command(inputs: tuple[str, ...], *, most: int, overlay: Path | None, as_json: bool) -> None:
    """List what the codebook lacks over a corpus: verbs between two known actors, and actors that it does not know.

    Ranked by count, each with a sentence; for extending the codebook (docs/extending.md).

    Example: dragoman codebook unknown news.jsonl --most 20
    """
    from dragoman.evaluation.unknown import lines, unknown  # noqa: PLC0415
    from dragoman.source.open import documents  # noqa: PLC0415

    loaded = reader_over(overlay)
    refusals = []

    def good() -> Iterator[Document]:
        for document in documents(inputs, notice=tell):
            if isinstance(document, Refusal):
                tell(document)
                refusals.append(document)
            else:
                yield document

    found = unknown(good(), loaded)
    if as_json:
        cut = {"verbs": found.verbs[:most], "actors": found.actors[:most]}
        click.echo(msgspec.json.encode(cut).decode())
    else:
        click.echo("\n".join(lines(found, most)))
    if refusals:
        raise InputFault(f"{len(refusals)} documents were refused (above)")


def _steps(found: Explanation, entry: str | None = None) -> str:
    """Return the parse, the mentions and the frames tried: all of them, or those of one entry and those that fired."""
    tried = [t for t in found.tried if entry is None or t.frame == entry or t.gate == "fired"]
    lines = ["parse", *(_word(word, found) for word in found.words)]
    lines += ["mentions", *(_mention(actor) for actor in found.mentions)]
    lines += ["frames tried", *(_tried(one, found) for one in tried)]
    return "\n".join(lines)


def _word(word: ParsedWord, found: Explanation) -> str:
    governor = found.words[word.head].text
    return f"  {word.index:3} {word.text:18} {word.lemma:16} {word.pos:6} {word.dependency:10} ← {governor}"


def _mention(actor: Actor) -> str:
    codes = " ".join((actor.country or "-", actor.sector or "-", *actor.other_sectors))
    return f"  {actor.text}: {codes}"


def _tried(tried: Tried, found: Explanation) -> str:
    actors, recipients = (", ".join(a.text for a in side) or "-" for side in (tried.actors, tried.recipients))
    word = found.text[slice(*tried.trigger)]
    return f"  {tried.frame} on {word!r}: {tried.gate} ({'+'.join(tried.gives)}; {actors} → {recipients})"


def _result(found: Explanation) -> str:
    lines = [_event(event) for event in found.findings.events]
    for kind in ("meetings", "agreements", "positions", "commitments", "appraisals", "requests"):
        quotes = [item.quote for item in getattr(found.findings, kind)]
        lines += [f"  {kind[:-1]}: {found.text[quote.start : quote.end]}" for quote in quotes]
    lines += [f"  silence: {silence.reason}" for silence in found.findings.silences]
    return "\n".join(["result", *(lines or ["  nothing"])])


def _event(event: FoundEvent) -> str:
    sides = (", ".join(a.country or a.text for a in side) or "-" for side in (event.actors, event.recipients))
    how = "/".join(p for p in (event.type, event.mode, event.auxiliary) if p)
    return f"  event {how}: {' → '.join(sides)} ({event.basis}, {event.confidence})"
