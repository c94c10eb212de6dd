"""`dragoman review`: what people decided of a record's facts, whether that is intact, and gold out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from dragoman.cli.listing import Form, Row, form_options, give
from dragoman.cli.messages import InputFault, json_option, tell
from dragoman.cli.records import filter_options, filters_of, record_faults, record_option, settled
from dragoman.relations.values import Kind
from dragoman.review.agreement import agreement, counted
from dragoman.review.gold import export_gold
from dragoman.review.ledger import decisions, head, verify_chain
from dragoman.review.values import KINDS, Agreement, Counted, Decision, Head
from dragoman.store.opening import must_exist, open_to_read

DOES_NOT_HOLD = 1
COLUMNS = ("number", "at", "by", "role", "verdict", "kind", "fact", "quote", "corrected", "note", "undoes", "hash")

kinds_option = click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only of this kind; may be given several times."
)


class Status(msgspec.Struct, frozen=True):
    """What has been decided: how many facts of each kind by whom, how far they agree, and the end of the chain."""

    decided: tuple[Counted, ...]
    agreement: tuple[Agreement, ...]
    head: str


class NotedHead(click.ParamType):  # type: ignore[type-arg]
    """The end of a chain as it was noted, NUMBER:HASH."""

    name = "head"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Head:
        number, _, digest = str(value).partition(":")
        if not number.isdecimal() or len(digest) != 64:
            self.fail(f"{value!r} is no noted head; give NUMBER:HASH as dragoman review status told it", param, ctx)
        return Head(int(number), digest.lower())


@click.group("review")
def command() -> None:
    """Tell, check and export what people decided of a record's facts.

    Decisions stand in R.review beside the record R, each hashed with the one before.
    """


@command.command("status")
@record_option
@json_option
def status(*, record: Path, as_json: bool) -> None:
    """Tell what was decided of each kind by whom, how far reviewers agree, and the head of the chain, to be noted.

    Agreement is Krippendorff's alpha (nominal) over facts that two or more reviewers decided.

    Example: dragoman review status --record relations.duckdb
    """
    with _faults(record):
        found = Status(counted(record), agreement(record), head(record).noted)
    if as_json:
        click.echo(msgspec.json.encode(found).decode("utf-8"))
        return
    for line in _lines(found):
        click.echo(line)


@command.command("verify")
@record_option
@click.option("--head", "noted", type=NotedHead(), metavar="NUMBER:HASH", help="A head of the chain that was noted.")
@json_option
def verify(*, record: Path, noted: Head | None, as_json: bool) -> None:
    """Check that no decision was edited, removed, put in or moved; exit status 1 when one was.

    Who rewrites the whole chain is found by a head that was noted elsewhere (--head).

    Example: dragoman review verify --record relations.duckdb
    """
    with _faults(record):
        broken, end = verify_chain(record, noted), head(record)
    if as_json:
        click.echo(msgspec.json.encode({"holds": not broken, "head": end.noted, "broken": broken}).decode("utf-8"))
    elif not broken:
        click.echo(f"{end.number} decisions hold; head {end.noted}")
    for one in broken:
        tell(f"decision {one.number} {one.what}")
    if broken:
        raise click.exceptions.Exit(DOES_NOT_HOLD)


@command.command("list")
@record_option
@kinds_option
@click.option("--by", "reviewer", metavar="NAME", help="Only those of this reviewer.")
@form_options
def list_(
    *, record: Path, kinds: tuple[Kind, ...], reviewer: str | None, as_json: bool, as_csv: bool, xlsx: Path | None
) -> None:
    """List all decisions by number, also those that were superseded or taken back.

    Example: dragoman review list --record relations.duckdb --kind events --csv
    """
    with _faults(record):
        found = _chosen(decisions(record), kinds, reviewer)
        give(found, _row, COLUMNS, "decisions", Form(as_json, as_csv, xlsx), _told)


@command.command("export")
@record_option
@click.option(
    "-o", "--out", required=True, metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False), help="A folder."
)
@kinds_option
@click.option("--complete", is_flag=True, help="Only documents of which every fact (of the kinds) was decided.")
@filter_options
def export(*, record: Path, out: Path, kinds: tuple[Kind, ...], complete: bool, **given: Any) -> None:
    """Write what was decided as gold: docs.jsonl and gold.jsonl, which dragoman evaluate takes.

    Accepted, corrected and added facts count, rejected ones are left out; undecided and disputed ones, and those of
    kinds that were not asked for, are optional: neither rewarded nor punished. Adjudications win. FOLDER then holds
    whole texts. Exit status 1 when a document's text is not kept, so that it had to be left out.

    Example: dragoman review export --record relations.duckdb --kind meetings -o gold/
    """
    filters = filters_of(**given)
    with _faults(record), open_to_read(record, settled()) as connection:
        try:
            done = export_gold(connection, record, out, kinds=kinds or KINDS, filters=filters, complete=complete)
        except OSError as error:
            raise InputFault(f"{out}: cannot be written ({error.strerror or error}); give another place") from None
    left = f", {done.incomplete} documents left out that are not wholly decided" if done.incomplete else ""
    tell(f"{out}: {done.documents} documents, {done.items} items that count, {done.optional} optional{left}")
    for document in done.without_text:
        tell(f"{document}: left out, since its text is not kept (the policy of its publisher)")
    if done.without_text:
        raise click.exceptions.Exit(DOES_NOT_HOLD)


def _lines(found: Status) -> Iterator[str]:
    for one in found.decided:
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in one.verdicts.items())
        yield f"{one.kind} by {one.by}: {verdicts}"
    for of in found.agreement:
        yield f"{of.kind}: {_alpha(of)} ({of.units} facts, {of.pairable} decisions that can be paired)"
    yield f"head {found.head}"


def _alpha(of: Agreement) -> str:
    if not of.tells:
        return "agreement: too few to tell"
    ends = f" [{of.low:.3f}, {of.high:.3f}]" if of.low is not None and of.high is not None else ""
    return "alpha not defined" if of.alpha is None else f"alpha {of.alpha:.3f}{ends}"


def _chosen(found: Iterable[Decision], kinds: tuple[Kind, ...], reviewer: str | None) -> Iterator[Decision]:
    return (one for one in found if (not kinds or one.kind in kinds) and reviewer in (None, one.by))


def _row(one: Decision) -> dict[str, Any]:
    told = one.machine or one.human
    return {
        "number": one.number,
        "at": one.at,
        "by": one.by,
        "role": one.role,
        "verdict": one.verdict,
        "kind": one.kind,
        "fact": one.ref.id,
        "quote": msgspec.json.decode(told)["evidence"]["exact"] if told else None,
        "corrected": one.human,
        "note": one.note,
        "undoes": one.undoes,
        "hash": one.hash,
    }


def _told(row: Row) -> list[str]:
    what = f"{row['verdict']} {row['undoes'] or ''}".strip()
    role = " (adjudicated)" if row["role"] == "adjudicated" else ""
    lines = [f"{row['number']}  {row['at'][:16]}  {row['by']}{role}: {what}: {row['fact']}", f"“{row['quote'] or '…'}”"]
    return [*lines, *([row["note"]] if row["note"] else [])]


@contextmanager
def _faults(record: Path) -> Iterator[None]:
    """Tell whatever is wrong with a record or its decisions in one line, with exit status 1."""
    with record_faults():
        must_exist(record)
        yield
