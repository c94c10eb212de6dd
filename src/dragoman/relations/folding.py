"""Words made comparable across documents: case, scripts, diacritics and transliterations folded.

The rules are of letters only and hold for any name; AnyAscii (ISC licence) writes other scripts in Latin letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

# Function words, which say nothing of what a text is about.
_FUNCTION_WORDS = """
a about above after again against all also among an and any are as at be because been before being between both but by
can could did do does during each for from had has have he her hers him his how if in into is it its itself more most
must my no nor not of on once only or other our ours out over own per s same shall she should so some such than that the
their theirs them then there these they this those through to too under until up upon very was we were what when where
whether which while who whom whose why will with within would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
_WORD = re.compile(r"[a-z0-9]+")
# How one sound is written by different transliterations, in the order in which they are applied.
_LETTERS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=\w)(?:iy|yy|ij|yi|ii|y|j)\b", "i"),
        (r"(?<=\w)[iy]+(?=[aeou])", ""),
        (r"shch|sch|tch", "sh"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"tz|cz", "ts"),
        (r"ck|q|k|c(?!h)", "k"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"y", "i"),
        (r"ou|oo", "u"),
        (r"(?<=[aeiou])h(?![aeiou])", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWEL_ENDING = re.compile(r"(?<=[kn])[ao]\b")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the words of a text in lower-case ASCII, one blank between them."""
    plain = anyascii(text).lower().replace("'", "").replace("`", "")
    return " ".join(_WORD.findall(plain))


@lru_cache(maxsize=65536)
def content_words(text: str) -> frozenset[str]:
    """Return the words that say what a text is about: folded, without function words, plural endings cut."""
    return frozenset(_stem(w) for w in fold(text).split() if w not in FUNCTION_WORDS and len(w) > 1)


def _stem(word: str) -> str:
    """Cut what inflection adds, so that "supplies" and "supplied" are one word; short words stay whole."""
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Return how much of the shorter of two sets of words is in the other, from 0 to 1."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """Return a name with the letters that transliterations write differently made one ("Zelenskyy", "Zelensky")."""
    folded = fold(name)
    for pattern, to in _LETTERS:
        folded = pattern.sub(to, folded)
    return _VOWEL_ENDING.sub("a", folded)


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name, folded, without what only marks a generation ("Jr.")."""
    return tuple(w for w in fold(name).split() if w not in _SUFFIXES) or tuple(fold(name).split())


def sounds(name: str) -> tuple[str, ...]:
    """Return the words of a person's name, the last name last, transliterations folded."""
    return tuple(sound(w) for w in name_words(name))
