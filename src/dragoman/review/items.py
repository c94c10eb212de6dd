"""A reviewer's item checked: its form, its words as they stand in the text, its codes as the codebook has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Context, EventType, Sector, Territory
from dragoman.reading.findings import Quote
from dragoman.record import evidence as cutting
from dragoman.record.checking import problems
from dragoman.record.types import Event, Evidence
from dragoman.relations.sides import UNNAMED
from dragoman.relations.values import Kind
from dragoman.review.values import ReviewError, Source, Subject
from dragoman.source.rows import day_of
from dragoman.store.loading import TYPES

LONGEST_QUOTE = 600  # characters, as the evaluation counts
LONGEST_ITEM = 50_000  # bytes of JSON
Given = dict[str, Any]
CODES = ("country", "accredited_to", "place_country", "countries", "parties", "holder", "by", "to")
PERSONS = ("participants", "voiced_by")
SIDES = ("actor", "recipient")
SAID = ("name", "on", "what", "text")  # may not be empty where they are not null
PERSON = re.compile(r"pa?\d+")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
CAMEO = re.compile(r"\d{2,4}")
FIELDS = (None, "title", "summary")
# What only a machine can say of an event that it read; a reviewer is sure of what they add.
OF_THE_MACHINE = {"basis": "codebook", "confidence": 1.0, "cameo": None}


class Rules(msgspec.Struct, frozen=True):
    """What a codebook lets an item say: codes of countries, sectors and contexts, and types of events with their modes.

    `types` holds for each type and mode (None for no mode) the quad class and the PLOVER score.
    """

    countries: frozenset[str]
    sectors: frozenset[str]
    contexts: frozenset[str]
    types: Mapping[tuple[str, str | None], tuple[int, float]]


@cache
def rules_of(codebook: Codebook) -> Rules:
    """Return what a codebook lets an item say."""
    types = {}
    for one in codebook.entries(EventType):
        for mode, score in ((None, None), *one.modes.items()):
            types[one.id, mode] = (one.quad, one.score if score is None else score)
    return Rules(
        countries=frozenset(t.code for t in codebook.entries(Territory)) | UNNAMED | {"UNO", "EUR"},
        sectors=frozenset(s.id for s in codebook.entries(Sector)),
        contexts=frozenset(c.id for c in codebook.entries(Context)),
        types=types,
    )


def corrected(subject: Subject, human: bytes | str | Mapping[str, Any], rules: Rules) -> str:
    """Return a reviewer's correction of a fact as JSON in the form of the record.

    Fields that are not given stay as they are, the id always does. Of `evidence` the places are taken (`start`, `end`,
    `field`, `trigger`, `also`), the words are those of the text; a trigger outside the new words is dropped. What an
    event's type and mode decide (`quad`, `score`) follows from the codebook. Raises ReviewError, one line that names
    the field.
    """
    given, former = _object(human), _object(msgspec.json.encode(subject.item))
    if given.get("id", former.get("id")) != former.get("id"):
        raise ReviewError(f"id: must stay {former.get('id')!r}")
    if subject.ref.kind == "events" and _act(given, former) != _act(former, former):
        former["cameo"] = None  # it told the former type
    item = _item(subject.source, subject.ref.kind, {**former, **given}, rules)
    if item == subject.item:
        raise ReviewError("human: says what is there already; accept it instead")
    return msgspec.json.encode(item).decode("utf-8")


def added(source: Source, kind: Kind, human: bytes | str | Mapping[str, Any], rules: Rules) -> str:
    """Return a fact that a reviewer adds as JSON in the form of the record; its id is given when it is kept.

    Fields that are not given are null or empty. For the rest as `corrected`. Raises ReviewError.
    """
    given = {**_nothing(kind), **_object(human)}
    if "id" in given or kind in ("participants", "meetings", "events"):
        given["id"] = ""
    return msgspec.json.encode(_item(source, kind, given, rules)).decode("utf-8")


def _act(given: Given, former: Given) -> tuple[Any, Any]:
    return given.get("type", former["type"]), given.get("mode", former["mode"])


@cache
def _shape(kind: Kind) -> Mapping[str, inspect.Type]:
    """Return the fields of a kind of item, by their names in JSON."""
    info = inspect.type_info(TYPES[kind])
    assert isinstance(info, inspect.StructType)
    return {field.encode_name: field.type for field in info.fields}


def _nothing(kind: Kind) -> Given:
    """Return an item that says nothing: what may be null is, lists are empty."""
    empty: Given = {}
    for name, shape in _shape(kind).items():
        if isinstance(shape, inspect.VarTupleType):
            empty[name] = []
        elif isinstance(shape, inspect.UnionType) and shape.includes_none:
            empty[name] = None
    if "attribution" in _shape(kind):
        empty["attribution"] = {"layer": "issuer", "by": None}
    return empty | OF_THE_MACHINE if kind == "events" else empty


def _object(human: bytes | str | Mapping[str, Any]) -> Given:
    try:
        told = msgspec.json.encode(human) if isinstance(human, Mapping) else human
        given = msgspec.json.decode(told, type=dict[str, Any])
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise ReviewError(f"human: is no JSON object ({' '.join(str(error).split())})") from None
    if len(told) > LONGEST_ITEM:
        raise ReviewError(f"human: {len(told)} bytes are too many; give at most {LONGEST_ITEM}")
    return given


def _item(source: Source, kind: Kind, given: Given, rules: Rules) -> Any:
    """Return the item that was given, its words cut from the text; raises ReviewError."""
    for name in given:
        if name not in _shape(kind):
            raise ReviewError(f"{name}: is no field of {kind}; fields are {', '.join(_shape(kind))}")
    given = {**given, "evidence": msgspec.to_builtins(_evidence(source, given.get("evidence")))}
    if "date_basis" in _shape(kind) and "date_basis" not in given:
        given["date_basis"] = "explicit" if given.get("date") else "unknown"
    if kind == "events":
        given = _as_event(source, given, rules)
    item = _typed(kind, given)
    _check(item, source, rules)
    return item


def _evidence(source: Source, given: Any) -> Evidence:
    if not isinstance(given, dict):
        raise ReviewError("evidence: is missing; give the start and end of the words that prove it")
    quote = _quote(source, given, "evidence")
    also = tuple(_quote(source, place, "evidence.also") for place in given.get("also") or ())
    return cutting.evidence(quote, _fields(source), trigger=_trigger(given.get("trigger"), quote), also=also)


def _trigger(given: Any, quote: Quote) -> Quote | None:
    if not isinstance(given, dict):
        return None
    start, end = given.get("start"), given.get("end")
    inside = isinstance(start, int) and isinstance(end, int) and quote.start <= start < end <= quote.end
    return Quote(quote.field, start, end) if inside else None  # type: ignore[arg-type]


def _quote(source: Source, given: Any, name: str) -> Quote:
    """Return a place of the text that holds 1 to 600 characters; raises ReviewError."""
    start, end, field = (
        (given.get(part) for part in ("start", "end", "field")) if isinstance(given, dict) else [None] * 3
    )
    if field not in FIELDS:
        raise ReviewError(f"{name}.field: {field!r} is neither null (the body) nor title nor summary")
    if type(start) is not int or type(end) is not int:
        raise ReviewError(f"{name}: needs start and end, whole numbers of characters")
    text = _fields(source)[field or ""]
    if not 0 <= start < end <= len(text):
        raise ReviewError(f"{name}: {start} to {end} is no place in the text of {len(text)} characters")
    if end - start > LONGEST_QUOTE:
        raise ReviewError(f"{name}: {end - start} characters are too many; quote at most {LONGEST_QUOTE}")
    if not text[start:end].strip():
        raise ReviewError(f"{name}: {start} to {end} is blank; quote the words that prove it")
    if given.get("exact", text[start:end]) != text[start:end]:
        raise ReviewError(f"{name}.exact: is not what stands from {start} to {end} in the text")
    return Quote(field or "", start, end)


def _fields(source: Source) -> cutting.Fields:
    if source.fields is None:
        raise ReviewError(
            f"evidence: the text of {source.version.document} is not kept, so its words cannot be checked"
        )
    return source.fields


def _as_event(source: Source, given: Given, rules: Rules) -> Given:
    """Return an event with what its type and mode decide, and its entities with their words."""
    act = (given.get("type"), given.get("mode"))
    if act not in rules.types:
        modes = [mode for type_, mode in rules.types if type_ == act[0] and mode]
        if not any(type_ == act[0] for type_, _ in rules.types):
            raise ReviewError(f"type: {act[0]!r} is none of {', '.join(sorted({t for t, _ in rules.types}))}")
        raise ReviewError(f"mode: {act[1]!r} is no mode of {act[0]}; its modes are {', '.join(modes) or 'none'}")
    quad, score = rules.types[act]  # type: ignore[index]
    sides = {
        side: [_entity(source, given, one, f"{side}[{n}]") for n, one in enumerate(_many(given, side))]
        for side in SIDES
    }
    return {**given, "quad": quad, "score": score, **sides}


def _many(given: Given, side: str) -> list[Any]:
    several = given.get(side)
    if not isinstance(several, list):
        raise ReviewError(f"{side}: is no list of entities")
    return several


def _entity(source: Source, given: Given, entity: Any, name: str) -> Given:
    """Return an entity with the words at its place; one without a place is understood, at the start of the quote."""
    if not isinstance(entity, dict):
        raise ReviewError(f"{name}: is no entity, an object with country, sector, start, end")
    for unknown in entity.keys() - {"text", "country", "sector", "other_sectors", "name", "office", "start", "end"}:
        raise ReviewError(f"{name}.{unknown}: is no field of an entity")
    evidence = given["evidence"]
    start, end = (entity.get(part, evidence["start"]) for part in ("start", "end"))
    text = _fields(source)[evidence.get("field") or ""]
    words = text[start:end] if type(start) is int and type(end) is int and 0 <= start <= end <= len(text) else None
    if words is None or entity.get("text", words) != words:
        raise ReviewError(f"{name}.text: is not what stands from {start} to {end} in the text")
    nothing: Given = {"country": None, "sector": None, "other_sectors": [], "name": None, "office": None}
    return {**nothing, **entity, "start": start, "end": end, "text": words}


def _typed(kind: Kind, given: Given) -> Any:
    for name, shape in _shape(kind).items():
        choices = shape.values if isinstance(shape, inspect.LiteralType) else ()
        if choices and given.get(name) not in choices:
            raise ReviewError(f"{name}: {given.get(name)!r} is none of {', '.join(map(str, choices))}")
    try:
        return msgspec.convert(given, TYPES[kind])
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        missing = re.search(r"missing required field `(\w+)`", what)
        name = where.strip("`.") or (missing[1] if missing else "human")
        raise ReviewError(f"{name}: {'is missing' if missing else what.lower()}") from None


def _check(item: Any, source: Source, rules: Rules) -> None:
    """Raise ReviewError for the first field that says what it cannot say."""
    for name, value in _named(item, CODES):
        _known(name, value, rules.countries, "country")
    for name, value in _named(item, PERSONS):
        _known(name, value, frozenset(source.persons), "participant of the document")
    for name, value in _named(item, ("sectors",)):
        _known(name, value, rules.sectors, "sector")
    for name, value in _named(item, ("contexts",)):
        _known(name, value, rules.contexts, "context")
    for name, value in _named(item, SAID):
        if not value.strip():
            raise ReviewError(f"{name}: is empty; give it words")
    _check_days(item)
    attribution = getattr(item, "attribution", None)
    if attribution and attribution.by and PERSON.fullmatch(attribution.by):
        _known("attribution.by", attribution.by, frozenset(source.persons), "participant of the document")
    if isinstance(item, Event):
        _check_event(item, rules)
    for problem in problems(item, _fields(source)):
        raise ReviewError(f"{problem.part}: {problem.held!r} is not what stands there ({problem.found!r})")


def _check_event(item: Event, rules: Rules) -> None:
    for side in SIDES:
        for number, entity in enumerate(getattr(item, side)):
            name = f"{side}[{number}]"
            if entity.country:
                _known(f"{name}.country", entity.country, rules.countries, "country")
            for sector in (entity.sector, *entity.other_sectors):
                if sector:
                    _known(f"{name}.sector", sector, rules.sectors, "sector")
    if not 0 <= item.confidence <= 1:
        raise ReviewError(f"confidence: {item.confidence} is no probability")
    if item.cameo is not None and not CAMEO.fullmatch(item.cameo):
        raise ReviewError(f"cameo: {item.cameo!r} is no code, two to four digits")


def _check_days(item: Any) -> None:
    days = dict(_named(item, ("date", "end_date")))
    for name, day in days.items():
        if not DATE.fullmatch(day) or day_of(f"{day}-01-01"[:10]) is None:
            raise ReviewError(f"{name}: {day!r} is no ISO date; give one like 2021-12-30, or 2021-12")
    if days.get("end_date", "~") < days.get("date", ""):
        raise ReviewError(f"end_date: {days['end_date']} is before {days['date']}")


def _named(item: Any, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield those fields of an item that say something, each word of a list apart."""
    for name in names:
        value = getattr(item, name, None)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None:
                yield name, one


def _known(name: str, value: str, known: frozenset[str], what: str) -> None:
    if value not in known:
        raise ReviewError(f"{name}: {value!r} is no {what} that is known")
