"""Where an event was, as far as its own words and the codebook's places tell."""

from __future__ import annotations

from dragoman.codebook.exchange import countries, country_of_place, is_country
from dragoman.relations.values import JoinedEvent


def country(joined: JoinedEvent) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of the country of the event's place, None where the place is not known."""
    return country_of_place(joined.event.place) if joined.event.place else None


def fips(joined: JoinedEvent) -> str | None:
    """Return the FIPS 10-4 code of the country of the event's place."""
    own = countries().get(country(joined) or "")
    return own.fips if own else None


def within(joined: JoinedEvent) -> str | None:
    """Return the event's place where it is something in a country and not the whole of it."""
    place, code = joined.event.place, country(joined)
    return None if place is None or (code and is_country(place, code)) else place
