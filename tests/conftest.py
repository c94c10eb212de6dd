"""What every test may use: the samples that ship, the measured data beside the project, and the program."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.source.document import Document
from dragoman.source.open import documents
from dragoman.store.files import snapshot_path
from tests.store.made import taken

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "src" / "dragoman" / "samples"
Program = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of the sample communiqués."""
    return SAMPLES


@pytest.fixture(scope="session")
def sample_rows() -> list[dict[str, Any]]:
    """Return the sample documents as they come in."""
    return [json.loads(line) for line in (SAMPLES / "samples.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of measured data that lies beside the project, or skip."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the measured data in ../shared, which is not part of the project")
    return folder


@pytest.fixture(scope="session")
def program() -> Program:
    """Return a function that runs `dragoman` in a process of its own and returns what it said."""

    def run(*arguments: str | Path, given: str | None = None, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dragoman.cli.main", *map(str, arguments)]
        return subprocess.run(command, input=given, capture_output=True, text=True, timeout=timeout, check=False)

    return run


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """Return a record of the samples, which is not to be changed."""
    record = tmp_path_factory.mktemp("record") / "r.duckdb"
    found = [one for one in documents([str(samples / "samples.jsonl")]) if isinstance(one, Document)]
    taken(record, *found)
    return record


@pytest.fixture
def record(made_once: Path, tmp_path: Path) -> Path:
    """Return a record of the samples that may be changed."""
    copy = tmp_path / made_once.name
    shutil.copy2(made_once, copy)
    shutil.copy2(snapshot_path(made_once), snapshot_path(copy))
    return copy
