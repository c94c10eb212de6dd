"""What a run reads: known again by its content, and counted for the time that is left."""

from __future__ import annotations

import gzip
from pathlib import Path

from dragoman.exports.inputs import described, expected


def test_the_same_bytes_elsewhere_are_the_same_input(tmp_path: Path) -> None:
    """The folder an input lies in does not count; its content and the order do."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.jsonl").write_text("{}\n")
    one, two = (str(tmp_path / name / "a.jsonl") for name in ("one", "two"))
    assert described([one]) == described([two])
    Path(two).write_text("{ }\n")
    assert described([one]) != described([two])
    assert described([one, two]) != described([two, one])


def test_folders_are_described_by_the_files_in_them(tmp_path: Path) -> None:
    """Names within the folder, in order; hidden files are not read."""
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden.txt"):
        (tmp_path / name).write_text("x")
    assert [file.name for file in described([str(tmp_path)])] == ["a.txt", "b.txt", "deep/c.txt"]


def test_what_is_missing_is_not_described(tmp_path: Path) -> None:
    """Its refusal is given when the documents are read."""
    assert described([str(tmp_path / "none.jsonl")]) == ()


def test_documents_are_counted_by_lines_and_files(tmp_path: Path) -> None:
    """Lines of tables, packed or not; one for a text; nothing for a file that is damaged."""
    (tmp_path / "a.jsonl").write_text("{}\n{}\n")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"{}\n{}\n{}\n"))
    (tmp_path / "c.txt").write_text("x")
    (tmp_path / "d.jsonl.gz").write_bytes(b"not gzip")
    assert expected([str(tmp_path)]) == 2 + 3 + 1
