"""One meeting told by several governments: which reports tell of the same, and what they say together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import TypeVar

import msgspec

from dragoman.record.types import Meeting
from dragoman.relations.days import day_number
from dragoman.relations.folding import content_words, fold, overlap, sounds
from dragoman.relations.grouping import Pair, grouped, is_one_text, numbered, order_of, publisher_of
from dragoman.relations.sameness import Sides, agreeing, contradicting, sides_of
from dragoman.relations.values import JoinedMeeting, Stated

GATHERING = "*"  # the partition of all meetings with three sides or more
REMOTE = frozenset(("call", "video"))
HEAD = 300  # code points from the start of the text in which a report tells what it reports
LAG = 3  # days after a meeting by which its report is out; later texts recall it
ALIKE = 0.6  # share of the shorter list of countries that two reports of one gathering have in common
SURE_BASES = ("explicit", "relative")
BASES = ("explicit", "relative", "publication", "unknown")
Value = TypeVar("Value", bound=Hashable)
LISTED = 4  # countries that an id names


class Report(msgspec.Struct, frozen=True):
    """A stated meeting with what it is compared by; `first` and `last` are days as ordinals."""

    stated: Stated[Meeting]
    first: int | None
    last: int | None
    sides: Sides
    partition: str | None

    @property
    def meeting(self) -> Meeting:
        """Return the meeting as it is stated."""
        return self.stated.item


def partition_of(meeting: Meeting) -> str | None:
    """Return the key of the meetings among which reports of this one are: a pair ("RUS|USA"), or "*" for gatherings.

    None where fewer than two countries are known: such a meeting is joined with nothing.
    """
    countries = sorted(set(meeting.countries))
    if len(countries) < 2:
        return None
    return GATHERING if len(countries) > 2 or meeting.kind == "multilateral" else "|".join(countries)


def join_meetings(stated: Sequence[Stated[Meeting]]) -> tuple[JoinedMeeting, ...]:
    """Return the meetings with all their reports, in the order of the earliest ones, whatever the order given."""
    reports = [_report(s) for s in sorted(stated, key=order_of)]
    groups = grouped(reports, _pairs(reports), _compatible)
    meetings = [_joined(group) for group in groups]
    ids = numbered(m.id for m in meetings)
    return tuple(msgspec.structs.replace(m, id=i) for m, i in zip(meetings, ids, strict=True))


def _report(stated: Stated[Meeting]) -> Report:
    meeting = stated.item
    first = day_number(meeting.date)
    if first is None and meeting.status == "held":
        first = day_number(stated.version.published)
    last = day_number(meeting.end_date)
    return Report(
        stated,
        first,
        first if last is None else last,
        sides_of(stated.version, meeting.participants),
        partition_of(meeting),
    )


def _pairs(reports: Sequence[Report]) -> Iterator[Pair]:
    """Yield the pairs of reports that tell of one meeting, those of neighbouring days and of one text compared."""
    for a, b in sorted({*_of_neighbouring_days(reports), *_of_one_text(reports)}):
        if _is_same(reports[a], reports[b]):
            yield _unsureness(reports[a], reports[b]), a, b


def _of_neighbouring_days(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    days: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        partition = report.partition
        if partition is None or report.first is None or report.last is None:
            continue
        for day in {report.first, min(report.last, report.first + 7)}:
            for near in (day - 1, day, day + 1):
                yield from ((other, place) for other in days[partition, near])
        for day in range(report.first, min(report.last, report.first + 7) + 1):
            days[partition, day].append(place)


def _of_one_text(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    texts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        texts[report.stated.version.original, fold(report.meeting.evidence.exact)].append(place)
    for places in texts.values():
        yield from ((a, b) for i, a in enumerate(places) for b in places[i + 1 :])


def _is_same(a: Report, b: Report) -> bool:
    if not _compatible(a, b):
        return False
    if is_one_text(a.stated.version, b.stated.version):
        return fold(a.meeting.evidence.exact) == fold(b.meeting.evidence.exact)
    return _is_report(a) and _is_report(b) and _days_agree(a, b) and _tells_alike(a, b)


def _tells_alike(a: Report, b: Report) -> bool:
    """Tell whether something beside day and sides says that two reports are of one meeting: persons, place or name."""
    if agreeing(a.sides, b.sides):
        return True
    if a.partition != GATHERING and (a.sides or b.sides):
        return False
    return _distance(a, b) == 0 and _share_place_or_name(a.meeting, b.meeting)


def _compatible(a: Report, b: Report) -> bool:
    """Tell whether nothing keeps two reports apart: document, publisher, status, kind, sides, days, persons, place."""
    one, other = a.stated.version, b.stated.version
    if one.document == other.document or a.meeting.status != b.meeting.status:
        return False
    if not is_one_text(one, other) and publisher_of(one) in (None, publisher_of(other)):
        return False
    return (
        _kinds_agree(a.meeting, b.meeting)
        and _countries_agree(a, b)
        and not _places_contradict(a.meeting, b.meeting)
        and not contradicting(a.sides, b.sides)
        and (_distance(a, b) or 0) <= 1
    )


def _kinds_agree(a: Meeting, b: Meeting) -> bool:
    """Tell whether both are of one family; a gathering may be told by its form (a call) or by its sides."""
    return (a.kind in REMOTE) == (b.kind in REMOTE) or "multilateral" in (a.kind, b.kind)


def _countries_agree(a: Report, b: Report) -> bool:
    if a.partition is None or a.partition != b.partition:
        return False
    one, other = frozenset(a.meeting.countries), frozenset(b.meeting.countries)
    return one == other or (a.partition == GATHERING and len(one & other) > 1 and overlap(one, other) >= ALIKE)


def _places_contradict(a: Meeting, b: Meeting) -> bool:
    if a.kind in REMOTE or b.kind in REMOTE or not (a.place_country and b.place_country):
        return False
    return a.place_country != b.place_country


def _share_place_or_name(a: Meeting, b: Meeting) -> bool:
    places = content_words(a.place or ""), content_words(b.place or "")
    return overlap(*places) > 0 or overlap(_names(a), _names(b)) >= ALIKE


def _names(meeting: Meeting) -> frozenset[str]:
    return content_words(f"{meeting.evidence.exact} {meeting.purpose or ''}")


def _days_agree(a: Report, b: Report) -> bool:
    """Tell whether two reports can be of one day: the same, or neighbouring where one day depends on the clock.

    A call is on two days at once across time zones, and a day that is only that of publication may be the next.
    """
    distance = _distance(a, b)
    if distance is None or distance > 1:
        return False
    return distance == 0 or (
        agreeing(a.sides, b.sides) > 1
        and (a.meeting.kind in REMOTE or not all(r.meeting.date_basis == "explicit" for r in (a, b)))
    )


def _distance(a: Report, b: Report) -> int | None:
    """Return how many days lie between two meetings, 0 where they overlap; None where a day is not known."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    return max(0, a.first - b.last, b.first - a.last)


