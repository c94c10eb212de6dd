"""Where the measuring data stands, beside the project; tests that need it are skipped when it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of measuring data."""
    if not (SHARED / "score.py").is_file():
        pytest.skip("the measuring data (../shared) is not here")
    return SHARED
