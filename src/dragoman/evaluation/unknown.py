"""What a corpus shows that the codebook does not know: verbs between known parties, and actors without a country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec
from spacy.tokens import Token

from dragoman.pipeline import LoadedReader
from dragoman.reading.frames.match import Match, matches
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.read import READ_LANGUAGE, read_scene
from dragoman.reading.roles import fill, follow, indirect
from dragoman.source.document import Document
from dragoman.text.canonical import canonicalise

LONGEST_EXAMPLE = 160  # characters
SPACES = re.compile(r"\s+")
NAME_TAGS = frozenset(("NNP", "NNPS"))
IN_NAMES = frozenset(("compound", "nmod", "amod"))


class Unknown(msgspec.Struct, frozen=True):
    """What the codebook does not know, the most frequent first, equally frequent ones by name."""

    verbs: tuple[UnknownVerb, ...]
    actors: tuple[UnknownActor, ...]


class UnknownVerb(msgspec.Struct, frozen=True):
    """A verb (its lemma) on which no frame fires between two known parties; `count` is of sentences."""

    verb: str
    count: int
    example: str
    document: str


class UnknownActor(msgspec.Struct, frozen=True):
    """A name that acts and has no country; `count` is of sentences, for persons of documents."""

    name: str
    count: int
    example: str
    document: str


@dataclass
class Tally:
    """A count and the first example of each name: all that is kept of a corpus."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, name: str, example: str, document: str) -> None:
        self.counts[name] += 1
        self.examples.setdefault(name, (example, document))

    def ranked(self) -> Iterator[tuple[str, int, str, str]]:
        for name, count in sorted(self.counts.items(), key=lambda item: (-item[1], item[0])):
            yield (name, count, *self.examples[name])


def unknown(documents: Iterable[Document], loaded: LoadedReader) -> Unknown:
    """Return the verbs and the actors of some documents that the codebook should know of.

    A verb is unknown where its subject and its object name parties of different codes and no frame fires on it. An
    actor is unknown where it has no country: a name that does what a frame says, or a person. Documents in other
    languages are passed over. What is kept grows with the different words found, not with the documents.
    """
    verbs, actors = Tally(), Tally()
    for document in documents:
        canonical = canonicalise(document, loaded.layout)
        if canonical.language not in (None, READ_LANGUAGE):
            continue
        scene = read_scene(canonical, document.publisher, document.publisher_country, loaded.knowledge, _silent)
        found = list(matches(scene, loaded.knowledge.frames))
        for verb, sentence in _verbs(scene, found):
            verbs.add(verb, sentence, document.id)
        for name, sentence in _actors(scene, found):
            actors.add(name, sentence, document.id)
    return Unknown(
        tuple(UnknownVerb(*row) for row in verbs.ranked()), tuple(UnknownActor(*row) for row in actors.ranked())
    )


def lines(found: Unknown, most: int | None = None) -> Iterator[str]:
    """Yield what is unknown as lines to be read, `most` verbs and `most` actors."""
    rows: tuple[tuple[str, list[tuple[str, int, str, str]]], ...] = (
        (
            "Verbs between known parties on which no frame fires",
            [(v.verb, v.count, v.example, v.document) for v in found.verbs],
        ),
        ("Actors without a country", [(a.name, a.count, a.example, a.document) for a in found.actors]),
    )
    for heading, group in rows:
        yield f"{heading}: {len(group)}"
        for name, count, example, document in group[:most]:
            yield f"{count:>6}  {name}: {example} ({document})"


def _verbs(scene: Scene, found: list[Match]) -> Iterator[tuple[str, str]]:
    """Yield each unknown verb of the body once a sentence, with the sentence."""
    fired = {(m.passage, m.trigger.i) for m in found if m.fired}
    seen: set[tuple[int, int, str]] = set()
    for p, parsed in enumerate(scene.parsed):
        if parsed.passage.field is not None:
            continue
        for token in parsed.doc:
            key = (p, token.sent.start, token.lemma_.lower())
            if token.pos_ == "VERB" and (p, token.i) not in fired and key not in seen and _joins(scene, p, token):
                seen.add(key)
                yield key[2], _shown(token.sent.text)


def _joins(scene: Scene, p: int, verb: Token) -> bool:
    """Tell whether a verb stands between two known parties that are not the same."""
    doers = _codes(scene, p, follow(verb, "subject"))
    if not doers:
        return False
    objects = [*follow(verb, "object"), *indirect(verb)]
    objects += [t for c in verb.children if c.dep_ in ("prep", "agent") for t in c.children if t.dep_ == "pobj"]
    others = _codes(scene, p, objects)
    return bool(others - doers)


def _codes(scene: Scene, p: int, tokens: list[Token]) -> set[tuple[str, str | None]]:
    return {(a.country, a.sector) for t in tokens for a in scene.actors(p, t) if a.country}


def _actors(scene: Scene, found: list[Match]) -> Iterator[tuple[str, str]]:
    """Yield each unknown actor once a sentence, persons once a document."""
    persons = [p for p in scene.persons if p.name and not p.country]
    named = {p.name for p in scene.persons}
    for person in persons:
        yield (
            str(person.name),
            _shown(_around(scene, person.quote.start) if not person.quote.field else scene.words(person.quote)),
        )
    seen: set[tuple[int, int, str]] = set()
    for match in found:
        headline = scene.parsed[match.passage].passage.field is not None
        if headline or not (match.fired or match.gate == "no-actor"):
            continue
        for name in _names(scene, match):
            key = (match.passage, match.trigger.sent.start, name)
            if name not in named and key not in seen:
                seen.add(key)
                yield name, _shown(match.trigger.sent.text)


def _names(scene: Scene, match: Match) -> Iterator[str]:
    """Yield the capitalised names that do what a frame says and are tied to no country."""
    for token in fill(match.trigger, match.frame.actor):
        if token.tag_ not in NAME_TAGS or token.i in scene.pages[match.passage].at:
            continue  # an office or a title is a person's, who is counted as one
        if not any(a.country or a.person or a.sector for a in scene.actors(match.passage, token)):
            yield _name(token)


def _name(token: Token) -> str:
    """Return a proper noun with the capitalised words of its phrase before it."""
    start = token.i
    doc = token.doc
    while start > token.sent.start and doc[start - 1].dep_ in IN_NAMES and doc[start - 1].text[:1].isupper():
        start -= 1
    return str(doc[start : token.i + 1].text)


def _around(scene: Scene, start: int) -> str:
    """Return the sentence of the body that a place stands in."""
    for parsed in scene.parsed:
        first = parsed.passage.start
        if parsed.passage.field is None and first <= start < first + len(parsed.passage.text):
            return next((s.text for s in parsed.doc.sents if start - first < s.end_char), parsed.passage.text)
    return ""


def _shown(sentence: str) -> str:
    text = SPACES.sub(" ", sentence).strip()
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1].rstrip() + "…"


def _silent(stage: str) -> None:
    """Measure nothing."""
