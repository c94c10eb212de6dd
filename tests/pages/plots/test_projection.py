"""Equal Earth by the figures of its paper, and lines that never run across the whole map."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from dragoman.pages.plots.projection import cut, equal_earth, great_circle, parted, turned
from dragoman.pages.plots.topology import Ring


def widest(lines: tuple[Ring, ...]) -> float:
    """Return the longest step of lines in degrees of longitude."""
    return max(abs(x2 - x1) for line in lines for (x1, _), (x2, _) in pairwise(line))


def test_the_outline_has_the_proportions_of_the_paper() -> None:
    """Width to height 2.05458, a pole 0.59247 of the equator (Šavrič, Patterson and Jenny 2019)."""
    width, height = equal_earth(180, 0)[0], equal_earth(0, 90)[1]
    assert width == pytest.approx(2.7066, abs=1e-4)
    assert height == pytest.approx(1.3173, abs=2e-4)
    assert width / height == pytest.approx(2.05458, abs=1e-3)
    assert equal_earth(180, 90)[0] / width == pytest.approx(0.59247, abs=1e-3)


def test_areas_are_kept() -> None:
    """A small square is as large on the map as on the sphere, wherever it lies."""
    side = 0.01
    for longitude, latitude in ((0, 0), (100, 30), (-170, 60), (20, -75)):
        (x0, y0), (x1, y1) = equal_earth(longitude, latitude), equal_earth(longitude + side, latitude)
        x2, y2 = equal_earth(longitude, latitude + side)
        on_map = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
        on_sphere = math.radians(side) ** 2 * math.cos(math.radians(latitude + side / 2))
        assert on_map == pytest.approx(on_sphere, rel=1e-3)


def test_longitudes_are_counted_from_the_middle() -> None:
    """The middle is 0, its antipode the edge, and Samoa is east of Fiji."""
    assert turned(11) == 0
    assert turned(-169) == -180
    assert turned(-171.8) > turned(178.4)


def test_a_ring_across_the_edge_is_two_pieces() -> None:
    """Each piece is closed, keeps to its side and has its share of the area."""
    pieces = cut(((170, 0), (-170, 0), (-170, 10), (170, 10), (170, 0)), centre=0)
    assert [(min(x for x, _ in p), max(x for x, _ in p)) for p in pieces] == [(-180, -170), (170, 180)]
    assert all(piece[0] == piece[-1] for piece in pieces)
    assert widest(pieces) == 10


def test_a_ring_within_the_map_stays_as_it_is() -> None:
    """Nothing is cut where nothing crosses."""
    ring = ((10.0, 0.0), (20.0, 0.0), (20.0, 10.0), (10.0, 0.0))
    (piece,) = cut(ring, centre=0)
    assert set(piece) == set(ring)


def test_a_ring_around_a_pole_gives_nothing() -> None:
    """It has no inside between the edges of the map."""
    assert cut(((0, -80), (120, -80), (-120, -80), (0, -80)), centre=0) == ()


def test_a_great_circle_is_the_shortest_way() -> None:
    """From 90° W to 90° E at 60° N it goes over the pole, in steps of two degrees."""
    line = great_circle((-90, 60), (90, 60))
    assert max(latitude for _, latitude in line) > 88
    assert all(abs(north - south) <= 2 or abs(east - west) > 90 for (west, south), (east, north) in pairwise(line))
    assert great_circle((5, 5), (5, 5)) == ((5, 5), (5, 5))


@pytest.mark.parametrize("ends", [((139.8, 35.7), (-77.0, 38.9)), ((-77.0, 38.9), (139.8, 35.7))])
def test_a_line_that_leaves_the_map_goes_on_at_the_other_edge(ends: tuple[tuple[float, float], ...]) -> None:
    """Tokyo and Washington are joined over the Pacific, both ways round, in two pieces that meet at the edge."""
    first, second = parted(great_circle(*ends))
    assert abs(first[-1][0]) == abs(second[0][0]) == 180
    assert first[-1][0] == -second[0][0]
    assert first[-1][1] == second[0][1]
    assert widest((first, second)) < 90
