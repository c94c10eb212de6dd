"""What the codebook says of following: which later act keeps or breaks which promise, and which words say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from dragoman.codebook.load import Codebook, shipped
from dragoman.codebook.spec import Expression, Outcome, Territory
from dragoman.relations.words import stem, stems, words

VAGUE = frozenset(("vague", "month", "weekday"))  # uses of expressions that show nothing in common
LONGEST_NAME = 3  # words of a state's name; longer ones hold a shorter one
SHORTEST_NAME = 4  # letters: in lower case "US" would be a pronoun


class Ending(msgspec.Struct, frozen=True):
    """An entry of the codebook, with its words as stems (`promise`) and as they are written (`words`)."""

    entry: Outcome
    promise: frozenset[str]
    words: frozenset[str]

    def promised(self, text: str) -> bool:
        """Tell whether a promise is one of those that this ends."""
        return not self.promise or any(stem(word) in self.promise for word in words(text))

    def told(self, text: str) -> bool:
        """Tell whether a text has one of the words that tell it."""
        return not self.words or not self.words.isdisjoint(words(text))


class Knowledge(msgspec.Struct, frozen=True):
    """All endings in the order of the codebook, and the words that are no matter of a promise by themselves.

    `vague` are stems that promises of every matter share; `states` the names of states and peoples with their codes;
    `names` the stems of these names, `beginnings` their first words.
    """

    endings: tuple[Ending, ...]
    vague: frozenset[str]
    states: Mapping[str, str]
    names: frozenset[str]
    beginnings: frozenset[str]

    def named(self, text: str) -> frozenset[str]:
        """Return the codes of the states that a text names."""
        said = words(text)
        starts = [i for i, word in enumerate(said) if word in self.beginnings]
        phrases = (" ".join(said[i : i + n]) for i in starts for n in range(1, LONGEST_NAME + 1))
        return frozenset(self.states[phrase] for phrase in phrases if phrase in self.states)


def knowledge_of(codebook: Codebook) -> Knowledge:
    """Return what a codebook says of following."""
    vague = (p for e in codebook.entries(Expression) if e.use in VAGUE for p in e.phrases)
    states = {
        " ".join(words(name)): territory.code
        for territory in codebook.entries(Territory)
        for name in (*territory.names, *territory.demonyms)
        if len(name) >= SHORTEST_NAME
    }
    return Knowledge(
        tuple(ending_of(entry) for entry in codebook.entries(Outcome)),
        frozenset(stem(word) for phrase in vague for word in words(phrase)),
        states,
        frozenset(stem for name in states for stem in stems(name)),
        frozenset(name.split(" ", 1)[0] for name in states),
    )


def ending_of(entry: Outcome) -> Ending:
    """Return an entry with its words made ready for comparing."""
    return Ending(
        entry,
        frozenset(stem(word) for phrase in entry.promise for word in words(phrase)),
        frozenset(word for phrase in entry.words for word in words(phrase)),
    )


@cache
def shipped_knowledge() -> Knowledge:
    """Return what the codebook that ships with the package says of following."""
    return knowledge_of(shipped())
