"""Explain a reading: the parse, the mentions, every frame tried and the gate that stopped it, the result."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.pipeline import LoadedReader
from dragoman.reading.findings import Actor, Findings, Quote
from dragoman.reading.frames.events import read_events
from dragoman.reading.frames.match import OUTPUTS, Match, matches
from dragoman.reading.frames.times import read_times
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.read import find, read_scene
from dragoman.source.document import Document
from dragoman.text.canonical import canonicalise


@dataclass(frozen=True)
class ParsedWord:
    """One word of the parse; `head` is the index of what governs it."""

    index: int
    text: str
    lemma: str
    pos: str
    dependency: str
    head: int


@dataclass(frozen=True)
class Tried:
    """One frame tried: spans are (start, end) in the passage; `gate` is "fired" or what stopped it."""

    frame: str
    trigger: tuple[int, int]
    gate: str
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """What the reader made of a text, and why; `named` are the names of the codebook that stand in it, places among
    them,
    `coded_as` the types that an act of each type may be coded as, by its tense and modality."""

    text: str
    words: tuple[ParsedWord, ...]
    mentions: tuple[Actor, ...]
    named: tuple[Actor, ...]
    tried: tuple[Tried, ...]
    findings: Findings
    coded_as: dict[str, frozenset[str]]


def explain(
    text: str, loaded: LoadedReader, *, country: str | None = None, published: str | None = None
) -> Explanation:
    """Read a short text and keep every step of the way."""
    document = Document(text=text, id="explained", publisher_country=country, published=published, language="en")
    canonical = canonicalise(document, loaded.layout)
    scene = read_scene(canonical, None, country, loaded.knowledge, _silent)
    found = list(matches(scene, loaded.knowledge.frames))
    findings = find(scene, found, canonical.published, loaded.knowledge, _silent)
    times = read_times(scene.parsed, canonical.published, loaded.knowledge.calendar)
    _, stopped = read_events(scene, found, loaded.knowledge.frames, times, loaded.knowledge.contexts)
    return Explanation(
        canonical.text,
        _words(scene),
        _mentions(scene),
        _named(scene),
        _tried(scene, found, stopped),
        findings,
        _coded_as(loaded),
    )


def _coded_as(loaded: LoadedReader) -> dict[str, frozenset[str]]:
    types = loaded.knowledge.frames.types
    return {code: frozenset(c for c in (code, t.when_future, t.when_hypothetical) if c) for code, t in types.items()}


def _silent(stage: str) -> None:
    """Measure nothing."""


def _words(scene: Scene) -> tuple[ParsedWord, ...]:
    return tuple(ParsedWord(t.i, t.text, t.lemma_, t.pos_, t.dep_, t.head.i) for p in scene.parsed for t in p.doc)


def _mentions(scene: Scene) -> tuple[Actor, ...]:
    found = (a for n, p in enumerate(scene.parsed) for t in p.doc for a in scene.actors(n, t))
    return tuple(dict.fromkeys(found))


def _named(scene: Scene) -> tuple[Actor, ...]:
    nowhere = Quote("", 0, 0)
    return tuple(
        scene.mention(
            p,
            span.start_token,
            span.end_token,
            Actor("", nowhere, span.code, span.sector, span.other_sectors, span.name),
        )
        for p, (_, page) in enumerate(zip(scene.parsed, scene.pages, strict=False))
        for span in dict.fromkeys(page.spans.values())
        if span.kind != "not_state"
    )


def _tried(scene: Scene, found: list[Match], stopped: tuple[Match, ...]) -> tuple[Tried, ...]:
    later = {(m.frame.id, m.passage, m.trigger.i): m.gate for m in stopped}
    return tuple(_one(scene, m, later.get((m.frame.id, m.passage, m.trigger.i), m.gate)) for m in found)


def _one(scene: Scene, match: Match, gate: str) -> Tried:
    start = scene.parsed[match.passage].passage.start + match.trigger.idx
    gives = tuple(name for name in OUTPUTS if getattr(match.frame, name) is not None)
    return Tried(
        match.frame.id, (start, start + len(match.trigger)), gate, match.actors.actors, match.recipients.actors, gives
    )
