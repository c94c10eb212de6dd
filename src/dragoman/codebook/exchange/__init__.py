"""Codes of other data sets, for the formats that need them: tables in YAML, apart from what is read with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from dragoman.codebook.load import YamlLoader, shipped
from dragoman.codebook.spec import Territory

HERE = Path(__file__).parent


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Codes of one country; `cameo` and `icews` only where they are not the ISO code and the territory's name."""

    fips: str | None = None
    cow: int | None = None
    cameo: str | None = None
    icews: str | None = None


class SectorCodes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A PLOVER sector in CAMEO (the agent) and in ICEWS (the sector's name)."""

    agent: str
    icews: str


class International(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An actor of no country in CAMEO: type, then region and known group where it has them."""

    type: str
    name: str
    region: str = ""
    group: str = ""


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A CAMEO code: the manual's words, and its place on Goldstein's scale (-10 to 10), None where not known."""

    means: str
    score: float | None = None


class Countries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of countries, by ISO 3166-1 alpha-3."""

    countries: dict[str, Country]


class Actors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of sectors, of international actors, and of CAMEO's known groups by the name of an organisation."""

    sectors: dict[str, SectorCodes]
    international: dict[str, International]
    groups: dict[str, str]


class Cameo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of CAMEO's codes, the quad class of each root, and the codes of mutual acts."""

    codes: dict[str, Code]
    quads: dict[str, int]
    mutual: frozenset[str]


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a country stands on a map: its shape's id, and its seat of government (degrees of latitude, longitude)."""

    numeric: str | None = None
    seat: tuple[float, float] | None = None


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the shape of one country that has another's code: the ring around `at` (latitude, longitude)."""

    shape: str
    at: tuple[float, float]
    country: str


class Atlas(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where countries stand on a map, by ISO 3166-1 alpha-3; `unnumbered` shapes are known by their names."""

    countries: dict[str, Place]
    unnumbered: dict[str, str]
    parts: tuple[Part, ...]


Table = TypeVar("Table", Countries, Actors, Cameo, Atlas)


def _table(name: str, kind: type[Table]) -> Table:
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    data: Any = yaml.load(text, Loader=YamlLoader)
    return msgspec.convert(data, kind)


@cache
def countries() -> dict[str, Country]:
    """Return the codes of every country, by ISO 3166-1 alpha-3."""
    return _table("countries", Countries).countries


@cache
def actors() -> Actors:
    """Return what sectors, international actors and known groups are called elsewhere."""
    return _table("actors", Actors)


@cache
def cameo() -> Cameo:
    """Return CAMEO's codes with their meaning, score and quad class."""
    return _table("cameo", Cameo)


@cache
def atlas() -> Atlas:
    """Return where countries stand on a map."""
    return _table("atlas", Atlas)


@cache
def _names() -> dict[str, str]:
    """Return the shipped codebook's name of each country; a territory that few recognise is not its claimant."""
    return {t.code: t.name for t in shipped().entries(Territory) if t.id == t.code}


def country_name(code: str) -> str | None:
    """Return the name that ICEWS gives a country or international actor, None for a code that is not known."""
    if code in actors().international:
        return actors().international[code].name
    own = countries().get(code)
    return (own and own.icews) or _names().get(code)


@cache
def _places() -> dict[str, str]:
    """Return for each name of a place in the shipped codebook its country, where only one has it."""
    found: dict[str, set[str]] = defaultdict(set)
    for territory in shipped().entries(Territory):
        for name in (territory.name, *territory.names, *territory.seats, *territory.places):
            if name not in territory.weak:
                found[name].add(territory.code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def country_of_place(place: str) -> str | None:
    """Return the code of the country of a place that the shipped codebook knows by just this name, else None."""
    return _places().get(place)


@cache
def _countries() -> frozenset[tuple[str, str]]:
    return frozenset((t.code, n) for t in shipped().entries(Territory) if t.id == t.code for n in (t.name, *t.names))


def is_country(place: str, code: str) -> bool:
    """Tell whether a place is named as a whole country rather than as something in it."""
    return (code, place) in _countries()


@cache
def _marks() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Return the sectors of entities that carry their claimant's code, and those that a country itself carries."""
    territories = shipped().entries(Territory)
    claimed = frozenset(s for t in territories if t.id != t.code for s in t.sectors)
    return claimed, {t.code: frozenset(t.sectors) for t in territories if t.id == t.code}


def is_claimed(code: str | None, sectors: Iterable[str]) -> bool:
    """Tell whether an entity only carries the code of the country that claims it, and is not that country's."""
    claimed, own = _marks()
    return bool(claimed & set(sectors) - own.get(code or "", frozenset()))
