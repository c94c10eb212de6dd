"""How an office is written: the words of the units that are kept of it."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from dragoman.reading.mentions.units import Units


def words_of(doc: Doc, units: Units, pieces: list[tuple[int, int]], singular: tuple[str, ...] | None = None) -> str:
    """Return an office's words: its kept units as written, in the singular where a plural is one of several."""
    words = []
    for start, _ in sorted(pieces):
        text = doc[units.starts[start] : units.ends[start]].text
        if singular and units.codes[start] in "Kk":
            text = _cased(" ".join(singular).replace(" - ", "-"), text)
        words.append(text)
    joined = (
        " ".join(words)
        .replace(" ,", ",")
        .replace(" 's", "'s")
        .replace(" ’s", "’s")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace(" - ", "-")
    )
    return _trimmed(re.sub(r"\s+", " ", joined))


def _trimmed(words: str) -> str:
    """Drop prepositions and determiners that lost their noun to the country ("Minister of the" → "Minister")."""
    return re.sub(r"(?:\s(?:of|to|for|on|in|at|the|and|,))+$", "", words)


def _cased(singular: str, as_written: str) -> str:
    return singular.title().replace(" Of ", " of ") if as_written[:1].isupper() else singular
