"""Who says it: direct and reported speech, turns of a transcript, the meeting as a whole, else the issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from dragoman.reading.findings import Source
from dragoman.reading.mentions.groups import group_use
from dragoman.reading.mentions.taking_part import speaking
from dragoman.reading.roles import agent, is_passive, subject

if TYPE_CHECKING:
    from dragoman.reading.mentions.scene import Scene

ISSUER = Source("issuer")
MEETING = Source("meeting")
QUOTES = frozenset(('"', "“", "”"))
VERBS = frozenset(("VERB", "AUX"))
AFTER = 14  # tokens in which the verb of saying follows a quotation


def source_of(scene: Scene, p: int, token: Token) -> Source:
    """Return the source of what a token stands in, the nearest first."""
    label = scene.parsed[p].passage.speaker
    if label:
        individual = speaking(scene.people, label)
        if individual is None and scene.lexicon.has("turn-label", label.lower()):
            return Source("other", label)
        return Source("speaker", individual.key if individual else label)
    embedding = _embedding(scene, p, token)
    if embedding is None or embedding == ISSUER:  # "We agreed": whose words a quotation's "we" are, stands outside it
        return _quotation(scene, p, token) or ISSUER
    return embedding


def _embedding(scene: Scene, p: int, token: Token) -> Source | None:
    """The nearest verb of saying above the token; neither its subject nor a clause beside it is what it says."""
    current, below = token, token
    while True:
        if current.pos_ in VERBS and (
            scene.lexicon.has("report", current.lemma_) or scene.lexicon.has("impersonal", current.lemma_)
        ):
            source = None if below.dep_ in ("nsubj", "conj") and below != current else _of_verb(scene, p, current)
            if source:
                return source
        according = _according(scene, p, current)
        if according:
            return according
        if current.head == current:
            return None
        below, current = current, current.head


def _according(scene: Scene, p: int, verb: Token) -> Source | None:
    for child in verb.children:
        if child.lower_ == "according":
            named = [t for t in child.subtree if t.dep_ == "pobj"]
            return _of_subject(scene, p, named[0]) if named else None
    return None


def _of_verb(scene: Scene, p: int, verb: Token) -> Source | None:
    lemma = verb.lemma_
    if is_passive(verb):
        agents = agent(verb)
        if agents:
            return _of_subject(scene, p, agents[0])
        stated = any(c.dep_ in ("aux", "auxpass", "nsubjpass") for c in verb.children) or verb.dep_ == "conj"
        return MEETING if stated and scene.lexicon.has("impersonal", lemma) else None
    if not scene.lexicon.has("report", lemma) or _is_conversation(scene, verb):
        return None
    subjects = subject(verb)
    return _of_subject(scene, p, subjects[0]) if subjects else None


def _is_conversation(scene: Scene, verb: Token) -> bool:
    """ "Spoke with X by phone": the verb tells of an encounter and not of what was said."""
    says = any(c.dep_ in ("ccomp", "dobj", "xcomp") for c in verb.children)
    meets = scene.lexicon.has("encounter_verb", verb.lemma_) and any(c.lower_ == "with" for c in verb.subtree)
    return meets and not says


def _of_subject(scene: Scene, p: int, who: Token) -> Source | None:
    if group_use(scene, p, who) or scene.lexicon.has("they", who.lower_):
        return MEETING
    actors = scene.actors(p, who)
    persons = [a for a in actors if a.person]
    if persons:
        return Source("speaker", persons[0].person)
    if scene.lexicon.has("own", who.lower_):
        return ISSUER
    if scene.lexicon.has("outlet", who.lemma_.lower()):
        return Source("other", _phrase(who))
    if not any(a.country for a in actors):
        return None
    home = scene.people.publisher.country
    return ISSUER if home and all(a.country == home for a in actors) else Source("speaker", actors[0].text)


def _phrase(token: Token) -> str:
    span = token.doc[token.left_edge.i : token.i + 1]
    return str(span.text)


def _quotation(scene: Scene, p: int, token: Token) -> Source | None:
    """Direct speech: the verb of saying right after the quotation, else right before it."""
    region = _region(token)
    if region is None:
        return None
    doc = token.doc
    start, end = region
    after = [t for t in doc[end + 1 : end + 1 + AFTER] if _is_saying(scene, t)]
    before = [t for t in doc[max(0, start - AFTER) : start] if _is_saying(scene, t)]
    for verb in (*after[:1], *reversed(before)):
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and not start <= c.i <= end]
        if subjects:
            return _of_subject(scene, p, subjects[0])
    return None


def _is_saying(scene: Scene, token: Token) -> bool:
    return token.pos_ in VERBS and scene.lexicon.has("report", token.lemma_)


def _region(token: Token) -> tuple[int, int] | None:
    """Return the tokens of the quotation marks around a token, or None outside of quotations."""
    marks = [t.i for t in token.doc if t.text in QUOTES]
    for start, end in zip(marks[::2], [*marks[1::2], len(token.doc)], strict=False):
        if start < token.i < end:
            return start, end
    return None
