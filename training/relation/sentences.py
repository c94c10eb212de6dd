"""The training sentences: read them, check them, exchange their actors."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from pathlib import Path

HEADER = ["type", "mode", "aux", "marked_sentence"]


@dataclass(frozen=True)
class Sentence:
    """One labelled sentence, source inside <s>…</s> and target inside <t>…</t>."""

    type: str
    mode: str
    aux: str
    marked: str


def read_sentences(folder: Path) -> list[Sentence]:
    """Read every file in the order of its name; a sentence that stands twice is a fault."""
    found: dict[str, Sentence] = {}
    for path in sorted(folder.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        if rows[0] != HEADER:
            raise SystemExit(f"{path}:1: the header must be {HEADER}")
        for number, row in enumerate(rows[1:], 2):
            if len(row) != len(HEADER):
                raise SystemExit(f"{path}:{number}: {len(row)} columns instead of {len(HEADER)}")
            if row[3] in found:
                raise SystemExit(f"{path}:{number}: the sentence stands already in another file")
            found[row[3]] = Sentence(*row)
    return list(found.values())


def exchange_actors(sentence: Sentence, sentences: list[Sentence], share: float) -> Sentence:
    """Sometimes put another sentence's actor in place of one, so that acts are learned and not names."""
    marked = sentence.marked
    for letter in "st":
        if random.random() < share:
            pattern = rf"<{letter}>(.*?)</{letter}>"
            others = re.findall(r"<[st]>([^<>]*?)</[st]>", random.choice(sentences).marked)
            if others and len(re.findall(pattern, marked)) == 1:
                marked = re.sub(pattern, lambda _: f"<{letter}>{others[0]}</{letter}>", marked)  # noqa: B023
    return replace(sentence, marked=marked)
