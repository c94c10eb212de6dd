"""Every format byte for byte, and read back by those who will read it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import warnings
from pathlib import Path

import pandas as pd
import pytest

from dragoman.exports.formats import gdelt1, gdelt2, icews, petrarch2, phoenix, polecat
from dragoman.exports.formats.registry import FORMATS
from tests.exports.formats.made_events import HOLDINGS

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("plover", "polecat", "icews", "gdelt1", "gdelt2", "phoenix", "petrarch2")
# file, its columns, whether it has a header, columns that are whole numbers, columns that are numbers
TABLES = [
    ("polecat.tsv", tuple(polecat.COLUMNS), True, ("Quad Code",), ("Intensity",)),
    ("icews.tsv", tuple(icews.COLUMNS), True, ("Event ID", "Story ID"), ("Intensity",)),
    (
        "gdelt1.tsv",
        tuple(gdelt1.COLUMNS),
        False,
        ("GLOBALEVENTID", "SQLDATE", "QuadClass", "NumMentions", "ActionGeo_Type"),
        ("GoldsteinScale", "FractionDate"),
    ),
    (
        "gdelt2/events.export.CSV",
        tuple(gdelt2.COLUMNS),
        False,
        ("GLOBALEVENTID", "DATEADDED", "NumSources", "NumArticles"),
        ("GoldsteinScale",),
    ),
    (
        "gdelt2/events.mentions.CSV",
        tuple(gdelt2.MENTION_COLUMNS),
        False,
        ("GLOBALEVENTID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "MentionDocLen", "Confidence"),
        (),
    ),
    (
        "phoenix.tsv",
        tuple(phoenix.COLUMNS),
        True,
        ("EventID", "Year", "Month", "Day", "QuadClass"),
        ("GoldsteinScore",),
    ),
    ("petrarch2.txt", tuple(petrarch2.COLUMNS), False, ("Date",), ()),
]
COUNTS = {
    "polecat": 40,
    "icews": 20,
    "gdelt1": 58,
    "gdelt2/events.export": 61,
    "gdelt2/events.mentions": 16,
    "phoenix": 26,
    "petrarch2": 10,
}
R_SCRIPT = """
options(warn = 2)
file <- commandArgs(TRUE)[1]; header <- commandArgs(TRUE)[2] == "TRUE"
table <- readr::read_tsv(file, quote = "", col_names = header, show_col_types = FALSE,
                         col_types = readr::cols(.default = readr::col_character()))
guessed <- readr::read_tsv(file, quote = "", col_names = header, show_col_types = FALSE)
stopifnot(nrow(readr::problems(table)) == 0, nrow(readr::problems(guessed)) == 0)
cat(jsonlite::toJSON(unname(as.matrix(table)), na = "null"))
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every format of the made record."""
    folder = tmp_path_factory.mktemp("formats")
    for name in NAMES:
        FORMATS[name].write(HOLDINGS, folder / (name + FORMATS[name].suffix))
    return folder


@pytest.mark.parametrize("path", sorted(p for p in GOLDEN.rglob("*") if p.is_file()), ids=lambda p: p.name)
def test_bytes_are_those_of_the_golden_file(path: Path, written: Path) -> None:
    """The bytes of every file are those that were looked at and found good."""
    assert (written / path.relative_to(GOLDEN)).read_bytes() == path.read_bytes()


def test_nothing_else_is_written(written: Path) -> None:
    """There is a golden file for each file, and nothing half written is left."""
    assert {p.relative_to(written) for p in written.rglob("*")} == {p.relative_to(GOLDEN) for p in GOLDEN.rglob("*")}


@pytest.mark.parametrize(("file", "columns", "header", "whole", "real"), TABLES, ids=[t[0] for t in TABLES])
def test_pandas_reads_it(
    file: str, columns: tuple[str, ...], header: bool, whole: tuple[str, ...], real: tuple[str, ...], written: Path
) -> None:
    """Pandas reads every table with stated types and without a warning, codes with their leading zeros."""
    types = dict.fromkeys(columns, "string") | dict.fromkeys(whole, "Int64") | dict.fromkeys(real, "float64")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = pd.read_csv(
            written / file,
            sep="\t",
            quoting=csv.QUOTE_NONE,
            dtype=types,
            header=0 if header else None,
            names=None if header else list(columns),
        )
    assert tuple(table.columns) == columns
    assert len(columns) == COUNTS[file.rsplit(".", 1)[0]]
    assert len(table) == len((written / file).read_text(encoding="utf-8").split("\n")) - 1 - header
    for name in ("CAMEO Code", "EventCode", "CAMEO"):
        if name in table:
            assert "041" in set(table[name])


@pytest.mark.parametrize(("file", "header"), [(t[0], t[2]) for t in TABLES], ids=[t[0] for t in TABLES])
def test_r_reads_it(file: str, header: bool, written: Path) -> None:
    """R's readr reads every table without a warning or a problem, and finds the same cells."""
    if not shutil.which("Rscript"):
        pytest.skip("no R here; apt-get install -y r-base-core r-cran-readr r-cran-jsonlite r-cran-rsqlite")
    command = ["Rscript", "-e", R_SCRIPT, str(written / file), str(header).upper()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    lines = (written / file).read_text(encoding="utf-8").split("\n")[:-1][header:]
    assert json.loads(done.stdout) == [[cell or None for cell in line.split("\t")] for line in lines]


def test_pandas_reads_plover(written: Path) -> None:
    """PLOVER's lines are read as one object each, without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = pd.read_json(written / "plover.jsonl", lines=True, dtype=False)
    assert list(table["id"]) == [
        "accusation",
        "in-chile",
        "call",
        "lone",
        "month",
        "denied",
        "uncoded",
        "claimed",
        "at-nobody",
    ]
    assert table.loc[2, "actor"][1]["identifier_text"] == "Данияр Сағатов"
