"""Cells of tab-delimited text."""

from __future__ import annotations

from dragoman.exports.formats.delimited import addresses, cell, joined


def test_a_cell_never_breaks_its_line() -> None:
    """Tabs, newlines and other control characters are one space; quotes and signs stay."""
    assert cell('a\t\r\n"b"\u2028c 😀') == 'a "b" c 😀'
    assert cell(None) == ""


def test_numbers_have_no_needless_digits() -> None:
    """Scores are written plainly."""
    assert [cell(v) for v in (2.5, -10.0, 0.0, 7, 1 / 3)] == ["2.5", "-10", "0", "7", "0.3333"]


def test_a_separator_does_not_stand_inside_a_value() -> None:
    """Joined values can be parted again, and each stands once."""
    assert joined(["a;b", None, "c", "c"], "; ") == "a,b; c"
    assert joined(["a,b", "c"], ",") == "a b,c"
    assert addresses(["https://example.org/?a;b", None, "c"]) == "https://example.org/?a%3Bb;c"
