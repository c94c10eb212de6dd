"""Joined meetings in words: who was there, every report, and the governments' versions side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.pages import words
from dragoman.pages.dossier.facts import Telling, fact, quote
from dragoman.pages.dossier.view import Column, Encounter, Matter, Present, Side, Told, Versions
from dragoman.pages.quoting import clean
from dragoman.record.types import Meeting, Participant
from dragoman.relations.values import Comparison, JoinedMeeting, Kind, Stated
from dragoman.relations.values import Told as ToldMatter

STANDINGS = {
    "shared": "Told alike by both",
    "differs": "Told by both, differently",
    "one_side": "Told by one side only",
}
KINDS: Mapping[Kind, str] = {
    "participants": "Participant",
    "meetings": "Meeting",
    "agreements": "Agreement",
    "positions": "Position",
    "commitments": "Commitment",
    "appraisals": "Thanks or criticism",
    "requests": "Request",
    "topics": "Topic",
    "events": "Event",
}


def encounters(joined: Iterable[JoinedMeeting], compared: Iterable[Comparison], told: Telling) -> tuple[Encounter, ...]:
    """Return the meetings in their order, numbered from 1."""
    versions = {comparison.meeting.id for comparison in compared}
    return tuple(_encounter(found, n, found.id in versions, told) for n, found in enumerate(joined, 1))


def _encounter(joined: JoinedMeeting, number: int, compared: bool, told: Telling) -> Encounter:
    purposes = dict.fromkeys(clean(report.item.purpose) for report in joined.reports if report.item.purpose)
    return Encounter(
        number=number, title=title(joined, told.names), where=_where(joined, told.names), day=_days(joined),
        status=joined.status, purposes=tuple(purposes), sides=_sides(joined.reports, told),
        reports=tuple(quote(report.item.evidence, report, told) for report in joined.reports), compared=compared,
        tellers=tuple(words.country(code, told.names) for code in tellers(joined)), id=joined.id,
    )  # fmt: skip


def tellers(joined: JoinedMeeting) -> tuple[str, ...]:
    """Return the codes of the governments that report a meeting, sorted."""
    return tuple(sorted({code for report in joined.reports if (code := report.version.publisher_country)}))


def title(joined: JoinedMeeting, names: words.Names) -> str:
    """Return who met, and how."""
    how = words.ENCOUNTER[joined.kind, joined.status]
    return f"{words.countries(joined.countries, names) or 'Sides not named'} {how}"


def _days(joined: JoinedMeeting) -> str:
    return words.when(joined.date, "explicit", joined.end_date)


def _where(joined: JoinedMeeting, names: words.Names) -> str:
    place, home = clean(joined.place or ""), words.country(joined.place_country, names) if joined.place_country else ""
    return f"{place} ({home})" if place and home and home not in place else place or home


def _sides(reports: Iterable[Stated[Meeting]], told: Telling) -> tuple[Side, ...]:
    """Return those present by country, each person once a spelling."""
    sides: dict[str, dict[str, tuple[str, str]]] = {}
    for report in reports:
        version = report.version
        for person in version.participants:
            if person.id in report.item.participants:
                name, offices = _named(person, told.names)
                known = sides.setdefault(person.country or "", {})
                held, joined = known.get(name, ("", ""))
                key = (version.document, version.number, person.id)
                known[name] = (held or offices, joined or told.persons.get(key, ""))
    return tuple(_side(code, persons, told.names) for code, persons in sides.items())


def _side(code: str, persons: Mapping[str, tuple[str, str]], names: words.Names) -> Side:
    present = (Present(f"{name}, {held}" if held else name, joined) for name, (held, joined) in persons.items())
    return Side(words.country(code, names) if code else "country not known", tuple(present), code)


def _named(person: Participant, names: words.Names) -> tuple[str, str]:
    held = words.offices(person, names)
    if person.name:
        return clean(person.name), held
    return (clean(person.offices[0]) if person.offices else "a person not named"), held


def versions(compared: Iterable[Comparison], shown: Iterable[JoinedMeeting], told: Telling) -> tuple[Versions, ...]:
    """Return the comparisons, each with the number of its meeting among those shown."""
    numbers = {joined.id: number for number, joined in enumerate(shown, 1)}
    return tuple(_versions(comparison, numbers.get(comparison.meeting.id), told) for comparison in compared)


def _versions(comparison: Comparison, number: int | None, told: Telling) -> Versions:
    groups = {
        standing: tuple(
            _matter(one, comparison.publishers, told) for one in comparison.told if one.standing == standing
        )
        for standing in STANDINGS
    }
    return Versions(
        number=number, title=title(comparison.meeting, told.names), day=_days(comparison.meeting),
        publishers=tuple(words.country(code, told.names) for code in comparison.publishers),
        told=tuple(Told(standing, STANDINGS[standing], group) for standing, group in groups.items() if group),
        id=comparison.meeting.id,
    )  # fmt: skip


def _matter(one: ToldMatter, publishers: Iterable[str], told: Telling) -> Matter:
    columns = tuple(
        Column(
            words.country(code, told.names),
            tuple(fact(saying, told) for saying in one.sayings if saying.version.publisher_country == code),
        )
        for code in publishers
    )
    differing = words.listed([clean(field).replace("_", " ") for field in one.differing])
    return Matter(KINDS[one.kind], clean(one.what), differing, columns)
