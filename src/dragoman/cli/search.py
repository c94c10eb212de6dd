"""`dragoman search`: full text over a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.listing import Form, Row, form_options, give
from dragoman.cli.records import filter_options, filters_of, record_faults, record_option, settled
from dragoman.relations.values import Kind
from dragoman.store.adding import KINDS
from dragoman.store.holdings import holdings
from dragoman.store.searching import Hit, search

COLUMNS = ("published", "document", "title", "words", "publisher", "score")


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@record_option
@filter_options
@click.option("--kind", type=click.Choice(KINDS), help="Only documents with such facts that say it.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many at most.")
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
    **given: Any,
) -> None:
    """Search the documents of a record, the best answers first (BM25).

    Case, diacritics and plural endings make no difference. With --kind the quotes of such facts are shown.

    Example: dragoman search security guarantees --record relations.duckdb --pair RUS USA
    """
    with record_faults(), holdings(record, settled(), filters_of(**given)) as held:
        hits = search(held.connection, " ".join(query), held.filters, kind, limit)
        give(hits, _row, COLUMNS, "documents", Form(as_json, as_csv, xlsx), _told)


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
