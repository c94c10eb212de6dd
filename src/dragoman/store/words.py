"""The words of a text, as the full-text search counts them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from anyascii import anyascii

from dragoman.record.types import DocumentHead
from dragoman.relations.values import TextPolicy

WORD = re.compile(r"[^\W_]+")
MANY_ENDINGS = (("ies", "y"), ("sses", "ss"), ("s", ""))


def searched(text: str) -> list[str]:
    """Return the words of a text as they are looked for: without case, diacritics, possessives and plural endings."""
    plain = anyascii(text).lower().replace("'s", "")
    return [_singular(word) for word in WORD.findall(plain)]


def counted(head: DocumentHead, policy: TextPolicy) -> Counter[str]:
    """Return how often each word stands in the title, summary and (where the whole text may be kept) the text."""
    fields = (head.title, head.summary, head.text if policy == "full" else None)
    return Counter(word for field in fields if field for word in searched(field))


def number_of(word: str) -> int:
    """Return the number that stands for a word in the tables: 63 bits of its BLAKE2b hash."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8"), digest_size=8).digest(), "big") >> 1


def _singular(word: str) -> str:
    if len(word) <= 3 or word.endswith("ss"):
        return word
    for ending, instead in MANY_ENDINGS:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + instead
    return word
