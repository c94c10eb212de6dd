"""One document's record as a page for the terminal: what is in it, in whose words, and what it is silent on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from dragoman.pages import words
from dragoman.pages.layout import FAINT, STRONG, Section, section_lines, wrapped
from dragoman.pages.quoting import clean
from dragoman.pages.sections import sections
from dragoman.record.types import Reading

WIDEST = 100  # columns; a longer line is hard to read


def render(reading: Reading, console: Console, names: words.Names, reasons: Mapping[str, str]) -> None:
    """Print the record as a page; `names` are of countries by code, `reasons` the meanings of the silences' codes."""
    for line in page(reading, console, names, reasons):
        console.print(line, highlight=False, soft_wrap=True)


def page(reading: Reading, console: Console, names: words.Names, reasons: Mapping[str, str]) -> Iterator[Text]:
    """Give the page line by line, none wider than the console."""
    width = min(console.width, WIDEST)
    parts = sections(reading, names, reasons)
    yield from wrapped(head(reading, names), console, width)
    yield Text("─" * width, style=FAINT)
    for part in parts:
        if part.entries:
            yield from section_lines(part, console, width)
    yield Text()
    yield from wrapped(foot(reading, parts), console, width)


def head(reading: Reading, names: words.Names) -> list[Text]:
    """Return the title, the publisher with the country, the day and how it is known, and the address."""
    document = reading.document
    lines = [
        Text(clean(document.title or "") or f"Untitled document {clean(document.id)}", style=STRONG),
        Text(_publisher(reading, names)),
        Text(words.published(document.published, document.published_basis)),
        Text(clean(document.url or ""), style=FAINT),
    ]
    return [line for line in lines if line.plain]


def _publisher(reading: Reading, names: words.Names) -> str:
    issuer, code = clean(reading.document.publisher or ""), reading.document.publisher_country
    home = words.country(code, names) if code else ""
    if issuer and home and home not in issuer:
        return f"{issuer} ({home})"
    return issuer or home or "Publisher not known"


def foot(reading: Reading, parts: Sequence[Section]) -> list[Text]:
    """Return the line that names what was not found, and the one that names the reader."""
    missing = ", ".join(part.noun for part in parts if not part.entries and part.title != "Silences")
    reader = reading.reader
    model = f", model {clean(reader.model)}" if reader.model else ""
    read_by = Text(f"Read by Dragoman {clean(reader.version)}, codebook {clean(reader.codebook)}{model}.", style=FAINT)
    return [Text(f"Nothing found: {missing}."), read_by] if missing else [read_by]
