"""`dragoman formulae`: the recurring phrases of issuers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.listing import Form, form_options, give
from dragoman.cli.records import filter_options, filters_of, record_faults, record_option, settled
from dragoman.relations.values import Formula
from dragoman.store.holdings import holdings
from dragoman.store.phrases import formulae_of

COLUMNS = ("phrase", "issuer", "partner", "documents", "first", "last", "kind", "missing")


@click.command("formulae")
@record_option
@filter_options
@click.option("--declared", is_flag=True, help="Only those of the codebook, not those that were found by counting.")
@form_options
def command(*, record: Path, declared: bool, as_json: bool, as_csv: bool, xlsx: Path | None, **given: Any) -> None:
    """List the formulae of issuers: first and last use, counts by month, and where a usual one is missing.

    With --pair, those that each uses in documents about the other. Missing names the documents that lack a formula
    which five or more documents of comparable length before them all had.

    Example: dragoman formulae --record relations.duckdb --pair RUS CHN
    """
    with record_faults(), holdings(record, settled(), filters_of(**given)) as held:
        found = (f for f in formulae_of(held.connection, held.filters) if f.declared or not declared)
        give(found, _row, COLUMNS, "formulae", Form(as_json, as_csv, xlsx))


def _row(formula: Formula) -> dict[str, Any]:
    return {
        "phrase": formula.phrase,
        "issuer": formula.issuer,
        "partner": formula.partner,
        "documents": formula.documents,
        "first": (formula.first.version.published or "")[:10],
        "last": (formula.last.version.published or "")[:10],
        "kind": "declared" if formula.declared else "found",
        "missing": [f"{(m.version.published or '')[:10]} {m.version.document}" for m in formula.missing],
    }
