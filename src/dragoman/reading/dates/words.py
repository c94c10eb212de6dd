"""The phrases of the calendar by their use, as pieces of patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Expression

# Bounded, as every repetition in the grammar: the time to read a text grows with its length alone.
GAP = r"\s{1,3}"


class Words:
    """The phrases of a codebook's expressions, looked up by use."""

    def __init__(self, codebook: Codebook) -> None:
        self._uses: dict[str, list[Expression]] = {}
        for expression in codebook.entries(Expression):
            self._uses.setdefault(expression.use, []).append(expression)

    def phrases(self, *uses: str) -> list[str]:
        """Return every phrase of these uses."""
        return [phrase for use in uses for expression in self._uses.get(use, ()) for phrase in expression.phrases]

    def any(self, *uses: str) -> str:
        """Return a pattern of any phrase of these uses, whatever its case."""
        return f"(?i:{alternation(self.phrases(*uses))})"

    def marks(self, use: str) -> str:
        """Return a pattern of the phrases of a use that are no words ("–")."""
        return f"(?:{alternation(p for p in self.phrases(use) if not p[0].isalpha())})"

    def spelt(self, use: str) -> str:
        """Return a pattern of the phrases of a use that are words ("to")."""
        return f"(?i:{alternation(p for p in self.phrases(use) if p[0].isalpha())})"

    def names(self, use: str, *, full: bool) -> str:
        """Return a pattern of months or weekdays, capitalised or in capitals: in small letters they may be verbs.

        `full` leaves out what shortens them, which is a name only beside a number.
        """
        names = [p for e in self._uses.get(use, ()) for p in (e.phrases[:1] if full else e.phrases)]
        return f"(?:{alternation([*names, *(n.upper() for n in names)])})"

    def openings(self, *uses: str) -> str:
        """Return a pattern of the first two letters of any phrase of these uses, and of "the"."""
        pairs = sorted({p[:2].casefold() for p in ("the", *self.phrases(*uses))})
        return "|".join("".join(f"[{c}{c.upper()}]" if c.isalpha() else re.escape(c) for c in pair) for pair in pairs)

    def unit(self, *units: str, one: bool = False) -> str:
        """Return a pattern of units of time ("year"); capitalised they are names. `one` leaves out the plurals."""
        entries = [e for e in self._uses.get("unit", ()) if not units or e.id.rpartition("-")[2] in units]
        return f"(?:{alternation(p for e in entries for p in (e.phrases[:1] if one else e.phrases))})"

    def numbered(self, use: str) -> dict[str, int]:
        """Return the phrases of a use with the number that ends the id of their entry."""
        return {key(p): int(e.id.rpartition("-")[2]) for e in self._uses.get(use, ()) for p in e.phrases}

    def named(self, use: str) -> dict[str, str]:
        """Return the phrases of a use with the last word of the id of their entry."""
        return {key(p): e.id.rpartition("-")[2] for e in self._uses.get(use, ()) for p in e.phrases}

    def valued(self, values: dict[str, int]) -> dict[str, int]:
        """Return the phrases of several uses, each with the value of its use."""
        return {key(p): value for use, value in values.items() for p in self.phrases(use)}


def key(phrase: str) -> str:
    """Return a phrase as it is looked up: in small letters, one space between words."""
    return " ".join(phrase.casefold().split())


def alternation(phrases: Iterable[str]) -> str:
    """Return an alternation, longest first, that matches nothing when there are no phrases."""
    longest_first = sorted(set(phrases), key=lambda p: (-len(p), p))
    return "|".join(GAP.join(re.escape(word) for word in p.split()) for p in longest_first) or "(?!)"
