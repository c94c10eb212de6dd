"""One mention of a meeting: what it tells, and whether it points back to it or only dates something else by it."""

from __future__ import annotations

import msgspec

from dragoman.reading.findings import Actor, FoundMeeting
from dragoman.reading.frames.match import Match, codes
from dragoman.reading.frames.meetings.clause import told_by
from dragoman.reading.frames.meetings.kind import kind_of
from dragoman.reading.frames.meetings.place import is_visit, place_of
from dragoman.reading.frames.meetings.programme import day_at, heading_before, is_further, occasion_of
from dragoman.reading.frames.meetings.sides import BOTH, gathering, sides_of
from dragoman.reading.frames.meetings.when import time_of
from dragoman.reading.frames.meetings.words import MeetingWords
from dragoman.reading.frames.quotes import clause_quote, words
from dragoman.reading.frames.times import Times
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import VERBS

PAIR = 2  # sides of a document that a gathering without a name can be of
OPENING = frozenset(("during", "in", "at"))
OPENS = 6  # words: a phrase that stands so near to a sentence's start opens it


class Told(msgspec.Struct, frozen=True):
    """A meeting as one mention tells of it.

    `again`: the words point to an encounter that is told elsewhere ("the talks", "their conversation"), so that they
    fix neither its kind nor that it was held. `background`: they only date something else. `further`: they say that it
    is another than those told before ("will also meet"). `occasion`: the meal or ceremony that it is.
    """

    meeting: FoundMeeting
    match: Match
    again: bool
    background: bool
    further: bool = False
    occasion: str | None = None


def stands(match: Match, meeting_words: MeetingWords) -> bool:
    """Not denied or only wished, one encounter and no habit, and a gathering only under a name."""
    if match.modality.auxiliary in ("negation", "hypothetical"):
        return False
    gives = match.frame.meeting
    persons = {a.country for a in match.actors.actors if a.person}
    if gives is not None and gives.persons and len(persons) < (2 if match.frame.reciprocal else 1):
        return False
    if meeting_words.stands_in("repeated", match.trigger.sent.text):
        return False
    if any(meeting_words.among("wishing", t) for t in match.trigger.ancestors):
        return False
    kind = match.frame.meeting.kind if match.frame.meeting else None
    if kind == "call" and match.trigger.tag_ == "VBZ":
        return False  # "Russian-Greek talks": a noun that the parser took for a verb
    return kind != "multilateral" or match.trigger.pos_ in VERBS or _is_named(match)


def _is_named(match: Match) -> bool:
    """A gathering under a name is told of by who publishes; one without is of the sides of the document."""
    if "sides" in match.frame.actor and match.frame.meeting is not None and match.frame.meeting.fixed:
        return not match.trigger.text[0].isupper() and len(codes(match.actors.actors)) == PAIR
    if match.trigger.text[0].isupper():
        return True
    below = [g for c in match.trigger.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children]
    near = [c for c in match.trigger.lefts if c.dep_ in ("compound", "nmod", "amod")]
    return "issuer" not in match.frame.actor or any(t.pos_ == "PROPN" for t in (*near, *below))


def mentions_of(scene: Scene, match: Match, times: Times, meeting_words: MeetingWords) -> list[Told]:
    """One meeting a mention; a journey to several states is a visit to each, with the date that follows its name."""
    told = _told(scene, match, times, meeting_words)
    if not is_visit(match) or told.meeting.kind == "multilateral":
        return [told]
    own = codes(match.actors.actors)
    goals = [
        a for a in (*match.recipients.actors, *_beside_dates(scene, match, times)) if a.country not in (None, *own)
    ]
    if len(codes(goals)) < 2:
        return [told]
    ends = [*(a.quote.start for a in goals[1:]), None]
    return [
        msgspec.structs.replace(told, meeting=_visit(scene, told, times, goal, end))
        for goal, end in zip(goals, ends, strict=True)
    ]


def _beside_dates(scene: Scene, match: Match, times: Times) -> list[Actor]:
    """ "Visit Peru from 2 to 4 May and Chile on 5 May": the second goal, which the parser hangs on the first date."""
    spans, days = scene.pages[match.passage].spans, times.past[match.passage]
    behind = [t for t in match.trigger.sent if t.i > match.trigger.i and t.dep_ == "conj" and t.i in spans]
    dated = [t for t in behind if any(d.start <= t.head.idx < d.end for d in days)]
    return [a for t in dated for a in scene.actors(match.passage, t)]


def _visit(scene: Scene, told: Told, times: Times, goal: Actor, end: int | None) -> FoundMeeting:
    match = told.match
    offset = scene.parsed[match.passage].passage.start
    last = end if end is not None else offset + match.trigger.sent.end_char
    days = (times.future if told.meeting.status == "planned" else times.past)[match.passage]
    own = [d.day for d in days if goal.quote.end <= d.start + offset < last]
    return msgspec.structs.replace(
        told.meeting,
        day=own[0] if own else told.meeting.day,
        place=goal.text.removeprefix("the "),
        place_country=goal.country,
        countries=tuple(dict.fromkeys((*codes(match.actors.actors), goal.country or ""))),
    )


def _told(scene: Scene, match: Match, times: Times, meeting_words: MeetingWords) -> Told:
    meeting = _meeting(scene, match, times, meeting_words)
    return Told(
        meeting,
        match,
        again=points_back(scene, match, meeting_words) or (len(meeting.countries) == 1 and _is_awaited(match)),
        background=is_background(scene, match, times, meeting, meeting_words),
        further=is_further(match, meeting_words),
        occasion=occasion_of(match, meeting_words),
    )


