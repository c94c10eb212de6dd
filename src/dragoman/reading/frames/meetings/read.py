"""Read the meetings of a document: first those that it tells of, then what it says of them again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.reading.findings import Day, FoundMeeting
from dragoman.reading.frames.match import Match, best
from dragoman.reading.frames.meetings.journeys import without_journeys
from dragoman.reading.frames.meetings.mention import Told, mentions_of, stands
from dragoman.reading.frames.meetings.place import is_visit
from dragoman.reading.frames.meetings.same import agree, family, merged, same_meeting
from dragoman.reading.frames.meetings.sides import ORGANISATIONS
from dragoman.reading.frames.meetings.words import MeetingWords
from dragoman.reading.frames.times import Times
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import VERBS

LEAD = 2  # passages of the body that tell what the document is about
ORDER = (None, "summary", "title")


def read_meetings(
    scene: Scene, found: Sequence[Match], times: Times, meeting_words: MeetingWords
) -> tuple[FoundMeeting, ...]:
    """Return the meetings that the document reports or announces, each once, background ones left out."""
    matches = best([m for m in found if m.fired and m.frame.meeting and stands(m, meeting_words)], "meeting")
    told = [t for m in matches for t in mentions_of(scene, m, times, meeting_words)]
    told = without_journeys(sorted(told, key=lambda t: ORDER.index(_field(scene, t))))
    told = [t for t in told if _is_whole(scene, t)]
    meetings: list[FoundMeeting] = []
    firsts: list[Told] = []  # the mention that each was first told by
    for item in told:
        if not item.again and not item.background:
            _add(meetings, firsts, item)
    for item in told:
        if item.again and not item.background:
            _add_again(meetings, item)
    if not any(m.status == "held" for m in meetings):
        recalled = next(
            (t for t in told if t.background and _is_recent(scene, t, times) and _is_fixed(t.meeting)), None
        )
        if recalled:
            meetings.append(recalled.meeting)
    return tuple(_dated(scene, m, told) for m in meetings if _has_sides(m))


def _is_whole(scene: Scene, told: Told) -> bool:
    """Visits have two sides, and so have announced talks: with one known side they are that side's own doings.

    A gathering of which only one other state is known is none that the publisher tells of.
    """
    meeting = told.meeting
    gives = told.match.frame.meeting
    if gives is not None and gives.fixed and not (meeting.day.date and meeting.place):
        return False
    if len(meeting.countries) > 1 or (told.again and meeting.status == "planned" and meeting.place):
        return True
    open_ended = meeting.status == "planned" or told.match.trigger.pos_ not in VERBS or told.match.trigger.tag_ == "VB"
    home = scene.issuer.country if scene.issuer else None
    if meeting.kind == "multilateral" and home and not {home, *ORGANISATIONS} & set(meeting.countries):
        return False
    return not is_visit(told.match) and not (meeting.kind == "in_person" and open_ended)


def _field(scene: Scene, told: Told) -> str | None:
    return scene.parsed[told.match.passage].passage.field


def _is_lead(scene: Scene, told: Told) -> bool:
    return _field(scene, told) is not None or told.match.passage < LEAD + _fields(scene)


def _is_recent(scene: Scene, told: Told, times: Times) -> bool:
    """Recalled where the document tells what it is about, and not long past."""
    opening = _field(scene, told) == "summary" or told.match.passage == _fields(scene)
    return opening and not times.is_past(told.meeting.day)


def _fields(scene: Scene) -> int:
    return sum(p.passage.field is not None for p in scene.parsed)


def _add(meetings: list[FoundMeeting], firsts: list[Told], told: Told) -> None:
    """Add a meeting, or what it adds to a known one."""
    for i, known in enumerate(meetings):
        if same_meeting(known, told.meeting) and not _are_apart(known, firsts[i], told):
            meetings[i] = merged(known, told.meeting)
            return
    meetings.append(told.meeting)
    firsts.append(told)


def _are_apart(known: FoundMeeting, first: Told, told: Told) -> bool:
    """In a programme a visit and what is planned on it are two, and so are a lunch and what comes further to it."""
    if known.status != "planned":
        return False
    occasions = {first.occasion, told.occasion} - {None}
    others = told.further or len(occasions) > 1 or _others(known, told.meeting)
    return others or is_visit(first.match) != is_visit(told.match)


def _others(a: FoundMeeting, b: FoundMeeting) -> bool:
    """Each is with somebody whom the other does not name."""
    return bool(set(a.persons) - set(b.persons)) and bool(set(b.persons) - set(a.persons))


def _add_again(meetings: list[FoundMeeting], told: Told) -> None:
    """What points back adds to the meeting that it may mean; where there is none, it stands if its sides are named."""
    for i, known in enumerate(meetings):
        fitting = agree(known, told.meeting) and _may_mean(known, told) and _is_sure(known, told.meeting)
        if fitting and (told.meeting.status == "held" or known.status == "planned"):
            more = merged(known, told.meeting)
            fixed = known.kind == "multilateral" or len(known.countries) > 1
            meetings[i] = msgspec.structs.replace(more, countries=known.countries) if fixed else more
            return
    if len(told.meeting.countries) > 1 or (told.meeting.kind == "multilateral" and told.meeting.day.date):
        meetings.append(told.meeting)


def _is_sure(known: FoundMeeting, again: FoundMeeting) -> bool:
    """A plan of which one side alone is told is a known one only where it is at the same place."""
    return len(again.countries) > 1 or again.status == "held" or known.place == again.place


def _may_mean(known: FoundMeeting, told: Told) -> bool:
    """A journey or gathering is no call, another's visit is not this one, a signing at a gathering is apart."""
    together = is_visit(told.match) or (told.meeting.kind == "multilateral" and told.meeting.place)
    if family(known.kind) == "remote" and together:
        return False
    if is_visit(told.match) and _others(known, told.meeting):
        return False
    gives = told.match.frame.meeting
    return not (gives is not None and gives.persons and gives.kind == "in_person" and known.kind == "multilateral")


def _is_fixed(meeting: FoundMeeting) -> bool:
    return len(meeting.countries) > 1 and bool(meeting.day.date or meeting.place or meeting.persons)


def _has_sides(meeting: FoundMeeting) -> bool:
    """A meeting has sides."""
    return bool(meeting.countries)


def _dated(scene: Scene, meeting: FoundMeeting, told: list[Told]) -> FoundMeeting:
    """The encounter that the document is about is dated by its publication where it gives no date itself."""
    published = scene.canonical.published
    if meeting.day.date or meeting.status != "held" or not published:
        return meeting
    leads = [t for t in told if not t.background and _is_lead(scene, t) and (t.match.frame.reciprocal or not t.again)]
    if not any(same_meeting(meeting, t.meeting) for t in leads):
        return meeting
    return msgspec.structs.replace(meeting, day=Day(published[:10], None, "publication"))
