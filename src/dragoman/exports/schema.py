"""Arrow schemas, derived from the types of the record so that the two cannot drift apart."""

from __future__ import annotations

from functools import cache

import msgspec
import pyarrow as pa
from msgspec import inspect

from dragoman.record.types import Reading

PLAIN: dict[type[inspect.Type], pa.DataType] = {
    inspect.StrType: pa.string(),
    inspect.LiteralType: pa.string(),
    inspect.IntType: pa.int64(),
    inspect.FloatType: pa.float64(),
    inspect.BoolType: pa.bool_(),
}


@cache
def reading_schema() -> pa.Schema:
    """Return the schema of a record: one column a top-level name of its JSON, nested as in its JSON."""
    return pa.schema(_fields(inspect.type_info(Reading)))


def arrow_type(kind: inspect.Type) -> pa.DataType:
    """Return the Arrow type of a type of the record; TypeError for one that it has no form for."""
    if isinstance(kind, inspect.UnionType):
        (kind,) = [member for member in kind.types if not isinstance(member, inspect.NoneType)]
    if isinstance(kind, inspect.StructType):
        return pa.struct(_fields(kind))
    if isinstance(kind, inspect.VarTupleType):
        return pa.list_(arrow_type(kind.item_type))
    if type(kind) in PLAIN:
        return PLAIN[type(kind)]
    raise TypeError(f"no Arrow type for {kind}")


def table_of(lines: list[bytes]) -> pa.Table:
    """Return the table of some records, each given as its line of JSON."""
    return pa.Table.from_pylist([msgspec.json.decode(line) for line in lines], schema=reading_schema())


def _fields(kind: inspect.Type) -> list[pa.Field]:
    if not isinstance(kind, inspect.StructType):
        raise TypeError(f"{kind} is no struct")
    return [pa.field(field.encode_name, arrow_type(field.type)) for field in kind.fields]
