"""What the codebook says of following: which later act keeps or breaks which promise, and which words say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from dragoman.codebook.load import Codebook, shipped
from dragoman.codebook.spec import Expression, Organisation, Outcome, Territory
from dragoman.relations.words import stem, stems, words

VAGUE = frozenset(("vague", "month", "weekday"))  # uses of expressions that show nothing in common
LONGEST_NAME = 3  # words of a state's name; longer ones hold a shorter one
LONGEST_ORGANISATION = 9  # words of an organisation's name
SHORTEST_NAME = 4  # letters: in lower case "US" would be a pronoun


class Ending(msgspec.Struct, frozen=True):
    """An entry of the codebook, with its words as stems (`promise`) and its phrases as they are written (`phrases`)."""

    entry: Outcome
    promise: frozenset[str]
    phrases: frozenset[tuple[str, ...]]

    def promised(self, text: str) -> bool:
        """Tell whether a promise is one of those that this ends."""
        return not self.promise or any(stem(word) in self.promise for word in words(text))

    def told(self, text: str) -> bool:
        """Tell whether a text has one of the words or whole phrases that tell it."""
        said = words(text)
        return not self.phrases or any(
            said[start : start + len(phrase)] == phrase for phrase in self.phrases for start in range(len(said))
        )


class Knowledge(msgspec.Struct, frozen=True):
    """All endings in the order of the codebook, and the words that are no matter of a promise by themselves.

    `vague` are stems that promises of every matter share; `states` the names of states and peoples with their codes;
    `names` the stems of these names, `beginnings` their first words; `organisations` the names of organisations, in
    words, with the shortest of each.
    """

    endings: tuple[Ending, ...]
    vague: frozenset[str]
    states: Mapping[str, str]
    names: frozenset[str]
    beginnings: frozenset[str]
    organisations: Mapping[tuple[str, ...], str]

    def shortened(self, text: str) -> tuple[str, ...]:
        """Return the words of a text, an organisation by the shortest of its names however the text names it."""
        said, place, found = words(text), 0, []
        while place < len(said):
            longest = min(LONGEST_ORGANISATION, len(said) - place)
            sizes = (n for n in range(longest, 1, -1) if said[place : place + n] in self.organisations)
            size = next(sizes, 1)
            found.append(self.organisations.get(said[place : place + size], said[place]))
            place += size
        return tuple(found)

    def named(self, text: str) -> frozenset[str]:
        """Return the codes of the states that a text names."""
        said = words(text)
        return frozenset(self.states[" ".join(said[start:end])] for start, end in self._places(said))

    def naming(self, said: Sequence[str]) -> frozenset[int]:
        """Return the places of the words that name a state; a word of a longer name names none by itself."""
        return frozenset(place for start, end in self._places(said) for place in range(start, end))

    def _places(self, said: Sequence[str]) -> Iterator[tuple[int, int]]:
        for start in (i for i, word in enumerate(said) if word in self.beginnings):
            for end in range(start + 1, min(start + LONGEST_NAME, len(said)) + 1):
                if " ".join(said[start:end]) in self.states:
                    yield start, end


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
        _organisations(codebook),
    )


def _organisations(codebook: Codebook) -> dict[tuple[str, ...], str]:
    """Return the names of organisations that also have a name of one word, each with that word."""
    shortest: dict[tuple[str, ...], str] = {}
    for entry in codebook.entries(Organisation):
        names = [words(name) for name in (entry.name, *entry.names)]
        short = next((name[0] for name in names if len(name) == 1), None)
        shortest.update({name: short for name in names if short})
    return shortest


def ending_of(entry: Outcome) -> Ending:
    """Return an entry with its words made ready for comparing."""
    return Ending(
        entry,
        frozenset(stem(word) for phrase in entry.promise for word in words(phrase)),
        frozenset(words(phrase) for phrase in entry.words),
    )


@cache
def shipped_knowledge() -> Knowledge:
    """Return what the codebook that ships with the package says of following."""
    return knowledge_of(shipped())
