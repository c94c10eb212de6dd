"""A text without what re-typesetting changes: kinds of whitespace, of quotes and of dashes."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

import msgspec

DOUBLE = "“”„‟«»"
SINGLE = "‘’‚‛‹›`´ʼ"
DASHES = "-‐‑‒–—―−"
ONE = str.maketrans(dict.fromkeys(DOUBLE, '"') | dict.fromkeys(SINGLE, "'"))
# A dash is the same with and without spaces around it, and when it is typed twice.
RUN = re.compile(rf"\s*[{DASHES}]+\s*|\s+")
TEXTS_HELD = 16  # a few versions of one document are asked about again and again


class Folded(msgspec.Struct, frozen=True):
    """A folded text; its letter `i` stands for the letters of the given text from `starts[i]` to `ends[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place_of(self, offset: int) -> int:
        """Return the place in the folded text of an offset into the given one."""
        return bisect_left(self.starts, offset)


@lru_cache(maxsize=TEXTS_HELD)
def folded(text: str) -> Folded:
    """Return a text with every run of whitespace as one space, and quotes and dashes in their plainest form."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for run in RUN.finditer(text):
        letters += text[at : run.start()].translate(ONE)
        starts += range(at, run.start())
        ends += range(at + 1, run.start() + 1)
        letters.append(" " if run[0].isspace() else "-")
        starts.append(run.start())
        ends.append(run.end())
        at = run.end()
    letters += text[at:].translate(ONE)
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return Folded("".join(letters), tuple(starts), tuple(ends))
