"""Formulae that nobody declared: phrases that one issuer repeats in many documents, and others hardly use."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from dragoman.relations.formulae import CompiledFormulae, compiled_phrases
from dragoman.relations.values import Version
from dragoman.relations.words import WORD, stop_words, words

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
_SENTENCE = re.compile(r"[.!?;:,()\[\]“”\"\n—…]+")


class Recurring(msgspec.Struct, frozen=True):
    """A phrase that an issuer repeats: in how many of its documents, and how far beyond the others (a z-score)."""

    issuer: str
    phrase: str
    documents: int
    score: float


def recurring(texts: Iterable[tuple[Version, str]]) -> tuple[Recurring, ...]:
    """Return the recurring phrases of every issuer, the most telling first; texts that repeat others count once.

    A phrase has two to six words within a sentence, begins and ends with one that bears content, is no mere name, and
    stands in six or more documents of the issuer and significantly more often than in the documents of all others.
    `texts` are gone through twice; an iterator is kept whole for that.
    """
    counts, documents = _counted(texts)
    everywhere: Counter[str] = Counter()
    for own in counts.values():
        everywhere.update({phrase: count for phrase, count in own.items() if count >= FEWEST})
    for phrase in everywhere:
        everywhere[phrase] = sum(own[phrase] for own in counts.values())
    total = sum(documents.values())
    return tuple(
        found
        for issuer in sorted(counts)
        for found in _of(issuer, counts[issuer], documents[issuer], everywhere, total)
    )


def compiled_recurring(found: Iterable[Recurring], issuer: str) -> CompiledFormulae:
    """Return the recurring phrases of an issuer, ready to be found in its texts."""
    return compiled_phrases({f.phrase: f.phrase for f in found if f.issuer == issuer}, declared=False)


def _counted(texts: Iterable[tuple[Version, str]]) -> tuple[Mapping[str, Counter[str]], Counter[str]]:
    """Count the documents of each issuer with each phrase, of those phrases whose every two words some issuer repeats.

    What is rarer cannot be in six documents, and to count it would take the memory that a whole record has.
    """
    again = texts if not isinstance(texts, Iterator) else tuple(texts)
    pairs = _repeated_pairs(again)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    documents: Counter[str] = Counter()
    for issuer, text in _of_issuers(again):
        documents[issuer] += 1
        counts[issuer].update(frozenset(_phrases(text, pairs)))
    return counts, documents


def _repeated_pairs(texts: Iterable[tuple[Version, str]]) -> frozenset[tuple[str, str]]:
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for issuer, text in _of_issuers(texts):
        sentences = (words(sentence) for sentence in _SENTENCE.split(text))
        counts[issuer].update(frozenset(pair for said in sentences for pair in pairwise(said)))
    return frozenset(pair for own in counts.values() for pair, count in own.items() if count >= FEWEST)


def _of_issuers(texts: Iterable[tuple[Version, str]]) -> Iterator[tuple[str, str]]:
    for version, text in texts:
        if version.publisher_country and version.original == version.document:
            yield version.publisher_country, text


def _phrases(text: str, pairs: frozenset[tuple[str, str]]) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        written = WORD.findall(sentence)
        said = [word.casefold() for word in written]
        telling = [_bears(word) for word in said]
        common = [bears and word.islower() for word, bears in zip(written, telling, strict=True)]
        for start in range(len(said)):
            for end in _ends(said, start, pairs):
                borne = sum(telling[start:end])
                if telling[start] and telling[end - 1] and sum(common[start:end]) >= COMMON * borne:
                    yield " ".join(said[start:end])


def _ends(said: Sequence[str], start: int, pairs: frozenset[tuple[str, str]]) -> Iterator[int]:
    """Yield where phrases from a word end, as far as every two words of them are repeated."""
    for end in range(start + SHORTEST, min(start + LONGEST, len(said)) + 1):
        if (said[end - 2], said[end - 1]) not in pairs:
            return
        yield end


def _bears(word: str) -> bool:
    return word not in stop_words() and len(word) > 1 and word.isalpha()


def _of(issuer: str, own: Counter[str], size: int, everywhere: Mapping[str, int], total: int) -> tuple[Recurring, ...]:
    scored = [
        Recurring(issuer, phrase, count, _score(count, size, everywhere[phrase] - count, total - size))
        for phrase, count in own.items()
        if count >= FEWEST
    ]
    telling = [f for f in scored if f.score >= CLEARLY]
    ranked = sorted(_maximal(telling), key=lambda f: (-f.score, f.phrase))
    return tuple(ranked[:MOST])


def _score(own: int, size: int, others: int, others_size: int) -> float:
    """Return the z-score of the log-odds ratio of a phrase's documents, its issuer's against those of all others."""
    a, b = own + PRIOR, others + PRIOR
    ratio = math.log(a / (size - own + PRIOR)) - math.log(b / (others_size - others + PRIOR))
    return ratio / math.sqrt(1 / a + 1 / b)


def _maximal(found: list[Recurring]) -> list[Recurring]:
    """Leave out a phrase that a longer one holds in nearly all its documents, and one that holds a more used one."""
    kept: list[Recurring] = []
    for one in sorted(found, key=lambda f: (-len(f.phrase.split()), f.phrase)):
        if not any(f" {one.phrase} " in f" {long.phrase} " and long.documents >= HELD * one.documents for long in kept):
            kept.append(one)
    return kept
