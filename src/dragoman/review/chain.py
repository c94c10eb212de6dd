"""The chain of decisions: each is hashed with the one before, so that an edited, removed or moved one shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from dragoman.review.values import Broken, Decision, Head

FIRST = "0" * 64  # what stands as the hash before the first decision


def hash_of(decision: Decision) -> str:
    """Return the SHA-256, in hex, of a decision's canonical JSON.

    That is the UTF-8 JSON object of all its fields but `hash`, `previous` included, with sorted keys at every level
    and no white space; `machine` and `human` are strings in it.
    """
    told = msgspec.to_builtins(decision)
    del told["hash"]
    return hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()


def broken_links(decisions: Iterable[Decision], head: Head, noted: Head | None = None) -> Iterator[Broken]:
    """Yield where a chain, in the order of its numbers, does not hold.

    `head` is what its file says of its end, `noted` an end that was noted elsewhere.
    """
    number, previous = 0, FIRST
    for one in decisions:
        number += 1
        if one.number != number:
            yield Broken(number, f"is missing: decision {one.number} follows {number - 1}")
            number = one.number
        if hash_of(one) != one.hash:
            yield Broken(number, "was edited: its hash is not that of what it says")
        elif one.previous != previous:
            yield Broken(number, "does not follow the one before it: one was edited, removed, put in or moved")
        if noted and number == noted.number and one.hash != noted.hash:
            yield Broken(number, f"is not the one that was noted with the hash {noted.hash}")
        previous = one.hash
    if number < max(head.number, noted.number if noted else 0):
        yield Broken(number + 1, "is missing, and whatever followed it")
    elif (number, previous) != (head.number, head.hash):
        yield Broken(number, "is not the one that was written last")
