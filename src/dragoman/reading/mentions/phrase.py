"""Resolve one noun phrase that stands by itself to the actor it names."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.language import Language
from spacy.tokens import Token

from dragoman.reading.findings import Actor
from dragoman.reading.mentions.lexicon import Lexicon
from dragoman.reading.mentions.read import read_mentions
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.parse import parse
from dragoman.text.passages import Canonical, Passage

CODED = ("country", "sector", "office", "name")


class PhraseActor(msgspec.Struct, frozen=True):
    """What a phrase stands for: PLOVER country and sectors, the name of a person or organisation, the office."""

    text: str
    country: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    name: str | None = None
    office: str | None = None


def actor_of_phrase(phrase: str, lexicon: Lexicon, nlp: Language) -> PhraseActor:
    """Return the actor that a noun phrase names; a phrase that names none keeps its text only."""
    text = " ".join(phrase.split())
    if not text:
        return PhraseActor(phrase)
    passage = Passage(text, 0)
    canonical = Canonical(text, None, None, None, "unknown", None, None, (passage,))
    scene = read_mentions(parse((passage,), nlp), canonical, None, None, lexicon)
    actor = next(_actors(scene), None)
    if actor is None:
        return PhraseActor(text)
    return PhraseActor(text, actor.country, actor.sector, actor.other_sectors, actor.name, actor.office)


def _actors(scene: Scene) -> Iterator[Actor]:
    """Yield actors of the phrase: an office-holder it begins with, then its head's, then its other words'."""
    doc = scene.parsed[0].doc
    for holder in scene.pages[0].holders:
        if holder.start <= 1 and holder.heads:
            yield scene.person_actor(0, holder)
    for token in sorted(doc, key=_rank):
        yield from (a for a in scene.actors(0, token) if any(getattr(a, field) for field in CODED))


def _rank(token: Token) -> tuple[bool, bool, int]:
    """The root first, then what is no mere modifier, in order."""
    return token.dep_ != "ROOT", token.dep_ in ("compound", "amod", "poss", "nmod", "pobj"), token.i
