"""docs/exports.md holds what the formats write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.exports.formats import gdelt1, gdelt2, icews, petrarch2, phoenix, plover, polecat
from dragoman.exports.formats.delimited import nothing
from dragoman.exports.formats.registry import FORMATS
from tests.conftest import ROOT
from tests.exports.formats.made_events import HOLDINGS

TEXT = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
SECTIONS = {part.split("\n", 1)[0]: part for part in TEXT.split("\n## ")[1:]}
COLUMNS = {
    "polecat": polecat.COLUMNS,
    "icews": icews.COLUMNS,
    "gdelt1": gdelt1.COLUMNS,
    "gdelt2": gdelt2.COLUMNS,
    "gdelt2 mentions": gdelt2.MENTION_COLUMNS,
    "phoenix": phoenix.COLUMNS,
    "petrarch2": petrarch2.COLUMNS,
}


def rows(section: str) -> dict[str, str]:
    """Return the columns that a section documents, in order, with what it says of them."""
    return dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", SECTIONS[section], re.MULTILINE))


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_is_documented_in_order(name: str) -> None:
    """The page names each column, and says "always empty, because" of just those that are."""
    documented = rows(name)
    assert tuple(documented) == tuple(COLUMNS[name])
    empty = {column for column, value in COLUMNS[name].items() if value is nothing}
    assert {column for column, says in documented.items() if says.startswith("always empty, because ")} == empty


def test_every_field_of_plover_is_documented() -> None:
    """The page names each field of PLOVER's lines, in order."""
    assert tuple(rows("plover")) == plover.FIELDS


@pytest.mark.parametrize("name", ["plover", "polecat", "icews", "gdelt1", "gdelt2", "phoenix", "petrarch2"])
def test_every_reason_is_explained(name: str, tmp_path: Path) -> None:
    """The page explains each reason for which something is left out or told in a weaker way."""
    written = FORMATS[name].write(HOLDINGS, tmp_path / "out")
    for reason in (*written.left_out, *written.noted):
        assert f"`{reason}`" in TEXT
