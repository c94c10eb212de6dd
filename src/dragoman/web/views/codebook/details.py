"""What an entry of the codebook holds, field by field in words, with links to the entries that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Condition
from dragoman.web import links
from dragoman.web.views.codebook.entries import by_name

MOST = 60  # values of a field that are shown
TOLD_ELSEWHERE = frozenset({"id", "name", "examples", "counter", "note", "phrase", "means"})
QUADS = {
    1: "1, cooperation in words", 2: "2, cooperation in deeds", 3: "3, conflict in words", 4: "4, conflict in deeds",
}  # fmt: skip
LABELS: Mapping[str, str] = {
    "accredited": "Accredited",
    "actor": "Who acts is found as",
    "adjective": "Adjectives",
    "agreements": "Acts on agreements",
    "alone": "Stands without a portfolio or country",
    "any_name": "Any name may act",
    "appraisal": "Gives an appraisal",
    "cameo": "CAMEO",
    "code": "Code",
    "commitment": "Gives a commitment",
    "contexts": "Contexts",
    "country": "Of",
    "cues": "Words that show it",
    "demonyms": "Peoples and adjectives",
    "effect": "Shows that a promise was",
    "event": "Gives an event",
    "events": "Events that show it",
    "generic": "Points to an office-holder only",
    "heads": "Words",
    "historical": "Former names",
    "if": "Only if",
    "inner_mode": "Mode by what was asked or refused",
    "learned": "The model knows it as",
    "level": "Rank",
    "lower": "In small letters too",
    "meeting": "Gives a meeting",
    "meetings": "Meetings that show it",
    "members": "Members",
    "modes": "Modes and scores",
    "mood": "Only for acts that are",
    "names": "Names",
    "not_in": "There is none in",
    "noun": "Nouns",
    "nouns": "Nouns",
    "other_sectors": "Further sectors",
    "particle": "Particles",
    "past": "Told as past in",
    "phrases": "Words",
    "places": "Places",
    "portfolio": "Takes a portfolio",
    "position": "Gives a position",
    "promise": "Words of the promise",
    "quad": "Quad class",
    "rank": "A rank",
    "recipient": "To whom is found as",
    "recipient_required": "Needs a recipient",
    "reciprocal": "All sides act",
    "repeated": "Told again is one act",
    "request": "Gives a request",
    "requires": "Needs",
    "scope": "Not read apart in",
    "score": "Score, −10 to 7",
    "seats": "Seats of government",
    "sector": "Sector",
    "sectors": "Sectors",
    "since": "Since",
    "statements": "Statements that show it",
    "topic": "Gives a topic",
    "type": "Type",
    "mode": "Mode",
    "unless": "Not if",
    "until": "Until",
    "use": "Use",
    "variants": "Other ways to write it",
    "verb": "Verbs",
    "weak": "Names of others too",
    "when_future": "While still to come, coded as",
    "when_hypothetical": "While conditional, coded as",
    "words": "Words of what came of it",
}
LINKED: Mapping[str, str] = {  # what kind of entry the values of a field name
    "type": "types",
    "when_future": "types",
    "when_hypothetical": "types",
    "events": "types",
    "contexts": "contexts",
    "sector": "sectors",
    "sectors": "sectors",
    "other_sectors": "sectors",
    "country": "territories",
    "members": "territories",
    "not_in": "territories",
}


class Value(msgspec.Struct, frozen=True):
    """A value in words, with the address of the entry that it names, if any."""

    text: str
    address: str | None = None


class Field(msgspec.Struct, frozen=True):
    """A field of an entry: `further` is how many values are not shown."""

    label: str
    values: tuple[Value, ...]
    further: int = 0


def fields(entry: Any, codebook: Codebook) -> tuple[Field, ...]:
    """Return the fields of an entry that say anything, in their order."""
    found = []
    for told in msgspec.structs.fields(entry):
        value = getattr(entry, told.name)
        if told.encode_name in TOLD_ELSEWHERE or value is None or value == told.default or value in ((), {}):
            continue
        values = tuple(_values(told.encode_name, value, entry, codebook))
        found.append(Field(LABELS[told.encode_name], values[:MOST], max(0, len(values) - MOST)))
    return tuple(found)


def _values(field: str, value: Any, entry: Any, codebook: Codebook) -> Iterable[Value]:
    match field:
        case "quad":
            yield Value(QUADS[value])
        case "modes":
            for mode, score in value.items():
                told = f"{mode} ({_score(entry.score if score is None else score)})"
                yield Value(told, links.concept("modes", f"{entry.id}.{mode}"))
        case "inner_mode":
            for code, mode in value.items():
                yield Value(f"{code}: {mode}", links.concept("types", code))
        case "mode":
            yield Value(value, links.concept("modes", f"{entry.type}.{value}"))
        case "if" | "unless":
            yield from (Value(f"{role}: {_condition(condition)}") for role, condition in value.items())
        case "historical":
            yield from (Value(_dated(name)) for name in value)
        case _:
            yield from _plain(field, value, codebook)


def _plain(field: str, value: Any, codebook: Codebook) -> Iterable[Value]:
    if isinstance(value, msgspec.Struct):
        for told in msgspec.structs.fields(value):
            inner = getattr(value, told.name)
            if inner not in (None, (), False):
                yield from _values(told.encode_name, inner, value, codebook)
    elif isinstance(value, (tuple, list)):
        yield from (_linked(field, str(one), codebook) for one in value)
    elif isinstance(value, bool):
        yield Value("yes" if value else "no")
    elif isinstance(value, float):
        yield Value(_score(value))
    else:
        yield _linked(field, str(value), codebook)


def _linked(field: str, text: str, codebook: Codebook) -> Value:
    kind = LINKED.get(field)
    known = by_name(codebook).get((kind, text)) if kind else None
    if kind is None or known is None:
        return Value(text)
    told = f"{known.title} ({text})" if known.title != text else text
    return Value(told, links.concept(kind, text))


def _condition(condition: Condition) -> str:
    told = []
    if condition.lemma:
        told.append(f"the word is one of {', '.join(condition.lemma)}")
    if condition.entity is not None:
        told.append("it names a side" if condition.entity else "it names no side")
    if condition.sector:
        told.append(f"its sector is {' or '.join(condition.sector)}")
    if condition.present is not None:
        told.append("it is there" if condition.present else "it is not there")
    return "; ".join(told)


def _dated(name: Any) -> str:
    days = " ".join([*(["since", name.since] if name.since else []), *(["until", name.until] if name.until else [])])
    return f"{name.name} ({days})" if days else str(name.name)


def _score(score: float) -> str:
    return f"{score:g}".replace("-", "−")
