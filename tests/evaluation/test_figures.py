"""The figures of quality that ship: whole, in words, and those of this codebook's documentation."""

from __future__ import annotations

from pathlib import Path

from dragoman.evaluation.figures import LABELS, Figures, grouped, shipped_figures, write_figures
from tests.conftest import ROOT


def test_each_figure_that_ships_has_words() -> None:
    """None is left out of the page, and none is named that is not measured."""
    assert set(shipped_figures().figures) == set(LABELS)
    told = [figure for group in grouped(shipped_figures()) for figure in group.figures]
    assert len(told) == len(LABELS)
    assert all(0 < figure <= 1 for _, figure in told)


def test_they_are_those_of_the_documentation() -> None:
    """One run writes both, so that both name the same machine, day and codebook."""
    assert shipped_figures().measured in (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Quotes in the sentence do no harm."""
    path = tmp_path / "figures.toml"
    write_figures(path, Figures('Measured "here"', {"events.f1": 0.5}))
    assert 'measured = "Measured \\"here\\""' in path.read_text(encoding="utf-8")
    assert '"events.f1" = 0.500' in path.read_text(encoding="utf-8")
