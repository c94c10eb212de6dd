"""The persons of a record: the countries that they are of, and those whom most documents name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dragoman.pages import words
from dragoman.pages.quoting import clean
from dragoman.relations.values import Held
from dragoman.store import catalogue
from dragoman.store.catalogue import PersonEntry
from dragoman.web import links
from dragoman.web.asking import Asked, code_of
from dragoman.web.listing import given, page_of
from dragoman.web.paging import entries, paging, slice_of
from dragoman.web.sheets import Sheet
from dragoman.web.view import View

COLUMNS = ("id", "name", "spellings", "country", "office", "first", "last", "documents")


class Line(msgspec.Struct, frozen=True):
    """A person in a list, with the office in which documents showed them last."""

    name: str
    address: str
    country: str
    office: str
    seen: str
    documents: int


class Home(msgspec.Struct, frozen=True):
    """A country, and how many persons it has."""

    code: str
    name: str
    persons: int


def show(asked: Asked) -> View:
    """Return a page of the persons that the address asks for; raises Fault."""
    name, country, part = asked.query.get("name", ""), _country(asked), slice_of(asked)
    connection, names = asked.held.connection, asked.known.shown
    total, found = entries(
        part, lambda limit, offset: catalogue.persons(connection, limit, offset, name=name, country=country)
    )
    place = paging(asked, part, total)
    if asked.form != "html":
        sheet = _sheet(found)
        return View("persons.html", "Persons", {}, page_of(sheet, place), lambda: (sheet,))
    content = {
        "lines": tuple(_line(entry, names) for entry in found), "place": place, "name": name,
        "country": country or "", "home": _home(country, names) if country else "",
        "homes": () if name or country else _homes(catalogue.homes(connection), names),
    }  # fmt: skip
    return View("persons.html", "Persons", content, {}, tuple)


def _country(asked: Asked) -> str | None:
    country = asked.query.get("country") or ""
    return country if country == catalogue.NOWHERE else code_of(country, "country", asked.known.written)


def _home(code: str, names: words.Names) -> str:
    return "country not known" if code == catalogue.NOWHERE else words.country(code, names)


def _homes(counts: dict[str | None, int], names: words.Names) -> tuple[Home, ...]:
    known = given([code for code in counts if code], names)
    homes = [Home(code, name, counts[code]) for code, name in known]
    return (*homes, *([Home(catalogue.NOWHERE, "Country not known", counts[None])] if None in counts else []))


def _line(entry: PersonEntry, names: words.Names) -> Line:
    person, last = entry.person, latest(entry.person.offices)
    return Line(
        name=clean(person.name), address=links.person(person.id), office=clean(last.office) if last else "",
        country=words.country(person.country, names) if person.country else "", seen=seen(last) if last else "",
        documents=entry.documents,
    )  # fmt: skip


def latest(offices: tuple[Held, ...]) -> Held | None:
    """Return the office in which a person was seen last, in most documents where several are."""
    return max(offices, key=lambda held: (held.last or "", held.documents), default=None)


def seen(held: Held) -> str:
    """Return the days between which a person was seen in an office."""
    if held.first == held.last:
        return words.day(held.first) or "day not known"
    return f"{words.day(held.first)} to {words.day(held.last)}"


def _sheet(found: Iterable[PersonEntry]) -> Sheet:
    return Sheet("persons", COLUMNS, map(_row, found))


def _row(entry: PersonEntry) -> tuple[Any, ...]:
    person, last = entry.person, latest(entry.person.offices)
    told = (last.office, last.first, last.last) if last else (None, None, None)
    return person.id, person.name, person.spellings, person.country, *told, entry.documents
