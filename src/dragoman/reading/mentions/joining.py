"""Join the mentions of a document into its persons: one for each name or unnamed office-holder."""

from __future__ import annotations

from dragoman.reading.mentions.countries import holds, is_subject, settle_countries, unnamed_country
from dragoman.reading.mentions.lexicon import Lexicon
from dragoman.reading.mentions.names import fold, same_name
from dragoman.reading.mentions.offices import Holder
from dragoman.reading.mentions.people import HEAD_LEVELS, Individual, Page, People, Publisher

FIELD_ORDER = {None: 0, "summary": 1, "title": 2}


def gather(pages: list[Page], publisher: Publisher, lexicon: Lexicon) -> People:
    """Join all mentions: named ones first, in the order body, summary, title; then those by office alone."""
    people = People(publisher, lexicon)
    ordered = sorted(pages, key=lambda p: (FIELD_ORDER[p.parsed.passage.field], p.index))
    for page in ordered:
        for holder in page.holders:
            if holder.name and len(_name(page, holder)) > 1:
                _join_named(people, page, holder)
    for page in ordered:
        for holder in page.holders:
            if holder.name and people.who(holder) is None:
                _join_named(people, page, holder)
    _settle_publishers_head(people, pages)
    settle_countries(people, pages)
    for page in ordered:
        for holder in page.holders:
            if not holder.name:
                _join_unnamed(people, page, holder)
    _settle_status(people, pages)
    return people


def _name(page: Page, holder: Holder) -> tuple[str, ...]:
    return fold(page.doc[holder.name[0] : holder.name[1]].text) if holder.name else ()


def _join_named(people: People, page: Page, holder: Holder) -> None:
    words = _name(page, holder)
    individual = _namesake(people, holder, words)
    if individual is None:
        text = _shown(page.doc[holder.name[0] : holder.name[1]].text, people.lexicon) if holder.name else None
        individual = Individual(_key(people, words), text, words)
        people.individuals.append(individual)
    people.link(page.index, holder, individual)
    _learn(individual, holder)


def _shown(text: str, lexicon: Lexicon) -> str:
    """Return a name on one line, without the letters of seats and honours after it."""
    words = text.split()
    while len(words) > 1 and lexicon.has("postnominal", words[-1].lower()):
        words.pop()
    return " ".join(words).removesuffix(",")


def _key(people: People, words: tuple[str, ...]) -> str:
    base = "-".join(words) or "person"
    taken = {i.key for i in people.individuals}
    key, n = base, 2
    while key in taken:
        key, n = f"{base}-{n}", n + 1
    return key


def _namesake(people: People, holder: Holder, words: tuple[str, ...]) -> Individual | None:
    """The person of this name; between several the one with the same office, else the last mentioned."""
    fitting = [i for i in people.individuals if i.words and same_name(words, i.words) and _compatible(i, holder)]
    by_office = [i for i in fitting if {h.id for h in i.heads} & {h.id for h in holder.heads}]
    chosen = by_office or fitting
    return chosen[-1] if chosen else None


def _compatible(individual: Individual, holder: Holder) -> bool:
    return not (individual.country and holder.country and individual.country != holder.country and not holder.past)


def _learn(individual: Individual, holder: Holder) -> None:
    """Take offices from the first mention that has any, and the country from the first that gives it."""
    if holder.heads and not individual.heads:
        individual.heads = list(holder.heads)
        individual.past, individual.place = holder.past, holder.place
        individual.bound, individual.deputy = holder.bound, holder.deputy
    if holder.offices and not individual.offices:
        individual.offices = _distinct(holder.offices)
    individual.country = individual.country or holder.country
    individual.organisation = individual.organisation or holder.organisation
    individual.accredited = individual.accredited or holder.accredited


def _distinct(offices: list[str]) -> list[str]:
    return list(dict.fromkeys(offices))


def _settle_status(people: People, pages: list[Page]) -> None:
    """Give those who hold an office of a territory that few recognise what the territory has."""
    of = {page.index: page.spans for page in pages}
    for individual in people.individuals:
        spans = [of[page].get(i) for page, holder in individual.mentions for i in range(holder.start, holder.end)]
        own = [span for span in spans if span and span.code == individual.country]
        if own and all(span.other_sectors for span in own):
            individual.status = own[0].other_sectors


