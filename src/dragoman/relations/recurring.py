"""Formulae that nobody declared: phrases that one issuer repeats in many documents, and others hardly use."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from dragoman.relations.formulae import CompiledFormulae, compiled_phrases
from dragoman.relations.words import WORD, stop_words

SHORTEST, LONGEST = 2, 6  # words of a phrase
FEWEST = 6  # documents of the issuer: fewer are chance, or one affair
# z-score of the log-odds ratio with a prior (Monroe, Colaresi and Quinn 2008, Fightin' Words): 3 is beyond chance
# even among thousands of phrases.
CLEARLY = 3.0
PRIOR = 0.5  # documents added to each count, so that a phrase that only one issuer has gets a finite ratio
MOST = 40  # phrases of an issuer: what a person can look through
# A longer phrase stands for a shorter one that it holds when it has this share of its documents.
HELD = 0.7
COMMON = 0.5  # of the words that bear content, the share in lower case: a phrase of capitals is a name
Phrase = TypeVar("Phrase", str, int)  # itself, or a number that stands for it
_SENTENCE = re.compile(r"[.!?;:,()\[\]“”\"\n—…]+")


class Recurring(msgspec.Struct, frozen=True):
    """A phrase that an issuer repeats: in how many of its documents, and how far beyond the others (a z-score)."""

    issuer: str
    phrase: str
    documents: int
    score: float


def phrases_of(text: str) -> frozenset[str]:
    """Return the phrases of a text that may be formulae.

    A phrase has two to six words within a sentence, begins and ends with one that bears content, and is no mere name.
    """
    return frozenset(phrase for sentence in _SENTENCE.split(text) for phrase in _phrases(sentence))


def telling(own: Mapping[Phrase, int], size: int, everywhere: Mapping[Phrase, int], total: int) -> tuple[Phrase, ...]:
    """Return the phrases that an issuer has in six or more documents, and significantly more often than all others.

    `own` are its documents with each phrase and `everywhere` those of all issuers, out of `size` and `total`. Texts
    that repeat others are to be counted once.
    """
    return tuple(
        phrase
        for phrase, count in own.items()
        if count >= FEWEST and score(count, size, everywhere[phrase] - count, total - size) >= CLEARLY
    )


def most_telling(found: Iterable[Recurring]) -> tuple[Recurring, ...]:
    """Return the recurring phrases of an issuer that are told, the most telling first."""
    return tuple(sorted(_maximal(found), key=lambda f: (-f.score, f.phrase))[:MOST])


def compiled_recurring(found: Iterable[Recurring], issuer: str) -> CompiledFormulae:
    """Return the recurring phrases of an issuer, ready to be found in its texts."""
    return compiled_phrases({f.phrase: f.phrase for f in found if f.issuer == issuer}, declared=False)


def _phrases(sentence: str) -> Iterator[str]:
    written = WORD.findall(sentence)
    said = [word.casefold() for word in written]
    bearing = [_bears(word) for word in said]
    common = [bears and word.islower() for word, bears in zip(written, bearing, strict=True)]
    for start in range(len(said)):
        if bearing[start]:
            for end in range(start + SHORTEST, min(start + LONGEST, len(said)) + 1):
                if bearing[end - 1] and sum(common[start:end]) >= COMMON * sum(bearing[start:end]):
                    yield " ".join(said[start:end])


def _bears(word: str) -> bool:
    return word not in stop_words() and len(word) > 1 and word.isalpha()


def score(own: int, size: int, others: int, others_size: int) -> float:
    """Return the z-score of the log-odds ratio of a phrase's documents, its issuer's against those of all others."""
    a, b = own + PRIOR, others + PRIOR
    ratio = math.log(a / (size - own + PRIOR)) - math.log(b / (others_size - others + PRIOR))
    return ratio / math.sqrt(1 / a + 1 / b)


def _maximal(found: Iterable[Recurring]) -> list[Recurring]:
    """Leave out a phrase that a longer one holds in nearly all its documents, and one that holds a more used one."""
    kept: list[Recurring] = []
    held: dict[str, int] = {}  # the phrases within those that are kept, with the most documents of one that holds them
    for one in sorted(found, key=lambda f: (-len(f.phrase.split()), f.phrase)):
        if held.get(one.phrase, 0) < HELD * one.documents:
            kept.append(one)
            for part in _parts(one.phrase.split()):
                held[part] = max(held.get(part, 0), one.documents)
    return kept


def _parts(said: Sequence[str]) -> Iterator[str]:
    for start in range(len(said)):
        for end in range(start + SHORTEST, len(said) + 1):
            yield " ".join(said[start:end])
