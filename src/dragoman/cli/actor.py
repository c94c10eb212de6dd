"""`dragoman actor`: who a noun phrase is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click
import msgspec

from dragoman.cli.messages import InputFault, json_option, tell
from dragoman.pipeline import open_reader
from dragoman.reading.mentions.phrase import PhraseActor, actor_of_phrase


@click.command("actor")
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
@json_option
def command(phrases: tuple[str, ...], *, as_json: bool) -> None:
    """Resolve noun phrases to {text, country, sector, other_sectors, name, office}.

    With - the phrases are read from the standard input, one a line, and each gives one line of JSON. What a phrase does
    not say is null.

    Example: dragoman actor "four Saudi men" "Director of Central Intelligence"
    """
    piped = phrases == ("-",)
    refused: list[int] = []
    knowledge = open_reader().knowledge
    for phrase in _lines(sys.stdin.buffer, refused) if piped else phrases:
        actor = actor_of_phrase(phrase, knowledge.lexicon, knowledge.parser)
        click.echo(msgspec.json.encode(actor).decode("utf-8") if as_json or piped else _line(actor))
    if refused:
        raise InputFault(f"standard input: {len(refused)} lines were refused (above)")


def _lines(stream: Iterable[bytes], refused: list[int]) -> Iterator[str]:
    for number, line in enumerate(stream, start=1):
        try:
            yield line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            refused.append(number)
            tell(f"standard input:{number}: not UTF-8; save it as UTF-8")


def _line(actor: PhraseActor) -> str:
    parts = [
        actor.country or "country unknown",
        " ".join(s for s in (actor.sector, *actor.other_sectors) if s) or "sector unknown",
        *(f"{what} {value}" for what, value in (("name", actor.name), ("office", actor.office)) if value),
    ]
    return f"{actor.text}: {', '.join(parts)}"
