"""Which state a person is of, where the mention does not say: by office, neighbours and who meets whom."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.codebook.spec import Office
from dragoman.reading.gazetteer import NamedSpan
from dragoman.reading.mentions.names import roots_of
from dragoman.reading.mentions.offices import Holder
from dragoman.reading.mentions.people import INTERNATIONAL, Individual, Page, People

SINGLE_LEVELS = frozenset(("minister", "official", "head_of_government"))


def holds(individual: Individual, head: Office, country: str | None) -> bool:
    return (
        not (individual.bound or individual.deputy)
        and any(h.id == head.id for h in individual.heads)
        and individual.country == country
    )


def is_subject(page: Page, holder: Holder) -> bool:
    return any(t.dep_ in ("nsubj", "nsubjpass") for t in page.doc[holder.start : holder.end])


def settle_countries(people: People, pages: list[Page]) -> None:
    """Give every office-holder a country: the organisation's, the one shared by coordination, else the publisher's."""
    for page in pages:
        before: tuple[Holder, Individual] | None = None
        for holder in page.holders:
            individual = people.who(holder)
            if individual is None:
                continue
            if individual.country is None and not individual.heads:
                individual.country = _country_before(page, holder)
            elif individual.country is None and any(h.level != "royal" for h in individual.heads):
                told = _titled_country(people, pages, individual)
                individual.country = told or _country(people, page, holder, individual, before)
            before = (holder, individual)


def _country(
    people: People, page: Page, holder: Holder, individual: Individual, before: tuple[Holder, Individual] | None
) -> str | None:
    owner = owner_of(people, page, holder)
    told = [individual.organisation.code if individual.organisation else None, owner.country if owner else None]
    beside = (individual.place, _apposed_country(page, holder), _side(people, page, holder))
    known = next((c for c in (*told, *beside) if c), None)
    if known or individual.heads[0].level == "international":
        return known or _own_organisation(people)
    if _is_foreign(people, individual):
        return _nearest_foreign(people, page, holder)
    if before and before[1].country and before[1].country not in INTERNATIONAL and _joined(page, before[0], holder):
        return before[1].country
    return _across_the_table(people, page, holder) or people.publisher.country


def _own_organisation(people: People) -> str | None:
    """ "The Secretary-General" of an organisation's own text is its own."""
    home = people.publisher.country
    return home if home in INTERNATIONAL else None


def _titled_country(people: People, pages: list[Page], individual: Individual) -> str | None:
    """In a title of the own head and another state's ("the Prime Minister of X and the President of Y"), Y's."""
    if not individual.is_head:
        return None
    titled = [h for p in pages if p.parsed.passage.field == "title" for h in p.holders if h.heads and not h.name]
    own = {h.heads[0].id for h in titled if h.country and h.country == people.publisher.country}
    ids = {h.id for h in individual.heads}
    codes = {h.country for h in titled if h.country and h.heads[0].id in ids}
    return codes.pop() if own and not own & ids and len(codes) == 1 else None


def owner_of(people: People, page: Page, holder: Holder) -> Individual | None:
    """ "President Ursula von der Leyen's Head of Cabinet": the person before the possessive."""
    for owner in page.at.get(holder.owner, []) if holder.owner is not None else []:
        individual = people.who(owner)
        if individual and individual.country:
            return individual
    return None


def _apposed_country(page: Page, holder: Holder) -> str | None:
    """ "His Israeli counterpart, National Security Adviser X": the noun that the mention explains has a demonym."""
    for root in roots_of(page.doc, holder.start, holder.end):
        for child in root.head.children if root.dep_ == "appos" and root.head.i < holder.start else ():
            span = page.spans.get(child.i)
            if span and span.code and child.dep_ in ("amod", "poss", "compound", "nmod"):
                return span.code
    return None


def _side(people: People, page: Page, holder: Holder) -> str | None:
    """ "A and B from the French side, and C from the Spanish side", "on the French side, A and B": of that side."""
    found = [t for t in page.doc[holder.core].sent if people.lexicon.has("side", t.lemma_.lower()) and t.dep_ == "pobj"]
    sides = [(t.i, s.code) for t in found for c in t.lefts if (s := page.spans.get(c.i)) and s.code]
    words = {t.head.lower_ for t in found}
    if not sides or words not in ({"from"}, {"on"}):
        return None
    first = next(h for h in page.holders if h.start >= page.doc[holder.core].sent.start)
    before = [code for i, code in sides if i < holder.start]
    after = [code for i, code in sides if i >= holder.end]
    leading = words == {"on"} or sides[0][0] < first.start
    return next(iter(before[-1:] if leading else after[:1]), None)


def _country_before(page: Page, holder: Holder) -> str | None:
    """ "Her Peruvian counterpart, X", "the Swedish actress X": the noun right before a bare name has a demonym."""
    at = holder.start - 1
    at -= at > 0 and page.doc[at].text == ","
    noun = page.doc[max(at, 0)]
    if at < 0 or noun.pos_ != "NOUN":
        return None
    near = (*noun.lefts, *(noun.head.lefts if noun.dep_ == "compound" else ()))
    codes = [s.code for c in near if c.i < at and (s := page.spans.get(c.i)) and s.code and s.kind == "demonym"]
    return codes[-1] if codes else None


