"""Read who is meant in a document: persons, roles, sides and the issuer."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.reading.findings import Actor, Person, Quote
from dragoman.reading.mentions.codes import sectors_of
from dragoman.reading.mentions.countries import is_about
from dragoman.reading.mentions.joining import gather
from dragoman.reading.mentions.lexicon import Lexicon
from dragoman.reading.mentions.names import fold
from dragoman.reading.mentions.offices import Holder, read_holders
from dragoman.reading.mentions.people import (
    INTERNATIONAL,
    Individual,
    Page,
    People,
    Publisher,
    label_doc,
    read_pages,
)
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.mentions.taking_part import settle_roles
from dragoman.reading.mentions.units import read_units
from dragoman.reading.parse import Parsed
from dragoman.text.passages import Canonical

LEAD_SENTENCES = 2
QUOTED = 200  # characters of the issuer's first sentence that show who speaks
Roles = ("participant", "issuer", "mentioned")


def read_mentions(
    parsed: tuple[Parsed, ...],
    canonical: Canonical,
    publisher: str | None,
    publisher_country: str | None,
    lexicon: Lexicon,
) -> Scene:
    """Resolve the persons of a document, its sides and its issuer; `publisher_country` is ISO 3166-1 alpha-3."""
    pages = read_pages(parsed, canonical.text, canonical.published, lexicon)
    first_person = _first_person(pages)
    issuer = _publisher(publisher, publisher_country, canonical.published, pages, lexicon)
    issuer.speaks = first_person is not None
    people = gather(pages, issuer, lexicon)
    settle_roles(people, pages, lexicon)
    author = _author(people, first_person)
    _settle_accreditation(people)
    sides = _joint_sides(pages, lexicon) or _sides(people, pages)
    return Scene(
        parsed=parsed,
        persons=tuple(_person(i, pages, first_person) for i in people.individuals),
        sides=sides,
        issuer=_issuer(people, author, pages),
        canonical=canonical,
        pages=tuple(pages),
        people=people,
        lexicon=lexicon,
    )


def _publisher(name: str | None, country: str | None, on: str | None, pages: list[Page], lexicon: Lexicon) -> Publisher:
    """Read the publisher's name by the grammar of offices ("President of Russia")."""
    if not name or not pages:
        return Publisher(name, country)
    doc = label_doc(name, pages[0].doc.vocab)
    spans = lexicon.gazetteer.find(doc, on)
    holders = read_holders(doc, read_units(doc, spans, lexicon))
    codes = [s.code for s in spans if s.code]
    country = country or (codes[0] if codes else None)
    if not holders or not holders[0].offices:
        return Publisher(name, country)
    return Publisher(name, country, holders[0].offices[0], holders[0].heads[0])


def _first_person(pages: list[Page]) -> tuple[int, Token] | None:
    """Return the first "I" or "my" of the body that stands in no quotation or turn."""
    for page in pages:
        if page.parsed.passage.field or page.parsed.passage.speaker or page.is_label:
            continue
        quoted = False
        for token in page.doc:
            quoted ^= token.text in ('"', "“", "”")
            if not quoted and token.lower_ in ("i", "my", "me") and token.pos_ == "PRON":
                return page.index, token
    return None


def _author(people: People, first_person: tuple[int, Token] | None) -> Individual | None:
    """The person in whose name the document is issued: named in its title, else the publisher's own head."""
    named = next((i for i in people.individuals if i.role == "issuer"), None)
    publisher = people.publisher
    if named or not publisher.head or not first_person:
        return named
    own = [
        i
        for i in people.individuals
        if any(h.id == publisher.head.id for h in i.heads) and i.country == publisher.country
    ]
    individual = own[0] if own else Individual(_own_key(publisher), country=publisher.country)
    if not own:
        individual.heads = [publisher.head]
        individual.offices = [publisher.office] if publisher.office else []
        people.individuals.append(individual)
    individual.role = "issuer"
    return individual


def _own_key(publisher: Publisher) -> str:
    return "-".join(fold(f"{publisher.office} {publisher.country or ''}"))


def _settle_accreditation(people: People) -> None:
    """An envoy who takes part and whose post is not named is accredited to the publisher's state: its host."""
    home = people.publisher.country
    for individual in people.individuals:
        resident = individual.heads and individual.heads[0].accredited and not individual.bound
        if (
            resident
            and not individual.accredited
            and individual.role != "mentioned"
            and home
            and individual.country != home
        ):
            individual.accredited = home


