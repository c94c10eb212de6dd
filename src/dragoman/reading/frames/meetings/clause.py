"""The clause that tells of a meeting: what in its sentence belongs to it, and what to another act or matter."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.reading.frames.match import Match
from dragoman.reading.frames.meetings.words import MeetingWords
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import PASSIVE_SUBJECTS, VERBS
from dragoman.reading.roles import SUBJECTS as ACTIVE_SUBJECTS

STEPS = 10  # a phrase deeper than this below the clause is no part of it
OWN_CLAUSES = frozenset(("xcomp", "conj"))
SUBJECTS = ACTIVE_SUBJECTS | PASSIVE_SUBJECTS


def told_by(trigger: Token) -> tuple[Token, ...]:
    """Return the trigger and, where it is a noun, the verbs that hold it ("took part in talks", "talks were held")."""
    chain = [trigger]
    token = trigger
    for _ in range(STEPS):
        if token.pos_ in VERBS or token.pos_ == "ADV" or token.head == token:
            break  # at "prior to talks" the verb above tells of something else
        token = token.head
        chain.append(token)
    return tuple(chain)


def belongs(scene: Scene, match: Match, token: Token, words: MeetingWords) -> bool:
    """Tell whether a phrase, a time or place, is said of the meeting: between them stand only its parties and nouns."""
    told = {t.i for t in (*told_by(match.trigger), *_behind(match.trigger), *_sharing(match.trigger, token))}
    for step in range(2):
        if token.i in told:
            return True
        if step == 0 or token.pos_ == "ADP":
            if words.among("not-when", token):
                return False
            token = token.head
    for _ in range(STEPS):
        if token.i in told:
            return True
        if token.head == token or not _lets_through(scene, match, token, words):
            return False
        token = token.head
    return False


def _behind(noun: Token) -> list[Token]:
    """ "The summit (to be) held in Lima": the participle behind the noun, wherever the parser hung it."""
    if noun.pos_ in VERBS:
        return []
    for token in noun.doc[noun.i + 1 : noun.sent.end]:
        if token.tag_ == "VBN":
            return [token]
        if token.dep_ not in ("aux", "auxpass"):
            break
    return []


def _sharing(verb: Token, token: Token) -> list[Token]:
    """ "On Monday in Lima she met X and received Y": what opens a clause holds for all its verbs of one subject."""
    found: list[Token] = []
    while verb.dep_ == "conj" and verb.head.pos_ in VERBS and not any(c.dep_ in SUBJECTS for c in verb.children):
        verb = verb.head
        found.append(verb)
    opening = all(token.i < t.i for v in found for t in (v, *(c for c in v.children if c.dep_ in SUBJECTS)))
    return found if opening else []


def _lets_through(scene: Scene, match: Match, token: Token, words: MeetingWords) -> bool:
    passage = match.passage
    if token.pos_ in VERBS:
        if token.head == match.trigger and _tells_of(token, match.trigger, words):
            return True
        return token.dep_ in OWN_CLAUSES and not any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    if token.dep_ == "prep":
        return not words.among("matter-preposition", token)
    if token.pos_ in ("NOUN", "PROPN", "PRON"):
        return (
            bool(scene.actors(passage, token))
            or token.i in scene.pages[passage].at
            or token.i in scene.pages[passage].spans
            or words.among("encounter", token)
            or token.pos_ == "PROPN"
        )
    return True


def _tells_of(verb: Token, trigger: Token, words: MeetingWords) -> bool:
    """ "The summit scheduled for 15 May", "an invitation to visit Lima in May": the clause says when and where."""
    return (verb.dep_ == "acl" and verb.tag_ == "VBN") or words.among("announcing", trigger)


def phrases(match: Match) -> Iterator[Token]:
    """Yield the prepositions of the sentence: first those behind the trigger, then those before it, nearest first."""
    trigger = match.trigger
    found = [t for t in trigger.sent if t.dep_ == "prep"]
    yield from sorted(found, key=lambda t: (t.i < trigger.i, abs(t.i - trigger.i)))
