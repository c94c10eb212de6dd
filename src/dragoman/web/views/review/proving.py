"""Whether the words that a reviewer chose still prove a fact, which is asked before they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman.pages.quoting import clean, cut
from dragoman.record.evidence import Fields
from dragoman.record.folding import ONE
from dragoman.web.views.review.fields import Part
from dragoman.web.views.review.passage import BEGINS
from dragoman.web.views.review.typed import Span

MOST_SENTENCES = 2  # of a quote, by the guidelines of the annotations
SHOWN = 60  # characters of words that are told


def doubts_of(
    item: Mapping[str, Any], parts: Sequence[Part], span: Span, fields: Fields, former: Any | None
) -> tuple[str, ...]:
    """Return why words may not prove a fact, in sentences: nothing while they are those of the former reading.

    They may be more than two sentences, lack the word by which the fact was found, or words of its fields that stood in
    the former ones.
    """
    quote = fields.get(span.field, "")[span.start : span.end]
    found = []
    sentences = 1 + len(BEGINS.findall(quote.strip()))
    if sentences > MOST_SENTENCES:
        found.append(f"The words are {sentences} sentences long; the shortest that prove it are at most two.")
    if former is None:
        return tuple(found)
    evidence = former.evidence
    if (evidence.field or "", evidence.start, evidence.end) == (span.field, span.start, span.end):
        return ()
    stood, stands = _plain(evidence.exact), _plain(quote)
    trigger = evidence.trigger
    known = _plain(fields.get(evidence.field or "", "")[trigger.start : trigger.end]) if trigger else ""
    sought = dict.fromkeys([known, *map(_plain, _words(item, parts))])
    lost = [words for words in sought if words and words in stood and words not in stands]
    found += [f"“{cut(clean(words), SHOWN)}” was read in the former words, and is not in these." for words in lost]
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(text.translate(ONE).split())


def _words(item: Mapping[str, Any], parts: Sequence[Part]) -> Iterator[str]:
    """Yield the words of the text that fields of a fact hold."""
    for part in parts:
        value = item.get(part.name)
        several = value if part.many else [value]
        for one in filter(None, several or ()):
            if part.meaning == "words":
                yield one
            elif part.meaning == "parts":
                yield from _words(one, part.parts)