def _sides(people: People, pages: list[Page]) -> tuple[str, ...]:
    """Return the countries of those who take part, the publisher's first; one alone is joined by title and lead."""
    present = [i.country for i in people.individuals if i.role != "mentioned" and i.country]
    home = people.publisher.country
    leading = [i.country for i in people.individuals if i.leads and i.role != "mentioned" and i.country]
    if len({*leading, home} - {None}) > 1 and leading:
        present = leading
    codes = dict.fromkeys([home] if home and (home in present or not present) else [])
    codes.update(dict.fromkeys(present))
    if len(codes) < 2:
        codes.update(dict.fromkeys(_lead_states(pages)))
    return tuple(codes)


def _joint_sides(pages: list[Page], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the two that a joint statement's title names ("Joint Statement of X and Y"), or nothing."""
    for page in pages:
        if page.parsed.passage.field == "title" and any(lexicon.has("joint", t.lower_) for t in page.doc[:3]):
            spans = [s for s in page.units.spans.values() if s.code and s.kind in ("name", "demonym", "organisation")]
            codes = tuple(dict.fromkeys(s.code for s in spans if s.code and not is_about(page.doc[s.end_token - 1])))
            return codes if len(codes) == 2 else ()
    return ()


def _lead_states(pages: list[Page]) -> list[str]:
    found: list[str] = []
    body_read = False
    for page in pages:
        if page.parsed.passage.field is None:
            if body_read:
                continue
            body_read = True
        limit = next((s.end for s in page.doc.sents), 0)
        found.extend(
            s.code
            for s in page.units.spans.values()
            if s.code and s.kind in ("name", "demonym", "organisation") and s.start_token < limit
        )
    return [c for c in found if c not in ("NGO", "MNC", "ISM", "IMG")]


def _person(individual: Individual, pages: list[Page], first_person: tuple[int, Token] | None) -> Person:
    return Person(
        key=individual.key,
        name=individual.name,
        offices=tuple(individual.offices),
        country=individual.country,
        sectors=sectors_of(individual),
        accredited_to=individual.accredited,
        role=individual.role,  # type: ignore[arg-type]
        quote=_quote(individual, pages, first_person),
    )


def _quote(individual: Individual, pages: list[Page], first_person: tuple[int, Token] | None) -> Quote:
    """Quote the mention that says most; an issuer who is only "I" by the sentence of the first "I"."""
    best = max(individual.mentions, key=lambda m: _weight(m, pages), default=None)
    if best:
        page, holder = pages[best[0]], best[1]
        return _span(page, holder.start, holder.end)
    if first_person is None:
        return Quote("", 0, 0)
    page, sentence = pages[first_person[0]], first_person[1].sent
    end = sentence.end
    while end > first_person[1].i + 1 and page.doc[end - 1].idx - page.doc[sentence.start].idx > QUOTED:
        end -= 1
    return _span(page, sentence.start, end)


def _weight(mention: tuple[int, Holder], pages: list[Page]) -> tuple[int, int, int]:
    index, holder = mention
    field = pages[index].parsed.passage.field
    said = 2 * bool(holder.name) + bool(holder.offices)
    return said, {None: 2, "summary": 1, "title": 0}[field], -(index * 100_000 + holder.start)


def _span(page: Page, start: int, end: int) -> Quote:
    passage = page.parsed.passage
    first, last = page.doc[start], page.doc[end - 1]
    return Quote(passage.field or "", passage.start + first.idx, passage.start + last.idx + len(last))


def _issuer(people: People, author: Individual | None, pages: list[Page]) -> Actor | None:
    """The issuing side: its head where the document speaks in that person's name, with the publisher's country."""
    publisher = people.publisher
    country = publisher.country or (author.country if author else None)
    if country is None and author is None:
        return None
    quote = next(
        (_span(p, s.start_token, s.end_token) for p in pages for s in p.units.spans.values() if s.code == country),
        Quote("", 0, 0),
    )
    if author is None:
        return Actor(publisher.name or country or "", quote, country, "GOV" if country not in INTERNATIONAL else None)
    sectors = sectors_of(author)
    office = author.offices[0] if author.offices else None
    text = author.name or publisher.name or ""
    return Actor(text, quote, country, sectors[0] if sectors else None, sectors[1:], author.name, office, author.key)
