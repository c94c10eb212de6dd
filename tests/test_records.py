"""A record from Python: taken in from files and mappings, asked by name or code, as values, tables and files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import dragoman
from dragoman.exports.formats.tables import TABLES
from tests.conftest import SAMPLES

PAIR = ("Portugal", "Kazakhstan")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """The sample communiqués of Portugal and Kazakhstan, and two of one meeting of Australia and Canada."""
    lines = (SAMPLES / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if {"prt", "aus"} & set(row["id"].split("-"))]


@pytest.fixture(scope="module")
def path(rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of them."""
    path = tmp_path_factory.mktemp("records") / "relations.duckdb"
    assert dragoman.ingest_documents(path, rows).documents == len(rows)
    return path


def test_files_and_mappings_are_one_input(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    """Paths and documents mix; what the record has is known, what cannot be read is told."""
    (tmp_path / "one.jsonl").write_text(json.dumps(rows[0]), encoding="utf-8")
    told: list[object] = []
    inputs = [tmp_path / "one.jsonl", rows[1], {"title": "No text"}, str(tmp_path / "gone.jsonl")]
    taken = dragoman.ingest_documents(tmp_path / "r.duckdb", inputs, tell=told.append)
    assert (taken.documents, taken.refused) == (2, 2)
    assert [str(one).split(":")[0] for one in told] == ["document 3", str(tmp_path / "gone.jsonl")]
    assert dragoman.ingest_documents(tmp_path / "r.duckdb", tmp_path / "one.jsonl").known == 1


def test_a_pair_may_be_names_or_codes_in_any_order(path: Path) -> None:
    """Names of the codebook and codes leave the same."""
    with dragoman.open_record(path, PAIR) as by_name, dragoman.open_record(path, ("KAZ", "PRT")) as by_code:
        assert by_name.documents() == by_code.documents()
        assert by_name.holdings.filters.pair == ("KAZ", "PRT")


def test_everything_that_a_pair_has_can_be_asked_for(path: Path) -> None:
    """Values, series, formulae, search, dossier and citation answer for the pair."""
    with dragoman.open_record(path, PAIR, until="2022-12-31") as record:
        assert record.meetings()
        assert record.events()
        assert record.commitments()
        assert {point.period[:4] for point in record.series("year", by="quad")} <= {"2021", "2022"}
        assert all(formula.issuer in ("KAZ", "PRT") for formula in record.formulae())
        assert record.search("port", limit=1)[0].version.document
        assert record.dossier(limit=1).counts.documents > 1
        assert "until 2022-12-31" in record.cite().sentence


def test_what_both_governments_report_is_compared(path: Path) -> None:
    """The dossier of a pair puts the two reports of one meeting side by side."""
    with dragoman.open_record(path, ("AUS", "CAN")) as record:
        (meeting,) = [one for one in record.meetings() if len(one.reports) > 1]
        (comparison,) = record.dossier().comparisons
    assert comparison.meeting.id == meeting.id
    assert set(comparison.publishers) == {"AUS", "CAN"}


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_a_frame_is_the_table_of_the_csv_export(path: Path, tmp_path: Path, table: str) -> None:
    """Columns and cells are those that the export writes."""
    with dragoman.open_record(path, PAIR) as record:
        frame = record.to_frame(table)
        record.export("csv", tmp_path / "csv")
    written = pd.read_csv(tmp_path / "csv" / f"{table}.csv", dtype=str, keep_default_na=False)
    assert list(frame.columns) == list(written.columns)
    for name in frame.columns:
        assert [str(cell) for cell in frame[name].fillna("")] == list(written[name]) or frame[name].dtype != "str", name
    assert len(frame) == len(written)


def test_a_series_is_a_frame_too(path: Path) -> None:
    """Its rows are the points."""
    with dragoman.open_record(path, PAIR) as record:
        frame = record.to_frame("series", unit="year", by="type")
        assert list(frame["period"]) == [point.period for point in record.series("year", by="type")]


@pytest.mark.parametrize(
    ("filters", "problem"),
    [
        ({"pair": ("Portugal", "Atlantis")}, "'Atlantis' is no state"),
        ({"pair": ("Portugal", "PRT")}, "two different"),
        ({"since": "soon"}, "no ISO day"),
        ({"since": "2022-02-01", "until": "2022-01-01"}, "is after"),
    ],
)
def test_a_filter_that_makes_no_sense_is_a_value_error(path: Path, filters: dict[str, Any], problem: str) -> None:
    """The message says what is wrong."""
    with pytest.raises(ValueError, match=problem), dragoman.open_record(path, **filters):
        pass


def test_names_that_there_are_not_are_value_errors(path: Path) -> None:
    """Tables, formats, units, policies and pairs: each error lists what there is."""
    with dragoman.open_record(path) as record:
        with pytest.raises(ValueError, match="tables are documents"):
            record.to_frame("ships")
        with pytest.raises(ValueError, match="formats are plover"):
            record.export("pdf", path.parent / "out.pdf")
        with pytest.raises(ValueError, match="there are day, week"):
            record.series("decade")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="give two states"):
            record.dossier()
    with pytest.raises(ValueError, match="policies are full"):
        dragoman.ingest_documents(path, [], policy="none")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="give 1 or more"):
        dragoman.ingest_documents(path, [], workers=0)


def test_a_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The error says how to make one."""
    with pytest.raises(dragoman.RecordError, match="dragoman ingest"), dragoman.open_record(tmp_path / "none.duckdb"):
        pass
