"""What the tests of formats share: the small holdings, R where it is installed, and files that stand as they should."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exports.formats.held import Small, small

GOLDEN = Path(__file__).parent / "golden_tables"


@pytest.fixture
def holdings() -> Small:
    """Two documents about one call, in tricky characters."""
    return small()


@pytest.fixture(scope="session")
def run_r() -> Callable[..., str]:
    """Return a function that runs lines of R, in which a warning is an error, and returns what they print."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("needs R: apt-get install r-base-core r-cran-readr r-cran-rsqlite r-cran-jsonlite")

    def run(code: str, *arguments: Path) -> str:
        command = [
            program,
            "--vanilla",
            "-e",
            f"options(warn = 2); at <- commandArgs(TRUE); {code}",
            *map(str, arguments),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


@pytest.fixture(scope="session")
def golden() -> Callable[[Path], None]:
    """Return a function that holds a file against the one of its name that stands beside the tests."""

    def same(path: Path) -> None:
        assert path.read_bytes().decode("utf-8") == (GOLDEN / path.name).read_bytes().decode("utf-8"), path.name

    return same
