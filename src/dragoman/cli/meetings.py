"""`dragoman meetings`: the joined meetings of a record."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, get_args

import click
import msgspec

from dragoman.cli.listing import Form, form_options, give
from dragoman.cli.messages import tell
from dragoman.cli.records import filter_options, filters_of, record_faults, record_option, settled
from dragoman.codebook.values import MeetingStatus
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
@click.option(
    "--status", type=click.Choice(get_args(MeetingStatus)), help="Only those that were held, or are only announced."
)
@form_options
def command(
    *, record: Path, status: MeetingStatus | None, as_json: bool, as_csv: bool, xlsx: Path | None, **given: Any
) -> None:
    """List the meetings of a record: one that several governments report is one meeting with several reports.

    How many were held and how many are only announced (planned) is told beside the list: pages and other commands
    count as meetings those that were held.

    Example: dragoman meetings --record relations.duckdb --pair RUS USA --since 2021-12-01 --status held
    """
    with record_faults(), holdings(record, settled(), filters_of(**given)) as held:
        found = [meeting for meeting in held.meetings() if status in (None, meeting.status)]
        give(map(_listed, found), _row, COLUMNS, "meetings", Form(as_json, as_csv, xlsx))
    counts = Counter(meeting.status for meeting in found)
    tell(f"meetings that were held: {counts['held']}, that are only announced: {counts['planned']}")


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
