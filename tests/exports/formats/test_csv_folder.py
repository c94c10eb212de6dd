"""CSV and its data package."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dragoman.exports.formats.csv_folder import write
from tests.exports.formats.held import FORMULA, TRICKY, Small

TABLES = ("documents", "meeting_reports", "events", "commitment_links", "requests", "person_offices")


def test_the_files_are_as_they_should_be(holdings: Small, tmp_path: Path, golden: Callable[[Path], None]) -> None:
    """Columns, their order and the form of every cell stand byte for byte."""
    write(holdings, tmp_path / "out")
    for name in (*(f"{t}.csv" for t in TABLES), "datapackage.json"):
        golden(tmp_path / "out" / name)


def test_pandas_reads_every_character_back(holdings: Small, tmp_path: Path) -> None:
    """Quotes, tabs, line ends, emoji and Arabic come back as they were; an empty cell is a missing value."""
    write(holdings, tmp_path / "out")
    documents = pd.read_csv(tmp_path / "out" / "documents.csv", lineterminator=None)
    requests = pd.read_csv(tmp_path / "out" / "requests.csv")
    assert list(documents["title"]) == [FORMULA, TRICKY]
    assert list(documents["url"].isna()) == [False, True]
    assert requests["what"][0] == TRICKY
    assert requests["quote"][0][: requests["end"][0] - requests["start"][0]] == TRICKY


def test_rows_end_with_both_characters(holdings: Small, tmp_path: Path) -> None:
    """RFC 4180: CRLF after every row, and each row with as many cells as the header."""
    for path in write(holdings, tmp_path / "out").paths[:-1]:
        assert path.read_bytes().endswith(b"\r\n")
        with path.open(encoding="utf-8", newline="") as stream:
            assert len({len(row) for row in csv.reader(stream)}) == 1, path.name


def test_the_package_describes_the_files(holdings: Small, tmp_path: Path) -> None:
    """Fields are the columns in their order, hash and size are those of the file, references name fields there are."""
    written = write(holdings, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    assert [r["path"] for r in package["resources"]] == [p.name for p in written.paths[:-1]]
    fields = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    for resource in package["resources"]:
        content = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        assert content.decode("utf-8").split("\r\n")[0].split(",") == fields[resource["name"]]
        for key in resource["schema"]["foreignKeys"]:
            assert set(key["reference"]["fields"]) <= set(fields[key["reference"]["resource"]])


def test_days_keep_their_precision(holdings: Small, tmp_path: Path) -> None:
    """A month stays a month, and the pattern of a column of days takes it."""
    write(holdings, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    (published,) = [f for f in package["resources"][0]["schema"]["fields"] if f["name"] == "published"]
    days = pd.read_csv(tmp_path / "out" / "documents.csv")["published"]
    assert list(days) == ["2024-05-06", "2024-05"]
    assert all(re.match(published["constraints"]["pattern"], day) for day in days)


def test_the_package_is_valid_by_its_own_library(holdings: Small, tmp_path: Path) -> None:
    """The Frictionless library finds no fault in the files or their description."""
    reason = "needs frictionless: pip install frictionless"
    frictionless = pytest.importorskip("frictionless", reason=reason)
    write(holdings, tmp_path / "out")
    report = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])


def test_r_reads_them_without_a_warning(holdings: Small, tmp_path: Path, run_r: Callable[..., str]) -> None:
    """The readr package finds no problem, and the tricky title is whole."""
    write(holdings, tmp_path / "out")
    code = (
        "x <- readr::read_csv(at[1], show_col_types = FALSE, name_repair = 'minimal', trim_ws = FALSE);"
        "stopifnot(nrow(readr::problems(x)) == 0); cat(nrow(x), nchar(x$title[2]))"
    )
    assert run_r(code, tmp_path / "out" / "documents.csv") == f"2 {len(TRICKY)}"
