"""Evidence: a quote with its place and its surroundings, so that it can be found again in an edited page.

Prefix and suffix are those of a W3C Web Annotation TextQuoteSelector, up to 32 code points each.
"""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.reading.findings import Quote
from dragoman.record.types import Evidence, Place, Span

CONTEXT = 32

Fields = Mapping[str, str]


def evidence(quote: Quote, fields: Fields, *, trigger: Quote | None = None, also: tuple[Quote, ...] = ()) -> Evidence:
    """Return the evidence of a quote; `fields` maps "" to the canonical body, "title" and "summary" to theirs."""
    at = place(quote, fields)
    span = None
    if trigger is not None:
        span = Span(fields[trigger.field][trigger.start : trigger.end], trigger.start, trigger.end)
    places = tuple(place(q, fields) for q in also)
    return Evidence(at.exact, at.start, at.end, at.prefix, at.suffix, at.field, span, places)


def place(quote: Quote, fields: Fields) -> Place:
    """Return where a quote stands, with the words around it."""
    text = fields[quote.field]
    return Place(
        exact=text[quote.start : quote.end],
        start=quote.start,
        end=quote.end,
        prefix=text[max(0, quote.start - CONTEXT) : quote.start],
        suffix=text[quote.end : quote.end + CONTEXT],
        field=quote.field or None,
    )
