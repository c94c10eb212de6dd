"""An actor or recipient as CAMEO, GDELT and ICEWS name it."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from dragoman.codebook.exchange import actors, countries, country_name, is_claimed
from dragoman.record.types import Entity


class Side(msgspec.Struct, frozen=True):
    """One end of a pair.

    `country` is CAMEO's code (empty for an actor of no country), `group` a known group's, `types` the agents; `name`
    is the person's or body's name, or what a nameless one is called by its country and sector.
    """

    iso: str | None
    country: str
    region: str
    group: str
    types: tuple[str, ...]
    name: str
    sectors: tuple[str, ...]

    @property
    def code(self) -> str:
        """CAMEO's code of the actor, three letters a part; empty when nothing is known of it."""
        return "".join((self.country, *self.types, self.region, self.group))


def side_of(entity: Entity) -> Side | None:
    """Return an entity as one end of a pair.

    None where nothing is known of it, and for an entity that carries the code of the country that claims it: in these
    formats it would be taken for that country.
    """
    sectors = tuple(dict.fromkeys(s for s in (entity.sector, *entity.other_sectors) if s))
    return None if is_claimed(entity.country, sectors) else _side(entity.country, sectors, entity.name)


@lru_cache(maxsize=65_536)  # a record names the same actors again and again
def _side(iso: str | None, sectors: tuple[str, ...], name: str | None) -> Side | None:
    tables = actors()
    codes = [tables.sectors[s] for s in sectors if s in tables.sectors]
    called, told = name or _name(iso, [c.icews for c in codes]), tuple(c.icews for c in codes)
    group = tables.groups.get(name or "", "")
    abroad = tables.international.get(iso or "")
    if abroad:  # CAMEO tells the officials of an organisation as the organisation
        return Side(iso, "", abroad.region, group or abroad.group, (abroad.type,), called, told)
    own = countries().get(iso or "")
    country = (own.cameo if own else None) or iso or ""
    side = Side(iso, country, "", group, tuple(dict.fromkeys(c.agent for c in codes)), called, told)
    return side if side.code else None


def _name(iso: str | None, sectors: list[str]) -> str:
    """Return what a nameless actor is called, as in ICEWS: "Government (Chile)", "Chile"."""
    country = (country_name(iso) or iso) if iso else ""
    if not sectors:
        return country or ""
    return f"{sectors[0]} ({country})" if country else sectors[0]
