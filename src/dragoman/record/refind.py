"""Find evidence again in a text that was edited: by its words and those around it, or not at all.

The words are those of a W3C Web Annotation TextQuoteSelector. Only whitespace, quotes and dashes may differ from what
was quoted. Where two places could be meant, none is returned: evidence is never moved to words that it was not read
from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from dragoman.reading.findings import Quote
from dragoman.record.evidence import CONTEXT, Fields, place
from dragoman.record.folding import Folded, folded
from dragoman.record.types import Evidence, Place, Span

TELLING = 64  # code points of a quote that stands for itself wherever it stands once
LEAST = 1 / 2  # the part of the words around that must agree where the quote alone does not decide
AHEAD = 1 / 4  # the part of them by which a place must agree better than every other
# A compound, a possessive or a longer number is another word: Guinea is not Guinea-Bissau, nor 10 the 10,000.
BEGUN = re.compile(r"(\w[-‐‑]?\w|\d[.,:]\d)\Z")
GOING_ON = re.compile(r"\w[-‐‑'’]?\w|\d[.,:]\d")
EDGE = "\0"  # stands where a text begins or ends within the words around


class Around(msgspec.Struct, frozen=True):
    """The folded words before and after a place without the space that parts them from it, EDGE where a text ends."""

    before: str
    after: str


def refind(evidence: Evidence | Place, text: str, former: str | None = None) -> Place | None:
    """Return where in a text the quoted words stand now, None when they are gone or two places could be meant.

    `former` is the text that they were quoted from, where it is known: a quote that stood in it several times is
    found only where the words around it are those of this place, not of another one.
    """
    inside, quote = folded(text), folded(evidence.exact).text.strip()
    found = list(_occurrences(text, quote, evidence)) if quote else []
    others = _others(evidence, quote, former)
    if len(found) == 1 and not others and (former is not None or len(evidence.exact) >= TELLING):
        (at,) = found
    else:
        chosen = _chosen(found, inside, len(quote), _around(evidence), others)
        if chosen is None:
            return None
        at = chosen
    start, end = _place_of(text, inside, at, len(quote))
    return place(Quote(evidence.field or "", start, end), {evidence.field or "": text})


def refind_trigger(evidence: Evidence, found: Place) -> Span | None:
    """Return where the trigger stands now, given where the words that hold it were found again; None without one."""
    trigger = evidence.trigger
    if trigger is None or not evidence.start <= trigger.start < trigger.end <= evidence.end:
        return None
    before, now = folded(evidence.exact), folded(found.exact)
    first = before.place_of(trigger.start - evidence.start)
    last = before.place_of(trigger.end - evidence.start) - 1
    if before.text != now.text or last < first:
        return None
    start, end = _trimmed(found.exact, now.starts[first], now.ends[last])
    return Span(found.exact[start:end], found.start + start, found.start + end)


def refind_evidence(evidence: Evidence, fields: Fields, former: Fields | None = None) -> Evidence | None:
    """Return the evidence as it stands in other fields of the same names, with its trigger and its further places.

    Where its own words are gone, the first further place that says the same takes their place; further places that
    are gone are left out. None when all are gone. `fields` are as for `dragoman.record.evidence.evidence`.
    """
    own = _in_fields(evidence, fields, former)
    places = [at for at in (own, *(_in_fields(one, fields, former) for one in evidence.also)) if at]
    if not places:
        return None
    first, *rest = places
    trigger = refind_trigger(evidence, first) if own else None
    return Evidence(
        first.exact, first.start, first.end, first.prefix, first.suffix, first.field, trigger,
        tuple(dict.fromkeys(at for at in rest if at != first)),
    )  # fmt: skip


def _in_fields(one: Evidence | Place, fields: Fields, former: Mapping[str, str] | None) -> Place | None:
    name = one.field or ""
    return refind(one, fields.get(name, ""), former.get(name) if former is not None else None)


def _occurrences(text: str, quote: str, evidence: Evidence | Place) -> Iterator[int]:
    """Yield where a folded quote stands in a text, by whole words where it was quoted by whole words."""
    inside = folded(text)
    opens = _goes_before(evidence.prefix, quote)
    closes = _goes_on(quote, evidence.suffix)
    at = inside.text.find(quote)
    while at >= 0:
        start, end = _place_of(text, inside, at, len(quote))
        longer_before = not opens and _goes_before(text[max(0, start - CONTEXT) : start], quote)
        longer_after = not closes and _goes_on(quote, text[end : end + CONTEXT])
        if not longer_before and not longer_after:
            yield at
        at = inside.text.find(quote, at + 1)


def _goes_before(before: str, quote: str) -> bool:
    """Tell whether the first word of a quote began before it."""
    return BEGUN.search(before + quote[0]) is not None


def _goes_on(quote: str, after: str) -> bool:
    """Tell whether the last word of a quote goes on after it."""
    return GOING_ON.match(quote[-1] + after) is not None


def _others(evidence: Evidence | Place, quote: str, former: str | None) -> list[Around]:
    """Return what stood around the same words elsewhere in the text that they were quoted from."""
    if former is None or not quote:
        return []
    inside = folded(former)
    own = _trimmed(former, evidence.start, evidence.end)
    return [
        _around_at(inside, at, len(quote))
        for at in _occurrences(former, quote, evidence)
        if _place_of(former, inside, at, len(quote)) != own
    ]


def _chosen(found: list[int], inside: Folded, length: int, own: Around, others: list[Around]) -> int | None:
    """Return the one place that has enough of the words around, and clearly more than any other could claim."""
    if not found:
        return None
    whole = len(own.before) + len(own.after)
    around = {at: _around_at(inside, at, length) for at in found}
    agreeing = {at: _agreement(own, around[at]) for at in found}
    best = max(found, key=agreeing.__getitem__)
    rivals = [agreeing[at] for at in found if at != best] + [_agreement(other, around[best]) for other in others]
    enough = agreeing[best] >= LEAST * whole
    ahead = all(agreeing[best] - rival >= max(1, AHEAD * whole) for rival in rivals)
    return best if enough and ahead else None


def _around(evidence: Evidence | Place) -> Around:
    before = folded(evidence.prefix).text.rstrip()
    after = folded(evidence.suffix).text.lstrip()
    return Around(
        before if len(evidence.prefix) == CONTEXT else EDGE + before,
        after if len(evidence.suffix) == CONTEXT else after + EDGE,
    )


def _around_at(inside: Folded, at: int, length: int) -> Around:
    text = EDGE + inside.text + EDGE
    at += len(EDGE)
    before, after = text[max(0, at - CONTEXT) : at], text[at + length : at + length + CONTEXT]
    return Around(before.rstrip(), after.lstrip())


def _agreement(a: Around, b: Around) -> int:
    """Return how many letters two places have in common before and after them."""
    return _shared(a.before[::-1], b.before[::-1]) + _shared(a.after, b.after)


def _shared(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _place_of(text: str, inside: Folded, at: int, length: int) -> tuple[int, int]:
    """Return the offsets into a text of a stretch of its folded form."""
    return _trimmed(text, inside.starts[at], inside.ends[at + length - 1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the whitespace at its ends."""
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())
