"""Parquet: a folder with one file for each table, with typed columns."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.exports.formats.atomic import whole_folder
from dragoman.exports.formats.tables import TABLES, Row, Table, batches
from dragoman.exports.formats.written import Written
from dragoman.relations.holdings import Holdings


def write(holdings: Holdings, out: Path) -> Written:
    """Write one .parquet file for each table into the folder OUT."""
    rows = 0
    with whole_folder(out) as folder, ExitStack() as stack:
        writers = {table.name: stack.enter_context(_writer(table, folder)) for table in TABLES}
        for table, batch in batches(holdings):
            writers[table.name].write_table(_arrow(table, batch))
            rows += len(batch)
        stack.close()
    return Written(paths=tuple(out / f"{table.name}.parquet" for table in TABLES), rows=rows)


def _writer(table: Table, folder: Path) -> pq.ParquetWriter:
    return pq.ParquetWriter(folder / f"{table.name}.parquet", _schema(table), compression="zstd", version="2.6")


def _schema(table: Table) -> pa.Schema:
    fields = [pa.field(c.name, c.type, nullable=not c.required) for c in table.columns]
    return pa.schema(fields, metadata={"description": table.about})


def _arrow(table: Table, batch: list[Row]) -> pa.Table:
    cells = [pa.array(column, c.type) for column, c in zip(zip(*batch, strict=True), table.columns, strict=True)]
    return pa.Table.from_arrays(cells, schema=_schema(table))
