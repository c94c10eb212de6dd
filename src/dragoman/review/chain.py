"""The chain of decisions: each is hashed with the one before, so that an edited, removed or moved one shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

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


def broken_links(decisions: Iterable[Decision], head: Head, noted: Head | None = None) -> Iterator[Broken]:
    """Yield where a chain, in the order of its numbers, does not hold.

    `head` is what its file says of its end, `noted` an end that was noted elsewhere.
    """
    number, previous = 0, FIRST
    wordless: dict[str, list[int]] = {}
    for one in decisions:
        number += 1
        if one.number != number:
            yield Broken(number, f"is missing: decision {one.number} follows {number - 1}")
            number = one.number
        if hash_of(one) != one.hash or not _has_its_words(one):
            yield Broken(number, "was edited: its hash is not that of what it says")
        elif one.previous != previous:
            yield Broken(number, "does not follow the one before it: one was edited, removed, put in or moved")
        if noted and number == noted.number and one.hash != noted.hash:
            yield Broken(number, f"is not the one that was noted with the hash {noted.hash}")
        previous = one.hash
        if one.verdict == "forgotten":
            wordless.pop(one.document, None)
        elif _words_are_gone(one):
            wordless.setdefault(one.document, []).append(number)
    for several in wordless.values():
        yield from (Broken(n, "was edited: its words are gone, and its document was not forgotten") for n in several)
    if number < max(head.number, noted.number if noted else 0):
        yield Broken(number + 1, "is missing, and whatever followed it")
    elif (number, previous) != (head.number, head.hash):
        yield Broken(number, "is not the one that was written last")


def _has_its_words(one: Decision) -> bool:
    """Tell whether the words that are there are those that were hashed."""
    return all(digest(words) in (None, getattr(one, f"{name}_sha256")) for name, words in _words(one))


def _words_are_gone(one: Decision) -> bool:
    return any(words is None and getattr(one, f"{name}_sha256") for name, words in _words(one))


def _words(one: Decision) -> Iterator[tuple[str, str | None]]:
    return ((name, getattr(one, name)) for name in WORDS)
