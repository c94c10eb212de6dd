"""What is looked for: words, each under all its spellings, phrases in quotation marks, and what must not stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

import msgspec

from dragoman.relations.folding import FUNCTION_WORDS, fold
from dragoman.store.words import searched

MOST_WORDS = 16  # of a query; more tell nothing new
_PART = re.compile(r"(?<!\S)(?P<minus>[-−–])?(?:[\"“”„«](?P<phrase>[^\"“”„«»]*)[\"“”„«»]|(?P<word>\S+))")


class Query(msgspec.Struct, frozen=True):
    """What is looked for, word by word as texts are counted.

    `terms` are words, each with its other spellings: a document should hold one of each. `phrases` stand in it with
    their words side by side; of the words and phrases in `without` and `without_phrases` it holds none.
    """

    terms: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    without_phrases: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """Every word that answers the query, in all its spellings, each once."""
        return list(dict.fromkeys(word for term in self.terms for word in term))

    def holds(self, text: str) -> bool:
        """Tell whether a text has all the phrases and none that it must not have."""
        plain = _plain(text)
        return all(_pattern(one).search(plain) for one in self.phrases) and not any(
            _pattern(one).search(plain) for one in self.without_phrases
        )


def query_of(text: str, spelt: Callable[[str], Iterable[str]] = lambda _: ()) -> Query:
    """Return what is looked for by a query as people write it; `spelt` gives other spellings of a folded word.

    "in quotation marks" is a phrase, a leading minus is what must not stand. Words that say nothing of what a text is
    about are only looked for where there are no others.
    """
    asked: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    without_phrases: list[str] = []
    for part in _PART.finditer(text):
        written = part["phrase"] if part["phrase"] is not None else part["word"]
        folded = fold(written).split()
        several = part["phrase"] is not None and len(folded) > 1
        if part["minus"]:
            (without_phrases if several else without).extend([" ".join(folded)] if several else searched(written))
            continue
        if several:
            phrases.append(" ".join(folded))
        asked += folded
    telling = [word for word in asked if word not in FUNCTION_WORDS] or asked
    terms = dict.fromkeys(tuple(_spellings(word, spelt)) for word in telling)
    return Query(tuple(filter(None, terms))[:MOST_WORDS], tuple(phrases), tuple(without), tuple(without_phrases))


def _spellings(word: str, spelt: Callable[[str], Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(form for written in (word, *spelt(word)) for form in searched(written)))


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a folded phrase; its last word may have an ending."""
    words = r"\W+".join(map(re.escape, phrase.split()))
    return re.compile(rf"\b{words}", re.IGNORECASE)
