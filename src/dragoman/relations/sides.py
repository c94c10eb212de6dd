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

CONTESTED = "PRE"  # PLOVER's sector of entities that few recognise: they are not the state whose code they carry


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

    def organisations_in(self, phrase: str) -> tuple[str, ...]:
        """Return the organisations without a code of their own that a phrase names, each once, in their order."""
        found = (self.codes[_folded(name)] for name in self.organisations.findall(phrase))
        return tuple(dict.fromkeys(found))

    def organisation(self, phrase: str) -> str | None:
        """Return the first organisation without a code of its own that a phrase names, or None."""
        return next(iter(self.organisations_in(phrase)), None)


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
        code = organisation.country
        if code in ("UNO", "EUR") and (organisation.members or code in organisation.names):  # itself, not a body of it
            codes |= {_folded(name): code for name in organisation.names}
    for territory in codebook.entries(Territory):
        codes |= {_folded(name): territory.code for name in (territory.code, territory.name, *territory.names)}
    longest = sorted(map(re.escape, unnamed), key=lambda name: (-len(name), name))
    return Names(codes, re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)"))


def sides_of(item: Any, people: Mapping[str, Participant], names: Names, body: str | None = None) -> tuple[Side, ...]:
    """Return the sides of a fact, sorted; a meeting's and an agreement's are parties, and so are joint actors.

    Where a fact tells only that some organisation is a side, it is the one that its quote names, else `body`, the one
    that its document is about.
    """
    if isinstance(item, Participant):
        return _told([_person(item, names)], "party")
    meant = _meant(item.evidence.exact, names, body)
    if isinstance(item, Meeting):
        present = tuple(code for code in _bodies(item, people, names) if code not in UNNAMED)
        return _told(_named(item.countries, present or meant), "party")
    actors: list[str | None] = [*_named([*getattr(item, "by", ()), *getattr(item, "holder", ())], meant)]
    actors += [_entity(entity, names) for entity in getattr(item, "actor", ())]
    recipients: list[str | None] = [*_named(getattr(item, "to", ()), meant)]
    recipients += [_entity(entity, names) for entity in getattr(item, "recipient", ())]
    parties = _named(getattr(item, "parties", ()), meant)
    return _told(actors, "actor") + _told(recipients, "recipient") + _told(parties, "party")


def body_of_document(reading: Reading, names: Names) -> str | None:
    """Return the one organisation without a code of its own that a document is about: of its head, else of its text."""
    head = reading.document
    for words in (f"{head.title or ''}\n{head.summary or ''}", head.text):
        found = names.organisations_in(words)
        if found:
            return found[0] if len(found) == 1 else None
    return None


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


def pair_of_document(reading: Reading, names: Names, body: str | None) -> Pair | None:
    """Return the pair that a whole document is about, when its meetings and those who take part are of just two.

    `body` is the organisation that the document is about, if it is about one.
    """
    people = {person.id: person for person in reading.participants}
    codes = {reading.document.publisher_country}
    items = (*reading.meetings, *reading.participants)
    codes |= {side.code for item in items for side in sides_of(item, people, names, body)}
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
    if CONTESTED in person.sectors:
        return None
    if person.country not in UNNAMED:
        return person.country
    return names.organisation(" ".join(person.offices)) or person.country


def _meant(quote: str, names: Names, body: str | None) -> tuple[str, ...]:
    """Return the organisation that a quote speaks of: the only one that it names, else that of its document."""
    found = names.organisations_in(quote)
    return found if len(found) == 1 else (body,) if body and not found else ()


def _named(codes: Iterable[str], meant: tuple[str, ...]) -> list[str]:
    """Return codes, with those of organisations of which there are many replaced by those that are meant."""
    found = list(codes)
    named = [code for code in found if code not in UNNAMED]
    return [*named, *meant] if meant and len(named) < len(found) else found


def _bodies(meeting: Meeting, people: Mapping[str, Participant], names: Names) -> list[str]:
    present = [people[one] for one in meeting.participants if one in people]
    return [code for person in present if person.country in UNNAMED and (code := _person(person, names))]


def _entity(entity: Entity, names: Names) -> str | None:
    if CONTESTED in (entity.sector, *entity.other_sectors):
        return None
    if entity.country not in UNNAMED:
        return entity.country
    words = (entity.name, entity.office, entity.text)
    return next((code for word in words if word and (code := names.organisation(word))), entity.country)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