def _is_report(report: Report) -> bool:
    """Tell whether a document reports the meeting, and does not only recall it or comment on it.

    It is by one of the sides, its head tells of the meeting, and it is out within days. What is announced is told
    anywhere and long before, and needs a day of its own.
    """
    version, meeting = report.stated.version, report.meeting
    if report.partition != GATHERING and version.publisher_country not in meeting.countries:
        return False
    if meeting.status == "planned":
        return report.first is not None and meeting.date_basis in SURE_BASES
    published = day_number(version.published)
    if published is None or report.last is None or not -1 <= published - report.last <= LAG:
        return False
    return _start(meeting) < HEAD or _is_titled(report)


def _is_titled(report: Report) -> bool:
    """Tell whether the title names somebody of the other side."""
    version = report.stated.version
    title = frozenset(sounds(version.title or ""))
    return any(
        name[-1] in title
        for country, persons in report.sides.items()
        if country != version.publisher_country
        for name in persons.names
        if name
    )


def _start(meeting: Meeting) -> int:
    """Return how far from the start of the text a meeting is first told, 0 where title or summary tell it."""
    quote = meeting.evidence
    return min(
        0 if field else start
        for field, start in ((quote.field, quote.start), *((p.field, p.start) for p in quote.also))
    )


def _unsureness(a: Report, b: Report) -> tuple[bool, int, int, bool, int]:
    """Return what pairs are sorted by, the surest first."""
    return (
        not is_one_text(a.stated.version, b.stated.version),
        _distance(a, b) or 0,
        -agreeing(a.sides, b.sides),
        a.meeting.kind != b.meeting.kind,
        _start(a.meeting) + _start(b.meeting),
    )


def _joined(group: Sequence[Report]) -> JoinedMeeting:
    """Return what the reports of one meeting say together; the id is not yet unique."""
    meetings = [r.meeting for r in group]
    dated = _best_dated(meetings)
    placed = _most_frequent([(m.place, m.place_country) for m in meetings if m.place or m.place_country])
    place, place_country = placed or (None, None)
    joined = JoinedMeeting(
        id="",
        kind=_most_frequent([m.kind for m in meetings]) or meetings[0].kind,
        status=meetings[0].status,
        date=dated.date,
        end_date=dated.end_date,
        place=place,
        place_country=place_country,
        countries=tuple(sorted({c for m in meetings for c in m.countries})),
        reports=tuple(r.stated for r in group),
    )
    return msgspec.structs.replace(joined, id=_id(joined))


def _best_dated(meetings: Sequence[Meeting]) -> Meeting:
    """Return the meeting whose date is known best: exact, by its words before publication, told most often, first."""
    dates = Counter(m.date for m in meetings)
    return min(meetings, key=lambda m: (-len(m.date or ""), BASES.index(m.date_basis), -dates[m.date]))


def _most_frequent(values: Sequence[Value]) -> Value | None:
    """Return what stands most often, the earlier of two; None of nothing."""
    counts = Counter(values)
    return max(values, key=lambda v: counts[v]) if values else None


def _id(meeting: JoinedMeeting) -> str:
    countries = meeting.countries[:LISTED]
    more = len(meeting.countries) - len(countries)
    sides = "-".join((*countries, *((f"and-{more}",) if more else ()))) or "unknown"
    return f"{meeting.status}-{sides}-{meeting.date or 'undated'}-{meeting.kind}"
