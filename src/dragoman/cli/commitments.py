"""`dragoman commitments`: what was promised, and what became of it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import click

from dragoman.cli.listing import Form, Row, form_options, give
from dragoman.cli.messages import tell
from dragoman.cli.records import filter_options, filters_of, record_faults, record_option, settled
from dragoman.relations.values import CommitmentStatus, Decision, FollowedCommitment, Link
from dragoman.store.holdings import RecordHoldings, holdings
from dragoman.store.keeping import decide

COLUMNS = ("published", "by", "to", "what", "strength", "deadline", "status", "became", "quote", "document", "links")


@click.command("commitments")
@record_option
@filter_options
@click.option("--status", type=click.Choice(get_args(CommitmentStatus)), help="Only those that stand so.")
@click.option("--confirm", metavar="LINK", help="Confirm what was found to have become of a commitment.")
@click.option("--reject", metavar="LINK", help="Reject it: the link no longer counts.")
@click.option("--undecide", metavar="LINK", help="Take a decision back.")
@click.option("--by", "person", metavar="NAME", help="Who decides; your login name when it is not given.")
@form_options
def command(
    *,
    record: Path,
    status: CommitmentStatus | None,
    confirm: str | None,
    reject: str | None,
    undecide: str | None,
    person: str | None,
    as_json: bool,
    as_csv: bool,
    xlsx: Path | None,
    **given: Any,
) -> None:
    """List the commitments of a record with what became of each: open, repeated, kept, contradicted, overdue.

    Every link says why it was made and shows both quotes (--json). It is found by words and sides, and may be wrong: a
    person can confirm or reject it. Overdue is reckoned from the last day that the record holds.

    Example: dragoman commitments --record relations.duckdb --pair UKR USA --status kept
    """
    decisions: tuple[tuple[str | None, Decision | None], ...] = (
        (confirm, "confirmed"),
        (reject, "rejected"),
        (undecide, None),
    )
    asked = [(link, decision) for link, decision in decisions if link]
    with record_faults():
        for link, decision in asked:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            decide(record, link, decision, person or getpass.getuser(), now, settled())
            tell(f"{link}: {decision or 'undecided'}")
        if asked:
            return
        with holdings(record, settled(), filters_of(**given)) as held:
            give(_chosen(held, status), _row, COLUMNS, "commitments", Form(as_json, as_csv, xlsx), _told)


def _chosen(held: RecordHoldings, status: CommitmentStatus | None) -> Iterator[FollowedCommitment]:
    return (one for one in held.commitments() if status in (None, one.status))


def _row(followed: FollowedCommitment) -> dict[str, Any]:
    item, version = followed.stated.item, followed.stated.version
    return {
        "published": (version.published or "")[:10],
        "by": item.by,
        "to": item.to,
        "what": item.what,
        "strength": item.strength,
        "deadline": item.deadline,
        "status": followed.status,
        "became": [_became(link) for link in followed.links],
        "quote": item.evidence.exact,
        "document": version.document,
        "links": [link.id for link in followed.links],
    }


def _told(row: Row) -> list[str]:
    by, to = ", ".join(row["by"]) or "?", f" to {', '.join(row['to'])}" if row["to"] else ""
    due = f", by {row['deadline']}" if row["deadline"] else ""
    return [
        f"{row['published']}  {by}{to}: {row['what']} ({row['strength']}{due}): {row['status']}",
        f"“{row['quote']}” ({row['document']})",
        *(f"{became} [{link}]" for became, link in zip(row["became"], row["links"], strict=True)),
    ]


def _became(link: Link) -> str:
    decided = f", {link.decision}" if link.decision else ""
    return f"{link.kind}{decided} ({(link.other.version.published or '')[:10]}): {link.why}"
