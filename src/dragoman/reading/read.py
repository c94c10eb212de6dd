"""Read one document's canonical text: parse, mentions, frames, findings."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from spacy.language import Language

from dragoman.codebook.load import Codebook
from dragoman.reading.agreements import Instruments, compile_instruments, read_agreements
from dragoman.reading.dates import Calendar, compile_calendar
from dragoman.reading.findings import Findings, FoundSilence, Quote
from dragoman.reading.frames.contexts import ContextCues, compile_contexts
from dragoman.reading.frames.encounters import one_for_each_meeting
from dragoman.reading.frames.events import read_events
from dragoman.reading.frames.lexicon import FrameLexicon, compile_frames
from dragoman.reading.frames.match import Match, matches
from dragoman.reading.frames.meetings import MeetingWords, compile_meeting_words, read_meetings
from dragoman.reading.frames.places import with_places
from dragoman.reading.frames.silences import read_silences
from dragoman.reading.frames.statements import (
    read_appraisals,
    read_commitments,
    read_positions,
    read_requests,
    read_topics,
)
from dragoman.reading.frames.times import read_times
from dragoman.reading.mentions.lexicon import Lexicon, compile_lexicon
from dragoman.reading.mentions.read import read_mentions
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.parse import load_parser, parse
from dragoman.reading.relation.confirm import confirm
from dragoman.reading.relation.model import RelationModel, shipped_model
from dragoman.text.passages import Canonical

Clock = Callable[[str], None]
READ_LANGUAGE = "en"


class Knowledge(msgspec.Struct, frozen=True):
    """The codebook compiled for reading, with the parser."""

    parser: Language
    lexicon: Lexicon
    frames: FrameLexicon
    contexts: ContextCues
    calendar: Calendar
    meeting_words: MeetingWords
    instruments: Instruments
    model: RelationModel


def compile_knowledge(codebook: Codebook) -> Knowledge:
    """Compile what reading needs of the codebook; loads the parser."""
    parser = load_parser()
    return Knowledge(
        parser=parser,
        lexicon=compile_lexicon(codebook, parser.vocab),
        frames=compile_frames(codebook),
        contexts=compile_contexts(codebook),
        calendar=compile_calendar(codebook),
        meeting_words=compile_meeting_words(codebook),
        instruments=compile_instruments(codebook),
        model=shipped_model(),
    )


def read_text(
    canonical: Canonical, publisher: str | None, country: str | None, knowledge: Knowledge, clock: Clock
) -> Findings:
    """Return the findings of one document; a text in another language gives one silence."""
    if canonical.language not in (None, READ_LANGUAGE):
        return Findings(silences=(FoundSilence(Quote("", 0, len(canonical.text)), "not-english"),))
    scene = read_scene(canonical, publisher, country, knowledge, clock)
    return find(scene, list(matches(scene, knowledge.frames)), canonical.published, knowledge, clock)


def read_scene(
    canonical: Canonical, publisher: str | None, country: str | None, knowledge: Knowledge, clock: Clock
) -> Scene:
    """Parse the passages and resolve who is meant in them."""
    parsed = parse(canonical.passages, knowledge.parser)
    clock("parse")
    scene = read_mentions(parsed, canonical, publisher, country, knowledge.lexicon)
    clock("mentions")
    return scene


def find(scene: Scene, found: list[Match], published: str | None, knowledge: Knowledge, clock: Clock) -> Findings:
    """Make findings of the fired frames."""
    clock("frames")
    times = read_times(scene.parsed, published, knowledge.calendar)
    clock("dates")
    events, stopped = read_events(scene, found, knowledge.frames, times, knowledge.contexts)
    clock("events")
    meetings = read_meetings(scene, found, times, knowledge.meeting_words)
    events = one_for_each_meeting(scene, events, meetings, found, knowledge.frames)
    events = confirm(scene, events, knowledge.model, knowledge.frames.types)
    events = with_places(scene, events, found, times, knowledge.meeting_words)
    clock("model")
    findings = Findings(
        persons=scene.persons,
        meetings=meetings,
        agreements=read_agreements(scene, knowledge.instruments),
        positions=read_positions(scene, found),
        commitments=read_commitments(scene, found, times, knowledge.frames.types),
        appraisals=read_appraisals(scene, found),
        requests=read_requests(scene, found),
        topics=read_topics(scene, found),
        events=events,
        silences=read_silences(scene, found, stopped),
    )
    clock("findings")
    return findings
