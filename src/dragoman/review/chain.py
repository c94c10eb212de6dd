"""The chain of decisions: each is hashed with the one before, so that an edited, removed or moved one shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from dragoman.review.values import Broken, Decision, Head

FIRST = "0" * 64  # what stands as the hash before the first decision
WORDS = ("machine", "human", "note")


def digest(words: str | None) -> str | None:
    """Return the SHA-256, in hex, of words in UTF-8; None of none."""
    return None if words is None else hashlib.sha256(words.encode("utf-8")).hexdigest()


def hash_of(decision: Decision) -> str:
    """Return the SHA-256, in hex, of a decision's canonical JSON.

    That is the UTF-8 JSON object of all its fields but `hash`, `previous` included, with sorted keys at every level
    and no white space. What holds words of a document (`machine`, `human`, `note`) goes into it by its own SHA-256
    alone (`machine_sha256` …), so that the chain holds when a document and its words were forgotten.
    """
    told = msgspec.to_builtins(decision)
    hashed = {name: value for name, value in told.items() if name not in ("hash", *WORDS)}
    return hashlib.sha256(msgspec.json.encode(hashed, order="sorted")).hexdigest()


class Chain:
    """A chain that is gone along in the order of its numbers, and where it does not hold.

    `noted` is an end that was noted elsewhere.
    """

    def __init__(self, noted: Head | None = None) -> None:
        self.number, self._previous, self._noted = 0, FIRST, noted
        self._broken: list[Broken] = []
        self._wordless: dict[str, list[int]] = {}

    def add(self, one: Decision) -> None:
        """Go on to the next decision."""
        self.number += 1
        if one.number != self.number:
            self._breaks(f"is missing: decision {one.number} follows {self.number - 1}")
            self.number = one.number
        if hash_of(one) != one.hash or not _has_its_words(one):
            self._breaks("was edited: its hash is not that of what it says")
        elif one.previous != self._previous:
            self._breaks("does not follow the one before it: one was edited, removed, put in or moved")
        if self._noted and self.number == self._noted.number and one.hash != self._noted.hash:
            self._breaks(f"is not the one that was noted with the hash {self._noted.hash}")
        self._previous = one.hash
        if one.verdict == "forgotten":
            self._wordless.pop(one.document, None)
        elif _words_are_gone(one):
            self._wordless.setdefault(one.document, []).append(self.number)

    def broken(self, head: Head) -> tuple[Broken, ...]:
        """Return where it does not hold; `head` is what its file says of its end."""
        wordless = (n for several in self._wordless.values() for n in several)
        gone = (Broken(n, "was edited: its words are gone, and its document was not forgotten") for n in wordless)
        return (*self._broken, *gone, *self._broken_end(head))

    def _broken_end(self, head: Head) -> Iterator[Broken]:
        if self.number < max(head.number, self._noted.number if self._noted else 0):
            yield Broken(self.number + 1, "is missing, and whatever followed it")
        elif (self.number, self._previous) != (head.number, head.hash):
            yield Broken(self.number, "is not the one that was written last")

    def _breaks(self, what: str) -> None:
        self._broken.append(Broken(self.number, what))


def _has_its_words(one: Decision) -> bool:
    """Tell whether the words that are there are those that were hashed."""
    return all(digest(words) in (None, getattr(one, f"{name}_sha256")) for name, words in _words(one))


def _words_are_gone(one: Decision) -> bool:
    return any(words is None and getattr(one, f"{name}_sha256") for name, words in _words(one))


def _words(one: Decision) -> Iterator[tuple[str, str | None]]:
    return ((name, getattr(one, name)) for name in WORDS)
