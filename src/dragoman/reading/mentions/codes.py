"""What is known of a person, as the codes of an actor."""

from __future__ import annotations

from dragoman.reading.findings import Actor, Quote
from dragoman.reading.mentions.people import Individual

NOWHERE = Quote("", 0, 0)


def person_codes(individual: Individual) -> Actor:
    """Return what is known of a person, as an actor without a place in the text."""
    sectors = sectors_of(individual)
    office = individual.offices[0] if individual.offices else None
    return Actor(
        individual.name or office or "",
        NOWHERE,
        individual.country,
        sectors[0] if sectors else None,
        sectors[1:],
        individual.name,
        office,
        individual.key,
    )


def sectors_of(individual: Individual) -> tuple[str, ...]:
    """Return the sectors of a person's offices; ELI first for a former holder, a body's own for its head."""
    if not individual.heads:
        return individual.status
    sectors = [h.sector for h in individual.heads]
    organisation = individual.organisation
    if organisation and organisation.sector and not individual.heads[0].alone:
        sectors.insert(0, organisation.sector)
        sectors = sectors[:1]
    if individual.past:
        sectors.insert(0, "ELI")
    return tuple(dict.fromkeys((*sectors, *individual.status)))
