"""What the codebook knows of the words in an instrument's name: states, kinds of instruments, words of any text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from dragoman.codebook.load import shipped
from dragoman.codebook.spec import Context, Entry, Expression, Frame, Organisation, Territory
from dragoman.relations.folding import FUNCTION_WORDS, fold

KINDS = "instrument"  # how the uses of expressions that name kinds of instruments begin
WHOLE = "instrument-phrase"  # the use of those that name one instrument by all their words
LOWER = re.compile(r"\b[a-z]{3,}\b")
LONGEST = 5  # words of a state's name


class Vocabulary(msgspec.Struct, frozen=True):
    """Folded words: states' names and demonyms with their codes, kinds of instruments, words that are no names, and
    words and acronyms of organisations' names.
    """

    states: dict[str, str]
    instruments: frozenset[str]
    common: frozenset[str]
    organisations: frozenset[str]
    acronyms: frozenset[str]

    def with_words(self, words: Iterable[str]) -> Vocabulary:
        """Return a vocabulary that knows further words to be no names."""
        return msgspec.structs.replace(self, common=self.common | frozenset(map(singular, words)))

    def is_own(self, word: str) -> bool:
        """Tell whether a word, where it is capitalised, makes a name one of its own."""
        return not word.isdigit() and len(word) > 2 and word not in self.common and word not in self.instruments

    def is_instrument(self, word: str) -> bool:
        """Tell whether a word names a kind of instrument, in singular or plural."""
        return singular(word) in self.instruments

    def without_states(self, words: Sequence[str]) -> tuple[list[str], frozenset[str]]:
        """Return the words without those that name states, and the states' codes."""
        kept: list[str] = []
        codes = set()
        place = 0
        while place < len(words):
            length = next((n for n in range(LONGEST, 0, -1) if " ".join(words[place : place + n]) in self.states), 0)
            if length:
                codes.add(self.states[" ".join(words[place : place + length])])
            else:
                kept.append(words[place])
            place += length or 1
        return kept, frozenset(codes)


@cache
def vocabulary() -> Vocabulary:
    """Return what the shipped codebook knows of such words."""
    book = shipped()
    states = {fold(n): t.code for t in book.entries(Territory) for n in (*t.names, *t.demonyms)}
    names = [n for o in book.entries(Organisation) for n in (o.name, *o.names)]
    acronyms = frozenset(fold(n) for n in names if n.isupper() and " " not in n)
    organisations = frozenset(singular(w) for n in names for w in fold(n).split()) - FUNCTION_WORDS
    kinds = [e for e in book.entries(Expression) if e.use.startswith(KINDS) and e.use != WHOLE]
    instruments = frozenset(singular(w) for e in kinds for p in e.phrases for w in fold(p).split()) - FUNCTION_WORDS
    places = {w for t in book.entries(Territory) for n in (*t.seats, *t.places) for w in fold(n).split()}
    common = frozenset(map(singular, _common_words())) - frozenset(map(singular, places))
    return Vocabulary(states, instruments, common, organisations, acronyms)


def singular(word: str) -> str:
    """Return a folded word without the ending of a plural."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _common_words() -> Iterator[str]:
    """Yield the words that the codebook has in lower case, in its entries and their examples: those of any text."""
    book = shipped()
    yield from (w for f in book.entries(Frame) for w in (*f.verb, *f.noun, *f.adjective))
    texts = [p for e in book.entries(Expression) for p in e.phrases if e.use != WHOLE]
    texts += [c for e in book.entries(Context) for c in e.cues]
    texts += [t for c in book.concepts for e in c.entries if isinstance(e, Entry) for t in (*e.examples, *e.counter)]
    yield from (w for t in texts for w in LOWER.findall(t))
