"""The notebooks run as they stand, on a part of the corpora and on the samples; R makes the table that pandas makes."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.conftest import ROOT

nbclient = pytest.importorskip("nbclient", reason="needs pip install 'dragoman[test]'")
nbformat = pytest.importorskip("nbformat", reason="needs pip install 'dragoman[test]'")

NOTEBOOKS = ROOT / "docs" / "notebooks"
NAMES = ("russia-ukraine", "united-states-indonesia")
PAIR_OF_SAMPLES = {"russia-ukraine": "kazakhstan-portugal", "united-states-indonesia": "united-states-philippines"}
ABOUT = (("Russia", "Ukrain"), ("Indonesia", "United States"))  # words of the documents that are tried
FROM_EACH = 5  # documents of each file for each pair
SHORT = 5000  # characters
SECONDS = 300  # for a cell
DEBIAN = "needs Rscript with its packages; on Debian: r-base-core r-cran-readr r-cran-rsqlite r-cran-jsonlite"


@pytest.fixture(scope="module")
def part(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few short documents of the corpora on each pair."""
    folder = tmp_path_factory.mktemp("corpora")
    for path in sorted((shared / "corpora").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if len(row["text"]) < SHORT]
        chosen = {row["id"]: row for words in ABOUT for row in islice(_about(rows, words), FROM_EACH)}
        with (folder / path.name.removesuffix(".gz")).open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in chosen.values())
    return folder


@pytest.fixture(scope="module")
def of_part(part: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What both notebooks write of the corpora, into one record."""
    out = tmp_path_factory.mktemp("corpora-out")
    for name in NAMES:
        execute(name, out, part)
    return {name: out / name for name in NAMES}


@pytest.fixture(scope="module")
def of_samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What both notebooks write where there are no corpora."""
    out = tmp_path_factory.mktemp("samples-out")
    for name in NAMES:
        assert "which are invented" in execute(name, out, out / "none")
    return {name: out / pair for name, pair in PAIR_OF_SAMPLES.items()}


def execute(name: str, out: Path, corpora: Path) -> str:
    """Run a notebook from beginning to end and return what its cells print."""
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}}
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_CORPORA", str(corpora))
        patch.setenv("DRAGOMAN_OUT", str(out))
        client.execute()
    told = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output for output in told if output.get("name") == "stderr"], told
    return "".join(output.get("text", "") for output in told)


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_are_kept_without_outputs(name: str) -> None:
    """No real text is shipped, also not as the output of a cell."""
    for cell in nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells:
        assert not cell.get("outputs"), cell.source
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_makes_its_table_and_plots_from_the_samples(name: str, of_samples: dict[str, Path]) -> None:
    """Without corpora the invented communiqués are read, and the notebook says so."""
    _check(of_samples[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_makes_its_table_and_plots_from_the_corpora(name: str, of_part: dict[str, Path]) -> None:
    """From real communiqués come events of the pair by month and type."""
    _check(of_part[name])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["-csv", ".sqlite"])
def test_the_table_of_r_is_that_of_pandas(name: str, form: str, of_samples: dict[str, Path], tmp_path: Path) -> None:
    """table.R makes the same rows from either export, and R warns of nothing."""
    rscript = shutil.which("Rscript") or pytest.skip(DEBIAN)
    base = of_samples[name]
    made = tmp_path / "table.csv"
    command = [rscript, "--vanilla", str(NOTEBOOKS / "table.R"), f"{base}{form}", str(made)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if "there is no package" in done.stderr:
        pytest.skip(DEBIAN)
    assert (done.returncode, done.stderr) == (0, "")
    pd.testing.assert_frame_equal(pd.read_csv(made), pd.read_csv(f"{base}.csv"), rtol=1e-9)


def _about(rows: list[dict[str, Any]], words: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    return (row for row in rows if all(word in row["text"] for word in words))


def _check(base: Path) -> None:
    table = pd.read_csv(f"{base}.csv")
    assert list(table.columns) == ["month", "type", "events", "documents", "confidence", "score"]
    assert table["events"].ge(1).all()
    assert table["confidence"].between(0, 1).all()
    assert len(table)
    for plot in ("series", "formula"):
        assert Path(f"{base}-{plot}.png").read_bytes().startswith(b"\x89PNG")