def _joined(page: Page, before: Holder, holder: Holder) -> bool:
    """Tell whether only "and", commas, articles and styles stand between two mentions."""
    units = page.units
    between = [c for c, start in zip(units.codes, units.starts, strict=True) if before.end <= start < holder.start]
    return before.end <= holder.start and "a" in between and all(c in "a,dRT" for c in between)


def _is_foreign(people: People, individual: Individual) -> bool:
    """A head of state or government cannot be the publisher's own when that seat is taken or does not exist."""
    home = people.publisher.country
    if home and any(home in h.not_in for h in individual.heads):
        return True
    if home in INTERNATIONAL:
        return any(_is_of_states(h) for h in individual.heads)
    if individual.past:
        return False
    if not individual.is_head:
        return _is_taken(people, individual)
    own = people.publisher.head
    if own is None:
        return any(
            i is not individual and i.country == home and _shares_head(i, individual) for i in people.individuals
        )
    if any(h.id == own.id for h in individual.heads):
        return people.publisher.speaks or any(holds(i, own, home) for i in people.individuals if i is not individual)
    return any(h.level == "head_of_state" and not (h.rank or h.generic) for h in individual.heads) or (
        own.level == "head_of_government" and any(h.level == "head_of_state" for h in individual.heads)
    )


def _is_of_states(office: Office) -> bool:
    """An organisation has no government of its own: its ministers are those of states."""
    minister = office.level == "minister" and office.portfolio and not office.accredited
    return minister or office.level == "head_of_government"


def _is_taken(people: People, individual: Individual) -> bool:
    """An office that one person of the publisher's state holds already, word for word, is another state's."""
    if individual.heads[0].level not in SINGLE_LEVELS or not individual.name:
        return False
    home = people.publisher.country
    return any(
        i is not individual and i.name and i.country == home and i.offices == individual.offices
        for i in people.individuals
    )


def _shares_head(a: Individual, b: Individual) -> bool:
    return bool({h.id for h in a.heads} & {h.id for h in b.heads}) and a.country is not None


def _across_the_table(people: People, page: Page, holder: Holder) -> str | None:
    """Whom the publisher's own side meets in a sentence that names one foreign state only is of that state.

    The own side is "I" or "we"; a head of state or government may be met by any person of the publisher's state too.
    """
    home = people.publisher.country
    if home is None or is_subject(page, holder) or _is_between(page, holder):
        return None
    sentence = page.doc[holder.core].sent
    codes = {s.code for s in _foreign_spans(people, page) if sentence.start <= s.start_token < sentence.end}
    subjects = [t for t in sentence if t.dep_ in ("nsubj", "nsubjpass")]
    own = any(t.lower_ in ("i", "we") for t in subjects)
    individual = people.who(holder)
    if not own and individual and individual.is_head and people.publisher.head is None:
        own = any(_is_home(people, page, t.i) for t in subjects)
    return codes.pop() if own and len(codes) == 1 else None


def _is_between(page: Page, holder: Holder) -> bool:
    """ "The call between X and Y": both sides stand behind the preposition, so that neither is across from it."""
    before = page.doc[page.doc[holder.core].sent.start : holder.start]
    return any(t.dep_ == "prep" and t.lower_ == "between" and t.head.pos_ == "NOUN" for t in before)


def _is_home(people: People, page: Page, i: int) -> bool:
    found = [people.who(h) for h in page.at.get(i, ())]
    return any(f is not None and f.country == people.publisher.country for f in found)


def _foreign_spans(people: People, page: Page) -> list[NamedSpan]:
    """The foreign states named in a passage, but for those that only say where something discussed lies."""
    skipped = {people.publisher.country, None, *INTERNATIONAL}
    return [s for s in page.units.spans.values() if s.code not in skipped and not is_about(page.doc[s.end_token - 1])]


def is_about(token: Token) -> bool:
    """ "developments in X": the state is where the matter lies."""
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "regarding", "on") and token.head.head.pos_ == "NOUN"


def _nearest_foreign(people: People, page: Page, holder: Holder) -> str | None:
    """The only foreign state of the sentence, else the last one before it."""
    spans = _foreign_spans(people, page)
    before = [s for s in spans if s.end_token <= holder.start]
    sentence = page.doc[holder.core].sent
    inside = [s for s in spans if sentence.start <= s.start_token < sentence.end]
    if len({s.code for s in inside}) == 1:
        return inside[0].code
    if inside and inside[-1] in before:
        return inside[-1].code
    return before[-1].code if before else None


def unnamed_country(people: People, page: Page, holder: Holder) -> str | None:
    if holder.organisation and holder.organisation.code:
        return holder.organisation.code
    owner = owner_of(people, page, holder)
    if owner or holder.place:
        return owner.country if owner else holder.place
    if holder.heads[0].level == "international":
        return _own_organisation(people)
    if holder.heads[0].level == "royal":
        return _state_of_next(people, page, holder)
    probe = Individual("", heads=list(holder.heads), past=holder.past, bound=holder.bound, deputy=holder.deputy)
    return _nearest_foreign(people, page, holder) if _is_foreign(people, probe) else people.publisher.country


def _state_of_next(people: People, page: Page, holder: Holder) -> str | None:
    """ "the Prince of Orange and Princess Maxima of the Netherlands": equals in a coordination share the state."""
    for other in page.holders:
        individual = people.who(other)
        if individual and other.start >= holder.end and other.heads and other.heads[0].level == "royal":
            return individual.country if _joined(page, holder, other) else None
    return None
