"""Words of a text, for comparing texts: in lower case, and cut to a stem that their forms share."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

WORD = re.compile(r"([^\W_]+(?:[.,]\d+)*)(?:['’][^\W\d_]+)?")
NUMBER = re.compile(r"\d")
SHORTEST = 3  # letters of a stem: what is shorter holds no meaning of its own
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ings", ""), ("ing", ""), ("eed", "eed"), ("ed", ""), ("ers", "er"), ("s", ""))
_PLAIN = re.compile(r"[aeiouy]")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order, in lower case, without possessive endings."""
    return tuple(WORD.findall(text.casefold()))


@cache
def stop_words() -> frozenset[str]:
    """Return the words that bear no content: spaCy's list for English, from its file, since spaCy loads slowly."""
    package = find_spec("spacy")
    assert package
    assert package.origin
    return frozenset(run_path(str(Path(package.origin).parent / "lang" / "en" / "stop_words.py"))["STOP_WORDS"])


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what the forms of a regular English word share: "deliver" of "delivering", "provid" of "provided"."""
    if NUMBER.search(word):
        return word.replace(",", "")
    for ending, instead in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= SHORTEST and _PLAIN.search(rest) and not (ending == "s" and rest[-1] in "su"):
            word = rest + instead
            break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > SHORTEST else word


@lru_cache(maxsize=50_000)
def stems(text: str) -> dict[str, str]:
    """Return the content words of a text: each stem with the word as it first stands there."""
    found: dict[str, str] = {}
    for word in words(text):
        if word not in stop_words() and (len(word) >= SHORTEST or NUMBER.search(word)):
            found.setdefault(stem(word), word)
    return found
