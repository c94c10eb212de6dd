"""What kind of meeting it is: in person, by telephone, by video link, or of many sides."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.codebook.values import MeetingKind
from dragoman.reading.frames.match import Match
from dragoman.reading.frames.meetings.place import is_visit
from dragoman.reading.frames.meetings.sides import MANY, gathering, goal_of, is_of_many, named_before
from dragoman.reading.frames.meetings.words import MeetingWords
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import VERBS

SIDES_OF_MULTILATERAL = 3  # guidelines: three or more sides


def kind_of(scene: Scene, match: Match, countries: tuple[str, ...], meeting_words: MeetingWords) -> MeetingKind:
    assert match.frame.meeting is not None
    kind = match.frame.meeting.kind
    sentence = match.trigger.sent.text
    if kind == "call" and meeting_words.stands_in("together", sentence):
        return "in_person"
    if kind in ("in_person", "call") and _is_over(match, "video", meeting_words):
        return "video"
    if kind == "in_person" and meeting_words.stands_in("call", sentence) and not is_visit(match):
        return "call"
    if kind == "multilateral" and _is_of_two(scene, match, countries):
        return "in_person"
    if goal_of(match, meeting_words) or (kind == "in_person" and is_of_many(scene, match)):
        return "multilateral"
    if kind == "in_person" and len(countries) >= SIDES_OF_MULTILATERAL and not is_visit(match):
        return "multilateral"
    return kind


def _is_of_two(scene: Scene, match: Match, countries: tuple[str, ...]) -> bool:
    """ "The Chile-Peru Forum": its name gives its two sides, none of them an organisation of many."""
    named = {code for t in gathering(match) for code in named_before(scene, match.passage, t)}
    return len(named) == len(countries) == 2 and MANY not in named


def _is_over(match: Match, use: str, meeting_words: MeetingWords) -> bool:
    """A video link is told in a phrase of the clause; "virtual" counts only near the encounter's noun."""
    if meeting_words.stands_in(use, match.trigger.sent.text):
        return True
    nouns = [t for t in match.trigger.sent if meeting_words.among("encounter", t) and _is_below(t, match.trigger)]
    return any(meeting_words.among(f"{use}-adjective", c) for t in nouns for c in t.lefts)


def _is_below(token: Token, trigger: Token) -> bool:
    """Tell whether a noun hangs on the trigger with no other verb between them."""
    while token != trigger:
        if token.pos_ in VERBS or token.head == token:
            return False
        token = token.head
    return True
