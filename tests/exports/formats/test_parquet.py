"""Parquet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.exports.formats.parquet import write
from dragoman.exports.formats.tables import TABLES
from tests.exports.formats.held import TRICKY, Small, empty


def test_there_is_one_typed_file_a_table(holdings: Small, tmp_path: Path) -> None:
    """Numbers are numbers, and what is required cannot be null."""
    written = write(holdings, tmp_path / "out")
    assert [p.name for p in written.paths] == [f"{t.name}.parquet" for t in TABLES]
    schema = pq.read_schema(tmp_path / "out" / "events.parquet")
    assert schema.field("score").type == pa.float64()
    assert schema.field("start").type == pa.int64()
    assert not schema.field("id").nullable
    assert schema.field("mode").nullable


def test_rows_and_characters_come_back(holdings: Small, tmp_path: Path) -> None:
    """Pandas gives the words as they were."""
    written = write(holdings, tmp_path / "out")
    assert pd.read_parquet(tmp_path / "out" / "requests.parquet")["what"][0] == TRICKY
    assert sum(pq.read_metadata(p).num_rows for p in written.paths) == written.rows


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    """An empty record gives the same schema."""
    write(empty(), tmp_path / "out")
    assert pq.read_schema(tmp_path / "out" / "events.parquet").names == [
        c.name for t in TABLES if t.name == "events" for c in t.columns
    ]
