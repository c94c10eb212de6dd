"""When a predicted item is the annotated one: quotes that overlap and keys that agree, as CONTRACT.md has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import yaml

from dragoman.evaluation.annotated import Coded, Codes, Item, Words

LONGEST_QUOTE = 600  # characters; a longer quote proves nothing in particular and matches nothing
NO_QUOTE_NEEDED = ("participants", "meetings")
UNDECOMPOSED = str.maketrans("ıđł", "idl")  # letters that Unicode does not take apart
ONE_FORM = (
    ("[\u2018\u2019\u201a\u2032\u02bc`]", "'"),
    ("[\u201c\u201d\u201e\u00ab\u00bb]", '"'),
    ("[\u2010-\u2015\u2212]", "-"),
    ("\u2026", "..."),
    ("[\u00ad\u200b-\u200f\u2060\ufeff]", ""),
    (r"\s+", " "),
)
Interval = tuple[int, int]


@cache
def passed_over(use: str) -> frozenset[str]:
    """Return the words that a comparison passes over (`offices` or `agreements`)."""
    words = yaml.safe_load(Path(__file__).with_name("matching_words.yaml").read_text(encoding="utf-8"))
    return frozenset(words[f"passed_over_in_{use}"].split())


def fold(words: str | None) -> list[str]:
    """Return lower-case words without diacritics or punctuation."""
    apart = unicodedata.normalize("NFKD", words or "")
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9 ]+", " ", bare.lower().translate(UNDECOMPOSED)).split()


def plain(words: str | None) -> str:
    """Return the words with one kind of quote, dash and space, so that canonical text finds delivered quotes."""
    words = words or ""
    for pattern, form in ONE_FORM:
        words = re.sub(pattern, form, words)
    return words


def searched(words: Words) -> str:
    """Return the text in which the quotes of a document are looked for: body, title and summary."""
    return plain("\n".join(part or "" for part in (words.text, words.title, words.summary)))


def offices(item: Item) -> set[tuple[str, ...]]:
    """Return the offices of an item as folded words, without countries and small words."""
    skipped = passed_over("offices")
    return {tuple(w for w in fold(office) if w not in skipped) for office in item.offices or ()} - {()}


def codes(values: Codes) -> set[str]:
    """Return the country codes among codes and entities."""
    found = {v.country if isinstance(v, Coded) else v for v in values or ()}
    return {code for code in found if code}


def span(item: Item, text: str) -> Interval | None:
    """Return where the item's quote stands in the searched text, None if nowhere or if it is too long."""
    quote = plain(item.words).strip()
    at = text.find(quote) if quote and len(quote) <= LONGEST_QUOTE else -1
    return (at, at + len(quote)) if at >= 0 else None


def overlap(a: Interval | None, b: Interval | None) -> int:
    """Return the characters shared, 0 when they are less than half of the shorter span."""
    if not a or not b:
        return 0
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared if shared >= 0.5 * min(a[1] - a[0], b[1] - b[0]) else 0


def same_name(gold: str | None, predicted: str | None) -> bool:
    """Tell whether two names agree: the last name, all words, or two of them."""
    g, p = fold(gold), fold(predicted)
    return bool(g and p) and (g[-1] == p[-1] or set(g) == set(p) or len(set(g) & set(p)) >= 2)


def same_place(gold: str | None, predicted: str | None) -> bool:
    """Tell whether the words of one place are among those of the other."""
    g, p = set(fold(gold)), set(fold(predicted))
    return bool(g and p) and (g <= p or p <= g)


def _same_participant(g: Item, p: Item) -> bool:
    if g.country != p.country:
        return False
    if not g.name and not p.name:
        return bool(offices(g) & offices(p))
    return same_name(g.name, p.name)


def _family(kind: str | None) -> str | None:
    return "remote" if kind in ("call", "video") else kind


def _same_meeting(g: Item, p: Item) -> bool:
    return _family(g.kind) == _family(p.kind) and g.status == p.status and codes(g.countries) == codes(p.countries)


def _same_agreement(g: Item, p: Item) -> bool:
    a, b, skipped = set(fold(g.name)), set(fold(p.name)), passed_over("agreements")
    # A name of small words only ("the Treaty") may share those.
    return g.act == p.act and bool(((a & b) - skipped) or (a & b and not (a - skipped and b - skipped)))


def _same_position(g: Item, p: Item) -> bool:
    return g.stance == p.stance and bool(codes(g.holder) & codes(p.holder))


def _by_the_same(g: Item, p: Item) -> bool:
    a, b = codes(g.by), codes(p.by)
    return bool(a & b) or (not a and not b)


def _same_appraisal(g: Item, p: Item) -> bool:
    return g.kind == p.kind and _by_the_same(g, p)


def _same_event(g: Item, p: Item) -> bool:
    if g.type != p.type:
        return False
    theirs, ours = (codes(g.actor), codes(g.recipient)), (codes(p.actor), codes(p.recipient))
    return theirs == ours or (theirs[0] | theirs[1] == ours[0] | ours[1] and not (theirs[1] and ours[1]))


KEYS: dict[str, Callable[[Item, Item], bool]] = {
    "participants": _same_participant,
    "meetings": _same_meeting,
    "agreements": _same_agreement,
    "positions": _same_position,
    "commitments": _by_the_same,
    "appraisals": _same_appraisal,
    "requests": _by_the_same,
    "events": _same_event,
}


def field_checks(kind: str, g: Item, p: Item) -> Iterator[tuple[str, bool]]:
    """Yield the fields that are scored on a matched pair, each with whether it is right."""
    if kind == "participants":
        yield "offices", offices(g) == offices(p)
    if kind == "meetings" and g.date:
        yield "date", g.date == p.date
    if kind == "meetings" and g.place:
        yield "place", same_place(g.place, p.place)
    if kind == "commitments":
        yield "strength", g.strength == p.strength
    if kind == "events":
        yield "mode", (g.mode or None) == (p.mode or None)
        yield "auxiliary", (g.auxiliary or None) == (p.auxiliary or None)


def pairs(kind: str, gold: Sequence[Item], predicted: Sequence[Item], text: str) -> list[tuple[int, int]]:
    """Return which gold item is which predicted one (indices): one to one, the largest overlap first."""
    candidates = sorted(_candidates(kind, gold, predicted, text))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    chosen = []
    for _, i, j in candidates:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            chosen.append((i, j))
    return chosen


def _candidates(
    kind: str, gold: Sequence[Item], predicted: Sequence[Item], text: str
) -> Iterator[tuple[int, int, int]]:
    agrees = KEYS[kind]
    gold_spans, spans = [span(g, text) for g in gold], [span(p, text) for p in predicted]
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if agrees(g, p):
                size = 1 if kind in NO_QUOTE_NEEDED else overlap(gold_spans[i], spans[j])
                if size:
                    yield -size, i, j
