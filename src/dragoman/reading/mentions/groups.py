"""Groups that stand for the sides of the encounter or those who take part: "the two countries", "both leaders"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from dragoman.reading.findings import Actor
from dragoman.reading.mentions.agents import extent, tied_countries
from dragoman.reading.mentions.codes import NOWHERE, person_codes
from dragoman.reading.mentions.people import Individual

if TYPE_CHECKING:
    from dragoman.reading.mentions.scene import Scene

PLURALS = frozenset(("NNS", "NNPS"))
TRANSPARENT = frozenset(
    ("det", "poss", "nummod", "predet", "case", "punct", "prep", "relcl", "acl", "appos", "cc", "conj")
)


def group_actors(scene: Scene, p: int, token: Token) -> tuple[Actor, ...] | None:
    """Return the members of a group noun; None when the token is no such noun."""
    use = group_use(scene, p, token)
    if use is None:
        return None
    start, end = extent(token)
    if use == "countries":
        return (
            tuple(scene.mention(p, start, end, Actor("", NOWHERE, code)) for code in scene.sides)
            if len(scene.sides) > 1
            else ()
        )
    members = party(scene, heads_only=use == "heads")
    return tuple(scene.mention(p, start, end, codes) for codes in members)


def group_use(scene: Scene, p: int, token: Token) -> str | None:
    """Return "countries", "heads" or "persons" when a plural noun means all sides, else None."""
    if token.tag_ not in PLURALS:
        return None
    use = _use(scene, p, token)
    if use is None or not _is_determined(scene, token) or tied_countries(scene, p, token):
        return None
    return use


def _use(scene: Scene, p: int, token: Token) -> str | None:
    page = scene.pages[p]
    for at, head in page.units.heads.items():
        if head.singular and page.units.starts[at] <= token.i < page.units.ends[at]:
            return "heads" if scene.lexicon.has("heads", " ".join(head.singular)) else "persons"
    forms = (token.lemma_.lower(), token.lower_)  # "the peoples" are the sides, "the people" are nobody's
    uses = ("countries", "heads", "persons")
    return next((use for use in uses if any(scene.lexicon.has(use, form) for form in forms)), None)


def _is_determined(scene: Scene, token: Token) -> bool:
    """The noun has a definite word before it, and nothing that makes it other than the sides."""
    determined = False
    for child in token.children:
        if child.dep_ in ("det", "poss", "predet", "nummod") and child.i < token.i:
            if not scene.lexicon.has("quantifier", child.lower_):
                return False
            determined = determined or child.lower_ != "all"
        elif child.dep_ == "amod" and scene.lexicon.has("quantifier", child.lower_):
            determined = True
        elif child.dep_ not in TRANSPARENT or _narrows(child):
            return False
    return determined


def _narrows(child: Token) -> bool:
    """ "Leaders of parties", "parties to the treaty": a complement makes it another group."""
    return child.dep_ == "prep" and child.lower_ in ("to", "of", "from", "with", "in") and not _is_of_state(child)


def _is_of_state(preposition: Token) -> bool:
    """ "heads of state": the complement belongs to the noun."""
    return preposition.lower_ == "of" and any(c.lower_ in ("state", "government") for c in preposition.children)


def party(scene: Scene, *, heads_only: bool) -> list[Actor]:
    """Return who takes part: the first person of every side, heads of state or government where they are meant."""
    firsts: dict[str, Individual] = {}
    present = [i for i in scene.people.individuals if i.role != "mentioned" and i.country in scene.sides]
    for individual in sorted(present, key=lambda i: not i.is_head) if heads_only else present:
        firsts.setdefault(individual.country or "", individual)
    return (
        [person_codes(firsts[c]) if c in firsts else Actor("", NOWHERE, c) for c in scene.sides]
        if len(scene.sides) > 1
        else []
    )


def counterpart_actors(scene: Scene, p: int, token: Token) -> tuple[Actor, ...] | None:
    """ "His Lithuanian counterpart": who takes part for that state, else for the side other than the possessor's."""
    owners = [c for c in token.children if c.dep_ == "poss"]
    if token.tag_ in PLURALS or not owners or not scene.lexicon.has("counterpart", token.lemma_.lower()):
        return None
    countries = tied_countries(scene, p, token, possessors=False)
    owned = scene.countries(p, owners[0])
    if not countries and len(owned) == 1 and len(scene.sides) == 2:
        countries = tuple(c for c in scene.sides if c not in owned)
    start, end = extent(token)
    named = {a.country: a for a in party(scene, heads_only=False)}
    return tuple(scene.mention(p, start, end, named.get(c) or Actor("", NOWHERE, c, "GOV")) for c in countries)


def side_actors(scene: Scene, p: int, token: Token) -> tuple[Actor, ...]:
    """ "The Russian side", "the Lithuanian and Ukrainian parties": the states that modify the noun."""
    if not scene.lexicon.has("side", token.lemma_.lower()):
        return ()
    start, end = extent(token)
    return tuple(
        scene.mention(p, start, end, Actor("", NOWHERE, code, "GOV")) for code in tied_countries(scene, p, token)
    )
