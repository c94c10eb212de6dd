"""The floors of quality: the least that each figure may be; they go up freely and come down only with a reason."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import msgspec

MARGIN = 0.005  # figures move by less than this when nothing of substance changes (one item of two hundred)
HEADER = """\
# The least that each figure of quality may be (bench/gate.py). Written by `gate.py --raise`, which never lowers one;
# a floor that had to be lowered stands under [[lowered]] with the reason.
"""


class Lowered(msgspec.Struct, frozen=True):
    """A floor that was lowered: when, from what to what, and why."""

    day: str
    figure: str
    before: float
    after: float
    reason: str


class Floors(msgspec.Struct, frozen=True):
    """The floors by the name of the figure, and those that were ever lowered."""

    floors: dict[str, float] = {}
    lowered: tuple[Lowered, ...] = ()


def broken(floors: dict[str, float], figures: dict[str, float]) -> list[str]:
    """Return a line for each floor that a figure misses; a figure that is not there misses its floor."""
    lines = []
    for name, floor in sorted(floors.items()):
        value = figures.get(name)
        if value is None:
            lines.append(f"{name}: not measured, but has the floor {floor:.3f}")
        elif value < floor:
            lines.append(f"{name}: {value:.3f} is below its floor {floor:.3f}")
    return lines


def raised(kept: Floors, figures: dict[str, float]) -> Floors:
    """Return the floors lifted to the figures less the margin; none goes down."""
    floors = dict(kept.floors)
    for name, value in figures.items():
        floors[name] = max(floors.get(name, 0.0), _less_margin(value))
    return Floors(floors, kept.lowered)


def lowered(kept: Floors, figures: dict[str, float], reason: str, day: str) -> Floors:
    """Return the floors with those that the figures miss brought down to them less the margin, the reason kept."""
    missed = {name: value for name, value in figures.items() if value < kept.floors.get(name, 0.0)}
    notes = [
        Lowered(day, name, kept.floors[name], _less_margin(value), reason) for name, value in sorted(missed.items())
    ]
    floors = kept.floors | {note.figure: note.after for note in notes}
    return Floors(floors, (*kept.lowered, *notes))


def _less_margin(value: float) -> float:
    return round(max(value - MARGIN, 0.0), 3)


def read_floors(path: Path) -> Floors:
    """Return the floors of a TOML file."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Floors)


def write_floors(path: Path, floors: Floors) -> None:
    """Write the floors as TOML, by name."""
    lines = [
        HEADER,
        "[floors]",
        *(f"{json.dumps(name)} = {value:.3f}" for name, value in sorted(floors.floors.items())),
    ]
    for note in floors.lowered:
        fields = msgspec.to_builtins(note)
        lines += ["", "[[lowered]]", *(f"{name} = {json.dumps(value)}" for name, value in fields.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
