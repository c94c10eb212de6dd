"""One event told in many reports: which reports tell of the same, by how many documents and publishers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from dragoman.codebook.load import shipped
from dragoman.codebook.spec import EventType
from dragoman.record.types import Entity, Event
from dragoman.relations.days import day_number
from dragoman.relations.folding import content_words, fold, overlap, sounds
from dragoman.relations.grouping import Pair, grouped, is_one_text, numbered, order_of, publisher_of
from dragoman.relations.sameness import Persons, Sides, agreeing, contradicting
from dragoman.relations.values import JoinedEvent, Stated

ALIKE = 0.5  # share of the shorter quote's content words that two reports of one statement have in common
FEWEST = 3  # content words in common without which quotes are not alike
HEAD = 300  # code points from the start of a text in which it tells what it is about
LISTED = 4  # countries on one side that an id names


class Report(msgspec.Struct, frozen=True):
    """A stated event with what it is compared by: its day as an ordinal, its words beside the names of its parties."""

    stated: Stated[Event]
    day: int | None
    words: frozenset[str]
    actors: Sides
    recipients: Sides
    partition: str

    @property
    def event(self) -> Event:
        """Return the event as it is stated."""
        return self.stated.item


def partition_of(event: Event) -> str:
    """Return the key of the events among which reports of this one are: its type and the countries of both sides."""
    return f"{event.type}|{_countries(event.actor)}|{_countries(event.recipient)}"


def join_events(stated: Sequence[Stated[Event]]) -> tuple[JoinedEvent, ...]:
    """Return the events with all their reports, in the order of the earliest ones, whatever the order given."""
    reports = [_report(s) for s in sorted(stated, key=order_of)]
    events = [_joined(group) for group in grouped(reports, _pairs(reports), _compatible)]
    ids = numbered(e.id for e in events)
    return tuple(msgspec.structs.replace(e, id=i) for e, i in zip(events, ids, strict=True))


@cache
def _told_repeatedly() -> frozenset[str]:
    """Return the types of which what agrees in parties, mode and day is one act, as the codebook declares them."""
    return frozenset(t.id for t in shipped().entries(EventType) if t.repeated)


def _countries(entities: Sequence[Entity]) -> str:
    return "-".join(sorted({e.country or "" for e in entities} - {""}))


def _report(stated: Stated[Event]) -> Report:
    event = stated.item
    parties = frozenset(w for e in (*event.actor, *event.recipient) for w in content_words(e.text))
    words = content_words(event.evidence.exact) - parties
    return Report(stated, _day(stated), words, _sides(event.actor), _sides(event.recipient), partition_of(event))


def _day(stated: Stated[Event]) -> int | None:
    """Return the day of an event; of one that the head of a text tells without a day, that of publication.

    This holds for what is told again and again alone: there only day and parties tell which act is meant.
    """
    event = stated.item
    told = event.type in _told_repeatedly() and event.auxiliary is None
    if told and event.date is None and (event.evidence.field or event.evidence.start < HEAD):
        return day_number(stated.version.published)
    return day_number(event.date)


def _sides(entities: Sequence[Entity]) -> Sides:
    countries = sorted({e.country for e in entities if e.country})
    return {c: _persons([e for e in entities if e.country == c]) for c in countries}


def _persons(entities: Sequence[Entity]) -> Persons:
    return Persons(
        names=frozenset(sounds(e.name) for e in entities if e.name),
        unnamed=frozenset(fold(e.office) for e in entities if e.office and not e.name),
        offices=frozenset(fold(e.office) for e in entities if e.office),
    )


def _pairs(reports: Sequence[Report]) -> Iterator[Pair]:
    for a, b in sorted({*_of_neighbouring_days(reports), *_of_one_text(reports)}):
        if _is_same(reports[a], reports[b]):
            yield _unsureness(reports[a], reports[b]), a, b


def _of_neighbouring_days(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    days: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        if report.day is None:
            continue
        for near in (report.day - 1, report.day, report.day + 1):
            yield from ((other, place) for other in days[report.partition, near])
        days[report.partition, report.day].append(place)


def _of_one_text(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    texts: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        version = report.stated.version
        texts[version.original, report.partition, fold(report.event.evidence.exact)].append(place)
    for places in texts.values():
        yield from ((a, b) for i, a in enumerate(places) for b in places[i + 1 :])


def _is_same(a: Report, b: Report) -> bool:
    if not _compatible(a, b):
        return False
    one_text = is_one_text(a.stated.version, b.stated.version)
    if one_text and fold(a.event.evidence.exact) == fold(b.event.evidence.exact):
        return True
    distance = _distance(a, b)
    if distance is None or (distance and not (one_text or _publishers_differ(a, b))):
        return False
    return _words_agree(a, b) or (a.event.type in _told_repeatedly() and _persons_agree(a, b))


def _persons_agree(a: Report, b: Report) -> bool:
    """Tell whether the persons named make two reports tell of one act: on both sides where one publisher tells it."""
    agreed = agreeing(a.actors, b.actors) + agreeing(a.recipients, b.recipients)
    return agreed > (0 if _publishers_differ(a, b) else 1)


def _compatible(a: Report, b: Report) -> bool:
    """Tell whether nothing keeps two reports apart: document, parties, mode, auxiliary, persons, day."""
    if a.stated.version.document == b.stated.version.document or a.partition != b.partition:
        return False
    return (
        a.event.auxiliary == b.event.auxiliary
        and (a.event.mode == b.event.mode or None in (a.event.mode, b.event.mode))
        and not contradicting(a.actors, b.actors)
        and not contradicting(a.recipients, b.recipients)
        and (_distance(a, b) or 0) <= 1
    )


def _distance(a: Report, b: Report) -> int | None:
    return None if a.day is None or b.day is None else abs(a.day - b.day)


def _publishers_differ(a: Report, b: Report) -> bool:
    publishers = publisher_of(a.stated.version), publisher_of(b.stated.version)
    return None not in publishers and publishers[0] != publishers[1]


def _words_agree(a: Report, b: Report) -> bool:
    return len(a.words & b.words) >= FEWEST and overlap(a.words, b.words) >= ALIKE


def _unsureness(a: Report, b: Report) -> tuple[bool, int, float]:
    """Return what pairs are sorted by, the surest first."""
    return not is_one_text(a.stated.version, b.stated.version), _distance(a, b) or 0, -overlap(a.words, b.words)


def _joined(group: Sequence[Report]) -> JoinedEvent:
    """Return what the reports of one event say together; the id is not yet unique."""
    event = max(group, key=_fullness).event
    dated = next((r.event.date for r in group if r.event.date_basis == "explicit" and r.event.date), None)
    date = dated or event.date or next((r.event.date for r in group if r.event.date), None)
    texts: dict[str, str | None] = {}
    for report in group:
        texts.setdefault(report.stated.version.original, publisher_of(report.stated.version))
    return JoinedEvent(
        id=_id(event, date),
        event=event,
        date=date,
        reports=tuple(r.stated for r in group),
        documents=len(texts),
        publishers=max(1, len(set(texts.values()) - {None})),
    )


def _fullness(report: Report) -> tuple[int, int, float]:
    """Return how much a report tells: fields that are filled, parties that are named, how sure it is."""
    event = report.event
    fields = sum(f is not None for f in (event.mode, event.cameo, event.date, event.place))
    named = sum(e.name is not None for e in (*event.actor, *event.recipient))
    return fields, named, event.confidence


def _id(event: Event, date: str | None) -> str:
    actors, recipients = _side(event.actor), _side(event.recipient)
    sides = (actors, f"to-{recipients}") if recipients else (actors,)
    return "-".join((event.type, *(s for s in sides if s), date or "undated"))


def _side(entities: Sequence[Entity]) -> str:
    countries = sorted({e.country for e in entities if e.country})
    rest = countries[LISTED:]
    digest = hashlib.sha256("-".join(rest).encode("ascii")).hexdigest()[:4]  # others may be as many, and not the same
    return "-".join((*countries[:LISTED], *((f"and-{len(rest)}-{digest}",) if rest else ())))
