"""Journeys that are made for a gathering: one meeting, with the place and the days of the journey."""

from __future__ import annotations

import msgspec

from dragoman.codebook.values import MeetingStatus
from dragoman.reading.frames.match import Match
from dragoman.reading.frames.meetings.mention import Told
from dragoman.reading.frames.meetings.place import is_visit


def without_journeys(told: list[Told]) -> list[Told]:
    """ "Will travel to X to attend the summit": the journey gives its place and days to what it is made for."""
    kept: list[Told] = []
    for item in told:
        goal = next((i for i, t in enumerate(kept) if _is_goal(t.match, item.match)), None)
        if goal is None:
            kept.append(item)
        else:
            kept[goal] = _joined(kept[goal], item)
    return kept


def _is_goal(first: Match, second: Match) -> bool:
    """One of the two is a journey and the other a gathering in the same sentence, below it."""
    if first.passage != second.passage or first.trigger.sent.start != second.trigger.sent.start:
        return False
    journey, goal = (first, second) if is_visit(first) else (second, first)
    if not is_visit(journey) or goal.frame.meeting is None or goal.frame.meeting.kind != "multilateral":
        return False
    return any(t == goal.trigger for t in journey.trigger.subtree)


def _joined(first: Told, second: Told) -> Told:
    goal, journey = (second, first) if is_visit(first.match) else (first, second)
    place, country = journey.meeting.place, journey.meeting.place_country
    day = goal.meeting.day if goal.meeting.day.date else journey.meeting.day
    status: MeetingStatus = "planned" if "planned" in (goal.meeting.status, journey.meeting.status) else "held"
    meeting = msgspec.structs.replace(goal.meeting, day=day, status=status)
    if not meeting.place:
        meeting = msgspec.structs.replace(meeting, place=place, place_country=country)
    return Told(meeting, goal.match, goal.again and journey.again, goal.background)