def _meeting(scene: Scene, match: Match, times: Times, meeting_words: MeetingWords) -> FoundMeeting:
    actors = match.actors.actors + match.recipients.actors
    countries = sides_of(scene, match, meeting_words)
    day, status = time_of(scene, match, times, meeting_words)
    place, place_country = place_of(scene, match, times, meeting_words)
    if status == "planned" and _follows_headings(match):
        place, place_country = (place, place_country) if place else heading_before(scene, match, meeting_words)
        day = day if day.date else day_at(scene, place, times)
    kind = kind_of(scene, match, countries, meeting_words)
    if kind == "multilateral" and scene.issuer and scene.issuer.country and place_country == scene.issuer.country:
        countries = tuple(dict.fromkeys((*countries, place_country)))  # who publishes is its host
    return FoundMeeting(
        kind=kind,
        status=status,
        day=day,
        place=place,
        place_country=place_country,
        countries=countries,
        persons=tuple(dict.fromkeys(a.person for a in actors if a.person)),
        purpose=_purpose(match, meeting_words),
        quote=clause_quote(scene, match.passage, match.trigger, match.actors.tokens + match.recipients.tokens),
    )


def _follows_headings(match: Match) -> bool:
    gives = match.frame.meeting
    return gives is not None and not (gives.visit or gives.fixed or gives.kind == "call")


def _purpose(match: Match, meeting_words: MeetingWords) -> str | None:
    for child in match.trigger.children:
        if child.dep_ == "prep":
            for noun in child.children:
                if noun.dep_ == "pobj" and meeting_words.among("purpose", noun):
                    return words([t for p in noun.children if p.dep_ == "prep" for t in p.children])
        if child.dep_ == "advcl" and any(t.tag_ == "TO" for t in child.children):
            return words([child])
    return None


def points_back(scene: Scene, match: Match, meeting_words: MeetingWords) -> bool:
    """Tell whether the words may mean an encounter told elsewhere: a definite noun, a title, a plain "discussion"."""
    trigger = match.trigger
    if scene.parsed[match.passage].passage.field == "title":
        return True
    if trigger.pos_ in VERBS:
        if match.frame.meeting is not None and match.frame.meeting.persons and match.frame.reciprocal:
            return True
        together = match.frame.meeting is not None and match.frame.meeting.kind == "in_person"
        if trigger.tag_ == "VBG" and is_visit(match) and trigger.dep_ == "pcomp":
            return True  # "in welcoming the King": said in passing
        if match.actors.tokens and all(t.lower_ in BOTH for t in match.actors.tokens):
            return True
        plain = together and any(c.dep_ == "dobj" and meeting_words.among("plain", c) for c in trigger.children)
        return (plain and match.modality.auxiliary != "future") or _is_short(match)
    if match.frame.meeting is not None and match.frame.meeting.kind == "multilateral" and trigger.text[0].isupper():
        return _is_short(match)  # under its own name, unless that is cut to its last word
    definite = any(
        c.dep_ == "poss" or (c.dep_ == "det" and meeting_words.among("definite", c)) for c in trigger.children
    )
    return definite or meeting_words.among("plain", trigger)


def _is_awaited(match: Match) -> bool:
    """ "I look forward to seeing them in Lima": said of an invitation or a plan that is told before."""
    trigger = match.trigger
    return trigger.tag_ == "VBG" and trigger.dep_ == "pcomp" and match.modality.auxiliary == "future"


def _is_short(match: Match) -> bool:
    """ "The Forum": a name told in full before."""
    if match.frame.meeting is None or match.frame.meeting.kind != "multilateral":
        return False
    names = [t for t in gathering(match) if t.text[0].isupper()]
    return bool(names) and all([c.lower_ for c in t.children if c.dep_ != "punct"] == ["the"] for t in names)


def is_background(scene: Scene, match: Match, times: Times, meeting: FoundMeeting, meeting_words: MeetingWords) -> bool:
    """A meeting named only to date something else ("since their talks in Geneva"), or long past, is background."""
    trigger = match.trigger
    if meeting.status == "planned":
        return False
    if match.frame.meeting is not None and match.frame.meeting.fixed and times.is_past(meeting.day):
        return True
    if any(c.dep_ == "amod" and meeting_words.among("earlier", c) for c in trigger.children):
        return True
    if trigger.dep_ == "pobj" and meeting_words.among("dating-preposition", trigger.head):
        return not (trigger.head.lower_ in OPENING and _opens(scene, match))
    if trigger.pos_ not in VERBS and told_by(trigger)[-1].dep_ in ("advcl", "relcl") and not meeting.day.date:
        return True
    if trigger.pos_ in VERBS and trigger.dep_ in ("advcl", "relcl"):
        marks = [c for c in trigger.children if c.dep_ in ("mark", "advmod") and meeting_words.among("dating-mark", c)]
        return bool(marks) or match.modality.auxiliary == "historical" or times.is_past(meeting.day)
    return match.modality.auxiliary == "historical" and trigger.pos_ in VERBS and times.is_past(meeting.day)


def _opens(scene: Scene, match: Match) -> bool:
    """The phrase opens a sentence of the lead: "During the conversation, …" is how it tells what it reports."""
    return match.trigger.i - match.trigger.sent.start < OPENS
