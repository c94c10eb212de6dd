"""Measure the quality of the reader: `python bench/quality.py --shared FOLDER`.

Without `--only` every group is measured, and the figures in docs/quality.md and those that ship with the package are
rewritten. With `--worst N` the faults of the groups asked for are printed to be read, the counts of them last.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from dragoman.evaluation.annotated import KINDS, EvaluationError
from dragoman.evaluation.figures import FIGURES, Figures, write_figures
from machine import measured_with
from measures import GROUPS, Asked, Measure
from tables import rewrite

PAGE = Path(__file__).resolve().parents[1] / "docs/quality.md"


def chosen(only: str | None) -> list[str]:
    """Return the groups asked for, all when none is named."""
    names = only.split(",") if only else list(GROUPS)
    unknown = [name for name in names if name not in GROUPS]
    if unknown:
        raise click.BadParameter(f"no group {unknown[0]!r}; the groups are {', '.join(GROUPS)}", param_hint="--only")
    return names


def measured(names: list[str], asked: Asked) -> dict[str, Measure]:
    """Measure groups one after the other, with a line on stderr for each; stops with one line at faulty data."""
    found = {}
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr)
        try:
            found[name] = GROUPS[name](asked)
        except (EvaluationError, OSError) as error:
            raise click.ClickException(f"{name}: {error}") from None
    return found


def print_worst(found: dict[str, Measure], limit: int, holding: str | None) -> None:
    """Print the first faults of each group, those that hold some words if any are given."""
    for name, measure in found.items():
        kept = [fault for fault in measure.faults if holding is None or holding.lower() in fault.lower()]
        print(f"== {name}: {len(kept)} faults\n")
        print("\n".join((*kept[:limit], *measure.counts)))


def page_text(found: dict[str, Measure]) -> str:
    """Return the generated part of the page."""
    return "\n\n".join((measured_with(), *(measure.text for measure in found.values())))


@click.command()
@click.option(
    "--shared", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path), help="the measuring data"
)
@click.option("--only", help=f"groups, separated by commas: {', '.join(GROUPS)}")
@click.option("--workers", default=1, show_default=True, help="processes that read")
@click.option("--worst", type=int, help="print so many faults instead of the figures")
@click.option(
    "--kind", type=click.Choice(KINDS), default="events", show_default=True, help="whose faults, of communiqués"
)
@click.option("--holding", help="only faults that hold these words (SPURIOUS, type=AID, a document's id, ...)")
@click.option("--figures", type=click.Path(path_type=Path), help="write the figures there too, as JSON")
def main(
    shared: Path,
    only: str | None,
    workers: int,
    worst: int | None,
    kind: str,
    holding: str | None,
    figures: Path | None,
) -> None:
    """Measure the quality of the reader."""
    names = chosen(only or ("communiques" if worst else None))
    found = measured(names, Asked(shared, workers, kind))
    if worst is not None:
        print_worst(found, worst, holding)
        return
    values = {name: value for measure in found.values() for name, value in measure.figures.items()}
    print("\n".join(f"{name:28s} {value:.3f}" for name, value in values.items()))
    if figures:
        figures.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    if names == list(GROUPS):
        rewrite(PAGE, "bench/quality.py", page_text(found))
        write_figures(FIGURES, Figures(measured_with(), values))


if __name__ == "__main__":
    main()
