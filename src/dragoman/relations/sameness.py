"""Which persons several reports name, and whether they can be the same."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.record.types import Participant
from dragoman.relations.folding import fold, sounds
from dragoman.relations.values import Version

SHORTEST = 3  # letters of a word that two names have in common


class Persons(msgspec.Struct, frozen=True):
    """Those who take part on one side: the words of their names, and offices of the named and of the unnamed."""

    names: frozenset[tuple[str, ...]]
    unnamed: frozenset[str]
    offices: frozenset[str]


Sides = dict[str, Persons]


def sides_of(version: Version, ids: Iterable[str]) -> Sides:
    """Return the participants of these ids by country."""
    wanted = frozenset(ids)
    taking_part = [p for p in version.participants if p.id in wanted and p.country]
    countries = sorted({p.country for p in taking_part if p.country})
    return {c: _persons([p for p in taking_part if p.country == c]) for c in countries}


def _persons(taking_part: list[Participant]) -> Persons:
    return Persons(
        names=frozenset(sounds(p.name) for p in taking_part if p.name),
        unnamed=frozenset(fold(o) for p in taking_part if not p.name for o in p.offices),
        offices=frozenset(fold(o) for p in taking_part for o in p.offices),
    )


def contradicts(a: Persons, b: Persons) -> bool:
    """Tell whether one side is told to be different persons: both are known, and neither name nor office agrees."""
    if agrees(a, b):
        return False
    if a.names and b.names:
        return True
    return bool(a.offices and b.offices)


def agrees(a: Persons, b: Persons) -> bool:
    """Tell whether a name is on both sides, or the office of one without a name."""
    named = any(_is_one_name(x, y) for x in a.names for y in b.names)
    return bool(named or a.unnamed & b.offices or a.offices & b.unnamed)


def _is_one_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether two names share the last word, or two longer ones in any order ("Kishida Fumio")."""
    return a[-1:] == b[-1:] or sum(len(w) >= SHORTEST for w in {*a} & {*b}) > 1


def agreeing(a: Sides, b: Sides) -> int:
    """Return on how many sides the same person is named."""
    return sum(agrees(a[c], b[c]) for c in a.keys() & b.keys())


def contradicting(a: Sides, b: Sides) -> bool:
    """Tell whether any side is told to be different persons."""
    return any(contradicts(a[c], b[c]) for c in a.keys() & b.keys())
