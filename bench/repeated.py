"""Repetitions of a small record's rows, with other countries, days and words, but the same offsets and quotes."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

MONTHS = 240
TIERS = (8, 32)  # the most frequent countries are exchanged among themselves, so that some pairs have most facts
CHANGING = re.compile(r'"(?:([A-Z]{3})"|(\d{4})-(\d\d)(-\d\d)?(?=["T]))')  # in JSON: codes and days
DAY = re.compile(r"(\d{4})-(\d\d)(-\d\d)?")
TOKEN = re.compile(r"(?<![^\W_])[a-z]+(?![^\W_])")
CODE = re.compile(r"[A-Z]{3}")
EVENTS_AGAIN = 100  # added to the places of the first repetition of a document's events
Rows = list[tuple[Any, ...]]


class Copy(msgspec.Struct, frozen=True):
    """One repetition: what is added to numbers, which countries, words and months stand for which."""

    number: int
    block: int
    codes: dict[str, str]
    words: dict[str, str]
    months: int

    def day(self, day: str | None) -> str | None:
        """Return the day moved; None for none."""
        return day and DAY.sub(self._moved, day, count=1)

    def json(self, item: str) -> str:
        """Return an item with its codes exchanged and its days moved."""
        return CHANGING.sub(self._changed, item)

    def text(self, text: str | None) -> str | None:
        """Return a text with its words exchanged."""
        return text and TOKEN.sub(lambda m: self.words.get(m[0], m[0]), text)

    def pair(self, a: str, b: str) -> tuple[str, str]:
        """Return the pair of the exchanged codes, in order."""
        x, y = sorted((self.codes.get(a, a), self.codes.get(b, b)))
        return x, y

    def part(self, kind: str, part: str | None) -> str | None:
        """Return the partition of an item of the exchanged codes."""
        if part is None or part == "*":
            return part
        if kind == "events":
            return "|".join(self._listed(side, "-") for side in part.split("|"))
        return self._listed(part, "-") if kind in ("commitments", "participants") else self._listed(part, "|")

    def _listed(self, codes: str, separator: str) -> str:
        unknown = "?" if codes.startswith("?") else ""
        found = codes.removeprefix(unknown).split(separator)
        return unknown + separator.join(sorted(self.codes.get(code, code) for code in found))

    def _changed(self, found: re.Match[str]) -> str:
        return f'"{self.codes.get(found[1], found[1])}"' if found[1] else '"' + self._moved(found, 1)

    def _moved(self, found: re.Match[str], before: int = 0) -> str:
        year, month, day = found[before + 1], found[before + 2], found[before + 3]
        months = int(year) * 12 + int(month) - 1 + self.months
        return f"{months // 12:04d}-{months % 12 + 1:02d}" + (f"-{min(int(day[1:]), 28):02d}" if day else "")


class Small(msgspec.Struct, frozen=True):
    """The small record: rows by table, how many numbers each repetition takes, and its words."""

    rows: dict[str, Rows]
    versions: int
    readings: int
    facts: int
    joined: int
    signatures: Any
    tokens: list[str]
    counts: Any  # version, token, count
    changing: list[str]


def copies(small: Small, documents: int, events: int, chance: random.Random) -> Iterator[Copy]:
    """Yield the repetitions, for each repetition of the documents first the one with everything."""
    of_kind = Counter(row[4] for row in small.rows["facts"])
    whole = -(-documents // len(small.rows["versions"]))
    again = max(1, -(-events // (whole * max(1, of_kind["events"]))))
    frequent = Counter(row[2] for row in small.rows["sides"] if CODE.fullmatch(row[2]))
    ranked = [code for code, _ in sorted(frequent.items(), key=lambda entry: (-entry[1], entry[0]))]
    tiers = [ranked[: TIERS[0]], ranked[TIERS[0] : TIERS[1]], ranked[TIERS[1] :]]
    for number in range(whole):
        words = _exchanged(small.changing, chance)
        months = chance.randrange(-MONTHS, 0)
        for time in range(again):
            codes = {a: b for tier in tiers for a, b in zip(tier, chance.sample(tier, len(tier)), strict=True)}
            yield Copy(number, number * again + time, codes, words if time == 0 else {}, months)


def _exchanged(words: Sequence[str], chance: random.Random) -> dict[str, str]:
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    return {a: b for same in by_length.values() for a, b in zip(same, chance.sample(same, len(same)), strict=True)}


def repeated(small: Small, copy: Copy, again: int) -> dict[str, Rows]:
    """Return the rows of one repetition; of one of events alone (`again` > 0) only theirs."""
    at, fact, joined = copy.number * small.versions, copy.block * small.facts, copy.block * small.joined
    rows = _of_facts(small, copy, again, at, fact)
    rows |= _of_joined(small, copy, again, fact, joined)
    return rows if again else rows | _of_versions(small, copy, at) | _links(small, copy, fact)


def _of_facts(small: Small, copy: Copy, again: int, at: int, fact: int) -> dict[str, Rows]:
    reading = copy.number * small.readings
    return {
        "facts": [
            (
                n + fact, r + reading, v + at, present, kind, place + again * EVENTS_AGAIN, copy.day(day),
                copy.part(kind, part), copy.json(item),
            )
            for n, r, v, present, kind, place, day, part, item in small.rows["facts"]
            if not again or kind == "events"
        ],
        "sides": [
            (n + fact, role, copy.codes.get(code, code))
            for n, role, code, kind in small.rows["sides"]
            if not again or kind == "events"
        ],
        "pairs": [
            (*copy.pair(a, b), kind, copy.day(day), n + fact, v + at, whole)
            for a, b, kind, day, n, v, whole in small.rows["pairs"]
            if not again or kind == "events"
        ],
    }  # fmt: skip


def _of_joined(small: Small, copy: Copy, again: int, fact: int, joined: int) -> dict[str, Rows]:
    return {
        "joined": [
            (n + joined, kind, copy.part(kind, part), f"{name}.{copy.block}", copy.day(day), copy.json(item))
            for n, kind, part, name, day, item in small.rows["joined"]
            if not again or kind == "events"
        ],
        "members": [
            (n + joined, kind, place, f + fact)
            for n, kind, place, f in small.rows["members"]
            if not again or kind == "events"
        ],
        "events": [(n + joined, *row[:6], copy.day(row[6]), *row[7:]) for n, *row in small.rows["events"]],
        "directed": [(copy.codes.get(a, a), copy.codes.get(b, b), n + joined) for a, b, n in small.rows["directed"]],
    }


def _of_versions(small: Small, copy: Copy, at: int) -> dict[str, Rows]:
    texts = [(n + at, copy.text(text), None) for n, text, _ in small.rows["texts"]]
    shas = {n: hashlib.sha256(str(text).encode()).hexdigest() for n, text, _ in texts}
    mark = f".{copy.number}"
    rows: dict[str, Rows] = {"versions": [], "texts": texts}
    for (
        n, document, number, came, present, sha256, url, title, summary, publisher, country, published, basis,
        language, policy, length, original, a, b,
    ) in small.rows["versions"]:  # fmt: skip
        rows["versions"].append(
            (
                n + at, document + mark, number, hashlib.sha256((came + mark).encode()).hexdigest(), present,
                shas.get(n + at, sha256), url and f"{url}#{copy.number}", copy.text(title), copy.text(summary),
                publisher, copy.codes.get(country, country), copy.day(published), basis, language, policy, length,
                original + mark, *(copy.pair(a, b) if a else (None, None)),
            )
        )  # fmt: skip
    rows["readings"] = [
        (n + copy.number * small.readings, v + at, reader, present, silences)
        for n, v, reader, present, silences in small.rows["readings"]
    ]
    rows["lengths"] = [(n + at, words) for n, words in small.rows["lengths"]]
    rows["uses"] = [(*row[:3], row[3] + at, *row[4:]) for row in small.rows["uses"] if row[2]]  # declared ones
    return rows


def _links(small: Small, copy: Copy, fact: int) -> dict[str, Rows]:
    return {
        "links": [
            (f"{name}.{copy.number}", copy.part("commitments", part), kind, a + fact, b + fact, why)
            for name, part, kind, a, b, why in small.rows["links"]
        ]
    }
