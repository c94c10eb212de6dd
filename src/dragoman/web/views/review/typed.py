"""A fact as the texts of a form, and the texts of a form as a fact."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from dragoman.record.evidence import Fields
from dragoman.record.folding import folded
from dragoman.web.views.review.fields import Part
from dragoman.web.views.review.naming import Naming

Typed = Mapping[str, Sequence[str]]  # by the path of a field: `to`, `attribution.layer`, `actor.0.country`
MOST_ROWS = 60  # of a field that has fields of its own
QUOTE = "quote"  # the path of the words that a fact rests on


class Where(msgspec.Struct, frozen=True):
    """What a form is read by: names, the persons of the document by id, its text by field."""

    naming: Naming
    persons: Mapping[str, str]
    fields: Fields


class Span(msgspec.Struct, frozen=True):
    """Words of a text: its field ("" for the body), from `start` to `end` (code points, end exclusive)."""

    field: str
    start: int
    end: int


class Taken(msgspec.Struct, frozen=True):
    """What a form gave: the fact as JSON has it without its evidence, its words, and what is wrong, by path."""

    item: Mapping[str, Any]
    span: Span | None
    wrong: Mapping[str, str]


class _Unfit(Exception):  # noqa: N818 - what is wrong with a text that was typed, not with the program
    """A text that a field cannot hold."""


def typed_of(item: Mapping[str, Any], parts: Sequence[Part], where: Where) -> dict[str, list[str]]:
    """Return a fact, as JSON has it, as the texts that its form is filled with."""
    typed: dict[str, list[str]] = {}
    for part in parts:
        _put(typed, part, part.name, item.get(part.name), where)
    return typed


def typed_span(span: Span | None, fields: Fields) -> dict[str, list[str]]:
    """Return words of a text as the texts that the form is filled with."""
    if span is None:
        return {}
    exact = fields.get(span.field, "")[span.start : span.end]
    told = {"field": span.field, "start": str(span.start), "end": str(span.end), "exact": exact}
    return {f"{QUOTE}.{name}": [text] for name, text in told.items()}


def taken(typed: Typed, parts: Sequence[Part], where: Where, former: Span | None) -> Taken:
    """Return what a form says: `former` are the words that the fact rests on so far."""
    wrong: dict[str, str] = {}
    span = _span(typed, where, former, wrong)
    item = {part.name: _field(typed, part, part.name, where, span, wrong) for part in parts}
    return Taken(item, span, wrong)


def longer(typed: Typed, path: str) -> dict[str, list[str]]:
    """Return the texts of a form with one more row for a field that is a list."""
    count = f"{path}.n"
    if count in typed:
        return {**_copied(typed), count: [str(rows(typed, path) + 1)]}
    return {**_copied(typed), path: [*typed.get(path, ()), ""]}


def rows(typed: Typed, path: str) -> int:
    """Return how many rows a field with fields of its own has in a form."""
    (count, *_) = typed.get(f"{path}.n") or ["0"]
    return min(int(count), MOST_ROWS) if count.isdecimal() and len(count) < 4 else 0


def _copied(typed: Typed) -> dict[str, list[str]]:
    return {path: list(texts) for path, texts in typed.items()}


def _put(typed: dict[str, list[str]], part: Part, path: str, value: Any, where: Where) -> None:
    if part.meaning == "parts" and part.many:
        typed[f"{path}.n"] = [str(len(value or ()))]
        for number, one in enumerate(value or ()):
            _put_parts(typed, part, f"{path}.{number}", one, where)
            typed |= {f"{path}.{number}.{end}": [str(one[end])] for end in ("start", "end") if end in one}
    elif part.meaning == "parts":
        _put_parts(typed, part, path, value or {}, where)
    elif part.many:
        blank = [] if part.meaning == "person" else [""]
        typed[path] = [*(_shown(part, one, where) for one in value or ()), *blank]
    else:
        typed[path] = [_shown(part, value, where)]


def _put_parts(typed: dict[str, list[str]], part: Part, path: str, value: Mapping[str, Any], where: Where) -> None:
    for inner in part.parts:
        _put(typed, inner, f"{path}.{inner.name}", value.get(inner.name), where)


def _shown(part: Part, value: Any, where: Where) -> str:
    if value is None:
        return ""
    match part.meaning:
        case "country":
            return where.naming.country(value)
        case "speaker":
            return where.persons.get(value, value)
    return str(value)


def _field(typed: Typed, part: Part, path: str, where: Where, span: Span | None, wrong: dict[str, str]) -> Any:
    if part.meaning == "parts":
        if part.many:
            return _rows_of(typed, part, path, where, span, wrong)
        return {p.name: _field(typed, p, f"{path}.{p.name}", where, span, wrong) for p in part.parts}
    texts = [text.strip() for text in typed.get(path, ())]
    try:
        if part.many:
            return list(dict.fromkeys(_value(part, text, where) for text in texts if text))
        return _value(part, texts[0], where) if texts and texts[0] else _nothing(part)
    except _Unfit as unfit:
        wrong[path] = str(unfit)
        return [] if part.many else None


def _nothing(part: Part) -> None:
    if not part.optional:
        raise _Unfit("Fill this in.")


def _value(part: Part, text: str, where: Where) -> str:
    match part.meaning:
        case "country":
            code = where.naming.code(text)
            if code is None:
                raise _Unfit(f"“{text[:80]}” is no state or organisation that the codebook knows; write another name.")
            return code
        case "speaker":
            return next((key for key, name in where.persons.items() if name == text), text)
    return text


def _rows_of(
    typed: Typed, part: Part, path: str, where: Where, span: Span | None, wrong: dict[str, str]
) -> list[dict[str, Any]]:
    """Return the rows of a list of fields with their words in the text; a row in which nothing stands is none."""
    found: list[dict[str, Any]] = []
    for number in range(rows(typed, path)):
        at = f"{path}.{number}"
        if not any(text.strip() for inner in part.parts for text in typed.get(f"{at}.{inner.name}", ())):
            continue
        row = {p.name: _field(typed, _lenient(p), f"{at}.{p.name}", where, span, wrong) for p in part.parts}
        start, end = _place_of_row(typed, at, row, where, span, wrong)
        found.append({**row, "text": _text(where, span)[start:end], "start": start, "end": end})
    return found


def _lenient(part: Part) -> Part:
    """Words of who is understood and not named are empty."""
    return msgspec.structs.replace(part, optional=True) if part.meaning == "words" else part


def _text(where: Where, span: Span | None) -> str:
    return where.fields.get(span.field if span else "", "")


def _place_of_row(
    typed: Typed, path: str, row: Mapping[str, Any], where: Where, span: Span | None, wrong: dict[str, str]
) -> tuple[int, int]:
    """Return where the words of a row stand: where they stood, else in the quote, else nearest to it."""
    text, sought = _text(where, span), row["text"] or ""
    start, end = (_number(typed, f"{path}.{name}") for name in ("start", "end"))
    if start is not None and end is not None and text[start:end] == sought:
        return start, end
    near = span.start if span else 0
    if not sought:
        return near, near
    found = place_of(sought, text, near, span.end if span else None)
    if found is None:
        wrong[f"{path}.text"] = "These words do not stand in the text; copy them from it, or leave this empty."
    return found or (near, near)


def _span(typed: Typed, where: Where, former: Span | None, wrong: dict[str, str]) -> Span | None:
    """Return the words that a form gives: by numbers where these were changed, else by the words themselves.

    They are whole words, but where they are those of the former reading.
    """
    name = _one(typed, f"{QUOTE}.field") or ""
    text, exact = where.fields.get(name, ""), (_one(typed, f"{QUOTE}.exact") or "").replace("\r\n", "\n")
    start, end = (_number(typed, f"{QUOTE}.{limit}") for limit in ("start", "end"))
    stood = where.fields.get(former.field, "")[former.start : former.end] if former else ""
    if start is not None and end is not None and start < end <= len(text):
        by_number = text[start:end] == exact or ((start, end) != (former.start, former.end) if former else not exact)
        if by_number and exact in ("", stood, text[start:end]):
            return _whole(Span(name, start, end), text, former)
    found = place_of(exact, text, start if start is not None else former.start if former else 0)
    if found is None:
        wrong[QUOTE] = (
            "These words do not stand in the text; copy them from it."
            if exact.strip()
            else "Select the words that prove it, or paste them."
        )
        return former
    return _whole(Span(name, *found), text, former)


def _whole(span: Span, text: str, former: Span | None) -> Span:
    return span if span == former else Span(span.field, *snapped(text, span.start, span.end))


def snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place of a text widened to whole words, without the space around them."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and start > 0 and _within(text[start - 1], text[start]):
        start -= 1
    while start < end < len(text) and _within(text[end - 1], text[end]):
        end += 1
    return start, end


def _within(one: str, other: str) -> bool:
    """Tell whether two characters that follow each other are of one word."""
    return all(char.isalnum() or unicodedata.category(char)[0] == "M" for char in (one, other))


def place_of(sought: str, text: str, near: int, until: int | None = None) -> tuple[int, int] | None:
    """Return where words stand in a text, nearest to a place; with `until` first between the two.

    Kinds of whitespace, quotes and dashes do not count.
    """
    inside, words = folded(text), folded(sought).text.strip()
    places = []
    at = inside.text.find(words) if words else -1
    while at >= 0:
        places.append((inside.starts[at], inside.ends[at + len(words) - 1]))
        at = inside.text.find(words, at + 1)
    return min(places, key=lambda one: _distance(one, near, until), default=None)


def _distance(place: tuple[int, int], near: int, until: int | None) -> tuple[bool, int]:
    return not (until is not None and near <= place[0] and place[1] <= until), abs(place[0] - near)


def _one(typed: Typed, path: str) -> str | None:
    return next(iter(typed.get(path, ())), None)


def _number(typed: Typed, path: str) -> int | None:
    text = (_one(typed, path) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
