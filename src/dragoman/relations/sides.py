"""The sides of a fact: which states and organisations it is of, in which role, and of which pairs it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations, product
from typing import Any, Literal

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Organisation, Territory
from dragoman.record.types import Entity, Meeting, Participant, Reading
from dragoman.relations.values import Kind

Role = Literal["actor", "recipient", "party"]
Pair = tuple[str, str]
UNNAMED = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})  # PLOVER's codes for bodies of which there are many


class Side(msgspec.Struct, frozen=True, order=True):
    """One side of a fact: a code of a country, or the name of an organisation that has no code of its own."""

    code: str
    role: Role


class Names(msgspec.Struct, frozen=True):
    """The names of states and organisations: folded name to code, and one pattern that finds an organisation's."""

    codes: Mapping[str, str]
    organisations: re.Pattern[str]

    def code(self, name: str) -> str | None:
        """Return the code that a name stands for ("Russia", "rus", "NATO", "UN"), or None."""
        return self.codes.get(_folded(name))

    def organisation(self, phrase: str) -> str | None:
        """Return the organisation without a code of its own that a phrase names, or None."""
        found = self.organisations.search(phrase)
        return self.codes.get(_folded(found.group())) if found else None


@cache
def names_of(codebook: Codebook) -> Names:
    """Return the names of the codebook's territories and organisations."""
    codes: dict[str, str] = {code.casefold(): code for code in (*UNNAMED, "UNO", "EUR")}
    unnamed: list[str] = []
    for organisation in codebook.entries(Organisation):
        if organisation.country in UNNAMED:
            unnamed += organisation.names
            codes |= {_folded(name): organisation.name for name in (organisation.name, *organisation.names)}
    for organisation in codebook.entries(Organisation):
        if organisation.country in ("UNO", "EUR") and organisation.members:
            codes |= {_folded(name): organisation.country for name in organisation.names}
    for territory in codebook.entries(Territory):
        codes |= {_folded(name): territory.code for name in (territory.code, territory.name, *territory.names)}
    longest = sorted(map(re.escape, unnamed), key=lambda name: (-len(name), name))
    return Names(codes, re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)"))


def sides_of(item: Any, people: Mapping[str, Participant], names: Names) -> tuple[Side, ...]:
    """Return the sides of a fact, sorted; a meeting's and an agreement's are parties, and so are joint actors."""
    if isinstance(item, Participant):
        return _told([_person(item, names)], "party")
    if isinstance(item, Meeting):
        return _told([*item.countries, *_bodies(item, people, names)], "party")
    actors = [*getattr(item, "by", ()), *getattr(item, "holder", ())]
    actors += [_entity(entity, names) for entity in getattr(item, "actor", ())]
    recipients = [*getattr(item, "to", ()), *(_entity(entity, names) for entity in getattr(item, "recipient", ()))]
    return _told(actors, "actor") + _told(recipients, "recipient") + _told(getattr(item, "parties", ()), "party")


def pairs_of(sides: Iterable[Side]) -> tuple[Pair, ...]:
    """Return the pairs that a fact is of: every actor with every recipient, else the parties among themselves."""
    found = tuple(sides)
    actors = {side.code for side in found if side.role != "recipient"}
    recipients = {side.code for side in found if side.role == "recipient"}
    across = product(actors, recipients) if recipients else combinations(actors, 2)
    return tuple(sorted({ordered(a, b) for a, b in across if a != b}))


def ordered(a: str, b: str) -> Pair:
    """Return a pair in the order of the alphabet, the form in which a record keeps it."""
    return (a, b) if a <= b else (b, a)


def pair_of_document(reading: Reading, names: Names) -> Pair | None:
    """Return the pair that a whole document is about, when its meetings and those who take part are of just two."""
    people = {person.id: person for person in reading.participants}
    codes = {reading.document.publisher_country}
    codes |= {side.code for meeting in reading.meetings for side in sides_of(meeting, people, names)}
    codes |= {side.code for person in reading.participants for side in sides_of(person, people, names)}
    two = sorted(code for code in codes if code)
    named = [code for code in two if code not in UNNAMED]
    two = named if len(two) > len(named) >= 2 else two
    return (two[0], two[1]) if len(two) == 2 else None


def belongs_to_document(kind: Kind, sides: tuple[Side, ...], pair: Pair) -> bool:
    """Tell whether a fact that names no pair is of its document's: what is said there by one of the two to no other."""
    return kind not in ("events", "participants", "meetings") and {side.code for side in sides} <= set(pair)


def _told(codes: Iterable[str | None], role: Role) -> tuple[Side, ...]:
    return tuple(sorted({Side(code, role) for code in codes if code}))


def _person(person: Participant, names: Names) -> str | None:
    if person.country not in UNNAMED:
        return person.country
    return names.organisation(" ".join(person.offices)) or person.country


def _bodies(meeting: Meeting, people: Mapping[str, Participant], names: Names) -> list[str | None]:
    present = [people[one] for one in meeting.participants if one in people]
    return [_person(person, names) for person in present if person.country in UNNAMED]


def _entity(entity: Entity, names: Names) -> str | None:
    if entity.country not in UNNAMED:
        return entity.country
    words = (entity.name, entity.office, entity.text)
    return next((code for word in words if word and (code := names.organisation(word))), entity.country)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
