"""The grid of the terminal page: headings, and entries of a label with paragraphs beside it, wrapped to a width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

import msgspec
from rich.console import Console
from rich.text import Text

INDENT, LABEL, GAP = 2, 13, 2  # in columns

# Only the terminal's own colours, so that the page suits a dark and a light one; each says only what a word says too.
HEADING, QUOTE, FAINT, STRONG = "bold cyan", "italic dim", "dim", "bold"
GOOD, FIRM, BAD, WORST, PLAIN = "green", "bold green", "red", "bold red", "cyan"


class Entry(msgspec.Struct, frozen=True):
    """One finding on the page: a label at the left, and paragraphs beside it."""

    label: Text
    body: tuple[Text, ...]


class Section(msgspec.Struct, frozen=True):
    """A heading with its entries; `noun` names it in the line of what was not found, `count` counts the findings."""

    title: str
    noun: str
    entries: tuple[Entry, ...]
    count: int


def wrapped(paragraphs: Iterable[Text], console: Console, width: int) -> Iterator[Text]:
    """Give the lines of paragraphs, each at most `width` columns wide and without blanks at its end."""
    for paragraph in paragraphs:
        for line in paragraph.wrap(console, width):
            line.rstrip()
            yield line


def section_lines(section: Section, console: Console, width: int) -> Iterator[Text]:
    """Give the lines of a section, after a blank one."""
    yield Text()
    yield Text.assemble((section.title, HEADING), (f"  {section.count}", FAINT))
    for entry in section.entries:
        yield from _entry_lines(entry, console, width)


def _entry_lines(entry: Entry, console: Console, width: int) -> Iterator[Text]:
    labels = wrapped([entry.label], console, LABEL)
    bodies = wrapped(entry.body, console, width - INDENT - LABEL - GAP)
    for label, body in zip_longest(labels, bodies, fillvalue=Text()):
        line = Text.assemble(" " * INDENT, label, " " * (LABEL - label.cell_len + GAP), body)
        line.rstrip()
        yield line
