"""What the commands over a record share: its options, and one line for whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from dragoman.cli.messages import InputFault, confidence_option
from dragoman.codebook.load import CodebookError, shipped
from dragoman.exports.ordered import WorkerLostError
from dragoman.relations.holdings import Filters
from dragoman.relations.sides import names_of, ordered
from dragoman.review.values import ReviewError
from dragoman.source.rows import day_of
from dragoman.store.files import RecordError
from dragoman.store.opening import Connection, Settle

INTERRUPTED = 130
Command = TypeVar("Command", bound=Callable[..., Any])

record_option = click.option(
    "--record",
    required=True,
    metavar="R",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The record of relations, one file.",
)


class Day(click.ParamType):  # type: ignore[type-arg]
    """An ISO day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        day = day_of(str(value))
        if day is None:
            self.fail(f"{value!r} is no ISO day; give one like 2021-12-30", param, ctx)
        return day


class State(click.ParamType):  # type: ignore[type-arg]
    """A state or organisation: a code, or a name that the codebook knows."""

    name = "state"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        code = names_of(shipped()).code(str(value))
        if code is None:
            self.fail(
                f"{value!r} is no state or organisation that is known; give an ISO code like RUS, or a name like NATO",
                param,
                ctx,
            )
        return code


def filter_options(command: Command) -> Command:
    """Give a command the filters of every command over a record."""
    options = (
        click.option("--pair", nargs=2, type=State(), metavar="A B", help="Two states or organisations, in any order."),
        click.option("--since", type=Day(), metavar="DAY", help="The first day, included."),
        click.option("--until", type=Day(), metavar="DAY", help="The last day, included."),
        click.option("--publisher", metavar="NAME", help="Only what this publisher states."),
        confidence_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def filters_of(
    pair: tuple[str, str] | None, since: str | None, until: str | None, publisher: str | None, min_confidence: float
) -> Filters:
    """Return the filters; a usage error when they can leave nothing."""
    if pair and pair[0] == pair[1]:
        raise click.UsageError(f"--pair names {pair[0]} twice; give two different states")
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}")
    return Filters(
        pair=ordered(*pair) if pair else None,
        since=since,
        until=until,
        publisher=publisher,
        min_confidence=min_confidence,
    )


def settled() -> Settle:
    """Return what settles a record by the codebook that ships; it is loaded when something is to be settled."""

    def settle(connection: Connection) -> None:
        from dragoman.ingest import settling  # noqa: PLC0415 (most commands read what is settled)

        settling(shipped())(connection)

    return settle


@contextmanager
def record_faults() -> Iterator[None]:
    """Tell whatever is wrong with a record, its decisions or a codebook in one line, with exit status 1."""
    try:
        yield
    except (RecordError, ReviewError, CodebookError) as error:
        raise InputFault(str(error)) from None
    except WorkerLostError as error:
        raise InputFault(f"{error}; what was told as added is kept; run the same command again to go on") from None
