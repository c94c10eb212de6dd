"""`dragoman series`: what states did to each other, by period."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click
import msgspec

from dragoman.cli.listing import Form, form_options, give
from dragoman.cli.records import filter_options, filters_of, record_faults, record_option, settled
from dragoman.relations.values import Point, Unit
from dragoman.store.holdings import holdings
from dragoman.store.series import By, series

COLUMNS = tuple(field.encode_name for field in msgspec.structs.fields(Point))


@click.command("series")
@record_option
@filter_options
@click.option("--unit", type=click.Choice(get_args(Unit)), default="month", show_default=True, help="The period.")
@click.option("--by", type=click.Choice(get_args(By)), default="all", show_default=True, help="Split events so.")
@form_options
def command(*, record: Path, unit: Unit, by: By, as_json: bool, as_csv: bool, xlsx: Path | None, **given: Any) -> None:
    """Count the joined events of directed pairs by day, week, month or year.

    A period without events has no line. `score` is the mean PLOVER score, `share` the events' documents over all
    documents published in the period, `anomaly` marks a period far off the pair's habit. Events that are denied,
    hypothetical or still to come are not counted, nor those whose date is less precise than the period; what states
    do together counts in both directions.

    Example: dragoman series --record relations.duckdb --pair RUS UKR --unit month --by quad --csv
    """
    with record_faults(), holdings(record, settled(), filters_of(**given)) as held:
        points = series(held.connection, held.filters, unit, by)
        give(points, msgspec.structs.asdict, COLUMNS, "periods with events", Form(as_json, as_csv, xlsx))
