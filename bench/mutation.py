"""Remove each frame in turn and see whether an example tells: `python bench/mutation.py`.

A frame that no example misses, by what is told and not by the frame's name, is redundant or badly shown. Exits 1 when
the share of frames that are missed falls below the target.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dragoman.codebook.load import SHIPPED, CodebookError, load
from dragoman.evaluation.mutation import mutate, report, sample
from dragoman.pipeline import open_reader

TARGET = 0.95


@click.command()
@click.option("--sample", "most", type=click.IntRange(min=1), help="only so many frames, spread evenly over their ids")
@click.option("--frame", "frames", multiple=True, help="only this frame (may be given several times)")
@click.option(
    "--codebook",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="a folder of your own laid over the shipped codebook",
)
@click.option("--target", type=click.FloatRange(0, 1), default=TARGET, show_default=True, help="the least share killed")
def main(most: int | None, frames: tuple[str, ...], codebook: Path | None, target: float) -> None:
    """Remove each frame in turn and see whether an example tells."""
    try:
        loaded = open_reader(load(SHIPPED, codebook) if codebook else None)
        run = mutate(loaded, frames or (sample(loaded, most) if most else None))
    except (CodebookError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    report(run, click.echo)
    sys.exit(run.share < target)


if __name__ == "__main__":
    main()
