"""From degrees to the plane: the Equal Earth projection, cut along one meridian."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dragoman.pages.plots.topology import Position, Ring

# Šavrič, Patterson and Jenny 2019, "The Equal Earth map projection", IJGIS 33 (3), equation 9.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
CENTRE = 11.0  # degrees east: the map's edge is then 169° W, in the Bering Strait, and parts one small island
STEP = 2.0  # degrees between the points of a great circle


def equal_earth(longitude: float, latitude: float) -> Position:
    """Return x and y on a sphere of radius 1, y upwards; longitude is counted from the map's middle. Areas keep true.

    Šavrič, Patterson and Jenny 2019: sin t = √3/2 sin φ; x = 2√3 λ cos t / (3 (9 A4 t⁸ + 7 A3 t⁶ + 3 A2 t² + A1));
    y = A4 t⁹ + A3 t⁷ + A2 t³ + A1 t.
    """
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    stretch = 3 * (9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / stretch
    return x, A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t


def turned(longitude: float, centre: float = CENTRE) -> float:
    """Return a longitude counted from the map's middle, -180 up to 180."""
    return (longitude - centre + 180) % 360 - 180


def cut(ring: Ring, centre: float = CENTRE) -> tuple[Ring, ...]:
    """Return the pieces of a ring between the edges of the map, with longitudes counted from its middle.

    A ring that crosses the edge gives a piece on each side, closed along the edge (Sutherland and Hodgman 1974). A ring
    around a pole cannot be cut so and gives nothing.
    """
    whole = _unwound(ring, centre)
    if abs(whole[0][0] - whole[-1][0]) > 180:
        return ()
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        moved = tuple((x + turn, y) for x, y in whole)
        if any(-180 < x < 180 for x, _ in moved):
            pieces.append(_clipped(_clipped(moved, -180.0, 1), 180.0, -1))
    return tuple((*piece, piece[0]) for piece in pieces if len(piece) > 2)


def _unwound(ring: Ring, centre: float) -> Ring:
    """Return a ring without jumps: each longitude is the one next to that before."""
    xs = [turned(ring[0][0], centre)]
    for longitude, _ in ring[1:]:
        xs.append(xs[-1] + (longitude - centre - xs[-1] + 180) % 360 - 180)
    return tuple((x, y) for x, (_, y) in zip(xs, ring, strict=True))


def _clipped(ring: Ring, edge: float, side: int) -> Ring:
    """Return what of a ring lies east (1) or west (-1) of a meridian."""
    kept: list[Position] = []
    for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
        starts, ends = (x1 - edge) * side >= 0, (x2 - edge) * side >= 0
        if starts:
            kept.append((x1, y1))
        if starts != ends:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return tuple(kept)


def great_circle(start: Position, end: Position) -> Ring:
    """Return places (longitude, latitude) at most `STEP` degrees apart on the shortest way between two places."""
    a, b = _vector(*start), _vector(*end)
    angle = math.acos(max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b, strict=True)))))
    if math.sin(angle) < 1e-9:  # one place, or its antipode, to which every way is as short
        return (start, end)
    steps = max(1, math.ceil(math.degrees(angle) / STEP))
    return tuple(_between(a, b, angle, n / steps) for n in range(steps + 1))


def _vector(longitude: float, latitude: float) -> tuple[float, float, float]:
    east, north = math.radians(longitude), math.radians(latitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def _between(a: Sequence[float], b: Sequence[float], angle: float, share: float) -> Position:
    """Return the place at a share of the way (spherical linear interpolation)."""
    first, second = (math.sin((1 - share) * angle), math.sin(share * angle))
    x, y, z = ((first * p + second * q) / math.sin(angle) for p, q in zip(a, b, strict=True))
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def parted(line: Iterable[Position], centre: float = CENTRE) -> tuple[Ring, ...]:
    """Return the pieces of a line between the edges of the map, with longitudes counted from its middle."""
    whole = _unwound(tuple(line), centre)
    pieces: list[list[Position]] = [[whole[0]]]
    for (x1, y1), (x2, y2) in pairwise(whole):
        turn = 360 * math.floor((x1 + 180) / 360)
        edge = turn + 180 if x2 > x1 else turn - 180
        if math.floor((x2 + 180) / 360) * 360 != turn:
            at = y1 + (y2 - y1) * (edge - x1) / (x2 - x1)
            pieces[-1].append((edge - turn, at))
            pieces.append([(turn - edge, at)])
            turn = 360 * math.floor((x2 + 180) / 360)
        pieces[-1].append((x2 - turn, y2))
    return tuple(map(tuple, pieces))
