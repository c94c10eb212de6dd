"""What the reader does with a sentence: what it gives, whom it names, which frames were tried and what stopped them."""

from __future__ import annotations

import threading
from typing import Any, get_args

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.evaluation.explain import Explanation, Tried, explain
from dragoman.pages import words
from dragoman.pages.dossier.facts import Telling, fact, shelved
from dragoman.pages.dossier.view import Fact
from dragoman.pages.quoting import clean
from dragoman.pipeline import open_reader, read_document
from dragoman.reading.findings import Actor
from dragoman.record.types import Reading
from dragoman.relations.values import Kind, Stated, Version
from dragoman.source.document import Document
from dragoman.web import links
from dragoman.web.asking import Asked, code_of
from dragoman.web.faults import Fault, wrong
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.codebook.details import Value
from dragoman.web.views.codebook.entries import by_name

LONGEST = 600  # characters: a long sentence of a communiqué
PATIENCE = 2.0  # seconds: one sentence is read at a time, and whoever waits keeps others from the record
READING = threading.Lock()
GATES = {"fired": "read", "no-particle": "its particle is not there", "mood": "the act does not stand so"}


class Mentioned(msgspec.Struct, frozen=True):
    """Words that stand for somebody, and for whom."""

    text: str
    country: str
    sectors: tuple[Value, ...]


class Attempt(msgspec.Struct, frozen=True):
    """A frame that was tried on a word, and what came of it."""

    frame: Value
    word: str
    fired: bool
    gate: Value
    sides: str
    gives: str


def show(asked: Asked) -> View:
    """Return the reading of the sentence in the address; without one the form alone. Raises Fault."""
    sentence = " ".join(asked.query.get("sentence", "").split())
    if len(sentence) > LONGEST:
        raise wrong("sentence", sentence, f"Give at most {LONGEST} characters: one sentence, or two short ones.")
    country = code_of(asked.query.get("country") or "", "country", asked.known.written)
    content: dict[str, Any] = {
        "sentence": sentence, "country": asked.query.get("country", ""), "found": None, "longest": LONGEST,
    }  # fmt: skip
    if not sentence:
        return View("explained.html", "Explain a sentence", content, None, tuple)
    found, reading = _read(sentence, country)
    told = content | {"found": found} | _told(found, reading, asked)
    return View(
        "explained.html",
        "A sentence explained",
        told,
        {"explanation": found, "reading": reading},
        lambda: (_sheet(found),),
    )


def _read(sentence: str, country: str | None) -> tuple[Explanation, Reading]:
    if not READING.acquire(timeout=PATIENCE):
        raise Fault(503, "busy", "Another sentence is being read.", "Try again in a moment.", {"retry-after": "3"})
    try:
        loaded = open_reader()
        document = Document(text=sentence, id="explained", publisher_country=country, language="en")
        return explain(sentence, loaded, country=country), read_document(document, loaded)
    finally:
        READING.release()


def _told(found: Explanation, reading: Reading, asked: Asked) -> dict[str, Any]:
    codebook, names = asked.known.codebook, asked.known.shown
    return {
        "facts": _facts(reading, names),
        "silences": [
            (clean(found.text[one.start : one.end]), _linked("silences", one.reason, codebook))
            for one in reading.silences
        ],
        "mentions": [_mentioned(actor, names, codebook) for actor in found.mentions],
        "tried": [_attempt(one, found, codebook) for one in sorted(found.tried, key=lambda one: one.gate != "fired")],
        "parse": [
            (word.text, word.lemma, word.pos, word.dependency, found.words[word.head].text) for word in found.words
        ],
    }  # fmt: skip


def _facts(reading: Reading, names: words.Names) -> list[Fact]:
    head = reading.document
    version = Version(
        "explained", 1, "", None, None, None, head.publisher_country, None, "en", "explained", reading.participants
    )
    told = Telling(names, shelved([version], names))
    stated = (Stated("", version, item) for kind in get_args(Kind) for item in getattr(reading, kind))
    return [fact(one, told) for one in stated]


def _mentioned(actor: Actor, names: words.Names, codebook: Codebook) -> Mentioned:
    sectors = (sector for sector in (actor.sector, *actor.other_sectors) if sector)
    home = words.country(actor.country, names) if actor.country else "not known"
    return Mentioned(clean(actor.text), home, tuple(_linked("sectors", sector, codebook) for sector in sectors))


def _attempt(tried: Tried, found: Explanation, codebook: Codebook) -> Attempt:
    doers, others = (", ".join(clean(actor.text) for actor in side) for side in (tried.actors, tried.recipients))
    return Attempt(
        frame=_linked("frames", tried.frame, codebook), word=clean(found.text[slice(*tried.trigger)]),
        fired=tried.gate == "fired", gate=_gate(tried.gate, codebook),
        sides=f"{doers or 'nobody'} → {others}" if others else doers or "nobody", gives=", ".join(tried.gives),
    )  # fmt: skip


def _gate(gate: str, codebook: Codebook) -> Value:
    if gate in GATES:
        return Value(GATES[gate])
    clause, _, role = gate.partition("-")
    if clause in ("if", "unless"):
        return Value(f"the condition on “{role}” {'fails' if clause == 'if' else 'forbids it'}")
    return _linked("silences", gate, codebook)


def _linked(kind: str, name: str, codebook: Codebook) -> Value:
    return Value(name, links.concept(kind, name) if (kind, name) in by_name(codebook) else None)


def _sheet(found: Explanation) -> Sheet:
    rows = [
        (
            tried.frame, found.text[slice(*tried.trigger)], tried.gate, [actor.text for actor in tried.actors],
            [actor.text for actor in tried.recipients], tried.gives,
        )
        for tried in found.tried
    ]  # fmt: skip
    return Sheet("frames", ("frame", "word", "gate", "actors", "recipients", "gives"), rows)
