"""How a paper cites what it took from a record."""

from __future__ import annotations

import re

import msgspec

from dragoman.record.types import Reader
from dragoman.relations.holdings import EVERYTHING, Filters, Holdings

SPECIAL = re.compile(r"[\\{}$&#%_^~]")
REPLACED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


class Citation(msgspec.Struct, frozen=True):
    """The sentence that a paper should carry, and an entry for its BibTeX file."""

    sentence: str
    bibtex: str


def cited(holdings: Holdings, on: str | None = None) -> Citation:
    """Return how to cite what the holdings hold; `on` is the day of the citation (ISO), left out when it is None."""
    count, first, last = 0, None, None
    for version in holdings.versions():
        count += 1
        if version.published:
            first = min(first or version.published, version.published)
            last = max(last or version.published, version.published)
    return citation(holdings.reader, holdings.filters, count, (first, last), on)


def citation(
    reader: Reader, filters: Filters, documents: int, span: tuple[str | None, str | None], on: str | None = None
) -> Citation:
    """Return how to cite what filters leave of a record: so many documents, published in a span of days (ISO)."""
    said = f"{_documents(documents, *span)}; {_chosen(filters)}"
    sentence = f"Coded with Dragoman {reader.version} ({_reader(reader)}) from {said}"
    return Citation(sentence + (f"; cited on {on}." if on else "."), _bibtex(reader, said, on))


def _documents(count: int, first: str | None, last: str | None) -> str:
    noun = "document" if count == 1 else "documents"
    if first is None or last is None:
        return f"{count:,} {noun}"
    return f"{count:,} {noun} published " + (f"on {first}" if first == last else f"from {first} to {last}")


def _reader(reader: Reader) -> str:
    return f"codebook {reader.codebook}, " + (f"model {reader.model}" if reader.model else "without a model")


def _chosen(filters: Filters) -> str:
    if filters == EVERYTHING:
        return "no filters"
    parts = {
        "pair": "–".join(filters.pair) if filters.pair else None,
        "since": filters.since,
        "until": filters.until,
        "publisher": filters.publisher,
        "confidence of events at least": f"{filters.min_confidence:g}" if filters.min_confidence else None,
    }
    return "filters: " + ", ".join(f"{name} {value}" for name, value in parts.items() if value)


def _bibtex(reader: Reader, said: str, on: str | None) -> str:
    fields = {
        "author": "{The Dragoman authors}",
        "title": "{Dragoman}: a reader of communiqués and a record of the relations between states",
        "version": _plain(reader.version),
        "year": on[:4] if on else None,
        "note": _plain(f"{_reader(reader)}; {said}"),
        "urldate": on,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@software{{dragoman-{reader.codebook[:8]},", *lines, "}"]) + "\n"


def _plain(text: str) -> str:
    """Return text in which nothing is a command of TeX."""
    return SPECIAL.sub(lambda found: REPLACED.get(found[0], "\\" + found[0]), text)


def sentence_of_page(title: str, address: str, reader: Reader, documents: int, published: str, on: str) -> str:
    """Return the sentence by which a paper cites one page over a record that was published at a time (ISO)."""
    return (
        f"“{title}”, from a record of {documents:,} document{'' if documents == 1 else 's'} as of {published[:10]}, "
        f"read by Dragoman {reader.version} ({_reader(reader)}); {address}; cited on {on}."
    )
