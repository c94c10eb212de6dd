"""Files and folders that are whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.exports.formats.atomic import whole_file, whole_folder


def half(path: Path) -> None:
    """Write as far as a full disk lets it."""
    path.write_text("half")
    raise OSError("full")


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """Neither the file nor the folder of an earlier export is touched, and nothing half written stays."""
    (tmp_path / "a").write_text("before")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x").write_text("before")
    with pytest.raises(OSError, match="full"), whole_file(tmp_path / "a") as path:
        half(path)
    with pytest.raises(OSError, match="full"), whole_folder(tmp_path / "b") as folder:
        half(folder / "x")
    assert {p.name for p in tmp_path.iterdir()} == {"a", "b"}
    assert (tmp_path / "a").read_text() == (tmp_path / "b" / "x").read_text() == "before"


def test_a_folder_keeps_what_is_not_of_the_export(tmp_path: Path) -> None:
    """Files of the export are replaced; a note beside them stays."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "note.txt").write_text("mine")
    for content in ("1", "2"):
        with whole_folder(tmp_path / "out") as folder:
            (folder / "x").write_text(content)
    assert (tmp_path / "out" / "x").read_text() == "2"
    assert (tmp_path / "out" / "note.txt").read_text() == "mine"


def test_a_new_folder_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    """Folders above it are made too."""
    with whole_folder(tmp_path / "a" / "b") as folder:
        (folder / "x").write_text("1")
    assert (tmp_path / "a" / "b" / "x").read_text() == "1"
