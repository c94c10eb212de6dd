"""A joined meeting as each government told it: what both tell, what they tell differently, what only one tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

import msgspec

from dragoman.record.types import Agreement, Appraisal, Commitment, Position, Request, Topic
from dragoman.relations.compared import Weights
from dragoman.relations.grouping import Pair, grouped, order_of
from dragoman.relations.outcomes import Knowledge, shipped_knowledge
from dragoman.relations.values import Comparison, JoinedMeeting, Kind, Standing, Stated, Told
from dragoman.relations.words import NUMBER, SHORTEST, stem, stems, stop_words

KINDS: tuple[Kind, ...] = ("topics", "agreements", "commitments", "positions", "requests", "appraisals")
ALIKE = 0.5  # share of what the shorter text tells from which two sayings are of one matter
CERTAIN = 0.75  # the share asked for within one report, and where the sides are told differently
FEWEST = 2  # telling words in common, where no thing is named with its state ("Norwegian tin")
BINDING: frozenset[Kind] = frozenset(("commitments", "requests"))  # more than to have talked of a matter
LISTED = re.compile(r",|;|\band\b")


class Saying(msgspec.Struct, frozen=True):
    """What one report says of one matter: its words, and the fields in which two reports can disagree.

    `content` are its stems that are not vague, `telling` those of them that name no state; `parts` are the telling
    stems of all of it and of what it lists or says first; `owned` are things in a row with the name of a state.
    """

    kind: Kind
    stated: Stated[Any]
    text: str
    content: frozenset[str]
    telling: frozenset[str]
    parts: tuple[frozenset[str], ...]
    owned: frozenset[tuple[str, str]]
    sides: frozenset[str]
    fields: tuple[tuple[str, Any], ...]
    title: bool


def compare(
    meeting: JoinedMeeting, facts: Sequence[tuple[Kind, Stated[Any]]], knowledge: Knowledge | None = None
) -> Comparison:
    """Return what the reports of a meeting say of it, side by side; facts of other documents are passed over.

    A matter told by reports of two countries is `shared`, or `differs` where they disagree in strength, deadline,
    stance, act, sides or kind (one promises or asks for what the other only talks of); else it is told by `one_side`.
    A title that only names who met is no matter. `knowledge` is that of the shipped codebook when none is given.
    """
    known = knowledge or shipped_knowledge()
    reported = {r.version.document for r in meeting.reports}
    names = _names(meeting)
    inside = sorted(
        (f for f in facts if f[0] in KINDS and f[1].version.document in reported),
        key=lambda f: (KINDS.index(f[0]), order_of(f[1])),
    )
    read = (_saying(kind, stated, names, known) for kind, stated in inside)
    sayings = [saying for saying in read if saying.telling or not saying.title]
    groups = grouped(sayings, _pairs(sayings, known), _compatible)
    publishers = {r.version.publisher_country for r in meeting.reports} - {None}
    told = sorted((_told(group) for group in groups), key=lambda one: KINDS.index(one.kind))
    return Comparison(meeting, tuple(sorted(p for p in publishers if p)), tuple(told))


def _names(meeting: JoinedMeeting) -> frozenset[str]:
    """Return the stems of the names of those who meet, which say nothing of a matter."""
    people = [p.name for r in meeting.reports for p in r.version.participants if p.name]
    return frozenset(stem for name in people for stem in stems(name))


def _saying(kind: Kind, stated: Stated[Any], names: frozenset[str], known: Knowledge) -> Saying:
    item = stated.item
    text = text_of(item) or item.evidence.exact
    row = _row(text, known)
    content = frozenset(s for s, _ in row if s) - names - known.vague
    parts = tuple(_telling(_row(part, known)) & content for part in (text, *_parts(kind, text)))
    owned = frozenset((a, b) for (a, of_state), (b, no) in pairwise(row) if a and b and of_state and not no)
    of_title = item.evidence.field == "title"
    fields = tuple(_fields(item))
    return Saying(kind, stated, text, content, parts[0], parts, owned, frozenset(_sides(item)), fields, of_title)


def _row(text: str, known: Knowledge) -> list[tuple[str | None, bool]]:
    """Return the stems of a text in their order, None for a word without content, and whether each names a state."""
    said = known.shortened(text)
    naming = known.naming(said)
    return [(None if _is_empty(word) else stem(word), place in naming) for place, word in enumerate(said)]


def _is_empty(word: str) -> bool:
    return word in stop_words() or (len(word) < SHORTEST and not NUMBER.search(word))


def _telling(row: Sequence[tuple[str | None, bool]]) -> frozenset[str]:
    return frozenset(s for s, of_state in row if s and not of_state and not NUMBER.search(s))


def _parts(kind: Kind, text: str) -> Sequence[str]:
    """Return what a topic lists, or what another saying says before it goes on after a comma."""
    return LISTED.split(text) if kind == "topics" else text.split(",")[:1]


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


def _pairs(sayings: Sequence[Saying], known: Knowledge) -> Iterator[Pair]:
    weights = Weights([saying.content for saying in sayings], known.vague)
    words = [frozenset().union(*saying.parts) for saying in sayings]
    for (i, a), (j, b) in combinations(enumerate(sayings), 2):
        if words[i].isdisjoint(words[j]):  # most pairs of a long text, and soon told
            continue
        if _compatible(a, b) and (share := _share(a, b, weights)) and _is_one_matter(a, b, share):
            yield -share, i, j


def _compatible(a: Saying, b: Saying) -> bool:
    """Tell whether two sayings can be of one matter: what one report says twice in one kind, it tells apart.

    Its title only announces what it says.
    """
    return a.kind != b.kind or a.stated.version.document != b.stated.version.document or a.title != b.title


def _share(a: Saying, b: Saying, weights: Weights) -> float:
    """Return how much of what the shorter of two sayings tells is in the other, from 0 to 1; 0 of too little."""
    shares = [_share_of(x, y, weights) for x in a.parts for y in b.parts if _is_enough(a, b, x & y)]
    return max(shares, default=0.0)


def _share_of(a: frozenset[str], b: frozenset[str], weights: Weights) -> float:
    least = min(weights.of(a), weights.of(b))
    return min(weights.of(a & b) / least, 1.0) if least else 0.0


def _is_enough(a: Saying, b: Saying, common: frozenset[str]) -> bool:
    """Tell whether words in common name a matter: two of them, a state's thing, or all of what one topic names."""
    if len(common) >= FEWEST or any(thing in common for _, thing in a.owned & b.owned):
        return True
    listed = a.kind == b.kind and a.kind in ("topics", "agreements")
    return listed and bool(common) and (a.content <= b.content or b.content <= a.content)


