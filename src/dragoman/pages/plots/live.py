"""What a browser draws a series from, in place of the picture: short, since it stands in the page."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.pages.plot import Plot, start_of
from dragoman.relations import series
from dragoman.relations.values import Unit

Figures = tuple[int, int, int, int, int, bool]  # place, said, done, blamed, fought, unusual


class Live(msgspec.Struct, frozen=True):
    """A series: its unit, the first day of its first period, how many periods it has, and those with events."""

    unit: Unit
    first: str
    count: int
    events: tuple[Figures, ...]


def live(plot: Plot) -> dict[str, Any] | None:
    """Return a plot as JSON can have it; None when its periods do not follow each other, as years among months do."""
    periods = [period.period for period in plot.periods]
    try:
        first, last = start_of(periods[0]), start_of(periods[-1])
    except ValueError:
        return None
    if tuple(periods) != series.periods(first.isoformat(), last.isoformat(), plot.unit):
        return None
    events = tuple(
        (place, period.said, period.done, period.blamed, period.fought, period.unusual)
        for place, period in enumerate(plot.periods)
        if period.cooperation or period.conflict or period.unusual
    )
    found: dict[str, Any] = msgspec.to_builtins(Live(plot.unit, first.isoformat(), len(periods), events))
    return found
