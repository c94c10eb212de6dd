"""The registry of formats."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from dragoman.exports.formats.registry import FORMATS
from tests.exports.formats.made_events import DENIED, HOLDINGS, EventHoldings


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written(name: str) -> None:
    """Each entry names a module that writes, and says what it is."""
    each = FORMATS[name]
    assert callable(import_module(each.module).write)
    assert each.description
    assert each.folder != bool(each.suffix)


def test_the_registry_imports_no_format() -> None:
    """Listing the formats loads none of them."""
    code = (
        "import sys, dragoman.exports.formats.registry as r;"
        "print([f.module for f in r.FORMATS.values() if f.module in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_written_counts_what_is_missing(tmp_path: Path) -> None:
    """An export tells its files, its rows, and what it left out by reason."""
    written = FORMATS["icews"].write(HOLDINGS, tmp_path / "out.tsv")
    assert written.paths == (tmp_path / "out.tsv",)
    assert written.rows == len((tmp_path / "out.tsv").read_text(encoding="utf-8").split("\n")) - 2
    assert written.left_out == {
        "negation": 1,
        "no-cameo-code": 1,
        "no-day": 3,
        "no-recipient": 1,
        "unknown-actor": 1,
        "unknown-recipient": 1,
    }
    assert written.noted == {"dated-after-publication": 1, "dated-by-publication": 1, "unknown-end-dropped": 1}


class Broken(EventHoldings):
    """Holdings that fail in the middle."""

    def events(self):  # type: ignore[no-untyped-def]
        """Yield one event, then fail."""
        yield DENIED
        raise OSError("gone")


@pytest.mark.parametrize("name", ["plover", "gdelt1", "gdelt2"])
def test_a_broken_export_leaves_what_was_there(name: str, tmp_path: Path) -> None:
    """When an export fails, an earlier file stands as it was, and nothing half written is beside it."""
    out = tmp_path / "out"
    FORMATS[name].write(HOLDINGS, out)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(OSError, match="gone"):
        FORMATS[name].write(Broken(), out)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
