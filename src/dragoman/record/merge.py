"""Merge what a document says more than once: one item, with every place that says it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.reading.findings import FoundAppraisal, FoundCommitment, FoundEvent, FoundPosition, FoundRequest, Quote
from dragoman.reading.frames.statements import for_other_reasons

Statement = FoundAppraisal | FoundCommitment | FoundPosition | FoundRequest | FoundEvent
S = TypeVar("S", FoundAppraisal, FoundCommitment, FoundPosition, FoundRequest, FoundEvent)


@dataclass(frozen=True)
class Told(Generic[S]):
    """An item and the further quotes that say the same."""

    item: S
    also: tuple[Quote, ...] = ()


def told_once(items: Iterable[S], repeated: frozenset[str] = frozenset()) -> tuple[Told[S], ...]:
    """Merge repetitions, the body before the summary and the summary before the title; order of first places is kept.

    `repeated` are the types of events of which one is told again and again; others are told apart by their words.
    """
    groups: list[list[S]] = []
    for item in items:
        for group in groups:
            if same(group[0], item, repeated):
                group.append(item)
                break
        else:
            groups.append([item])
    return tuple(_told(group) for group in groups)


def _told(group: list[S]) -> Told[S]:
    first = min(group, key=lambda i: ("", "summary", "title").index(i.quote.field))
    return Told(first, tuple(dict.fromkeys(i.quote for i in group if i is not first and i.quote != first.quote)))


def same(a: S, b: S, repeated: frozenset[str]) -> bool:
    """Tell whether two items are one fact: the same parties and kind, and the same words or one and the same
    encounter.
    """
    if key(a) != key(b):
        return False
    if isinstance(a, FoundEvent) and a.type in repeated:
        return True
    if overlapping(a.quote, b.quote) and not for_other_reasons(a, b):
        return True
    return content(a) == content(b) is not None


def key(item: Statement) -> Hashable:
    """Return what must agree for two items to be the same."""
    match item:
        case FoundEvent():
            countries = (
                tuple(sorted({a.country or a.text for a in item.actors})),
                tuple(sorted({a.country or a.text for a in item.recipients})),
            )
            return (item.type, item.mode, item.auxiliary, countries)
        case FoundPosition():
            return (tuple(sorted(item.holder)), item.stance)
        case FoundAppraisal():
            return (item.kind, tuple(sorted(item.by)), tuple(sorted(item.to)))
        case _:
            return (type(item).__name__, tuple(sorted(item.by)))


def content(item: Statement) -> str | None:
    """Return the words of what an item is about, folded; None where it has none."""
    match item:
        case FoundEvent():
            return None
        case FoundPosition():
            words: str | None = item.on
        case FoundAppraisal():
            words = item.reason
        case _:
            words = item.what
    return " ".join(words.lower().split()) if words else None


def overlapping(a: Quote, b: Quote) -> bool:
    """Tell whether two quotes share at least half of the shorter one."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return a.field == b.field and 2 * shared >= min(a.end - a.start, b.end - b.start)
