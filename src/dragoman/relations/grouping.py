"""Put together what belongs together: the surest pairs first, and no group in which two members exclude each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from dragoman.relations.values import Stated, Version

Member = TypeVar("Member")
Pair = tuple[Any, int, int]  # how sure (the lesser the surer), and the places of the two members


def grouped(
    members: Sequence[Member], pairs: Iterable[Pair], compatible: Callable[[Member, Member], bool]
) -> list[list[Member]]:
    """Return the members in groups, each in the order given, groups by their first member.

    Two groups become one along a pair only where every member of one is compatible with every member of the other.
    """
    group = {place: [place] for place in range(len(members))}
    for _, a, b in sorted(pairs):
        first, second = group[a], group[b]
        if first is second or not all(compatible(members[x], members[y]) for x in first for y in second):
            continue
        joined = sorted(first + second)
        group.update(dict.fromkeys(joined, joined))
    firsts = sorted({places[0] for places in group.values()})
    return [[members[place] for place in group[first]] for first in firsts]


def order_of(stated: Stated[Any]) -> tuple[str, str, int, int, str]:
    """Return what the reports of a thing are sorted by: day of publication, document, version, place within it."""
    version = stated.version
    place = stated.id.rsplit("/", 1)[-1]
    return (
        (version.published or "9999")[:10], version.document, version.number,
        int(place) if place.isdigit() else 0, stated.id,
    )  # fmt: skip


def numbered(names: Iterable[str]) -> list[str]:
    """Return names made unique: the second of one name gets "-2", the third "-3"."""
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return unique


def publisher_of(version: Version) -> str | None:
    """Return who published a document, by name or else by country; None where neither is known."""
    return version.publisher or version.publisher_country


def is_one_text(a: Version, b: Version) -> bool:
    """Tell whether two documents repeat one text nearly word for word."""
    return a.original == b.original
