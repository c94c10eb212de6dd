"""The words by which persons, offices and agents are recognised, compiled from the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from spacy.vocab import Vocab

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Agent, Expression, Office
from dragoman.reading.gazetteer import Gazetteer, compile_gazetteer

WORD = re.compile(r"-|[^\s-]+")
LONGEST_AGENT = 5  # words, a hyphen is one

SUFFIX = "J"
# The classes of units that the office grammar is written in; a capital letter stands for a capitalised word.
CLASS_OF_USE = {"part": "M", "deputy": "M", "dropped": "V", "past": "W", "field": "F", "body": "B", "particle": "N"}


class Head(msgspec.Struct, frozen=True):
    """A head of an office as matched: its entry, and its singular words when it is a plural."""

    office: Office
    words: tuple[str, ...]
    singular: tuple[str, ...] | None = None


class Phrase(msgspec.Struct, frozen=True):
    """A run of words with one class; `head` where it is an office."""

    words: tuple[str, ...]
    code: str
    head: Head | None = None


class Lexicon(msgspec.Struct, frozen=True):
    """Everything that mentions are recognised by.

    `phrases`: by their first word, longest first; `classes`: the class of single words; `agents`: entries by phrase
    (singular and plural), `plurals` their plural forms; `uses`: the words of each use of the expressions.
    """

    gazetteer: Gazetteer
    phrases: dict[str, tuple[Phrase, ...]]
    classes: dict[str, str]
    agents: dict[str, Agent]
    plurals: frozenset[str]
    uses: dict[str, frozenset[str]]
    sectors: dict[str, str]

    def has(self, use: str, word: str) -> bool:
        """Tell whether a word (lower case) has a use."""
        return word in self.uses[use]


def compile_lexicon(codebook: Codebook, vocab: Vocab) -> Lexicon:
    """Compile the codebook's offices, agents and expressions, with the gazetteer of its names."""
    expressions = _expressions(codebook)
    classes = {w: code for use, code in CLASS_OF_USE.items() for w in _words(expressions, use)}
    phrases = list(_heads(codebook.entries(Office)))
    for use, code in (("title", "T"), ("style", "R"), ("suffix", SUFFIX), ("postnominal", SUFFIX)):
        phrases += [Phrase(_split(w), code) for w in _words(expressions, use)]
    agents, plurals = _agents(codebook.entries(Agent))
    return Lexicon(
        gazetteer=compile_gazetteer(codebook, vocab),
        phrases=_by_first(phrases),
        classes=classes,
        agents=agents,
        plurals=plurals,
        uses={use: frozenset(w for e in found for w in e.phrases) for use, found in expressions.items()},
        sectors={w: e.use for use, found in expressions.items() if use.isupper() for e in found for w in e.phrases},
    )


def _expressions(codebook: Codebook) -> dict[str, list[Expression]]:
    found: dict[str, list[Expression]] = {}
    for expression in codebook.entries(Expression):
        found.setdefault(expression.use, []).append(expression)
    return found


def _words(expressions: dict[str, list[Expression]], use: str) -> Iterator[str]:
    for expression in expressions.get(use, ()):
        yield from (w.lower() for w in expression.phrases)


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(WORD.findall(phrase.lower()))


def _heads(offices: Iterable[Office]) -> Iterator[Phrase]:
    for office in offices:
        for words in map(_split, office.heads):
            yield Phrase(words, "H", Head(office, words))
            many = _plural_phrase(words)
            if not words[-1].endswith("."):
                yield Phrase(many, "K", Head(office, many, words))


def _plural_phrase(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "heads of state", "secretaries-general", "prime ministers": the noun before "of" or a trailing adjective."""
    at = next((i for i, w in enumerate(words) if w in ("of", "in", "to") and i), len(words)) - 1
    if words[at] in ("general", "plenipotentiary", "large", "elect") and at:
        at = next((i for i in range(at) if words[i + 1] in ("-", "general", "extraordinary")), at)
    return (*words[:at], plural(words[at]), *words[at + 1 :])


def plural(noun: str) -> str:
    """Return the plural of an English noun by its ending; irregular ones are formed as their last part is."""
    if noun.endswith(("man", "woman")) and noun not in ("human", "german"):
        return noun[:-2] + "en"
    if noun.endswith("person"):
        return noun[:-6] + "people"
    if noun.endswith("child"):
        return noun + "ren"
    if noun.endswith("y") and noun[-2:-1] not in "aeou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def _agents(entries: Iterable[Agent]) -> tuple[dict[str, Agent], frozenset[str]]:
    """Index agents' nouns in the singular and the plural; what is listed explicitly comes before a formed plural."""
    singular = {" ".join(_split(noun)): e for e in entries for noun in e.nouns}
    many: dict[str, Agent] = {}
    for noun, entry in singular.items():
        *rest, last = noun.split()
        many.setdefault(" ".join((*rest, plural(last))), entry)
    return {**many, **singular}, frozenset(many)


def _by_first(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """Return phrases by their first word, longest first; the same words may be an office and a suffix ("MP")."""
    found: dict[str, dict[tuple[tuple[str, ...], bool], Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase.words[0], {}).setdefault((phrase.words, phrase.code == SUFFIX), phrase)
    return {w: tuple(sorted(p.values(), key=lambda x: (-len(x.words), x.words))) for w, p in found.items()}
