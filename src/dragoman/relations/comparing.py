"""A joined meeting as each government told it: what both tell, what they tell differently, what only one tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import msgspec

from dragoman.record.types import Agreement, Appraisal, Commitment, Position, Request, Topic
from dragoman.relations.folding import content_words, overlap
from dragoman.relations.grouping import Pair, grouped, order_of
from dragoman.relations.values import Comparison, JoinedMeeting, Kind, Standing, Stated, Told

KINDS: tuple[Kind, ...] = ("topics", "agreements", "commitments", "positions", "requests", "appraisals")
ALIKE = 0.5  # share of the shorter text's content words from which two sayings are of one matter
CERTAIN = 0.75  # the share from which they are so although the sides are told differently
FEWEST = 2  # content words in common, where the shorter text has as many


class Saying(msgspec.Struct, frozen=True):
    """What one report says of one matter: its words, and the fields in which two reports can disagree."""

    kind: Kind
    stated: Stated[Any]
    text: str
    words: frozenset[str]
    sides: frozenset[str]
    fields: tuple[tuple[str, Any], ...]


def compare(meeting: JoinedMeeting, facts: Sequence[tuple[Kind, Stated[Any]]]) -> Comparison:
    """Return what the reports of a meeting say of it, side by side; facts of other documents are passed over.

    A matter told by reports of two countries is `shared`, or `differs` where they disagree in strength, deadline,
    stance, kind, act or sides; else it is told by `one_side`.
    """
    reported = {r.version.document for r in meeting.reports}
    names = _names(meeting)
    inside = sorted(
        (f for f in facts if f[0] in KINDS and f[1].version.document in reported),
        key=lambda f: (KINDS.index(f[0]), order_of(f[1])),
    )
    sayings = [_saying(kind, stated, names) for kind, stated in inside]
    groups = grouped(sayings, _pairs(sayings), _compatible)
    publishers = {r.version.publisher_country for r in meeting.reports} - {None}
    return Comparison(meeting, tuple(sorted(p for p in publishers if p)), tuple(_told(g) for g in groups))


def _names(meeting: JoinedMeeting) -> frozenset[str]:
    """Return the words of the names of those who meet, which say nothing of a matter."""
    people = [p.name for r in meeting.reports for p in r.version.participants if p.name]
    return frozenset(w for name in people for w in content_words(name))


def _saying(kind: Kind, stated: Stated[Any], names: frozenset[str]) -> Saying:
    item = stated.item
    text = text_of(item) or item.evidence.exact
    words = content_words(text) - names or content_words(item.evidence.exact) - names
    return Saying(kind, stated, text, words, frozenset(_sides(item)), tuple(_fields(item)))


def text_of(item: Any) -> str | None:
    """Return the words that say what a fact is about; None where it has none but its quote."""
    match item:
        case Topic():
            return item.text
        case Agreement():
            return item.name
        case Position():
            return item.on
        case Commitment() | Request():
            return item.what
        case Appraisal():
            return item.reason
    return None


def _sides(item: Any) -> Iterator[str]:
    match item:
        case Position():
            yield from item.holder
        case Commitment() | Request() | Appraisal():
            yield from item.by


def _fields(item: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields in which two reports of one matter can disagree."""
    match item:
        case Position():
            yield from (("stance", item.stance), ("holder", frozenset(item.holder)))
        case Commitment():
            yield from (("strength", item.strength), ("deadline", item.deadline), ("by", frozenset(item.by)))
        case Appraisal():
            yield from (("kind", item.kind), ("by", frozenset(item.by)))
        case Request():
            yield from (("by", frozenset(item.by)), ("to", frozenset(item.to)))
        case Agreement():
            yield ("act", item.act)


def _pairs(sayings: Sequence[Saying]) -> Iterator[Pair]:
    for (i, a), (j, b) in combinations(enumerate(sayings), 2):
        if _compatible(a, b) and _is_one_matter(a, b):
            yield -overlap(a.words, b.words), i, j


def _compatible(a: Saying, b: Saying) -> bool:
    """Tell whether two sayings are of one kind and of two reports; what one report says twice, it tells apart."""
    return a.kind == b.kind and a.stated.version.document != b.stated.version.document


def _is_one_matter(a: Saying, b: Saying) -> bool:
    share, common = overlap(a.words, b.words), len(a.words & b.words)
    fewest = min(FEWEST, len(a.words), len(b.words)) if a.kind in ("topics", "agreements") else FEWEST
    if common < fewest:
        return False
    return share >= (ALIKE if a.sides == b.sides or a.sides & b.sides else CERTAIN)


def _told(group: Sequence[Saying]) -> Told:
    countries = {s.stated.version.publisher_country for s in group}
    differing = _differing(group) if len(countries) > 1 else ()
    standing: Standing = "one_side" if len(countries) < 2 else "differs" if differing else "shared"
    return Told(group[0].kind, group[0].text, standing, tuple(s.stated for s in group), differing)


def _differing(group: Sequence[Saying]) -> tuple[str, ...]:
    """Return the fields in which sayings disagree; what one of them leaves open is no disagreement."""
    values: dict[str, set[Any]] = {}
    for saying in group:
        for field, value in saying.fields:
            values.setdefault(field, set()).update({value} if value else ())
    return tuple(field for field, told in values.items() if len(told) > 1)
