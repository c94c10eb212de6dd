"""Fail when a figure of quality is below its floor: `python bench/gate.py --shared FOLDER`.

Floors stand in floors.toml and only go up: `--raise` lifts them to today's figures less a small margin. To lower those
that today's figures miss takes `--lower REASON`, and the reason is kept beside the floors.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from floors import broken, lowered, raised, read_floors, write_floors
from measures import Asked
from quality import chosen, measured

FLOORS = Path(__file__).with_name("floors.toml")


@click.command()
@click.option("--shared", type=click.Path(exists=True, file_okay=False, path_type=Path), help="the measuring data")
@click.option(
    "--figures",
    type=click.Path(exists=True, path_type=Path),
    help="figures that quality.py wrote, instead of measuring",
)
@click.option("--only", help="groups, as of quality.py; floors of the others are passed over")
@click.option("--workers", default=1, show_default=True, help="processes that read")
@click.option("--raise", "lift", is_flag=True, help="lift the floors to these figures less a small margin")
@click.option("--lower", "reason", metavar="REASON", help="lower the floors that these figures miss, and say why")
def main(
    shared: Path | None, figures: Path | None, only: str | None, workers: int, lift: bool, reason: str | None
) -> None:
    """Fail when a figure of quality is below its floor."""
    if shared is not None:
        values = _measured(Asked(shared, workers), only)
    elif figures is not None:
        values = _written(figures)
    else:
        raise click.UsageError("give --shared or --figures")
    kept = read_floors(FLOORS)
    if reason:
        kept = lowered(kept, values, reason, str(datetime.datetime.now(datetime.UTC).date()))
    if lift:
        kept = raised(kept, values)
    if lift or reason:
        write_floors(FLOORS, kept)
    asked = {name: floor for name, floor in kept.floors.items() if name in values} if only else kept.floors
    faults = broken(asked, values)
    if faults:
        raise click.ClickException("\n".join(["below the floor of quality", *faults]))
    click.echo(f"{len(asked)} figures, none below its floor")


def _written(path: Path) -> dict[str, float]:
    """Return the figures that quality.py wrote to a file; raises BadParameter."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"{path}: {error}; give what quality.py --figures wrote") from None


def _measured(asked: Asked, only: str | None) -> dict[str, float]:
    return {
        name: value for measure in measured(chosen(only), asked).values() for name, value in measure.figures.items()
    }


if __name__ == "__main__":
    main()
