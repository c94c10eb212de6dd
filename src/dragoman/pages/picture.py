"""The terminal page drawn as a picture (SVG), for the documentation."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from dragoman.pages.quoting import clean
from dragoman.pages.terminal import render
from dragoman.pages.words import Names
from dragoman.record.types import Reading

WIDTH = 92  # columns, so that the picture is legible on a page of documentation
ASPECT = 0.602  # width to height of a letter in DejaVu Sans Mono, Menlo and most fonts for code

# Rich's own frame loads a font from the network; this one draws with the fonts of whoever looks at it.
FRAME = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px; }}
.{unique_id}-title {{ font-family: sans-serif; font-size: 18px; font-weight: bold; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def write_picture(reading: Reading, path: Path, names: Names, reasons: Mapping[str, str]) -> None:
    """Write the page of `reading` to `path` as SVG, the same bytes for the same reading; OSError if it cannot."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="standard", _environ={}
    )
    render(reading, console, names, reasons)
    title = f"dragoman read {clean(reading.document.id)}.txt"
    path.write_text(
        console.export_svg(title=title, unique_id="dragoman", code_format=FRAME, font_aspect_ratio=ASPECT),
        encoding="utf-8",
    )
