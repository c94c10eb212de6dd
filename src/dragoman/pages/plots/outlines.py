"""The outlines of countries as the world map draws them, by code: made once from the vendored shapes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

import msgspec

from dragoman.codebook import exchange
from dragoman.pages.plots.projection import cut, equal_earth, turned
from dragoman.pages.plots.topology import Position, Ring, Shape, is_inside, shapes
from dragoman.pages.vendored import path_of

WIDTH = 4800  # whole units are fine enough at any width that a page has
NORTH, SOUTH = 83.8, -56.0  # degrees; Antarctica, whose seat nobody has, is left out
LEFT_OUT = "ATA"
SCALE = WIDTH / 2 / equal_earth(180, 0)[0]
HEIGHT = round((equal_earth(0, NORTH)[1] - equal_earth(0, SOUTH)[1]) * SCALE)


class Outline(msgspec.Struct, frozen=True):
    """The rings of a country in the map's units, as an SVG path too; `area` is in square units."""

    path: str
    rings: tuple[Ring, ...]
    area: float


def placed(longitude: float, latitude: float) -> Position:
    """Return where on the map a place is whose longitude is counted from the map's middle."""
    x, y = equal_earth(longitude, latitude)
    return WIDTH / 2 + x * SCALE, (equal_earth(0, NORTH)[1] - y) * SCALE


@cache
def seats() -> Mapping[str, Position]:
    """Return where on the map each seat of government is, by code."""
    known = exchange.atlas().countries.items()
    return {code: placed(turned(place.seat[1]), place.seat[0]) for code, place in known if place.seat}


@cache
def outlines() -> Mapping[str, Outline]:
    """Return the outline of each country that the vendored shapes have, by code."""
    found: dict[str, list[Ring]] = defaultdict(list)
    for shape in shapes(path_of("world-atlas", "countries-110m.json").read_bytes(), "countries"):
        code = _code(shape)
        for polygon in shape.polygons if code != LEFT_OUT else ():
            pieces = [piece for ring in polygon for piece in cut(ring)]
            found[_holder(code, polygon[0])] += [tuple(placed(*position) for position in piece) for piece in pieces]
    return {code: Outline(path(rings), tuple(rings), sum(map(area, rings))) for code, rings in sorted(found.items())}


@cache
def _codes() -> Mapping[str, str]:
    atlas = exchange.atlas()
    return {place.numeric: code for code, place in atlas.countries.items() if place.numeric} | atlas.unnumbered


def _code(shape: Shape) -> str:
    return _codes()[shape.id or shape.name]


def _holder(code: str, ring: Ring) -> str:
    """Return whose a ring of a country's shape is by the codebook."""
    parts = [part for part in exchange.atlas().parts if part.shape == code]
    return next((part.country for part in parts if is_inside(ring, part.at[1], part.at[0])), code)


def area(ring: Ring) -> float:
    """Return the area of a ring in square units (the shoelace formula)."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def path(rings: Iterable[Ring], *, closed: bool = True) -> str:
    """Return lines as an SVG path in whole units; points that fall together stand once."""
    return "".join(_line(ring, closed) for ring in rings)


def _line(ring: Ring, closed: bool) -> str:
    points = [(round(x), round(y)) for x, y in ring]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points) if (x1, y1) != (x2, y2)]
    if len(steps) < (3 if closed else 1):
        return ""
    drawn = " ".join(f"{x} {y}" for x, y in (steps[:-1] if closed else steps)).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{drawn}{'z' if closed else ''}"
