"""Tables of figures in Markdown, written between two markers of a page of the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

BEGIN = "<!-- figures: begin (written by {command}; do not edit) -->"
END = "<!-- figures: end -->"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; every column but the first is aligned to the right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))


def rewrite(page: Path, command: str, figures: str) -> None:
    """Put the figures between the markers of a page; the rest of it stays as it is."""
    text = page.read_text(encoding="utf-8")
    begin = BEGIN.format(command=command)
    if begin not in text or END not in text:
        raise SystemExit(f"{page}: no place for the figures; put the lines\n{begin}\n{END}\nwhere they should stand")
    before, rest = text.split(begin, 1)
    after = rest.split(END, 1)[1]
    page.write_text(f"{before}{begin}\n\n{figures}\n\n{END}{after}", encoding="utf-8")
