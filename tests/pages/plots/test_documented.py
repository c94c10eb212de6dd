"""docs/plots.md names every plot, and everything that is vendored with its version and licence."""

from __future__ import annotations

from pathlib import Path

from dragoman.pages.vendored import packages
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "plots.md").read_text(encoding="utf-8")


def test_what_is_vendored_is_documented() -> None:
    """Version, licence and files of each package stand in the table."""
    for package in packages():
        rows = [line for line in DOCUMENT.splitlines() if f"/package/{package.name})" in line]
        assert len(rows) == 1
        assert package.version in rows[0]
        assert package.licence.split(";")[0] in rows[0]
        assert all(Path(file).name in rows[0] for file in package.files if file != "LICENSE")


def test_every_macro_of_a_plot_is_documented() -> None:
    """A plot that a page can draw is in the table with what it shows."""
    for name, macro in (
        ("world.html", "world_map"), ("network.html", "partners"), ("offices.html", "held"), ("plot.html", "by_month"),
        ("plot.html", "of_use"),
    ):  # fmt: skip
        assert f"`{name}`: `{macro}`" in DOCUMENT
