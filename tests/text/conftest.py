"""Fixtures of the text tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook.load import shipped
from dragoman.text.layout import Layout, compile_layout

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def layout() -> Layout:
    """Return the layout of the shipped codebook."""
    return compile_layout(shipped())


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of measuring data, or skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the measuring data (../shared) is not here")
    return SHARED
