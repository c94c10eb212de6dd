"""The words of a text, as the full-text search counts them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from dragoman.record.types import DocumentHead
from dragoman.relations.folding import fold
from dragoman.relations.values import TextPolicy
from dragoman.relations.words import stem

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s\b")


def searched(text: str) -> list[str]:
    """Return the words of a text as they are looked for: without case, diacritics, possessives and regular endings."""
    return [stem(word) for word in fold(POSSESSIVE.sub("", text)).split()]


def counted(head: DocumentHead, policy: TextPolicy) -> Counter[str]:
    """Return how often each word stands in the title, summary and (where the whole text may be kept) the text."""
    fields = (head.title, head.summary, head.text if policy == "full" else None)
    return Counter(word for field in fields if field for word in searched(field))


def number_of(word: str) -> int:
    """Return the number that stands for a word in the tables: 63 bits of its BLAKE2b hash."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8"), digest_size=8).digest(), "big") >> 1
