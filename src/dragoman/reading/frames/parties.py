"""Who stands in a role: the entities that a role's tokens name, or that own what they name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from spacy.tokens import Token

from dragoman.reading.findings import Actor, Person, Quote
from dragoman.reading.mentions.coreference import antecedents
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import by_preposition, follow, modifier, possessor, subject

SIDES_OF_ENCOUNTER = 2
NOWHERE = Quote("", 0, 0)
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
BEFORE_NOUN = frozenset(("compound", "amod", "nmod", "nummod", "poss", "det", "quantmod", "advmod"))
CLAUSES_OF_NOUNS = frozenset(("relcl", "acl", "advcl", "ccomp"))
COMPLEMENTS = frozenset(
    (
        "of",
        "in",
        "from",
        "for",
        "against",
        "on",
        "at",
        "near",
        "between",
        "among",
        "to",
        "over",
        "about",
        "across",
        "around",
        "with",
    )
)
OWN_WORDS = frozenset(("its", "their", "his", "her", "our", "it", "them", "themselves", "itself"))
AIMS = (
    "object", "indirect", "to", "object.to", "for", "object.for", "with", "object.with", "against", "object.against",
    "from", "object.from", "on", "object.on", "into", "object.into", "of", "clause.subject", "clause.object",
    "in", "object.in", "at", "near",
)  # fmt: skip
RECEIVERS = (
    "indirect",
    "to",
    "object.to",
    "from",
    "object.from",
    "with",
    "against",
    "object.against",
    "on",
    "object.on",
)
OWNERS = ("by", "of", "from", "in", "against", "between")


@dataclass(frozen=True)
class Cast:
    """The actors in a role and the tokens they were found at."""

    actors: tuple[Actor, ...] = ()
    tokens: tuple[Token, ...] = ()

    def joined(self, other: Cast) -> Cast:
        known = {(a.quote, a.country) for a in self.actors}
        more = tuple(a for a in other.actors if (a.quote, a.country) not in known)
        return Cast(self.actors + more, self.tokens + other.tokens)


def parties(
    scene: Scene,
    passage: int,
    trigger: Token,
    paths: tuple[str, ...],
    *,
    things: bool,
    names: bool = False,
    apart_from: Cast | None = None,
    but: Callable[[Token], bool] | None = None,
) -> Cast:
    """Return the cast of the first path that names entities; with `things`, else the first that names any noun
    (with `names`, any proper name).

    Besides dependency paths, a path may be "sides" (both sides of the encounter), "others" (the sides but those of
    `apart_from`), "issuer", "speaker" (whoever says it: a speaker, the meeting's sides, else the issuer) or "present"
    (who takes part and stands behind the trigger in its sentence). Where `but` holds of a noun it is nobody.
    """
    filled: list[Token] = []
    for path in paths:
        if path == "speaker" and paths[0] == "subject" and filled and _is_somebody(scene, passage, filled[0]):
            return Cast()
        named = _implied(scene, passage, trigger, path, apart_from)
        if named is not None:
            if named:
                return Cast(named)
            continue
        if path == "target" or path.endswith(".target"):
            aimed, tokens = _aimed_at(
                scene, passage, follow(trigger, path.removesuffix("target").rstrip(".") or "self"), apart_from
            )
        else:
            tokens = follow(trigger, path)
            aimed = _apart(tuple(a for t in tokens for a in entities(scene, passage, t)), apart_from)
        if aimed:
            return Cast(_distinct(aimed), tuple(tokens))
        filled = filled or [t for t in tokens if t.pos_ in NOMINAL and not (but and but(t))]
    if filled and (things or (names and is_name(filled[0]))):
        return Cast((thing(scene, passage, filled[0]),), tuple(filled[:1]))
    return Cast()


def _is_somebody(scene: Scene, passage: int, subject: Token) -> bool:
    """What a noun, "who" or "they" does, its speaker does not; other pronouns, and the "they" of those who met, may."""
    if scene.lexicon.has("they", subject.lower_):
        return scene.speaker(passage, subject).layer != "meeting"
    return subject.tag_.startswith(("NN", "WP"))


def _aimed_at(
    scene: Scene, passage: int, acts: list[Token], apart_from: Cast | None
) -> tuple[tuple[Actor, ...], list[Token]]:
    """Return whom inner acts are aimed at: a state before other entities; else a thing, receivers before objects."""
    ways = [[t for act in acts for t in follow(act, way)] for way in AIMS]
    named = [(_apart(tuple(a for t in ts for a in entities(scene, passage, t)), apart_from), ts) for ts in ways]
    for actors, tokens in named:
        if any(a.country for a in actors):
            return actors, tokens
    receivers = [t for way in RECEIVERS for act in acts for t in follow(act, way)]
    others = [(actors, tokens) for actors, tokens in named if actors]
    if others and not receivers:
        return others[0]
    return (), receivers or next((ts for ts in ways if ts), [])


def _apart(actors: tuple[Actor, ...], apart_from: Cast | None) -> tuple[Actor, ...]:
    """Leave out what the other side has of its own ("withdrew its troops from X"): no act is aimed at oneself."""
    if apart_from is None:
        return actors
    others = apart_from.actors
    own = {a.country for a in others if a.country}
    if all(_is_same(a, others) or (a.country in own and _is_owned(a)) for a in actors):
        return ()
    return actors


def _is_same(actor: Actor, others: tuple[Actor, ...]) -> bool:
    return any(
        (actor.person is not None and actor.person == o.person)
        or (actor.quote.start < o.quote.end and o.quote.start < actor.quote.end)
        for o in others
    )


def _is_owned(actor: Actor) -> bool:
    return actor.text.split(" ", 1)[0].lower() in OWN_WORDS


def is_name(token: Token) -> bool:
    """Tell whether a noun is written as a proper name; days and months are none."""
    return token.tag_ in ("NNP", "NNPS") and token.ent_type_ not in ("DATE", "TIME") and token.dep_ != "npadvmod"


def _implied(
    scene: Scene, passage: int, trigger: Token, path: str, apart_from: Cast | None
) -> tuple[Actor, ...] | None:
    """Return who a path means that no dependency leads to; None when the path is one of the parse."""
    if path == "present":
        return _present(scene, passage, trigger, apart_from)
    if path == "issuer":
        meant = [scene.issuer] if scene.issuer else []
    elif path == "speaker":
        meant = list(spoken(scene, passage, trigger))
    elif path in ("sides", "others"):
        taken = {a.country for a in apart_from.actors} if apart_from and path == "others" else set()
        meant = [a for a in side_actors(scene) if a.country not in taken]
    else:
        return None
    return tuple(located(scene, passage, trigger, actor) for actor in meant)


def _present(scene: Scene, passage: int, trigger: Token, apart_from: Cast | None) -> tuple[Actor, ...]:
    """Participants of another side named behind the trigger, wherever the parser hung them."""
    taken = {a.country for a in apart_from.actors} if apart_from else set()
    behind = [h for h in scene.pages[passage].holders if trigger.i < h.start < trigger.sent.end]
    found = [(scene.people.who(h), scene.person_actor(passage, h)) for h in behind]
    return tuple(a for who, a in found if who and who.role != "mentioned" and a.country and a.country not in taken)


def spoken(scene: Scene, passage: int, token: Token) -> tuple[Actor, ...]:
    """Return whoever says what a token stands in."""
    doers = subject(token)  # what a verb's own subject does, it does not say
    source = scene.speaker(passage, doers[0] if doers and token.i > doers[0].i else token)
    if source.layer == "issuer":
        return (scene.issuer,) if scene.issuer else ()
    if source.layer == "meeting":
        return side_actors(scene)
    person = next((p for p in scene.persons if p.key == source.by), None)
    return (_side(person.country, person),) if person and person.country else _saying(scene, passage, token, source.by)


def _saying(scene: Scene, passage: int, token: Token, name: str | None) -> tuple[Actor, ...]:
    """A speaker that is no person is the subject of a verb above."""
    for above in token.ancestors:
        found = tuple(a for t in follow(above, "subject") for a in scene.actors(passage, t))
        if any(a.text == name for a in found):
            return found
    return ()


def side_actors(scene: Scene) -> tuple[Actor, ...]:
    """Return one actor for each side of the encounter: its first person where one takes part; none for one side."""
    if len(scene.sides) < SIDES_OF_ENCOUNTER:
        return ()
    return tuple(one_side(scene, code) for code in scene.sides)


def one_side(scene: Scene, code: str) -> Actor:
    """Return an actor for a side: its first person where one takes part, else its state."""
    return _side(code, next((p for p in scene.persons if p.country == code and p.role != "mentioned"), None))


def _side(code: str, person: Person | None) -> Actor:
    if person is None:
        return Actor("", NOWHERE, code, "GOV")
    office = person.offices[0] if person.offices else None
    sector = person.sectors[0] if person.sectors else "GOV"
    return Actor("", NOWHERE, code, sector, person.sectors[1:], person.name, office, person.key)


def located(scene: Scene, passage: int, trigger: Token, actor: Actor) -> Actor:
    """Return an implied actor with the words that name it first in the trigger's field, else with the trigger itself.

    An entity's offsets refer to the field of its event's evidence, so that no words of another field will do.
    """
    field = scene.parsed[passage].passage.field
    places = [
        (p, h.start, h.end)
        for i in scene.people.individuals
        if actor.person == i.key
        for p, h in i.mentions
        if p < len(scene.parsed)
    ]
    places += [
        (p, span.start_token, span.end_token)
        for p, page in enumerate(scene.pages[: len(scene.parsed)])
        for span in page.spans.values()
        if span.code == actor.country and span.kind in ("name", "demonym")
    ]
    near = next(
        (at for at in places if scene.parsed[at[0]].passage.field == field), (passage, trigger.i, trigger.i + 1)
    )
    return scene.mention(*near, actor)


def entities(scene: Scene, passage: int, token: Token) -> tuple[Actor, ...]:
    """Return the entities that a token names, else those that own or do what it names ("Russia's invasion").

    Who is named only as an owner gives its codes to the whole phrase.
    """
    found = scene.actors(passage, token)
    if token.pos_ == "PRON":
        return _earlier(antecedents(scene, passage, token), found)
    if found or token.pos_ not in NOMINAL:
        return found
    return tuple(replace(thing(scene, passage, token), **_codes(a)) for a in owners(scene, passage, token))


def owners(scene: Scene, passage: int, token: Token) -> tuple[Actor, ...]:
    """Return the entities that own, do or suffer what a noun names."""
    for near in (possessor(token), by_preposition(token, "by"), modifier(token)):
        found = tuple(a for t in near for a in scene.actors(passage, t))
        if found:
            return found
    for preposition in OWNERS[1:]:
        found = tuple(a for t in by_preposition(token, preposition) for a in scene.actors(passage, t))
        if found:
            return found
    for preposition in OWNERS[1:]:  # "the coup and the violence in X": what trails a coordination belongs to all of it
        trailing = (t for other in token.conjuncts if other.i > token.i for t in by_preposition(other, preposition))
        found = tuple(a for t in trailing for a in scene.actors(passage, t))
        if found:
            return found
    _, end = phrase(token)
    inner = (scene.actors(passage, t) for t in token.doc[token.i + 1 : end] if t.pos_ in NOMINAL)
    return next((found for found in inner if any(a.country for a in found)), ())


def _earlier(named: tuple[Actor, ...], found: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A pronoun is replaced by the words it points back to where both have the same codes."""
    same = [a.country for a in named] == [a.country for a in found]
    return named if named and (same or not found) else found


def _codes(actor: Actor) -> dict[str, Any]:
    names = ("country", "sector", "other_sectors", "name", "office", "person")
    return {name: getattr(actor, name) for name in names}


def thing(scene: Scene, passage: int, token: Token) -> Actor:
    """Return a noun phrase with its complements as an actor without codes, a town or region with its state's."""
    start, end = phrase(token)
    span = scene.pages[passage].spans.get(token.i)
    place = span if span is not None and span.kind in ("place", "seat") else None
    codes = Actor("", NOWHERE, place.code, None, place.other_sectors) if place else Actor("", NOWHERE)
    return scene.mention(passage, start, end, codes)


def phrase(noun: Token) -> tuple[int, int]:
    """Return where the phrase of a noun starts and ends (exclusive): without clauses, to the first comma."""
    start, end = noun.i, noun.i + 1
    for child in noun.lefts:
        if child.dep_ in BEFORE_NOUN:
            start = min(start, child.left_edge.i)
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in COMPLEMENTS and child.i == end:
            end = max(end, _end_of(child))
    return start, end


def _end_of(preposition: Token) -> int:
    borders = [
        t.left_edge.i for t in preposition.subtree if t.dep_ in CLAUSES_OF_NOUNS or t.text in (",", ";", "--", "–", "—")
    ]
    return min([*borders, preposition.right_edge.i + 1])


def _distinct(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple({(a.quote, a.country): a for a in actors}.values())
