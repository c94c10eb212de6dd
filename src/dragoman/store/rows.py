"""Rows into tables: whole batches at once, through Arrow, since a statement a row is slow."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from dragoman.store.opening import Connection

Rows = Mapping[str, list[tuple[Any, ...]]]
Name = TypeVar("Name")
MOST_FACTS = 10_000  # that are held at once when what follows from them is made anew


def insert(connection: Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, whose cells are in the order of the table's columns."""
    if not rows:
        return
    import pyarrow as pa  # noqa: PLC0415 (who reads does without)

    columns = [pa.array(column) for column in zip(*rows, strict=True)]
    batch = pa.table(columns, names=[f"c{n}" for n in range(len(columns))])
    connection.register("batch", batch)
    try:
        connection.execute(f"INSERT INTO {table} SELECT * FROM batch")
    finally:
        connection.unregister("batch")


def insert_all(connection: Connection, rows: Rows) -> None:
    """Insert the rows of several tables."""
    for table, of_table in rows.items():
        insert(connection, table, of_table)


def next_number(connection: Connection, table: str, column: str) -> int:
    """Return the number after the highest in a column, 1 for an empty table."""
    (highest,) = connection.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchall()[0]
    return int(highest) + 1


def in_list(connection: Connection, name: str, values: Sequence[int] | Sequence[str]) -> None:
    """Make numbers or names a temporary table `name` with the one column `n`, to join with; one that was there is gone.

    They go in as a parameter, not through Arrow, with which DuckDB loads pandas: a reader would wait a second for that.
    """
    kind = "VARCHAR" if values and isinstance(values[0], str) else "BIGINT"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::{kind}[]) AS n", [values]).fetchall()


def written_out(numbers: Collection[int]) -> str:
    """Return numbers as SQL writes a list: only with constants are few rows of a large table found by its index."""
    return f"({', '.join(map(str, numbers or (-1,)))})"


def batches(sizes: Mapping[Name, int], most: int = MOST_FACTS) -> Iterator[list[Name]]:
    """Yield names in lists whose sizes add up to at most a number, what is larger than that alone."""
    batch: list[Name] = []
    size = 0
    for name, of_name in sizes.items():
        if batch and size + of_name > most:
            yield batch
            batch, size = [], 0
        batch.append(name)
        size += of_name
    if batch:
        yield batch
