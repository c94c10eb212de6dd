"""The language of a text, told from its words; nothing is said where they are too few."""

from __future__ import annotations

import re

import py3langid

from dragoman.text.layout import Layout

SAMPLE = 1500  # characters from the beginning and again from the middle
FEWEST_LETTERS = 25
FEWEST_WORDS = 5
ENGLISH_SHARE = 0.25  # of the words are the commonest of English: no other language reaches half of it
CLEAR_MARGIN = 6.0  # difference of log likelihoods below which two languages are not told apart
ALIASES = {"pcm": "en", "nn": "no", "nb": "no", "zh-cn": "zh"}
WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, layout: Layout, given: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language of a text, or None if it is too short to tell.

    `given` wins if it is such a code (a region after it is dropped).
    """
    code = (given or "").replace("_", "-").partition("-")[0].strip().casefold()
    if code in layout.language_codes:
        return code
    sample = text[:SAMPLE]
    if len(text) > 2 * SAMPLE:
        sample += text[len(text) // 2 :][:SAMPLE]
    words = WORD.findall(sample.casefold())
    english = sum(word in layout.english_words for word in words)
    if len(words) >= FEWEST_WORDS and english >= max(2, ENGLISH_SHARE * len(words)):
        return "en"
    if sum(map(len, words)) < FEWEST_LETTERS:
        return None
    return _told(sample.replace("\n", " "), layout)


def _told(sample: str, layout: Layout) -> str | None:
    ranked = [(ALIASES.get(code, code), score) for code, score in py3langid.rank(sample)[:4]]
    best, score = ranked[0]
    rival = next((s for code, s in ranked if code != best), score - 2 * CLEAR_MARGIN)
    if score - rival < CLEAR_MARGIN and len(sample) < 200:
        return None
    return best if best in layout.language_codes else None
