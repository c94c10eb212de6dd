"""The fields of a fact as a form has them: made from the types of the record, the same way for every kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

import msgspec
from msgspec import inspect

Meaning = Literal[
    "words", "choice", "day", "country", "sector", "context", "person", "speaker", "type", "mode", "parts"
]
FIXED = frozenset({"id", "quad", "score", "cameo", "basis", "confidence", "evidence", "start", "end"})
FOLLOWS = frozenset({"date_basis"})  # may be left out: it follows from another field
MEANINGS: Mapping[str, Meaning] = {  # of fields whose type is only text, by the field alone or by its type and field
    "country": "country",
    "accredited_to": "country",
    "place_country": "country",
    "countries": "country",
    "parties": "country",
    "holder": "country",
    "by": "country",
    "to": "country",
    "Attribution.by": "speaker",
    "sector": "sector",
    "sectors": "sector",
    "other_sectors": "sector",
    "contexts": "context",
    "participants": "person",
    "voiced_by": "person",
    "date": "day",
    "end_date": "day",
    "type": "type",
    "mode": "mode",
}


class Part(msgspec.Struct, frozen=True):
    """A field that a reviewer may fill in: `name` as the record's JSON has it, `shape` the type that it is a field of.

    `many` is a list; `optional` may be left out; `choices` are the values of a closed set, `parts` the fields of a
    field that has some.
    """

    shape: str
    name: str
    meaning: Meaning
    many: bool
    optional: bool
    choices: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@cache
def parts_of(shape: type[msgspec.Struct]) -> tuple[Part, ...]:
    """Return the fields of a type of the record but those that follow from others (FIXED)."""
    told = inspect.type_info(shape)
    assert isinstance(told, inspect.StructType)
    return tuple(
        _part(shape.__name__, field.encode_name, field.type) for field in told.fields if field.encode_name not in FIXED
    )


def _part(shape: str, name: str, kind: Any) -> Part:
    optional = isinstance(kind, inspect.UnionType) or name in FOLLOWS
    if isinstance(kind, inspect.UnionType):
        (kind,) = (one for one in kind.types if not isinstance(one, inspect.NoneType))
    many = isinstance(kind, inspect.VarTupleType)
    if isinstance(kind, inspect.VarTupleType):
        kind = kind.item_type
    match kind:
        case inspect.StructType():
            return Part(shape, name, "parts", many, optional, parts=parts_of(kind.cls))
        case inspect.LiteralType():
            return Part(shape, name, "choice", many, optional, tuple(map(str, kind.values)))
    return Part(shape, name, MEANINGS.get(f"{shape}.{name}") or MEANINGS.get(name) or "words", many, optional)
