"""`serve`: the record in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.messages import InputFault, tell
from dragoman.cli.records import record_faults, record_option
from dragoman.codebook.load import shipped
from dragoman.web.settings import Settings, is_loopback


@click.command("serve")
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="H", help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="The port; 0 takes a free one."
)
@click.option(
    "--name", "names", multiple=True, metavar="N", help="A further host name of this server; may be repeated."
)
def command(*, record: Path, host: str, port: int, names: tuple[str, ...]) -> None:
    """Show a record in the browser.

    On this machine alone it needs no login. With --host other than loopback people must log in, and the server does
    not start before there is an admin: dragoman user add NAME --role admin --record R

    Example: dragoman serve --record relations.duckdb
    """
    from dragoman.web.serving import NoAdminError, serve  # noqa: PLC0415 (other commands do without a server)

    settings = Settings(record=record, host=host, port=port, login=not is_loopback(host), names=names)
    with record_faults():
        try:
            serve(settings, shipped(), lambda address: tell(f"{address} shows {record}; Ctrl-C ends it"))
        except (OSError, NoAdminError) as error:
            raise InputFault(f"{host}:{port}: {getattr(error, 'strerror', None) or error}") from None
