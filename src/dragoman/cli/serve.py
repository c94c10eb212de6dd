"""`serve`: the record in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.messages import InputFault, tell
from dragoman.cli.records import record_faults, record_option
from dragoman.codebook.load import shipped
from dragoman.web.settings import Settings, is_shared

LARGE = 200 * 1024 * 1024  # bytes of a record of which people are told that it takes a while to be made ready
EVERY_ADDRESS = ("0.0.0.0", "::")  # of this machine, at all of which it listens


@click.command("serve")
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="H", help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="The port; 0 takes a free one."
)
@click.option(
    "--name", "names", multiple=True, metavar="N", help="A further host name of this server; may be repeated."
)
@click.option(
    "--https", is_flag=True, help="A proxy on this machine takes https for the name given with --name and hands it on."
)
def command(*, record: Path, host: str, port: int, names: tuple[str, ...], https: bool) -> None:
    """Show a record in the browser.

    On this machine alone it needs no login. With --host or --name other than loopback, or --https, people must log in,
    and the server does not start before there is an admin: dragoman user add NAME --role admin --record R

    Example: dragoman serve --record relations.duckdb
    """
    from dragoman.web.accounts.values import AccountError  # noqa: PLC0415
    from dragoman.web.serving import NoAdminError, serve  # noqa: PLC0415 (other commands do without a server)

    if host in EVERY_ADDRESS and not names:
        raise click.UsageError(f"--host {host} needs --name, the name or address by which browsers reach this machine")
    if https and not names:
        raise click.UsageError("--https needs --name, the name by which browsers reach the proxy")
    login = is_shared(host, names, https)
    settings = Settings(record=record, host=host, port=port, login=login, names=names, https=https)
    with record_faults():
        if is_large(record):
            tell(f"{record} is large: it takes some seconds until its pages can be shown")
        try:
            serve(settings, shipped(), lambda address: tell(f"{address} shows {record}; Ctrl-C ends it"))
        except (OSError, NoAdminError, AccountError) as error:
            told = f"{error.strerror}; give another --port or --host" if isinstance(error, OSError) else str(error)
            raise InputFault(f"{host}:{port}: {told}") from None


def is_large(record: Path) -> bool:
    """Tell whether it takes more than a moment until the pages of a record can be shown."""
    return record.exists() and record.stat().st_size > LARGE
