"""Rings of a TopoJSON file, in degrees.

The format is that of the TopoJSON specification (github.com/topojson/topojson-specification): shapes share arcs; the
positions of a quantised arc are differences of whole numbers, which `transform` scales; an arc with the index ~i is arc
i backwards; neighbouring arcs of a ring share their end.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Any

import msgspec

Position = tuple[float, float]
Ring = tuple[Position, ...]


class Transform(msgspec.Struct, frozen=True):
    """How whole numbers become degrees: x times scale and moved by translate, y alike."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Geometry(msgspec.Struct, frozen=True):
    """A polygon or several, each as the arcs of its rings; the id is that of the map's maker."""

    type: str
    arcs: list[Any] = []
    id: str | None = None
    properties: dict[str, str] = {}


class Collection(msgspec.Struct, frozen=True):
    """A layer of shapes."""

    geometries: tuple[Geometry, ...]


class Topology(msgspec.Struct, frozen=True):
    """A file: layers by name, the arcs that their shapes share, and the scale."""

    transform: Transform
    arcs: tuple[tuple[tuple[int, int], ...], ...]
    objects: dict[str, Collection]


class Shape(msgspec.Struct, frozen=True):
    """One shape: the rings (longitude, latitude; the last position is the first) of each of its polygons."""

    id: str | None
    name: str
    polygons: tuple[tuple[Ring, ...], ...]


def shapes(file: bytes, layer: str) -> tuple[Shape, ...]:
    """Return the polygons of a layer; a malformed file raises msgspec.ValidationError, a missing layer KeyError."""
    topology = msgspec.json.decode(file, type=Topology)
    arcs = tuple(_degrees(arc, topology.transform) for arc in topology.arcs)
    return tuple(_shape(geometry, arcs) for geometry in topology.objects[layer].geometries)


def _degrees(arc: tuple[tuple[int, int], ...], transform: Transform) -> Ring:
    xs, ys = (accumulate(axis) for axis in zip(*arc, strict=True))
    (wide, high), (left, low) = transform.scale, transform.translate
    return tuple((x * wide + left, y * high + low) for x, y in zip(xs, ys, strict=True))


def _shape(geometry: Geometry, arcs: tuple[Ring, ...]) -> Shape:
    polygons = geometry.arcs if geometry.type == "MultiPolygon" else [geometry.arcs]
    rings = tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in polygons)
    return Shape(geometry.id, geometry.properties.get("name", ""), rings)


def _ring(indices: list[int], arcs: tuple[Ring, ...]) -> Ring:
    """Return one ring out of its arcs, whose shared ends stand once."""
    pieces = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
    return (*pieces[0], *(position for piece in pieces[1:] for position in piece[1:]))


def is_inside(ring: Ring, longitude: float, latitude: float) -> bool:
    """Tell whether a place is in a ring, by the number of edges west of it (Shimrat 1962)."""
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed
