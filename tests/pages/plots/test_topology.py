"""TopoJSON is decoded as its specification says."""

from __future__ import annotations

import msgspec
import pytest

from dragoman.pages.plots.topology import is_inside, shapes

# Two squares that share an edge: arc 0 is shared, and the second ring runs through it backwards.
FILE = msgspec.json.encode(
    {
        "type": "Topology",
        "transform": {"scale": [0.5, 2], "translate": [10, -20]},
        "objects": {
            "made": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "001", "properties": {"name": "West"}, "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "properties": {"name": "East"}, "arcs": [[[-1, 2]]]},
                ],
            }
        },
        "arcs": [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 0], [2, 0], [0, 2], [-2, 0]]],
    }
)


def test_quantised_arcs_become_rings_in_degrees() -> None:
    """Differences are summed, scaled and moved; shared ends stand once; a reversed arc runs backwards."""
    west, east = shapes(FILE, "made")
    assert (west.id, west.name, east.id, east.name) == ("001", "West", None, "East")
    assert west.polygons == (((((11, -20), (11, -16), (10, -16), (10, -20), (11, -20))),),)
    assert east.polygons[0][0] == ((11, -16), (11, -20), (12, -20), (12, -16), (11, -16))


def test_a_place_is_in_a_ring_or_not() -> None:
    """West of the shared edge is the one, east of it the other."""
    west, east = (shape.polygons[0][0] for shape in shapes(FILE, "made"))
    assert is_inside(west, 10.5, -18)
    assert not is_inside(east, 10.5, -18)
    assert is_inside(east, 11.5, -18)
    assert not is_inside(west, 10.5, -21)


def test_what_is_no_topology_is_refused() -> None:
    """A malformed file does not become an empty map."""
    with pytest.raises(msgspec.ValidationError):
        shapes(b'{"type": "Topology"}', "made")
    with pytest.raises(KeyError):
        shapes(FILE, "other")
