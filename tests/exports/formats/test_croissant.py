"""Croissant metadata."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from dragoman.exports.formats.croissant import write
from tests.exports.formats.held import Small


def test_the_metadata_describe_the_files_beside_them(holdings: Small, tmp_path: Path) -> None:
    """Hashes are those of the files, and every field takes a column that its file has."""
    write(holdings, tmp_path / "out")
    metadata = json.loads((tmp_path / "out" / "croissant.json").read_bytes())
    assert metadata["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    headers = {}
    for described in metadata["distribution"]:
        path = tmp_path / "out" / described["contentUrl"]
        assert described["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        with path.open(encoding="utf-8", newline="") as stream:
            headers[described["@id"]] = next(csv.reader(stream))
    for records in metadata["recordSet"]:
        for field in records["field"]:
            assert field["source"]["extract"]["column"] in headers[field["source"]["fileObject"]["@id"]]


def test_references_and_keys_name_fields_that_there_are(holdings: Small, tmp_path: Path) -> None:
    """Record sets lead to each other by the ids of fields."""
    write(holdings, tmp_path / "out")
    sets = json.loads((tmp_path / "out" / "croissant.json").read_bytes())["recordSet"]
    ids = {field["@id"] for records in sets for field in records["field"]}
    named = [key["@id"] for records in sets for key in records["key"]]
    named += [f["references"]["field"]["@id"] for records in sets for f in records["field"] if "references" in f]
    assert named
    assert set(named) <= ids


def test_the_library_of_croissant_reads_the_records(holdings: Small, tmp_path: Path) -> None:
    """MLCommons' own library validates the metadata and gives the rows."""
    croissant = pytest.importorskip("mlcroissant", reason="needs mlcroissant: pip install mlcroissant")
    write(holdings, tmp_path / "out")
    records = list(croissant.Dataset(str(tmp_path / "out" / "croissant.json")).records("meetings"))
    assert [record["meetings/id"] for record in records] == [b"mt1"]
