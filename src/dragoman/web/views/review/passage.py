"""The words of a fact in the text around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import msgspec

from dragoman.record.types import Span as Trigger
from dragoman.web.views.review.typed import Span

AROUND = 4  # sentences before and after
BEGINS = re.compile(r"\n+|(?<=[.!?])[”\"’')\]]*\s+(?=[“\"‘(\[]?[A-Z0-9])")
UNSEEN = re.compile(r"[^\S\n ]|[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")

Mark = Literal["", "quote", "trigger"]


class Piece(msgspec.Struct, frozen=True):
    """A run of text: plain, of the quote, or of the word in it by which the fact was found."""

    text: str
    mark: Mark


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph from `start`, in code points of its field's text."""

    start: int
    pieces: tuple[Piece, ...]


class Passage(msgspec.Struct, frozen=True):
    """What is shown of a field's text; `more_before` and `more_after` tell whether there is more of it."""

    field: str
    paragraphs: tuple[Paragraph, ...]
    more_before: bool
    more_after: bool


def passage_of(text: str, span: Span, trigger: Trigger | None = None) -> Passage:
    """Return some sentences around words of a text, with these marked."""
    begins = [0, *(found.end() for found in BEGINS.finditer(text))]
    first = begins[max(0, bisect_right(begins, span.start) - 1 - AROUND)]
    after = bisect_left(begins, span.end) + AROUND
    last = begins[after] if after < len(begins) else len(text)
    return _passage(text, first, last, span, trigger)


def whole(text: str, span: Span) -> Passage:
    """Return a whole text with words of it marked."""
    return _passage(text, 0, len(text), span, None)


def _passage(text: str, first: int, last: int, span: Span, trigger: Trigger | None) -> Passage:
    paragraphs = tuple(
        Paragraph(start, tuple(_pieces(text, start, end, span, trigger))) for start, end in _lines(text, first, last)
    )
    return Passage(span.field, paragraphs, first > 0, last < len(text))


def _lines(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", text[first:last]):
        yield first + line.start(), first + line.end()


def _pieces(text: str, start: int, end: int, span: Span, trigger: Trigger | None) -> Iterator[Piece]:
    limits = {start, end, span.start, span.end, *((trigger.start, trigger.end) if trigger else ())}
    cuts = sorted(limit for limit in limits if start <= limit <= end)
    for one, other in pairwise(cuts):
        inside = span.start <= one < span.end
        triggered = inside and trigger is not None and trigger.start <= one < trigger.end
        yield Piece(in_place(text[one:other]), "trigger" if triggered else "quote" if inside else "")


def in_place(text: str) -> str:
    """Return a text in which what could reorder or hide others is U+FFFD, each character at the place it had."""
    return UNSEEN.sub("\ufffd", text)
