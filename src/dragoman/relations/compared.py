"""What of a fact is compared with a promise: who, to whom, and in which words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from dragoman.record.types import Agreement, Appraisal, Commitment, Event, Meeting, Position, Topic
from dragoman.relations.outcomes import Knowledge
from dragoman.relations.values import Kind, Stated
from dragoman.relations.words import NUMBER, stems

STATEMENTS: frozenset[Kind] = frozenset(("appraisals", "positions", "topics"))  # of an act, by either side
FEWEST_FACTS = 50  # in a smaller group a word that stands twice is no less rare for it


class Said(msgspec.Struct, frozen=True):
    """A fact as it is compared: `by` and `to` are codes, `content` its stems with the words that they stand for,
    `named` the states that it names.

    `text` is what is compared; `own` are the words of the fact itself, which differ from it under a title.
    """

    kind: Kind
    stated: Stated[Any]
    by: frozenset[str]
    to: frozenset[str]
    text: str
    content: Mapping[str, str]
    numbers: frozenset[str]
    named: frozenset[str]
    own: str


def said_of(kind: Kind, stated: Stated[Any], known: Knowledge) -> Said | None:
    """Return a fact as it is compared, None for a fact of a kind that says nothing of a promise."""
    item = stated.item
    match item:
        case Commitment():
            by, to, text = item.by, item.to, item.what
        case Event():
            by, to = _countries(item.actor), _countries(item.recipient)
            text = item.evidence.exact
        case Position():
            by, to, text = item.holder, (), f"{item.on} {item.evidence.exact}"
        case Appraisal():
            by, to, text = item.by, item.to, item.evidence.exact
        case Topic():
            by, to, text = (), (), item.text
        case Agreement():
            by, to, text = item.parties, (), item.name
        case Meeting():
            by, to = item.countries, ()
            text = " ".join(filter(None, (item.place, item.purpose, item.evidence.exact)))
        case _:
            return None
    return _said(kind, stated, (frozenset(by), frozenset(to)), text, text, known)


def titled(said: Said, known: Knowledge) -> Said | None:
    """Return a statement under the title of its document, which may name what it is about; None for other facts."""
    title = said.stated.version.title
    if said.kind not in STATEMENTS or not title:
        return None
    return _said(said.kind, said.stated, (said.by, said.to), title, said.own, known)


def _said(
    kind: Kind, stated: Stated[Any], sides: tuple[frozenset[str], frozenset[str]], text: str, own: str, known: Knowledge
) -> Said:
    content = stems(text)
    numbers = frozenset(word for word in content if NUMBER.search(word))
    title = stated.version.title if kind in STATEMENTS else None
    named = known.named(f"{own}\n{title}" if title else own)
    return Said(kind, stated, *sides, text, content, numbers, named, own)


def _countries(entities: Iterable[Any]) -> tuple[str, ...]:
    return tuple(e.country for e in entities if e.country)


class Weights:
    """How much a shared word tells: nothing when it is vague or everywhere, 1 when it stands once among thousands."""

    def __init__(self, contents: Sequence[Iterable[str]], vague: frozenset[str]) -> None:
        everything = max(len(contents), FEWEST_FACTS)
        counts = Counter(stem for content in contents for stem in content)
        self._vague = vague
        self._weights = {s: math.log(everything / n) / math.log(everything) for s, n in counts.items()}

    def __getitem__(self, stem: str) -> float:
        return 0.0 if stem in self._vague else self._weights.get(stem, 1.0)

    def of(self, stems: Iterable[str]) -> float:
        """Return the weight of several stems together."""
        return sum(self[stem] for stem in stems)
