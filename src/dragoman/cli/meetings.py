"""`dragoman meetings`: the joined meetings of a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from dragoman.cli.listing import Form, form_options, give
from dragoman.cli.records import filter_options, filters_of, record_faults, record_option, settled
from dragoman.relations.values import JoinedMeeting, Stated
from dragoman.store.holdings import holdings

COLUMNS = ("date", "kind", "status", "countries", "place", "reports", "publishers", "id")


class Report(msgspec.Struct, frozen=True):
    """One report: the document, whose publisher, and the meeting's id in that document's record."""

    document: str
    publisher_country: str | None
    meeting: str
    version: int
    published: str | None
    title: str | None
    url: str | None


class Listed(msgspec.Struct, frozen=True):
    """A meeting as `dragoman meetings --json` gives it."""

    id: str
    kind: str
    status: str
    date: str | None
    place: str | None
    countries: tuple[str, ...]
    reports: tuple[Report, ...]
    end_date: str | None
    place_country: str | None


@click.command("meetings")
@record_option
@filter_options
@form_options
def command(*, record: Path, as_json: bool, as_csv: bool, xlsx: Path | None, **given: Any) -> None:
    """List the meetings of a record: one that several governments report is one meeting with several reports.

    Example: dragoman meetings --record relations.duckdb --pair RUS USA --since 2021-12-01
    """
    with record_faults(), holdings(record, settled(), filters_of(**given)) as held:
        give((_listed(m) for m in held.meetings()), _row, COLUMNS, "meetings", Form(as_json, as_csv, xlsx))


def _listed(meeting: JoinedMeeting) -> Listed:
    return Listed(
        meeting.id,
        meeting.kind,
        meeting.status,
        meeting.date,
        meeting.place,
        meeting.countries,
        tuple(_report(report) for report in meeting.reports),
        meeting.end_date,
        meeting.place_country,
    )


def _report(report: Stated[Any]) -> Report:
    version = report.version
    return Report(
        version.document,
        version.publisher_country,
        report.item.id,
        version.number,
        version.published,
        version.title,
        version.url,
    )


def _row(listed: Listed) -> dict[str, Any]:
    publishers = sorted({report.publisher_country or "?" for report in listed.reports})
    return {**msgspec.structs.asdict(listed), "reports": len(listed.reports), "publishers": publishers}
