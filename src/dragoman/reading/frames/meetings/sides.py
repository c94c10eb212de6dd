"""Between whom a meeting is: the parties, those that stand before their nouns, and those that the words leave out."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.reading.findings import Actor
from dragoman.reading.frames.match import Match, codes
from dragoman.reading.frames.meetings.place import is_visit
from dragoman.reading.frames.meetings.words import MeetingWords
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import VERBS

PRIVATE = frozenset(("NGO", "MNC", "IMG", "ISM"))  # codes of bodies that are no side of a meeting of states
ORGANISATIONS = frozenset(("UNO", "IGO", "EUR"))  # sides only where somebody takes part for them
TRADE = frozenset(("BUS",))  # who is no side for the state that he is of
CONTESTED = "PRE"  # the sector of entities that few recognise: no meeting with them is one with who claims them
MANY = "IGO"  # the code of intergovernmental organisations
BOTH = frozenset(("we", "they"))  # who speaks so of an encounter speaks of both sides
SIDES_OF_ENCOUNTER = 2


def sides_of(scene: Scene, match: Match, meeting_words: MeetingWords) -> tuple[str, ...]:
    """The states of the parties, and those that stand before a party's or a gathering's noun ("G7 counterparts")."""
    actors = match.actors.actors + match.recipients.actors
    found = [*codes([a for a in actors if a.sector not in TRADE and CONTESTED not in (a.sector, *a.other_sectors)])]
    named = named_before(scene, match.passage, match.trigger) if match.trigger.pos_ not in VERBS else []
    if len(set(named)) > 1:
        return tuple(dict.fromkeys(named))
    tokens = [*match.actors.tokens, *match.recipients.tokens]
    if match.frame.meeting is not None and match.frame.meeting.kind == "multilateral":
        tokens.extend(gathering(match))
    tokens.extend(goal_of(match, meeting_words))
    for token in tokens:
        trade = any(a.sector in TRADE for a in scene.actors(match.passage, token))
        if not trade and not scene.holders(match.passage, token):
            found.extend(named_before(scene, match.passage, token))
    found.extend(_implied(scene, match, actors, found))
    return tuple(dict.fromkeys(found))


def _implied(scene: Scene, match: Match, actors: tuple[Actor, ...], found: list[str]) -> tuple[str, ...]:
    """Sides that the words leave out: "we" are both, unnamed officials the publisher's."""
    acting = {p.country for p in scene.persons}
    known = len(scene.sides) == SIDES_OF_ENCOUNTER and all(s not in ORGANISATIONS or s in acting for s in scene.sides)
    both = any(a.text.lower() in BOTH for a in actors) or match.trigger.pos_ not in VERBS
    if match.frame.reciprocal and len(set(found)) == 1 and known and both and found[0] in scene.sides:
        return scene.sides
    home = scene.issuer.country if scene.issuer else None
    if not home:
        return ()
    unnamed = match.frame.reciprocal and any(a.country is None and a.name is None for a in actors)
    of_body = match.frame.meeting is not None and match.frame.meeting.kind == "multilateral" and set(found) <= {MANY}
    return (home,) if unnamed or of_body or (set(found) == {MANY} and is_of_many(scene, match)) else ()


def goal_of(match: Match, meeting_words: MeetingWords) -> list[Token]:
    """What a journey is made for: "arrived in Lima for the summit"."""
    if not is_visit(match):
        return []
    found = [t for c in match.trigger.children if c.dep_ == "prep" and c.lower_ == "for" for t in c.children]
    return [t for t in found if meeting_words.among("gathering", t)]


def gathering(match: Match) -> list[Token]:
    """The nouns of what is attended: the trigger itself, else its object."""
    if match.trigger.pos_ not in VERBS:
        return [match.trigger]
    below = [c for c in match.trigger.children if c.dep_ == "dobj"]
    deeper = [g for c in (match.trigger, *below) for p in c.children if p.dep_ == "prep" for g in p.children]
    cut = [t for c in below if c.pos_ == "PROPN" for t in c.rights if t.dep_ == "conj"]  # "the X-Y and Z Summit"
    own = [t for t in (*below, *deeper) if t.dep_ in ("dobj", "pobj")]
    return [t for t in (*own, *cut) if t.pos_ in ("NOUN", "PROPN")]


def named_before(scene: Scene, passage: int, token: Token) -> list[str]:
    spans = scene.pages[passage].spans
    near = [t for c in token.lefts if c.dep_ in ("compound", "nmod", "amod", "poss") for t in c.subtree]
    if token.dep_ == "conj" and token.head.i in spans:
        near = [*(t for c in token.head.lefts for t in c.subtree), token.head, *near]
    for preposition in (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "between")):
        near += [t for c in preposition.children for t in (c, *c.lefts, *c.conjuncts)]
    found = [spans[t.i] for t in near if t.i in spans and CONTESTED not in spans[t.i].other_sectors]
    return [s.code for s in found if s.code and s.code not in PRIVATE and s.kind in ("name", "demonym", "organisation")]


def is_of_many(scene: Scene, match: Match) -> bool:
    """Several of an organisation's people ("G7 counterparts"), or a meeting of an organisation itself."""
    tokens = [t for t in (*match.actors.tokens, *match.recipients.tokens) if t.tag_ == "NNS"]
    tokens += [match.trigger] if match.trigger.pos_ not in VERBS else []
    return any(code == MANY for t in tokens for code in named_before(scene, match.passage, t))
