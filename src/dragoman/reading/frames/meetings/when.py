"""When a meeting is, and whether it is held or still to come."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.codebook.values import MeetingStatus
from dragoman.reading.dates import FoundDay
from dragoman.reading.findings import Day
from dragoman.reading.frames.match import Match
from dragoman.reading.frames.meetings.clause import belongs, told_by
from dragoman.reading.frames.meetings.words import MeetingWords
from dragoman.reading.frames.times import UNKNOWN, Times
from dragoman.reading.mentions.scene import Scene

FINITE = frozenset(("VBD", "VBZ", "VBP", "VBN"))
ABOVE = 3  # words above the clause that may still announce it


def is_announced(match: Match, words: MeetingWords) -> bool:
    """Tell whether the words announce the meeting: by tense, or by what governs it ("look forward to hosting")."""
    if any(c.dep_ == "amod" and words.among("earlier", c) for c in match.trigger.children):
        return False
    if match.modality.auxiliary == "future" or words.among("announcing", match.trigger):
        return True
    *below, above = told_by(match.trigger)
    if any(words.among("announcing", t) for t in (*below, *(c for c in match.trigger.children if c.dep_ == "acl"))):
        return True
    if below and below[-1].dep_ not in ("nsubj", "nsubjpass") and is_coming(above, words):
        return True
    if match.trigger.tag_ in FINITE:
        return False
    for _ in range(ABOVE):
        if words.among("announcing", above) or _is_purpose_of_coming(above, words):
            return True
        if above != match.trigger and _is_done(above):
            return False
        above = above.head
    return False


def _is_done(verb: Token) -> bool:
    """ "Having met her during a visit, I look forward …": what is done on it is done."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return verb.tag_ == "VBN" and bool(auxiliaries) and all(c.dep_ == "aux" and c.tag_ != "MD" for c in auxiliaries)


def _is_purpose_of_coming(verb: Token, words: MeetingWords) -> bool:
    """ "Will travel to Lima to meet X": the infinitive is as far off as its verb."""
    infinitive = verb.dep_ in ("advcl", "xcomp") and any(c.tag_ == "TO" for c in verb.children)
    return infinitive and is_coming(verb.head, words)


def is_coming(verb: Token, words: MeetingWords) -> bool:
    """Tell whether a verb stands in the future."""
    return any(c.dep_ == "aux" and words.among("coming", c) for c in verb.children)


def time_of(scene: Scene, match: Match, times: Times, words: MeetingWords) -> tuple[Day, MeetingStatus]:
    """Return when the meeting is and whether it is held: announced by words, or by a date to come."""
    announced = is_announced(match, words)
    day = day_of(scene, match, times, words, future=announced)
    if times.is_past(day):
        return day, "held"  # "will return his visit of May 2000"
    return day, "planned" if announced or times.is_coming(day) else "held"


def day_of(scene: Scene, match: Match, times: Times, words: MeetingWords, *, future: bool) -> Day:
    """Return the date said of the meeting itself, else an unknown day."""
    days = (times.future if future else times.past)[match.passage]
    sentence = match.trigger.sent
    inside = [d for d in days if sentence.start_char <= d.start < sentence.end_char]
    own = [d for d in inside if _is_own(scene, match, d, words)]
    if own:
        return min(own, key=lambda d: (d.start < match.trigger.idx, abs(d.start - match.trigger.idx))).day
    return UNKNOWN


def _is_own(scene: Scene, match: Match, day: FoundDay, words: MeetingWords) -> bool:
    span = match.trigger.doc.char_span(day.start, day.end, alignment_mode="expand")
    return span is not None and belongs(scene, match, span.root, words)
