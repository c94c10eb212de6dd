"""The scene of a document: its persons and sides, and who every noun phrase and pronoun of it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.reading.findings import Actor, Person, Quote, Source
from dragoman.reading.mentions.agents import agents_of, is_agent
from dragoman.reading.mentions.attribution import source_of
from dragoman.reading.mentions.codes import NOWHERE, person_codes
from dragoman.reading.mentions.coreference import pronoun_actors
from dragoman.reading.mentions.groups import counterpart_actors, group_actors, side_actors
from dragoman.reading.mentions.lexicon import Lexicon
from dragoman.reading.mentions.offices import Holder
from dragoman.reading.mentions.people import Individual, Page, People
from dragoman.reading.parse import Parsed
from dragoman.text.passages import Canonical

COORDINATES = 12  # more members of one coordination than this are a misparse
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "VERB"))
LOCATIVE = frozenset(("in", "at", "near", "outside", "around", "through", "within", "inside", "across"))
INNER = frozenset(("det", "poss", "case", "prep", "punct", "pobj", "amod", "compound"))
NAMELIKE = frozenset(("NNP", "NNPS"))


@dataclass(frozen=True)
class Scene:
    """What a document's passages are about; `sides` are the countries of the encounter, the default of "the sides"."""

    parsed: tuple[Parsed, ...]
    persons: tuple[Person, ...]
    sides: tuple[str, ...]
    issuer: Actor | None
    canonical: Canonical
    pages: tuple[Page, ...] = field(repr=False, compare=False)
    people: People = field(repr=False, compare=False)
    lexicon: Lexicon = field(repr=False, compare=False)
    _known: dict[tuple[int, int], tuple[Actor, ...]] = field(default_factory=dict, repr=False, compare=False)
    _sources: dict[tuple[int, int], Source] = field(default_factory=dict, repr=False, compare=False)

    def actors(self, p: int, token: Token) -> tuple[Actor, ...]:
        """Return the entities that the noun phrase headed by a token of `parsed[p]` stands for, in order."""
        key = (p, token.i)
        if key not in self._known:
            self._known[key] = ()  # what refers to itself stands for nobody
            self._known[key] = _distinct(self._coordinated(p, token))
        return self._known[key]

    def countries(self, p: int, token: Token) -> tuple[str, ...]:
        """Return the codes of the actors' countries, each once, in order."""
        return tuple(dict.fromkeys(a.country for a in self.actors(p, token) if a.country))

    def speaker(self, p: int, token: Token) -> Source:
        """Return who says what the token stands in."""
        key = (p, token.i)
        if key not in self._sources:
            self._sources[key] = source_of(self, p, token)
        return self._sources[key]

    def words(self, quote: Quote) -> str:
        """Return the text that a quote stands for."""
        text = {"title": self.canonical.title, "summary": self.canonical.summary}.get(quote.field, self.canonical.text)
        return (text or "")[quote.start : quote.end]

    def mention(self, p: int, start: int, end: int, codes: Actor) -> Actor:
        """Return `codes` with the text and quote of the tokens `start` to `end` (exclusive)."""
        parsed = self.parsed[p]
        first, last = parsed.doc[start], parsed.doc[end - 1]
        left, right = first.idx, last.idx + len(last)
        quote = Quote(parsed.passage.field or "", parsed.passage.start + left, parsed.passage.start + right)
        text = parsed.passage.text[left:right]
        return Actor(
            text, quote, codes.country, codes.sector, codes.other_sectors, codes.name, codes.office, codes.person
        )

    def individual(self, p: int, token: Token) -> Individual | None:
        """Return the one person that a token's mention stands for, if any."""
        people = [self.people.who(h) for h in self.holders(p, token)]
        return people[0] if len(people) == 1 else None

    def holders(self, p: int, token: Token) -> list[Holder]:
        """Return the mentions of persons that a token heads: it stands in the office's head or the name."""
        page = self.pages[p]
        return [
            h for h in page.at.get(token.i, ()) if token.i == h.core or _in_name(h, token.i) or _is_loose(page, token.i)
        ]

    def by_key(self, key: str) -> Individual | None:
        """Return the person of a key."""
        return next((i for i in self.people.individuals if i.key == key), None)

    def _coordinated(self, p: int, token: Token) -> tuple[Actor, ...]:
        found = list(self._single(p, token))
        seen = {token.i}
        waiting = self._joined(p, token)
        while waiting and len(seen) < COORDINATES:
            other = waiting.pop(0)
            if other.i in seen:
                continue
            seen.add(other.i)
            found.extend(self._single(p, other))
            waiting.extend(self._joined(p, other))
        return tuple(found)

    def _joined(self, p: int, token: Token) -> list[Token]:
        """Tokens coordinated with a token; a mention's coordinates may hang on any of its tokens."""
        holders = self.holders(p, token)
        doc = token.doc
        own = range(holders[0].start, holders[0].end) if holders else range(token.i, token.i + 1)
        after = [c for i in own for c in doc[i].children if c.i not in own and c.i > token.i]
        return [c for c in after if c.dep_ == "conj" and c.pos_ in NOMINAL and _is_phrase(self, p, c)]

    def _single(self, p: int, token: Token) -> tuple[Actor, ...]:
        holders = self.holders(p, token)
        if holders:
            return tuple(self.person_actor(p, h) for h in holders)
        page = self.pages[p]
        span = page.spans.get(token.i)
        if span and span.kind != "not_state":
            return self._named(p, token)
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            return pronoun_actors(self, p, token)
        if token.i in page.at and token.dep_ == "compound":
            return ()
        return self._by_noun(p, token) or self._titled(p, token)

    def _titled(self, p: int, token: Token) -> tuple[Actor, ...]:
        """ "His Royal Highness the Prince of Jordan": the office stands beside the title."""
        if not any(c.tag_ == "PRP$" for c in token.lefts):
            return ()
        beside = [c for c in token.rights if c.dep_ == "appos" and c.left_edge.i == token.i + 1]
        return tuple(self.person_actor(p, h) for c in beside for h in self.holders(p, c))

    def _by_noun(self, p: int, token: Token) -> tuple[Actor, ...]:
        """A noun may point to someone ("counterpart", "the two sides"), be an agent by itself, or an unknown name."""
        for pointed in (counterpart_actors(self, p, token), group_actors(self, p, token)):
            if pointed is not None:
                return pointed
        return agents_of(self, p, token) or side_actors(self, p, token) or self._unknown_name(p, token)

    def _named(self, p: int, token: Token) -> tuple[Actor, ...]:
        span = self.pages[p].spans[token.i]
        if span.kind == "place" or (span.kind == "seat" and token.dep_ == "pobj" and token.head.lower_ in LOCATIVE):
            return ()
        people = span.kind == "demonym" and token.tag_ in ("NNS", "NNPS")
        sector = "CVL" if people else "GOV" if span.kind == "seat" else span.sector
        name = span.name if span.kind == "organisation" else None
        return (
            self.mention(
                p, span.start_token, span.end_token, Actor("", NOWHERE, span.code, sector, span.other_sectors, name)
            ),
        )

    def person_actor(self, p: int, holder: Holder) -> Actor:
        """Return a mention of a person as an actor, with all that the document says of the person."""
        individual = self.people.who(holder)
        start = holder.start + (self.parsed[p].doc[holder.start].pos_ == "DET" and holder.end - holder.start > 1)
        if individual is None:
            office = holder.offices[0] if holder.offices else None
            codes = Actor("", NOWHERE, holder.country, holder.heads[0].sector if holder.heads else None, office=office)
            return self.mention(p, start, holder.end, codes)
        return self.mention(p, start, holder.end, person_codes(individual))

    def _unknown_name(self, p: int, token: Token) -> tuple[Actor, ...]:
        """A proper name that nothing is known of is an entity without codes."""
        page = self.pages[p]
        at = next(
            (i for i, (s, e) in enumerate(zip(page.units.starts, page.units.ends, strict=True)) if s <= token.i < e),
            None,
        )
        if at is None or token.tag_ not in NAMELIKE or page.units.codes[at] != "C":
            return ()
        first = at
        while first and page.units.codes[first - 1] in "CI":
            first -= 1
        start = page.units.starts[first]
        before = page.doc[start - 1].lower_ if start else ""
        if before in ("the", "a", "an", "this") or is_agent(self, token):
            return ()
        text = page.doc[start : page.units.ends[at]].text
        return (self.mention(p, start, page.units.ends[at], Actor("", NOWHERE, name=text)),)


def _in_name(holder: Holder, i: int) -> bool:
    return holder.name is not None and holder.name[0] <= i < holder.name[1]


def _is_loose(page: Page, i: int) -> bool:
    """Other words of the mention (titles, modifiers) head it too when the parser made one of them the head."""
    span = page.spans.get(i)
    return (span is None or span.kind == "demonym") and page.doc[i].dep_ not in INNER


def _is_phrase(scene: Scene, p: int, token: Token) -> bool:
    if token.pos_ != "VERB":
        return True
    return bool(scene.holders(p, token))


def _distinct(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple({(a.quote, a.country, a.person): a for a in actors}.values())
