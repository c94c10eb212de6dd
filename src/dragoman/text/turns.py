"""Turns of a transcript: which labels before a colon name a speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from dragoman.text.layout import Layout


class Turn(msgspec.Struct, frozen=True):
    """Where a turn begins in its paragraph (its label), where its words begin, and who speaks."""

    label_start: int
    start: int
    speaker: str


def find_turns(paragraphs: Sequence[str], layout: Layout) -> list[list[Turn]]:
    """Return the turns of each paragraph, in order.

    A label names a speaker if it is a part in a transcript ("Question"), if it comes again in the document, or if it
    names an office and its holder; once one does, every label that ends in a name does, and those that need no colon.
    """
    labels = [[m for m in layout.turn.finditer(p) if not _is_no_speaker(m["label"], layout)] for p in paragraphs]
    keys = Counter(_key(m["label"]) for found in labels for m in found)
    sure = {id(m) for found in labels for m in found if _is_speaker(m["label"], keys, layout)}
    if not sure:
        return [[] for _ in paragraphs]
    return [
        _bare(paragraph, layout) or [_turn(m) for m in found if id(m) in sure or _is_name(m["label"])]
        for paragraph, found in zip(paragraphs, labels, strict=True)
    ]


def _bare(paragraph: str, layout: Layout) -> list[Turn]:
    """Return the turn of a paragraph whose label has no colon ("Q  Thank you."), as transcripts have it."""
    found = layout.bare_turn.match(paragraph)
    return [_turn(found)] if found else []


def _turn(found: re.Match[str]) -> Turn:
    return Turn(found.start("label"), found.end(), found["label"])


def _key(label: str) -> str:
    return " ".join(label.split()[-2:]).casefold()


def _is_no_speaker(label: str, layout: Layout) -> bool:
    folded = label.casefold()
    return folded in layout.no_speakers or folded.split()[0] in layout.no_speakers


def _is_speaker(label: str, keys: Counter[str], layout: Layout) -> bool:
    words = label.casefold().split()
    if label.casefold() in layout.turn_labels or (keys[_key(label)] > 1 and (_is_name(label) or label.isupper())):
        return True
    if not layout.office_words.intersection(words):
        return False
    return label.isupper() or (len(words) > 2 and _is_name(label) and words[-1] not in layout.office_words)


def _is_name(label: str) -> bool:
    """Return whether a label ends in two or more capitalised words, and is no run of headline words."""
    last = label.split()[-2:]
    return len(last) == 2 and all(re.match(r"[^\W\d_a-z]", w) for w in last) and "," not in last[0]
