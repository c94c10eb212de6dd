"""Unnamed agents: a noun with a sector, and the country that its phrase ties it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from dragoman.codebook.spec import Agent
from dragoman.reading.findings import Actor
from dragoman.reading.mentions.codes import NOWHERE
from dragoman.reading.mentions.lexicon import LONGEST_AGENT

if TYPE_CHECKING:
    from dragoman.reading.mentions.scene import Scene

MODIFIERS = frozenset(("amod", "compound", "nmod", "nummod", "advmod", "quantmod", "poss", "npadvmod"))
ADJECTIVES = frozenset(("amod", "compound", "nmod"))
TIES = frozenset(("of", "from", "in", "at", "across", "throughout", "outside", "inside", "off"))
PLURALS = frozenset(("NNS", "NNPS"))
NAME_TAGS = frozenset(("NNP", "NNPS"))
NOUNS = frozenset(("NOUN", "PROPN", "ADJ", "X"))


def agents_of(scene: Scene, p: int, token: Token) -> tuple[Actor, ...]:
    """Return one actor for each country that the phrase names, or one without a country."""
    members = _members(scene, p, token)
    if members:
        return members
    entry, name = agent_entry(scene, token), None
    if entry is None and token.tag_ in NAME_TAGS:
        entry, name = _titled_by_noun(scene, token), token.text
    if entry is None:
        return ()
    sectors = _sectors(scene, token, entry)
    start, end = extent(token)
    countries: tuple[str | None, ...] = tied_countries(scene, p, token) or (own_country(scene, token),)
    return tuple(scene.mention(p, start, end, Actor("", NOWHERE, c, sectors[0], sectors[1:], name)) for c in countries)


def _members(scene: Scene, p: int, token: Token) -> tuple[Actor, ...]:
    """ "A group of Swedish nurses", "thousands of refugees": what is counted or gathered says who it is."""
    if not (scene.lexicon.has("gathering", token.lower_) or scene.lexicon.has("belonging", token.lower_)):
        return ()
    counted = [c for prep in token.children if prep.lower_ == "of" for c in prep.children if c.dep_ == "pobj"]
    if not counted:
        return ()
    span, belongs = scene.pages[p].spans.get(counted[0].i), scene.lexicon.has("belonging", token.lower_)
    body = belongs and span is not None and span.kind == "organisation"
    if not body and not (is_agent(scene, counted[0]) and (belongs or counted[0].tag_ in PLURALS)):
        return ()
    start, end = extent(token)
    own = tied_countries(scene, p, token, possessors=False)
    found = scene.actors(p, counted[0])
    country = own[0] if len(own) == 1 else None
    return tuple(
        scene.mention(p, start, end, Actor("", NOWHERE, a.country or country, a.sector, a.other_sectors)) for a in found
    )


def _titled_by_noun(scene: Scene, token: Token) -> Agent | None:
    """ "The German newspaper Bild", "journalist Jamal Khashoggi": the noun before a name says what it is."""
    nouns = [c for c in token.lefts if c.dep_ in ("compound", "nmod") and c.tag_ in ("NN", "NNS")]
    return agent_entry(scene, nouns[-1]) if nouns else None


def is_agent(scene: Scene, token: Token) -> bool:
    return agent_entry(scene, token) is not None


def agent_entry(scene: Scene, token: Token) -> Agent | None:
    """Return the agent whose noun ends at the token, the longest first."""
    return _entry_and_length(scene, token)[0]


def _entry_and_length(scene: Scene, token: Token) -> tuple[Agent | None, int]:
    if token.pos_ not in NOUNS:
        return None, 0
    agents = scene.lexicon.agents
    for n in range(min(LONGEST_AGENT, token.i + 1), 0, -1):
        words = " ".join(t.lower_ for t in token.doc[token.i + 1 - n : token.i + 1])
        entry = agents.get(words)
        if entry:
            return entry, n
    return None, 0


def _sectors(scene: Scene, token: Token, entry: Agent) -> tuple[str, ...]:
    """A modifier may give the sector ("rebel forces"); a former holder of office is ELI."""
    own = (entry.sector, *entry.other_sectors)
    doc = token.doc
    first = token.i + 1 - max(_entry_and_length(scene, token)[1], 1)
    for child in token.lefts:
        if child.dep_ not in ADJECTIVES or child.i >= first:
            continue
        given = scene.lexicon.sectors.get(child.lower_) or _of_compound(scene, child, entry)
        if not given and child.i and doc[child.i - 1].head == child:
            given = scene.lexicon.sectors.get(f"{doc[child.i - 1].lower_} {child.lower_}")
        if given and given != entry.sector and not (given == "ELI" and entry.sector != "GOV"):
            return (given, *own) if given == "ELI" else (given,)
    return own


def _of_compound(scene: Scene, child: Token, entry: Agent) -> str | None:
    """ "Cartel bosses", "hospital officials": leaders and speakers of a body of society are that body's."""
    if entry.sector != "GOV" or child.dep_ != "compound" or child.tag_ not in ("NN", "NNS"):
        return None
    body = scene.lexicon.agents.get(child.lower_)
    return body.sector if body and body.sector != "GOV" else None


