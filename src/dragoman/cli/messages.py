"""Messages to the person at the terminal: one line each, on the standard error."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import click


class InputFault(click.ClickException):
    """Something in the input was refused or could not be written: exit status 1; every line of it is told."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        for line in self.message.splitlines():
            tell(line)


def tell(message: object) -> None:
    """Tell one thing on the standard error."""
    click.echo(f"dragoman: {message}", err=True)


overlay_option = click.option(
    "--codebook",
    "overlay",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True),
    help="A folder of your own, or a PETRARCH dictionary (.txt), laid over the shipped codebook entry by entry.",
)
confidence_option = click.option(
    "--min-confidence",
    metavar="P",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out events of less confidence, a probability.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
