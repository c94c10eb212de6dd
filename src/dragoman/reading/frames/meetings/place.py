"""Where a meeting is: the destination of a visit, else the place named in its clause."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.reading.frames.match import Match
from dragoman.reading.frames.meetings.clause import belongs, phrases
from dragoman.reading.frames.meetings.programme import NOWHERE, Place, own_heading
from dragoman.reading.frames.meetings.words import MeetingWords
from dragoman.reading.frames.times import Times
from dragoman.reading.mentions.scene import Scene

PLACED = frozenset(("pobj", "compound"))
INNER = frozenset(("compound", "nmod", "amod", "poss", "nummod", "case"))


def place_of(scene: Scene, match: Match, times: Times, words: MeetingWords) -> Place:
    """Return the place as written, with its state where the codebook knows it."""
    named = _named(scene, match, times, words)
    if named != NOWHERE:
        return named
    if is_visit(match):
        return _destination(scene, match)
    remote = match.frame.meeting is not None and match.frame.meeting.kind == "call"
    return NOWHERE if remote else own_heading(scene, match, words)


def is_visit(match: Match) -> bool:
    """Tell whether the frame is one of going somewhere."""
    return match.frame.meeting is not None and match.frame.meeting.visit


def _destination(scene: Scene, match: Match) -> Place:
    for token in match.recipients.tokens:
        span = scene.pages[match.passage].spans.get(token.i)
        if span is not None and span.kind in ("name", "seat", "place"):
            return str(token.doc[span.start_token : span.end_token].text), span.code
        if token.pos_ == "NOUN" and any(c.dep_ in ("poss", "det") for c in token.children):
            return _name(token), None
    return NOWHERE


def _named(scene: Scene, match: Match, times: Times, words: MeetingWords) -> Place:
    """The nearest "in" or "at" of the clause with a name behind it, of no time and no body; a town before a state."""
    found: list[tuple[bool, Place]] = []
    for preposition in phrases(match):
        goal = is_visit(match) and words.among("goal-preposition", preposition)
        if not goal and not words.among("place-preposition", preposition):
            continue
        for child in preposition.children:
            token = _seat_before(scene, match.passage, child)
            named = token.dep_ in PLACED and _is_place(scene, match.passage, token, times, words)
            if named and belongs(scene, match, preposition, words):
                span = scene.pages[match.passage].spans.get(token.i)
                place = (_name(token), span.code if span else None)
                found.append((span is not None and span.kind == "name", place))
    return min(found, key=lambda f: f[0])[1] if found else NOWHERE


def _seat_before(scene: Scene, passage: int, token: Token) -> Token:
    """ "Received in the Kremlin President X": where the parser made the place a part of a person's name."""
    page = scene.pages[passage]
    if token.i not in page.at:
        return token
    outside = [c for c in token.lefts if c.dep_ == "compound" and c.i not in page.at and c.i in page.spans]
    return outside[0] if outside else token


def _is_name(token: Token, words: MeetingWords) -> bool:
    """A proper name, or a building under one ("the Miraflores residence")."""
    under = any(c.pos_ == "PROPN" and c.dep_ in INNER for c in token.lefts)
    return token.pos_ == "PROPN" or (words.among("venue", token) and under)


def _is_place(scene: Scene, passage: int, token: Token, times: Times, words: MeetingWords) -> bool:
    if not _is_name(token, words) or words.among("encounter", token) or words.among("no-place", token):
        return False
    if token.lower_ in times.words:
        return False  # a month, dated or not
    if any(day.start <= token.idx < day.end for day in times.past[passage]):
        return False
    page = scene.pages[passage]
    span = page.spans.get(token.i)
    if span is None and token.i in page.at:
        return False  # a person
    if span is None:
        return not _is_body(scene, passage, token, words)
    return span.kind in ("name", "seat", "place")


def _is_body(scene: Scene, passage: int, token: Token, words: MeetingWords) -> bool:
    """Tell whether an unknown name is that of a body that acts ("the District Court"); a building is none."""
    return not words.among("venue", token) and any(a.sector for a in scene.actors(passage, token))


def _name(token: Token) -> str:
    """The name with what stands before it, without its article."""
    lefts = [t for c in token.lefts if c.dep_ in INNER for t in c.subtree]
    left = min((t.i for t in lefts), default=token.i)
    return str(token.doc[left : token.i + 1].text)
