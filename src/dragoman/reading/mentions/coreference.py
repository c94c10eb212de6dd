"""Pronouns: the issuer's and speakers' own words, persons, states and groups named before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from dragoman.reading.findings import Actor
from dragoman.reading.mentions.codes import NOWHERE, person_codes
from dragoman.reading.mentions.people import Individual
from dragoman.reading.mentions.taking_part import speaking

if TYPE_CHECKING:
    from dragoman.reading.mentions.scene import Scene

SUBJECTS = frozenset(("nsubj", "nsubjpass"))
SENTENCES_BACK = 3
FIRST_PERSON = frozenset(("i", "me", "my", "mine", "myself"))


def pronoun_actors(scene: Scene, p: int, token: Token) -> tuple[Actor, ...]:
    """Return what a pronoun stands for; nobody where that is doubtful."""
    word = token.lower_
    lexicon = scene.lexicon
    if lexicon.has("own", word):
        return own_actors(scene, p, token)
    if lexicon.has("he", word):
        individual = _person_before(scene, p, token)
        return (_person(scene, p, token, individual),) if individual else ()
    if lexicon.has("they", word):
        return _again(scene, p, token, _several_before(scene, p, token) or _all_present(scene, token))
    if lexicon.has("you", word):
        return _again(scene, p, token, _addressee(scene, p))
    if lexicon.has("it", word):
        return _again(scene, p, token, _state_before(scene, p, token))
    return ()


def antecedents(scene: Scene, p: int, token: Token) -> tuple[Actor, ...]:
    """Return the earlier mention in the passage that a pronoun of the third person points to, in its own words."""
    word, lexicon = token.lower_, scene.lexicon
    if lexicon.has("he", word):
        individual = _person_before(scene, p, token)
        earlier = [h for q, h in individual.mentions if q == p and h.start < token.i] if individual else []
        return (scene.person_actor(p, earlier[-1]),) if earlier else ()
    if lexicon.has("they", word):
        return _several_before(scene, p, token)
    if lexicon.has("it", word):
        for subject in _subjects_above(token):
            actors = scene.actors(p, subject)
            if actors:
                return actors if len(actors) == 1 and actors[0].person is None else ()
    return ()


def own_actors(scene: Scene, p: int, token: Token) -> tuple[Actor, ...]:
    """ "I" is the speaker or the issuer; "we" and "our" their state, or all issuers of a joint statement."""
    speaker = own_speaker(scene, p, token)
    singular = token.lower_ in FIRST_PERSON
    if speaker:
        if singular:
            return (_person(scene, p, token, speaker),)
        country = speaker.country
        return (scene.mention(p, token.i, token.i + 1, Actor("", NOWHERE, country)),) if country else ()
    if scene.parsed[p].passage.speaker:
        return ()
    if not singular and scene.issuer and _is_joint(scene):
        return tuple(scene.mention(p, token.i, token.i + 1, Actor("", NOWHERE, c)) for c in scene.sides)
    if scene.issuer is None:
        return ()
    issuer = scene.issuer if singular else Actor("", NOWHERE, scene.issuer.country)
    return (scene.mention(p, token.i, token.i + 1, issuer),)


def _is_joint(scene: Scene) -> bool:
    words = (scene.canonical.title or "").lower().split()
    return any(scene.lexicon.has("joint", w) for w in words[:3]) and len(scene.sides) > 1


def own_speaker(scene: Scene, p: int, token: Token) -> Individual | None:
    """Return the person whose own words the token stands in: a turn's speaker, or a quotation's."""
    label = scene.parsed[p].passage.speaker
    if label:
        return speaking(scene.people, label)
    source = scene.speaker(p, token)
    if source.layer == "speaker" and source.by and _in_quotes(token):
        return scene.by_key(source.by)
    return None


def _in_quotes(token: Token) -> bool:
    return sum(t.text in ('"', "“", "”") for t in token.doc[: token.i]) % 2 == 1


def _person(scene: Scene, p: int, token: Token, individual: Individual) -> Actor:
    return scene.mention(p, token.i, token.i + 1, person_codes(individual))


def _again(scene: Scene, p: int, token: Token, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(scene.mention(p, token.i, token.i + 1, a) for a in actors)


def _person_before(scene: Scene, p: int, token: Token) -> Individual | None:
    """The subject of the clause or of a clause above it, else the subject person of the sentences before."""
    excluded = None
    for subject in _subjects_above(token):
        individual = scene.individual(p, subject)
        if individual and token.dep_ in ("dobj", "dative", "pobj") and excluded is None:
            excluded = individual
        elif individual and individual is not excluded:
            return individual
    for page, subject in _subjects_before(scene, p, token):
        individual = scene.individual(page, subject) or _resolved(scene, page, subject)
        if individual and individual is not excluded:
            return individual
    others = [i for i in scene.people.individuals if i.role != "mentioned" and i is not excluded and i.name]
    return others[0] if excluded and len(others) == 1 else None


def _resolved(scene: Scene, p: int, subject: Token) -> Individual | None:
    """The person behind a pronoun that is itself a subject."""
    if not scene.lexicon.has("he", subject.lower_):
        return None
    actors = scene.actors(p, subject)
    return scene.by_key(actors[0].person) if len(actors) == 1 and actors[0].person else None


def _subjects_above(token: Token) -> Iterator[Token]:
    """Yield the subjects of the clauses that the token stands in, inmost first, those before it only."""
    current = token
    while current.head != current:
        current = current.head
        yield from (c for c in current.children if c.dep_ in SUBJECTS and c.i < token.i and not c.is_ancestor(token))


def _subjects_before(scene: Scene, p: int, token: Token) -> Iterator[tuple[int, Token]]:
    """Yield the subjects of the sentences before, nearest sentence first, main clauses first."""
    count = 0
    page, limit = p, token.sent.start
    while page >= 0 and count < SENTENCES_BACK:
        for sentence in reversed([s for s in scene.parsed[page].doc.sents if s.end <= limit]):
            count += not _in_quotes(sentence.root)  # what is quoted in between does not push the speaker away
            yield from ((page, t) for t in sorted(sentence, key=lambda t: t.head != t.sent.root) if t.dep_ in SUBJECTS)
            if count >= SENTENCES_BACK:
                return
        page -= 1
        if page < 0 or scene.parsed[page].passage.field != scene.parsed[p].passage.field:
            return
        limit = len(scene.parsed[page].doc)


def _several_before(scene: Scene, p: int, token: Token) -> tuple[Actor, ...]:
    for subject in _subjects_above(token):
        actors = scene.actors(p, subject)
        if len(actors) > 1 or (actors and subject.tag_ in ("NNS", "NNPS")):
            return actors
    for page, subject in _subjects_before(scene, p, token):
        actors = scene.actors(page, subject)
        if len(actors) > 1 or (actors and subject.tag_ in ("NNS", "NNPS")):
            return actors
    return ()


def _all_present(scene: Scene, token: Token) -> tuple[Actor, ...]:
    """Without a plural before it, "they discussed" in a report means those who met."""
    verb = token.head
    acts = scene.lexicon.has("encounter_verb", verb.lemma_) or scene.lexicon.has("report", verb.lemma_)
    if token.dep_ not in SUBJECTS or not acts or _in_quotes(token):
        return ()
    present = [i for i in scene.people.individuals if i.leads and i.role == "participant"]
    return tuple(map(person_codes, present)) if len(present) == 2 and len(scene.sides) == 2 else ()


def _addressee(scene: Scene, p: int) -> tuple[Actor, ...]:
    """In a turn of a conversation of two, "you" is the other."""
    label = scene.parsed[p].passage.speaker
    speaker = speaking(scene.people, label) if label else None
    others = [i for i in scene.people.individuals if i.leads and i.role == "participant" and i is not speaker]
    return (person_codes(others[0]),) if speaker and len(others) == 1 else ()


def _state_before(scene: Scene, p: int, token: Token) -> tuple[Actor, ...]:
    """ "It" and "its": the nearest subject that is one state or organisation and no person."""
    if token.dep_ == "poss" and token.head.dep_ == "conj":  # "X and its people"
        beside = _one_state(scene.actors(p, token.head.head))
        if beside:
            return beside
    for subject in _subjects_above(token):
        actors = scene.actors(p, subject)
        if actors:
            return _one_state(actors)
    for page, subject in _subjects_before(scene, p, token):
        actors = scene.actors(page, subject)
        if actors:
            return _one_state(actors)
    return ()


def _one_state(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return actors if len(actors) == 1 and actors[0].person is None and actors[0].country else ()