def _settle_publishers_head(people: People, pages: list[Page]) -> None:
    """The publisher is known by its office: it is held by the person who acts first and whom the text gives either no
    office or that one without a state.
    """
    head, country = people.publisher.head, people.publisher.country
    if not head or people.publisher.speaks or any(holds(i, head, country) for i in people.individuals):
        return
    for page in sorted(pages, key=lambda p: (p.parsed.passage.field != "summary", FIELD_ORDER[p.parsed.passage.field])):
        for holder in page.holders:
            individual = people.who(holder)
            if individual is None or individual.country or len(individual.words) < 2:
                continue
            if not individual.heads and is_subject(page, holder):
                individual.offices = [people.publisher.office] if people.publisher.office else []
                individual.heads, individual.country = [head], country
                return
            if holds(individual, head, None) and (is_subject(page, holder) or not _others_act(page, holder)):
                individual.country = country
                return


def _others_act(page: Page, holder: Holder) -> bool:
    """ "In a call with President X, Y said …": the sentence has another person for its subject."""
    sentence = page.doc[holder.core].sent
    others = [h for h in page.holders if h is not holder and sentence.start <= h.core < sentence.end]
    return any(h.name and is_subject(page, h) for h in others)


def _join_unnamed(people: People, page: Page, holder: Holder) -> None:
    individual = _by_office(people, page, holder)
    if individual is None:
        country = holder.country or unnamed_country(people, page, holder)
        if not holder.offices or not (country or holder.definite):
            return
        individual = next(
            (
                i
                for i in people.individuals
                if not i.name and i.country == country and i.offices == _distinct(holder.offices)
            ),
            None,
        )
        if individual is None:
            individual = Individual(_key(people, fold(f"{holder.offices[0]} {country or ''}")), country=country)
            people.individuals.append(individual)
    people.link(page.index, holder, individual)
    _learn(individual, holder)
    individual.country = individual.country or unnamed_country(people, page, holder)


def _by_office(people: People, page: Page, holder: Holder) -> Individual | None:
    """The person whose office a mention without a name repeats ("the President", "the French leader")."""
    fitting = [i for i in people.individuals if i.heads and _office_fits(i, holder)]
    if holder.country:
        fitting = [i for i in fitting if i.country == holder.country]
    elif len({i.country for i in fitting}) > 1:
        home = [i for i in fitting if i.country == people.publisher.country]
        fitting = home or _last_mentioned(fitting, page, holder)
    named = [i for i in fitting if i.name] or fitting
    return _last_mentioned(named, page, holder)[0] if len(named) > 1 else (named[0] if named else None)


def _office_fits(individual: Individual, holder: Holder) -> bool:
    if holder.organisation and individual.organisation and holder.organisation.code != individual.organisation.code:
        return False
    head = holder.heads[0]
    if (head.generic and not holder.offices) or head.rank:
        return individual.is_head or any(h.id == head.id for h in individual.heads)
    if head.id not in {h.id for h in individual.heads} or (
        head.level in HEAD_LEVELS and holder.deputy != individual.deputy
    ):
        return False
    if not holder.offices or not individual.offices:
        return True
    words = set(fold(holder.offices[0]))
    if _is_same_body(individual, holder):
        return any(fold(o)[0] == fold(holder.offices[0])[0] for o in individual.offices)
    return any(words <= set(fold(o)) for o in individual.offices)


def _is_same_body(individual: Individual, holder: Holder) -> bool:
    """ "AU Commission", "African Union Commission": one organisation under two names."""
    a, b = individual.organisation, holder.organisation
    return a is not None and b is not None and a.name == b.name


def _last_mentioned(individuals: list[Individual], page: Page, holder: Holder) -> list[Individual]:
    """Order persons by their nearest mention before this one."""

    def distance(individual: Individual) -> tuple[int, int]:
        places = [(p, h.core) for p, h in individual.mentions if (p, h.core) < (page.index, holder.core)]
        last = max(places, default=(-1, -1))
        return (-last[0], -last[1])

    return sorted(individuals, key=distance)
