"""The words beside a meeting that tell its kind, its place, its purpose, or that it only dates something else."""

from __future__ import annotations

import re

import msgspec
from spacy.tokens import Token

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Expression

PREFIX = "meeting-"


class MeetingWords(msgspec.Struct, frozen=True):
    """The declared words by use, without the prefix, and for each use one pattern that finds its phrases in a text."""

    by_use: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]

    def among(self, use: str, token: Token) -> bool:
        """Tell whether a token is one of the words of a use."""
        found = self.by_use.get(use, frozenset())
        return token.lemma_.lower() in found or token.lower_ in found

    def stands_in(self, use: str, text: str) -> bool:
        """Tell whether a phrase of a use stands in a text, as whole words."""
        pattern = self.patterns.get(use)
        return pattern is not None and pattern.search(text.lower()) is not None


def compile_meeting_words(codebook: Codebook) -> MeetingWords:
    """Gather the meeting words (uses that begin with "meeting-") from the codebook."""
    uses: dict[str, set[str]] = {}
    for entry in codebook.entries(Expression):
        if entry.use.startswith(PREFIX):
            uses.setdefault(entry.use.removeprefix(PREFIX), set()).update(p.lower() for p in entry.phrases)
    return MeetingWords(
        {use: frozenset(found) for use, found in uses.items()}, {use: _pattern(found) for use, found in uses.items()}
    )


def _pattern(phrases: set[str]) -> re.Pattern[str]:
    choices = "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))
    return re.compile(rf"\b(?:{choices})\b")
