"""Tables of one kind of item, one row an item, with flat columns derived from the types of the record."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args

import msgspec
import pyarrow as pa
from msgspec import inspect

from dragoman.exports.schema import arrow_type
from dragoman.record.types import Attribution, Entity, Evidence, Reading, Silence
from dragoman.relations.values import Kind as StatedKind

Kind = Literal[StatedKind, "silences"]
Backend = Literal["pandas", "polars"]
SEPARATOR = "; "
HEAD = ("id", "published", "publisher", "publisher_country")  # of the document, on every row
ENTITY = ("country", "sector", "name", "office", "text")
QUOTE = {"quote": pa.string(), "start": pa.int64(), "end": pa.int64(), "field": pa.string(), "trigger": pa.string()}


def to_frame(readings: Iterable[Reading], kind: Kind = "events", backend: Backend = "pandas") -> Any:
    """Return a pandas or polars DataFrame with one row for each item of one kind.

    Columns: `document`, `published`, `publisher`, `publisher_country`; then the fields of the item by their names in
    the record. Lists are joined by "; ". Entities give five columns each (`actor_country`, `actor_sector`,
    `actor_name`, `actor_office`, `actor_text`), with one slot an entity in each, empty where it is not known.
    An attribution gives `attribution_layer` and `attribution_by`; evidence gives `quote`, `start`, `end`, `field`
    (null for the body) and, for events, `trigger`. What is unknown or empty is null.

    Raises ValueError for a kind or backend that there is not, ImportError when the backend is not installed.
    """
    if kind not in get_args(Kind):
        raise ValueError(f"no kind of item {kind!r}; kinds are {', '.join(get_args(Kind))}")
    return framed(frame_table(readings, kind), backend)


def framed(table: pa.Table, backend: Backend) -> Any:
    """Return an Arrow table as a DataFrame; raises ValueError and ImportError as `to_frame` does."""
    if backend not in get_args(Backend):
        raise ValueError(f"no backend {backend!r}; backends are {', '.join(get_args(Backend))}")
    library = _installed(backend)
    return table.to_pandas() if backend == "pandas" else library.from_arrow(table)


def frame_table(readings: Iterable[Reading], kind: Kind) -> pa.Table:
    """Return the rows of `to_frame` as an Arrow table, whose columns and types do not depend on the readings."""
    return pa.Table.from_pylist(list(_rows(readings, kind)), schema=pa.schema(_columns(kind)))


def _installed(backend: Backend) -> Any:
    try:
        return importlib.import_module(backend)
    except ModuleNotFoundError:
        raise ImportError(f"{backend} is not installed; install it with: pip install 'dragoman[frames]'") from None


def _rows(readings: Iterable[Reading], kind: Kind) -> Iterator[dict[str, Any]]:
    for reading in readings:
        head = {"document" if name == "id" else name: getattr(reading.document, name) for name in HEAD}
        for item in getattr(reading, kind):
            yield head | row_of(item)


def row_of(item: msgspec.Struct) -> dict[str, Any]:
    """Return the flat cells of one item by the names of `columns_of` its type; items held within it have none."""
    row: dict[str, Any] = {}
    for name, attribute in _names(type(item)):
        row.update(_cells(name, getattr(item, attribute)))
    return row


@cache
def _names(item: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """Return the name in JSON and the attribute of every field; to look them up is slow."""
    return tuple((field.encode_name, field.name) for field in msgspec.structs.fields(item))


def _cells(name: str, value: Any) -> Mapping[str, Any]:
    if isinstance(value, Evidence):
        trigger = value.trigger.exact if value.trigger else None
        return {
            "quote": value.exact,
            "start": value.start,
            "end": value.end,
            "field": value.field,
            "trigger": trigger,
        }
    if isinstance(value, Attribution):
        return {f"{name}_layer": value.layer, f"{name}_by": value.by}
    if isinstance(value, msgspec.Struct):
        return {}
    if not isinstance(value, tuple):
        return {name: value}
    if value and isinstance(value[0], Entity):
        return {f"{name}_{part}": SEPARATOR.join(getattr(e, part) or "" for e in value) for part in ENTITY}
    if value and isinstance(value[0], msgspec.Struct):
        return {}
    return {name: SEPARATOR.join(value) or None}


def _columns(kind: Kind) -> list[tuple[str, pa.DataType]]:
    shapes = {field.name: field.type for field in inspect.type_info(Reading).fields}  # type: ignore[attr-defined]
    item = shapes[kind].item_type
    columns = [("document" if name == "id" else name, pa.string()) for name in HEAD] + columns_of(item.cls)
    if item.cls is Silence or kind == "events":
        return columns
    return [column for column in columns if column[0] != "trigger"]


def columns_of(item: type[msgspec.Struct]) -> list[tuple[str, pa.DataType]]:
    """Return the flat columns of a type of item, in the order of its fields, with their Arrow types.

    Items held within it (the reports of a meeting) have no column: they are rows of a table of their own.
    """
    fields = inspect.type_info(item).fields  # type: ignore[attr-defined]
    return [column for field in fields for column in _columns_of(field.encode_name, field.type)]


def _columns_of(name: str, shape: Any) -> list[tuple[str, pa.DataType]]:
    held = getattr(shape, "item_type", shape)
    if getattr(held, "cls", None) is Evidence:
        return list(QUOTE.items())
    if getattr(held, "cls", None) is Attribution:
        return [(f"{name}_layer", pa.string()), (f"{name}_by", pa.string())]
    if getattr(held, "cls", None) is Entity:
        return [(f"{name}_{part}", pa.string()) for part in ENTITY]
    if isinstance(held, inspect.StructType):
        return []
    return [(name, pa.string() if held is not shape else arrow_type(shape))]
