"""One event for each meeting that a communiqué reports or announces, with the sides that the meeting has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.reading.findings import Actor, FoundEvent, FoundMeeting, Quote
from dragoman.reading.frames.events import confidence
from dragoman.reading.frames.lexicon import FrameLexicon
from dragoman.reading.frames.match import Match, best, codes
from dragoman.reading.frames.parties import located, one_side
from dragoman.reading.frames.quotes import quote_of
from dragoman.reading.mentions.scene import Scene


def one_for_each_meeting(
    scene: Scene,
    events: Iterable[FoundEvent],
    meetings: Sequence[FoundMeeting],
    found: Sequence[Match],
    lexicon: FrameLexicon,
) -> tuple[FoundEvent, ...]:
    """Return the events, those of encounters reported as now held or announced replaced by one a meeting.

    Past encounters keep their events, and so does a text that is no communiqué.
    """
    if scene.issuer is None:
        return tuple(events)
    tellers = {_place(scene, m): m for m in best([m for m in found if m.frame.meeting and m.frame.event], "meeting")}
    told = [e for e in events if e.trigger in tellers and e.auxiliary is None]
    others = [e for e in events if e not in told]
    chosen: list[FoundEvent] = []
    for meeting in meetings:
        if meeting.status == "planned" and any(_arranges(e, meeting) for e in others):
            continue
        event = _best_telling(meeting, told, tellers) or _made(scene, meeting, tellers, lexicon)
        if event is not None and event not in chosen:
            chosen.append(event)
    return (*others, *chosen)


def _place(scene: Scene, match: Match) -> Quote:
    return quote_of(scene, match.passage, match.trigger.i, match.trigger.i)


def _best_telling(meeting: FoundMeeting, told: Sequence[FoundEvent], tellers: dict[Quote, Match]) -> FoundEvent | None:
    """Of the events with the meeting's sides and status, the one told in its words, else the surest."""
    fitting = [
        e
        for e in told
        if _sides(e) == set(meeting.countries) and is_held(e, tellers[e.trigger]) == (meeting.status == "held")
    ]
    return max(fitting, key=lambda e: (_is_inside(e.trigger, meeting.quote), e.confidence), default=None)


def _arranges(event: FoundEvent, meeting: FoundMeeting) -> bool:
    """Tell whether an act of the same sides already tells the plan: "invited her to visit"."""
    return (
        event.auxiliary is None and _sides(event) == set(meeting.countries) and _is_inside(event.trigger, meeting.quote)
    )


def is_held(event: FoundEvent, match: Match) -> bool:
    """Tell whether an event is the encounter itself, and no plan of it."""
    return match.frame.event is not None and event.type == match.frame.event.type


def _sides(event: FoundEvent) -> set[str]:
    return {*codes(event.actors), *codes(event.recipients)}


def _is_inside(part: Quote, whole: Quote) -> bool:
    return part.field == whole.field and whole.start <= part.start and part.end <= whole.end


def _made(scene: Scene, meeting: FoundMeeting, tellers: dict[Quote, Match], lexicon: FrameLexicon) -> FoundEvent | None:
    """Make the event of a meeting that no event tells with its sides; all sides are its actors."""
    match = next((m for place, m in tellers.items() if _is_inside(place, meeting.quote)), None)
    if match is None or match.frame.event is None:
        return None
    kind = lexicon.types[match.frame.event.type]
    held = meeting.status == "held"
    code = kind.id if held else kind.when_future
    if code is None:
        return None
    actors, recipients = _cast(scene, meeting, match)
    return FoundEvent(
        type=code,
        mode=match.frame.event.mode if held else None,
        contexts=(),
        cameo=match.frame.event.cameo if held else lexicon.types[code].cameo,
        actors=actors,
        recipients=recipients,
        day=meeting.day,
        place=None,
        auxiliary=None,
        source=scene.speaker(match.passage, match.trigger),
        basis="codebook",
        confidence=confidence(match),
        trigger=_place(scene, match),
        quote=meeting.quote,
    )


def _cast(scene: Scene, meeting: FoundMeeting, match: Match) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """A guest is the actor and the host the recipient where two sides are told so; else all who meet are actors."""
    sides = tuple(located(scene, match.passage, match.trigger, one_side(scene, code)) for code in meeting.countries)
    guest = match.countries()[0]
    if match.frame.reciprocal or len(sides) != len(guest) + 1 or not set(guest) < set(meeting.countries):
        return sides, ()
    return tuple(a for a in sides if a.country in guest), tuple(a for a in sides if a.country not in guest)
