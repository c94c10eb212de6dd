"""Persons and agreements of a snapshot by the words of their names, and the nearest known word to one that is not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import msgspec
from rapidfuzz import fuzz, process

from dragoman.relations.folding import FUNCTION_WORDS, fold, sound, sounds
from dragoman.store.opening import Connection

NEAR = 78  # of a hundred: how alike a known word must be to be offered for an unknown one (rapidfuzz, Indel)
SELDOM = 20  # a namesake told so many times less often is most likely a misreading, and is not offered
SHORTEST = 4  # letters of a word that may be a slip of the pen
KINDS: dict[str, str] = {"participants": "$.spellings", "agreements": "$.names"}  # where their other names stand
NameKind = Literal["participants", "agreements"]


class Named(msgspec.Struct, frozen=True):
    """What a name stands for: a joined person or agreement; `reports` is how many facts it was joined from."""

    kind: NameKind
    id: str
    name: str
    country: str | None
    reports: int


class NameIndex(msgspec.Struct, frozen=True):
    """Names by the sounds of their words, so that transliterations meet; the most reported stand first.

    `words` has every word of a name as it is folded, with the way it is written; `spellings` has the words of persons'
    names that sound alike.
    """

    named: tuple[Named, ...]
    by_sound: Mapping[str, tuple[int, ...]]
    words: Mapping[str, str]
    spellings: Mapping[str, tuple[str, ...]]

    def spelt(self, word: str) -> tuple[str, ...]:
        """Return how a folded word is spelt in persons' names."""
        return self.spellings.get(sound(word), ())


def name_index(connection: Connection, further: Iterable[str] = ()) -> NameIndex:
    """Return the index of a snapshot; `further` are names whose words are known too (of states)."""
    rows = connection.execute(
        "SELECT j.kind, j.id, j.item ->> '$.name', j.item ->> '$.country', m.reports, "
        f"CASE j.kind {' '.join(f'''WHEN '{kind}' THEN j.item ->> '{path}' ''' for kind, path in KINDS.items())} END "
        "FROM joined j JOIN (SELECT joined, count(*) AS reports FROM members "
        "WHERE kind IN ('participants', 'agreements') GROUP BY 1) m USING (joined) "
        "WHERE j.kind IN ('participants', 'agreements') ORDER BY m.reports DESC, j.id"
    ).fetchall()
    words: dict[str, str] = {}
    by_sound: dict[str, list[int]] = defaultdict(list)
    heard: dict[str, str] = {}
    spellings: dict[str, dict[str, None]] = defaultdict(dict)
    for number, (kind, _, name, _, _, others) in enumerate(rows):
        for word in _noted(f"{name} {others or ''}", words):
            if word not in heard:
                heard[word] = sound(word)
            by_sound[heard[word]].append(number)
            if kind == "participants" and len(word) >= SHORTEST:
                spellings[heard[word]][word] = None
    for name in further:
        _noted(name, words)
    named = tuple(Named(*row[:5]) for row in rows)
    return NameIndex(
        named, {key: tuple(dict.fromkeys(found)) for key, found in by_sound.items()}, words,
        {key: tuple(found) for key, found in spellings.items()},
    )  # fmt: skip


def persons_named(index: NameIndex, query: str, limit: int) -> tuple[Named, ...]:
    """Return the persons of whom a query has the last name: those of whom it has more names first.

    A namesake who is told far less often is left out, and so is a last name by itself beside its bearer's full name.
    """
    heard = [sound(word) for word in _telling(query)]
    counts = Counter(n for word in dict.fromkeys(heard) for n in index.by_sound.get(word, ()))
    found = [n for n in counts if index.named[n].kind == "participants" and last_name(index.named[n].name) in heard]
    most: dict[str, int] = {}
    for n in sorted(found):  # the most reported first
        most.setdefault(index.named[n].name, index.named[n].reports)
        most.setdefault(last_name(index.named[n].name), index.named[n].reports)
    told = [n for n in found if index.named[n].reports * SELDOM >= most[_namesake(index.named[n].name)]]
    return tuple(index.named[n] for n in sorted(told, key=lambda n: (-counts[n], n))[:limit])


def agreements_named(index: NameIndex, query: str, limit: int) -> tuple[Named, ...]:
    """Return the agreements in whose names every telling word of a query stands."""
    places = sorted((index.by_sound.get(sound(word), ()) for word in _telling(query)), key=len)
    if not places:
        return ()
    rest = [set(others) for others in places[1:]]
    found = (n for n in places[0] if index.named[n].kind == "agreements" and all(n in others for others in rest))
    return tuple(index.named[n] for n, _ in zip(found, range(limit), strict=False))


def respelt(index: NameIndex, query: str, known: Callable[[str], bool]) -> str | None:
    """Return a query with each word that is not known made the nearest word of a name; None when nothing is near."""
    changed = {}
    for written in query.split():
        word = fold(written)
        if len(word) < SHORTEST or not written[0].isalnum() or word in index.words or known(written):
            continue
        near = process.extractOne(word, index.words.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        if near:
            changed[written] = index.words[near[0]]
    return " ".join(changed.get(word, word) for word in query.split()) if changed else None


def _noted(name: str, words: dict[str, str]) -> list[str]:
    """Note the words of a name as they are written, and return them folded."""
    found = []
    for written in name.split():
        for word in fold(written).split():
            found.append(word)
            if word not in words:
                words[word] = written.strip('"“”,.;:()[]')
    return found


def _telling(query: str) -> list[str]:
    return [word for word in fold(query).split() if word not in FUNCTION_WORDS and len(word) > 1]


def last_name(name: str) -> str:
    """Return the last name of a person as it sounds, without what only marks a generation ("Jr.")."""
    return (sounds(name) or ("",))[-1]


def _namesake(name: str) -> str:
    """Return under what a name is compared with others: itself, or as a last name where it is no more than that."""
    return name if len(name.split()) > 1 else last_name(name)
