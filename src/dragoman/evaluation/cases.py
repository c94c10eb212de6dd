"""Cases to read: what was missed, made up or got wrong, with its sentence and what came near."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.evaluation.annotated import Annotations, Codes, Item, Words
from dragoman.evaluation.matching import KEYS, NO_QUOTE_NEEDED, codes, field_checks, overlap, pairs, searched, span

COMPARED = {
    "participants": ("name", "country", "offices"),
    "meetings": ("kind", "status", "countries", "date", "place"),
    "agreements": ("act", "name"),
    "positions": ("stance", "holder"),
    "commitments": ("strength", "by"),
    "appraisals": ("kind", "by"),
    "requests": ("by",),
    "events": ("type", "mode", "actor", "recipient", "auxiliary"),
}
GROUPED_BY = {
    "meetings": "kind",
    "agreements": "act",
    "positions": "stance",
    "commitments": "strength",
    "appraisals": "kind",
    "events": "type",
}
SENTENCE_END = re.compile(r"[.!?]['\"]?\s+(?=[\"'A-Z(])")
NEAREST = 3  # how many near items a case names
MOST_COUNTED = 30  # how many kinds of fault are counted apart
Silences = Sequence[tuple[str, str]]  # the words that a record is silent about, and its reason


class Case(msgspec.Struct, frozen=True):
    """One fault: `problem` is missed, spurious or the wrong field; `why` is how near the reading came.

    `group` is what faults are counted by (an event's type, a meeting's kind, ...); `sentence` has the quote in ⟦ ⟧,
    which begins at `start` of the searched text (-1 when it is not there).
    """

    document: str
    start: int
    problem: str
    why: str
    group: str
    item: str
    near: tuple[str, ...]
    sentence: str


class Compared(msgspec.Struct, frozen=True):
    """One kind of item in one document: what a case is made from."""

    document: str
    kind: str
    text: str
    silences: Silences = ()


def cases(
    kind: str, words: Words, gold: Annotations, predicted: Annotations, silences: Silences = ()
) -> Iterator[Case]:
    """Yield the faults of one document's record in one kind, in the order of the text."""
    here = Compared(str(words.id), kind, searched(words), silences)
    expected, found = gold.of(kind), predicted.of(kind)
    matched = pairs(kind, expected, found, here.text)
    used_gold, used = {i for i, _ in matched}, {j for _, j in matched}
    missed = [g for i, g in enumerate(expected) if i not in used_gold and not g.optional]
    spurious = [p for j, p in enumerate(found) if j not in used]
    made = [_unmatched(here, "missed", g, spurious) for g in missed]
    made += [_unmatched(here, "spurious", p, missed) for p in spurious]
    made += [case for i, j in matched for case in _wrong_fields(here, expected[i], found[j])]
    yield from sorted(made, key=lambda c: (c.start, c.problem))


def summary(found: Sequence[Case]) -> list[str]:
    """Return how many faults there are of each group, problem and reason, most first."""
    counts = Counter((case.group, case.problem, case.why) for case in found)
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    lines = [f"{n:5d}  {group:14s} {problem:16s} {why}" for (group, problem, why), n in ordered[:MOST_COUNTED]]
    rest = sum(n for _, n in ordered[MOST_COUNTED:])
    return [*lines, f"{rest:5d}  of rarer kinds"] if rest else lines


def shown(case: Case) -> str:
    """Return a case as a short paragraph to read."""
    near = "".join(f"\n    near  {line}" for line in case.near)
    return f"{case.problem.upper()} ({case.why})  [{case.document}]\n    item  {case.item}{near}\n    {case.sentence}\n"


def described(kind: str, item: Item) -> str:
    """Return what is compared of an item, in one line."""
    return "  ".join(f"{name}={_value(getattr(item, name))}" for name in COMPARED[kind] if getattr(item, name))


def _value(value: str | Codes) -> str:
    if isinstance(value, tuple):
        return "+".join(sorted(codes(value)))
    return str(value)


def _unmatched(here: Compared, problem: str, item: Item, others: Sequence[Item]) -> Case:
    near = [other for other in others if _near(here.kind, item, other, here.text)]
    why = _why(here.kind, item, near[0], here.text) if near else _unheard(here, problem, item)
    return _case(here, problem, why, item, near)


def _unheard(here: Compared, problem: str, item: Item) -> str:
    """Return the reason that the record gives for its silence where an item was missed."""
    place = span(item, here.text)
    if problem == "missed" and place:
        for exact, reason in here.silences:
            if overlap(place, span(Item(quote=exact), here.text)):
                return f"silent: {reason}"
    return "nothing near"


def _wrong_fields(here: Compared, g: Item, p: Item) -> Iterator[Case]:
    for name, right in field_checks(here.kind, g, p):
        if not right and not g.optional:
            yield _case(here, f"wrong {name}", name, g, [p])


def _case(here: Compared, problem: str, why: str, item: Item, near: Sequence[Item]) -> Case:
    place = span(item, here.text)
    return Case(
        document=here.document,
        start=place[0] if place else -1,
        problem=problem,
        why=why,
        group=_group(here.kind, item),
        item=described(here.kind, item),
        near=tuple(f"{described(here.kind, other)}  «{other.words}»" for other in near[:NEAREST]),
        sentence=sentence(item, here.text),
    )


def _group(kind: str, item: Item) -> str:
    return str(getattr(item, GROUPED_BY[kind])) if kind in GROUPED_BY else kind


def _near(kind: str, item: Item, other: Item, text: str) -> bool:
    if overlap(span(item, text), span(other, text)):
        return True
    return KEYS[kind](item, other)


def _why(kind: str, item: Item, other: Item, text: str) -> str:
    """Say which part of the key keeps two near items apart, or that their quotes do."""
    if KEYS[kind](item, other):
        taken = kind in NO_QUOTE_NEEDED or bool(overlap(span(item, text), span(other, text)))
        return "another took its place" if taken else "quoted elsewhere"
    differing = [f for f in COMPARED[kind] if _value(getattr(item, f)) != _value(getattr(other, f))]
    return " and ".join(differing) + " differ"


def sentence(item: Item, text: str) -> str:
    """Return the sentence (or sentences) of the searched text that the quote stands in, the quote in ⟦ ⟧."""
    place = span(item, text)
    if place is None:
        return f"⟦{item.words}⟧ (not in the text)"
    before = [m.end() for m in SENTENCE_END.finditer(text, 0, place[0])]
    after = SENTENCE_END.search(text, max(place[0], place[1] - 2))
    start, end = before[-1] if before else 0, after.end() if after else len(text)
    return f"{text[start : place[0]]}⟦{text[place[0] : place[1]]}⟧{text[place[1] : end]}".strip()
