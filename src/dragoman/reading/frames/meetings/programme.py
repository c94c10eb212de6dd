"""The programme of a journey: what is an encounter of its own, a heading of place, and the days at each place."""

from __future__ import annotations

from spacy.tokens import Span, Token

from dragoman.reading.findings import Day
from dragoman.reading.frames.match import Match
from dragoman.reading.frames.meetings.clause import SUBJECTS
from dragoman.reading.frames.meetings.words import MeetingWords
from dragoman.reading.frames.times import UNKNOWN, Times
from dragoman.reading.gazetteer import NamedSpan
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import VERBS

Place = tuple[str | None, str | None]
NOWHERE: Place = (None, None)
PLACES = frozenset(("name", "seat", "place"))
REACH = 2  # sentences behind its own in which a heading still holds
STAGES = 2  # places with a day each that make an itinerary


def own_heading(scene: Scene, match: Match, words: MeetingWords) -> Place:
    """ "In Lima, the Governor will host …": the place that opens the sentence, however the parser took it."""
    return _heading(scene, match.passage, match.trigger.sent, words)


def heading_before(scene: Scene, match: Match, words: MeetingWords) -> Place:
    """Return the place that heads one of the sentences just before, in the same paragraph."""
    sentences = [s for s in match.trigger.doc.sents if s.start < match.trigger.sent.start][-REACH:]
    found = (_heading(scene, match.passage, s, words) for s in reversed(sentences))
    return next((place for place in found if place != NOWHERE), NOWHERE)


def _heading(scene: Scene, passage: int, sentence: Span, words: MeetingWords) -> Place:
    if len(sentence) < 3 or not words.among("place-preposition", sentence[0]):
        return NOWHERE
    span = _place_at(scene, passage, sentence[1])
    if span is None or span.end_token >= sentence.end or sentence.doc[span.end_token].text != ",":
        return NOWHERE
    return sentence.doc[span.start_token : span.end_token].text, span.code


def _place_at(scene: Scene, passage: int, token: Token) -> NamedSpan | None:
    span = scene.pages[passage].spans.get(token.i)
    return span if span is not None and span.kind in PLACES else None


def day_at(scene: Scene, place: str | None, times: Times) -> Day:
    """Return the day that an itinerary of the document gives for a place: "Lima (2 May), Cusco (3-4 May)"."""
    if place is None:
        return UNKNOWN
    for passage, page in enumerate(scene.pages[: len(scene.parsed)]):
        for sentence in page.doc.sents:
            stages = _stages(scene, passage, sentence, times)
            if len(stages) >= STAGES and place.lower() in stages:
                return stages[place.lower()]
    return UNKNOWN


def _stages(scene: Scene, passage: int, sentence: Span, times: Times) -> dict[str, Day]:
    found = {}
    for day in times.future[passage]:
        if not sentence.start_char < day.start < sentence.end_char:
            continue
        first = next(t for t in sentence if t.idx + len(t) > day.start)
        if first.i - 2 < sentence.start or first.nbor(-1).text != "(":
            continue
        span = _place_at(scene, passage, first.nbor(-2))
        if span is not None:
            found[sentence.doc[span.start_token : span.end_token].text.lower()] = day.day
    return found


def is_further(match: Match, words: MeetingWords) -> bool:
    """ "I will also have an audience", "separate talks": another encounter than those told before."""
    verb = match.trigger
    if verb.pos_ not in VERBS:
        return False
    chain = [verb]
    while chain[-1].dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in chain[-1].children):
        chain.append(chain[-1].head)
    near = [g for v in chain for c in v.children for g in (c, *(c.children if c.dep_ in ("prep", "dobj") else ()))]
    return any(words.among("further", t) for t in near)


def occasion_of(match: Match, words: MeetingWords) -> str | None:
    """Return the meal or ceremony that a meeting is, None where it is none."""
    nouns = [c for c in match.trigger.children if c.dep_ == "dobj"]
    return next((t.lemma_.lower() for t in nouns if words.among("occasion", t)), None)
