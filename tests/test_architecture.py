"""The rooms of docs/architecture.md: one direction of flow, and no word of it out of step with the code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from dragoman.codebook.crosscheck import STEPS
from dragoman.reading import roles
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "dragoman"
STREAM = (
    "source",
    "codebook",
    "text",
    "reading",
    "record",
    "pipeline",
    "relating",
    "relations",
    "store",
    "exports",
    "pages",
    "api",
    "ingest",
    "records",
    "evaluation",
    "review",
    "web",
    "cli",
)
MODULES = sorted(SOURCE.rglob("*.py"))


def rooms_of(path: Path) -> set[str]:
    """Return the rooms that a module imports from."""
    nodes = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)]
    names = [n.module.split(".") for n in nodes if n.module and n.module.startswith("dragoman.")]
    return {parts[1] for parts in names} & set(STREAM)


@pytest.mark.parametrize("room", STREAM)
def test_no_room_imports_against_the_stream(room: str) -> None:
    """A module imports only from its own room and those before it; the codebook is read by all but the source."""
    later = set(STREAM[STREAM.index(room) + 1 :])
    own = [p for p in MODULES if p.relative_to(SOURCE).parts[0].removesuffix(".py") == room]
    assert own
    for path in own:
        assert not rooms_of(path) & later, path


def test_mentions_know_nothing_of_frames() -> None:
    """Within the reading, who is meant comes before what is done."""
    for path in (SOURCE / "reading" / "mentions").rglob("*.py"):
        assert "dragoman.reading.frames" not in path.read_text(encoding="utf-8"), path


def test_the_steps_that_a_frame_may_name_are_those_there_are() -> None:
    """The codebook's check and the parse agree on the steps of a role's path."""
    assert frozenset(roles.STEPS) == STEPS