def _is_one_matter(a: Saying, b: Saying, share: float) -> bool:
    within = a.stated.version.document == b.stated.version.document
    elsewhere = a.kind == b.kind and a.sides != b.sides and not a.sides & b.sides
    return share >= (CERTAIN if within or elsewhere else ALIKE)


def _told(group: Sequence[Saying]) -> Told:
    countries = {s.stated.version.publisher_country for s in group}
    differing = _differing(group) if len(countries) > 1 else ()
    standing: Standing = "one_side" if len(countries) < 2 else "differs" if differing else "shared"
    fullest = max(group, key=lambda saying: (saying.kind in BINDING, len(saying.telling)))
    return Told(fullest.kind, fullest.text, standing, tuple(s.stated for s in group), differing)


def _differing(group: Sequence[Saying]) -> tuple[str, ...]:
    """Return the fields in which sayings disagree; what one of them leaves open is no disagreement."""
    values: dict[tuple[Kind, str], set[Any]] = {}
    for saying in group:
        for field, value in saying.fields:
            values.setdefault((saying.kind, field), set()).update({value} if value else ())
    fields = [field for (_, field), told in values.items() if len(told) > 1]
    return tuple(dict.fromkeys([*fields, *(("kind",) if _bound_by_one(group) else ())]))


def _bound_by_one(group: Sequence[Saying]) -> bool:
    """Tell whether one country tells a promise or a request of what another only says to have talked of."""
    kinds: dict[str | None, set[Kind]] = {}
    for saying in group:
        kinds.setdefault(saying.stated.version.publisher_country, set()).add(saying.kind)
    return any(told & BINDING for told in kinds.values()) and any(told == {"topics"} for told in kinds.values())
