"""Joined meetings in words: who was there, every report, and the governments' versions side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier.facts import Telling, fact, quote
from dragoman.pages.dossier.view import Column, Decided, Encounter, Fact, Matter, Present, Side, Told, Versions
from dragoman.pages.quoting import clean
from dragoman.record.types import Agreement, Meeting, Participant, Position
from dragoman.relations.values import Comparison, JoinedMeeting, Kind, Standing, Stated
from dragoman.relations.values import Told as ToldMatter

STANDINGS: Mapping[Standing, str] = {  # of what several tell, in the order of what a desk must look at first
    "differs": "Told by both, differently",
    "shared": "Told alike by both",
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
        number=number, title=title(joined, told.names), where=where(joined, told.names), day=days(joined),
        status=joined.status, purposes=tuple(purposes), sides=_sides(joined.reports, told),
        reports=tuple(quote(report.item.evidence, report, told) for report in joined.reports), compared=compared,
        tellers=tuple(words.country(code, told.names) for code in tellers(joined)), id=joined.id,
        decided=decided_of(joined, told),
    )  # fmt: skip


def decided_of(joined: JoinedMeeting, told: Telling) -> Decided | None:
    """Return what people decided of a meeting: of all its reports alike, or of how many of them what."""
    found = [mark for report in joined.reports if (mark := told.decided.get(report.id))]
    if not found:
        return None
    last, verdicts = max(found, key=lambda mark: mark.at), Counter(mark.verdict for mark in found)
    if len(verdicts) == 1 and len(found) == len(joined.reports):
        return last
    several = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
    return Decided("partly", last.by, last.at, f"of {len(joined.reports)} reports {several}")


def tellers(joined: JoinedMeeting) -> tuple[str, ...]:
    """Return the codes of the governments that report a meeting, sorted."""
    return tuple(sorted({code for report in joined.reports if (code := report.version.publisher_country)}))


def title(joined: JoinedMeeting, names: words.Names) -> str:
    """Return who met, and how."""
    how = words.ENCOUNTER[joined.kind, joined.status]
    sides = words.countries(joined.countries, names) or "Sides not named"
    return f"{sides[:1].upper()}{sides[1:]} {how}"


def days(joined: JoinedMeeting) -> str:
    """Return the day or days of a meeting."""
    return words.when(joined.date, "explicit", joined.end_date)


def where(joined: JoinedMeeting, names: words.Names) -> str:
    """Return the place of a meeting, with the country where its name does not tell that."""
    place, home = clean(joined.place or ""), words.country(joined.place_country, names) if joined.place_country else ""
    return f"{place} ({home})" if place and home and home not in place else place or home


def _sides(reports: Iterable[Stated[Meeting]], told: Telling) -> tuple[Side, ...]:
    """Return those present by country, each person once; who is not joined over documents, once a spelling."""
    sides: dict[str, dict[str, tuple[str, str, str]]] = {}
    for report in reports:
        version = report.version
        for person in version.participants:
            if person.id in report.item.participants:
                name, offices = _named(person, told.names)
                joined = told.persons.get((version.document, version.number, person.id), "")
                known = sides.setdefault(person.country or "", {})
                written, held, _ = known.get(joined or name, (name, "", ""))
                known[joined or name] = (written, held or offices, joined)
    return tuple(_side(code, persons.values(), told.names) for code, persons in sides.items())


def _side(code: str, persons: Iterable[tuple[str, str, str]], names: words.Names) -> Side:
    present = (Present(f"{name}, {held}" if held else name, joined) for name, held, joined in persons)
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
    alone = [saying for one in comparison.told if one.standing == "one_side" for saying in one.sayings]
    return Versions(
        number=number, title=title(comparison.meeting, told.names), day=days(comparison.meeting),
        publishers=tuple(words.country(code, told.names) for code in comparison.publishers),
        told=tuple(Told(standing, STANDINGS[standing], group) for standing, group in groups.items() if group),
        alone=_columns(alone, comparison.publishers, told) if alone else (),
        apart=_apart(len(comparison.publishers), shared=any(groups.values())), id=comparison.meeting.id,
    )  # fmt: skip


def _apart(publishers: int, *, shared: bool) -> str:
    """Return the heading of what only one told."""
    if publishers == 1:
        return "Told in its report"
    return "Told by one side only" if shared else "What was read of each: no matter was found that both tell"


def _matter(one: ToldMatter, publishers: Iterable[str], told: Telling) -> Matter:
    differing = words.listed([clean(field).replace("_", " ") for field in one.differing])
    return Matter(KINDS[one.kind], clean(one.what), differing, _columns(one.sayings, publishers, told))


def _columns(sayings: Iterable[Stated[Any]], publishers: Iterable[str], told: Telling) -> tuple[Column, ...]:
    """Return what each government's reports say."""
    every = tuple(sayings)
    return tuple(
        Column(
            words.country(code, told.names),
            tuple(_saying(saying, told) for saying in every if saying.version.publisher_country == code),
        )
        for code in publishers
    )


def _saying(saying: Stated[Any], told: Telling) -> Fact:
    """Return what a report says, among things of other kinds: its label names the kind as well."""
    found = fact(saying, told)
    kind = (
        "position" if isinstance(saying.item, Position) else "agreement" if isinstance(saying.item, Agreement) else ""
    )
    return msgspec.structs.replace(found, label=f"{kind}, {found.label}") if kind else found
