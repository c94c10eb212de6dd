"""Where an act was: the place that its own clause names, by the rules that meetings have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dragoman.reading.findings import FoundEvent
from dragoman.reading.frames.match import Match, best
from dragoman.reading.frames.meetings.place import place_of
from dragoman.reading.frames.meetings.words import MeetingWords
from dragoman.reading.frames.quotes import quote_of
from dragoman.reading.frames.times import Times
from dragoman.reading.mentions.scene import Scene


def with_places(
    scene: Scene, events: Iterable[FoundEvent], found: Sequence[Match], times: Times, words: MeetingWords
) -> tuple[FoundEvent, ...]:
    """Return the events with their places as written; one whose clause names none has none."""
    tellers = {quote_of(scene, m.passage, m.trigger.i, m.trigger.i): m for m in best(found, "event")}
    return tuple(
        msgspec.structs.replace(event, place=place_of(scene, tellers[event.trigger], times, words)[0])
        if event.trigger in tellers
        else event
        for event in events
    )
