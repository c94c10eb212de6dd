"""`dragoman search`: full text over a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.listing import Form, Row, form_options, give
from dragoman.cli.messages import tell
from dragoman.cli.records import filter_options, filters_of, record_faults, record_option, settled
from dragoman.codebook.load import shipped
from dragoman.reading.dates.calendar import compile_calendar
from dragoman.relations.values import Kind
from dragoman.store.adding import KINDS
from dragoman.store.holdings import holdings
from dragoman.store.searching import Hit, search
from dragoman.store.spans import Span, span_of, within

COLUMNS = ("published", "document", "title", "words", "publisher", "score")


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@record_option
@filter_options
@click.option("--kind", type=click.Choice(KINDS), help="Only documents with such facts that say it.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many at most.")
@click.option("--some", is_flag=True, help="Also documents that hold only some of the words, after the others.")
@click.option("--literal", is_flag=True, help="Dates in the query are words too.")
@form_options
def command(
    *,
    query: tuple[str, ...],
    record: Path,
    kind: Kind | None,
    limit: int,
    as_json: bool,
    as_csv: bool,
    xlsx: Path | None,
    some: bool,
    literal: bool,
    **given: Any,
) -> None:
    """Search the documents of a record, the best answers first (BM25).

    All words must stand in a document; where they stand in none together, those that hold some are shown. "In
    quotation marks" words stand side by side, a word after a minus must not stand (write -- before such a query). Days
    in the query ("30 December 2021", "since 2022") are those of publication. Case, diacritics and plural endings make
    no difference. With --kind the quotes of such facts are shown.

    Example: dragoman search security guarantees --record relations.duckdb --pair RUS USA
    """
    asked, filters = " ".join(query), filters_of(**given)
    span = None if literal else _span(asked)
    if span:
        asked, filters = span.rest, within(filters, span)
        tell(f"read as days of publication: {span.since or '…'} to {span.until or '…'} (--literal: as words)")
    with record_faults(), holdings(record, settled(), filters) as held:
        hits = search(held.connection, asked, held.filters, kind, limit, some=some)
        give(hits, _row, COLUMNS, "documents", Form(as_json, as_csv, xlsx), _told)


def _span(query: str) -> Span | None:
    """Return the days that a query names for sure beside words that are looked for."""
    if not any(letter.isdigit() for letter in query):
        return None  # the codebook need not be loaded
    span = span_of(query, compile_calendar(shipped()))
    return span if span and span.sure and span.rest else None


def _row(hit: Hit) -> dict[str, Any]:
    return {
        "published": (hit.version.published or "")[:10],
        "document": hit.version.document,
        "title": hit.version.title,
        "words": [fact.item.evidence.exact for fact in hit.facts] or hit.snippet,
        "publisher": hit.version.publisher,
        "score": hit.score,
    }


def _told(row: Row) -> list[str]:
    words = row["words"] if isinstance(row["words"], list) else [row["words"]]
    head = f"{row['published']}  {row['title'] or row['document']}"
    return [head, f"{row['publisher'] or 'unknown publisher'}, {row['document']}", *words]
