"""The measured quality of this reader, as it ships: `bench/quality.py` writes the file, nobody else."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

FIGURES = Path(__file__).with_name("figures.toml")
HEADER = "# The measured quality of the reader. Written by bench/quality.py; do not edit.\n"
KINDS = "72 communiqués that language models annotated by written guidelines: items found and right"
FIELDS = "Fields of the items that match those of the annotation"
NEWS = "News sentences"
OTHERS = "Other texts and wishes"
LABELS: Mapping[str, tuple[str, str]] = {  # the group that a figure belongs to, and what it is of
    "participants.f1": (KINDS, "participants, F1"),
    "meetings.f1": (KINDS, "meetings, F1"),
    "agreements.f1": (KINDS, "agreements, F1"),
    "positions.f1": (KINDS, "positions, F1"),
    "commitments.f1": (KINDS, "commitments, F1"),
    "appraisals.f1": (KINDS, "thanks, praise and criticism, F1"),
    "requests.f1": (KINDS, "requests, F1"),
    "events.f1": (KINDS, "events (type and the countries on both sides), F1"),
    "participants.offices": (FIELDS, "offices of participants, share right"),
    "meetings.date": (FIELDS, "dates of meetings, share right"),
    "meetings.place": (FIELDS, "places of meetings, share right"),
    "commitments.strength": (FIELDS, "strength of commitments, share right"),
    "events.mode": (FIELDS, "modes of events, share right"),
    "events.auxiliary": (FIELDS, "whether an event is done, denied or still to come, share right"),
    "counterparts.right": (OTHERS, "records that name every counterpart of the headline, which is withheld, share"),
    "domestic.right": (OTHERS, "records of domestic meetings that hold no foreign one, share"),
    "re3d.recall": (OTHERS, "pairs that met or spoke in news reports (re3d), share found"),
    "seed.met": (OTHERS, "what the record of one long communiqué must and must not hold, share met"),
    "plv.accuracy": (NEWS, "type of the relation of a marked pair (15 types), accuracy"),
    "plv.macro_f1": (NEWS, "type of the relation of a marked pair (15 types), macro-F1"),
    "whole-events.found": (NEWS, "whole events, share found"),
    "whole-events.precision": (NEWS, "whole events, precision"),
}


class Figures(msgspec.Struct, frozen=True):
    """Figures by name, each from 0 to 1 and better the higher it is; `measured` says when, with what, on what."""

    measured: str
    figures: dict[str, float]


class Group(msgspec.Struct, frozen=True):
    """Figures of one kind of measure: (what it is of, the figure)."""

    title: str
    figures: tuple[tuple[str, float], ...]


@cache
def shipped_figures() -> Figures:
    """Return the figures that ship with the package."""
    return msgspec.convert(tomllib.loads(FIGURES.read_text(encoding="utf-8")), Figures)


def write_figures(path: Path, figures: Figures) -> None:
    """Write figures as TOML, by name."""
    lines = [f"measured = {json.dumps(figures.measured, ensure_ascii=False)}", "", "[figures]"]
    lines += [f"{json.dumps(name)} = {value:.3f}" for name, value in sorted(figures.figures.items())]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def grouped(figures: Figures) -> tuple[Group, ...]:
    """Return the figures in words and groups, in the order of what is asked first."""
    groups: dict[str, list[tuple[str, float]]] = {}
    for name, (title, what) in LABELS.items():
        if name in figures.figures:
            groups.setdefault(title, []).append((what, figures.figures[name]))
    return tuple(Group(title, tuple(found)) for title, found in groups.items())