def tied_countries(scene: Scene, p: int, token: Token, *, possessors: bool = True) -> tuple[str, ...]:
    """Return the countries of the phrase: its possessor's and adjectives', else "of", "from" or "in" a place."""
    found: list[str] = []
    for child in token.children:
        if child.dep_ == "poss" and possessors:
            found.extend(scene.countries(p, child) or _of_place(scene, p, child))
        elif child.dep_ in ADJECTIVES and child.i < token.i:
            found.extend(_of_modifier(scene, p, child))
    if not found:
        found.extend(_of_prepositions(scene, p, token))
    return tuple(dict.fromkeys(found))


def _of_modifier(scene: Scene, p: int, child: Token) -> list[str]:
    found = []
    for token in (
        child,
        *(t for t in child.subtree if t.dep_ in ("conj", "compound", "amod", "nmod", "npadvmod") and t != child),
    ):
        span = scene.pages[p].spans.get(token.i)
        if span and span.code and not _is_backed(scene, token):
            found.append(span.code)
    return found


def _is_backed(scene: Scene, token: Token) -> bool:
    """ "Russia-backed rebels", "pro-Russian fighters": the state stands behind them; "US-based" is its own."""
    doc = token.doc
    after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
    before = doc[token.i - 1].text if token.i else ""
    word = doc[token.i + 2].lower_ if token.i + 2 < len(doc) else ""
    backed = after == "-" and not doc[token.i].whitespace_ and not scene.lexicon.has("seated", word)
    return backed or (before == "-" and not doc[token.i - 1].whitespace_)


def _of_prepositions(scene: Scene, p: int, token: Token) -> list[str]:
    found: list[str] = []
    for child in token.children:
        if child.dep_ != "prep" or child.lower_ not in TIES:
            continue
        for place in child.children:
            if place.dep_ == "pobj":
                found.extend(scene.countries(p, place) or _of_place(scene, p, place))
        if found:
            break
    return found


def _of_place(scene: Scene, p: int, place: Token) -> list[str]:
    """A place ties to its state, also inside a phrase ("in Chad's capital", "in the capital Tripoli")."""
    near = (place, *(t for t in place.children if t.dep_ in ("appos", "compound", "poss", "nmod")))
    return [s.code for t in near if (s := scene.pages[p].spans.get(t.i)) and s.code]


def own_country(scene: Scene, token: Token) -> str | None:
    """ "The Government", "my Administration" in a government's own text is its own."""
    capital = token.text[:1].isupper() and not token.is_sent_start
    determined = any(c.lower_ == "the" and c.dep_ == "det" for c in token.children)
    plain = not any(c.dep_ in ADJECTIVES for c in token.children)
    entry = agent_entry(scene, token)
    return (
        scene.people.publisher.country if capital and determined and plain and entry and entry.sector == "GOV" else None
    )


def extent(token: Token) -> tuple[int, int]:
    """Return the phrase of a noun: its modifiers without a determiner, and what "of", "in" or "from" add."""
    start, end = token.i, token.i + 1
    for child in token.lefts:
        if child.dep_ in MODIFIERS:
            start = min(start, child.left_edge.i)
    while start < token.i and token.doc[start].pos_ in ("DET", "PUNCT", "SPACE", "CCONJ"):
        start += 1
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in TIES and child.i == end:
            end = _end_of_complement(child)
    return start, end


def _end_of_complement(preposition: Token) -> int:
    ends = [t.i + 1 for t in preposition.subtree if t.dep_ not in ("punct", "relcl", "acl")]
    clause = min(
        (t.left_edge.i for t in preposition.subtree if t.dep_ in ("relcl", "acl", "advcl")),
        default=preposition.doc[-1].i + 1,
    )
    return max((e for e in ends if e <= clause), default=preposition.i)
