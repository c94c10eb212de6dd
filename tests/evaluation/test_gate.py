"""The gate of quality: floors go up freely and come down only with a reason."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    """Load the logic of the gate from the bench."""
    spec = importlib.util.spec_from_file_location("floors", BENCH / "floors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["floors"] = module  # msgspec resolves the annotations of its structs there
    spec.loader.exec_module(module)
    return module


def test_figure_below_its_floor_is_named(gate: ModuleType) -> None:
    """A figure below its floor is a line; one at its floor is none; a missing one is a line."""
    lines = gate.broken({"a.f1": 0.5, "b.f1": 0.5, "c.f1": 0.5}, {"a.f1": 0.499, "b.f1": 0.5})
    assert lines == ["a.f1: 0.499 is below its floor 0.500", "c.f1: not measured, but has the floor 0.500"]


def test_raising_lowers_nothing(gate: ModuleType) -> None:
    """Floors are lifted to the figures less the margin, and stay where a figure fell."""
    kept = gate.Floors({"a.f1": 0.5, "b.f1": 0.5})
    assert gate.raised(kept, {"a.f1": 0.6, "b.f1": 0.4, "c.f1": 0.3}).floors == {
        "a.f1": 0.595,
        "b.f1": 0.5,
        "c.f1": 0.295,
    }


def test_lowering_keeps_the_reason(gate: ModuleType) -> None:
    """Only missed floors come down, each with its reason, and the file keeps both."""
    kept = gate.lowered(gate.Floors({"a.f1": 0.5, "b.f1": 0.5}), {"a.f1": 0.4, "b.f1": 0.6}, "recount", "2020-01-31")
    assert kept.floors == {"a.f1": 0.395, "b.f1": 0.5}
    assert [(n.figure, n.before, n.after, n.reason) for n in kept.lowered] == [("a.f1", 0.5, 0.395, "recount")]


def test_floors_survive_being_written(gate: ModuleType, tmp_path: Path) -> None:
    """What is written is what is read."""
    floors = gate.Floors({"b.f1": 0.5, "a.f1": 0.25}, (gate.Lowered("2020-01-31", "a.f1", 0.3, 0.25, 'a "recount"'),))
    gate.write_floors(tmp_path / "floors.toml", floors)
    assert gate.read_floors(tmp_path / "floors.toml") == floors
