"""Codes as a reviewer reads and writes them: countries and persons by name, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Context, EventType, Organisation, Sector
from dragoman.pages import words
from dragoman.relations.sides import UNNAMED, names_of


class Naming(msgspec.Struct, frozen=True):
    """What a codebook has to choose from: names of countries by code and back, and the codes of closed sets.

    `modes` are by the type of event that they are of.
    """

    countries: Mapping[str, str]
    codes: Mapping[str, str]
    sectors: Mapping[str, str]
    contexts: tuple[str, ...]
    modes: Mapping[str, tuple[str, ...]]

    def country(self, code: str) -> str:
        """Return the name of a country, or the code when it has none."""
        return self.countries.get(code, code)

    def code(self, name: str) -> str | None:
        """Return the code of a country or body by its name or code; an organisation gives that of its kind."""
        return self.codes.get(_folded(name))


@cache
def naming_of(codebook: Codebook) -> Naming:
    """Return what a codebook has to choose from."""
    shown = {**words.BODIES, **words.names_of(codebook)}
    written = names_of(codebook).codes
    bodies = {one.name: one.country for one in codebook.entries(Organisation) if one.country in UNNAMED}
    codes = {name: bodies.get(code, code) for name, code in written.items()}
    codes |= {_folded(name): code for code, name in shown.items()}
    return Naming(
        countries=dict(sorted(shown.items(), key=lambda one: one[1])),
        codes={name: code for name, code in codes.items() if code},
        sectors={sector.id: sector.name for sector in codebook.entries(Sector)},
        contexts=tuple(context.id for context in codebook.entries(Context)),
        modes={kind.id: tuple(kind.modes) for kind in codebook.entries(EventType)},
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
