"""Search: documents by words and filters, facets that narrow them, and the pages that the words name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier.facts import Telling, fact, publisher, shelved
from dragoman.pages.dossier.view import Fact
from dragoman.pages.quoting import clean
from dragoman.relations.folding import FUNCTION_WORDS
from dragoman.relations.sides import Names
from dragoman.relations.values import Kind
from dragoman.store.catalogue import Leaf
from dragoman.store.finding import Facets, Found, find
from dragoman.store.naming import Named, NameIndex, agreements_named, last_name, persons_named, respelt
from dragoman.store.queries import query_of
from dragoman.store.searching import Hit, known_words
from dragoman.store.spans import Span, span_of, within
from dragoman.store.words import WORD, searched
from dragoman.web import links
from dragoman.web.asking import Asked, code_of
from dragoman.web.choosing import Choice, one_of
from dragoman.web.faults import wrong
from dragoman.web.once import COLUMNS
from dragoman.web.paging import STEP, Slice, entries, paging, slice_of, with_query
from dragoman.web.sheets import Sheet
from dragoman.web.view import View

ON_A_PAGE = 20
FACTS = 5  # of a kind that are shown of one document
OFFERED = 4  # persons, and agreements, whose names match
LONGEST = 300  # characters of a query
CODE = 3  # letters of a state's code
LONGEST_NAME = 7  # words of a state's or organisation's name that are tried
PLURALS = {  # of what a facet counts
    "participants": "Participants", "meetings": "Meetings", "agreements": "Agreements", "positions": "Positions",
    "commitments": "Commitments", "appraisals": "Thanks and criticism", "requests": "Requests", "topics": "Topics",
    "events": "Events",
}  # fmt: skip
Marked = tuple[tuple[str, bool], ...]


class Offer(msgspec.Struct, frozen=True):
    """A page that the words of a query name."""

    kind: str
    name: str
    address: str


class Dates(msgspec.Struct, frozen=True):
    """Days that a query names, in words as it tells them and as documents are looked for by them.

    `applied` is whether only documents of these days are shown; `other` is the address of what is not: the words
    instead of the days, or the days instead of the words.
    """

    span: Span
    told: str
    published: str
    applied: bool
    other: str


class Shown(msgspec.Struct, frozen=True):
    """A hit in words; the words that were looked for are marked in its snippet."""

    title: str
    address: str
    day: str
    publisher: str
    snippet: Marked
    facts: tuple[Fact, ...]
    further: int


class Facet(msgspec.Struct, frozen=True):
    """A way to narrow what was found."""

    title: str
    choices: tuple[Choice, ...]


def show(asked: Asked) -> View:
    """Return what was found; raises Fault for a kind or side that there is not."""
    query = asked.query.get("q", "").strip()
    if len(query) > LONGEST:
        raise wrong("q", query, f"Give at most {LONGEST} characters.")
    kind, side = _kind(asked), _side(asked)
    connection, names = asked.held.connection, asked.known.shown
    columns = COLUMNS.of(connection, asked.snapshot.stamp)
    part = slice_of(asked, ON_A_PAGE)
    dates = _dates(query, asked)
    span = dates.span if dates and dates.applied else None
    text = span.rest if span else query
    known = known_words(connection, searched(query)) if query else frozenset()
    looked_for = query_of(text, lambda word: _spelt(word, columns.names, known)) if text else None
    some = one_of(asked, "words", ("some",)) is not None
    filters = within(asked.filters, span) if span else asked.filters

    def fetch(limit: int, offset: int) -> Found:
        return find(connection, columns.shelf, looked_for, filters, kind, side, limit, offset, some=some)

    found = fetch(min(STEP, part.limit), part.offset)
    hint = respelt(columns.names, query, lambda word: not known.isdisjoint(searched(word))) if query else None
    offers = _offers(text, columns.names, span, asked)
    shown = found.hits if asked.form == "html" else ()
    words_found = looked_for.words if looked_for else []
    content = {
        "query": query, "kind": kind, "kinds": PLURALS, "total": found.total, "offers": offers, "found": found,
        "hits": [_shown(hit, words_found, names) for hit in shown], "dates": dates, "looked_for": looked_for,
        "fewer": with_query(asked, words="some", page=None) if found.fewer else "",
        "all": with_query(asked, words=None, page=None) if some else "",
        "from_here": found.whole - part.offset if some and found.whole else 0,
        "facets": _facets(found.facets, kind, side, asked),
        "hint": (hint, with_query(asked, q=hint, page=None)) if hint else None,
        "pages": paging(asked, part, found.total, more=found.more),
        "side": words.country(side, names) if side else "",
        "pair": [words.country(code, names) for code in asked.filters.pair or ()],
    }  # fmt: skip
    data = {
        "query": query,
        "read": {"query": looked_for, "dates": dates},
        "total": found.total,
        "with_all_words": found.whole,
        "with_fewer_words": found.fewer or found.total - found.whole,
        "phrase_looked_for_in": found.looked_at,
        "hint": hint,
        "offers": offers,
        "hits": _every(found, fetch, part),
        "facets": found.facets,
    }
    title = f"Search: {clean(query)}" if query else "Search"
    return View("search.html", title, content, data, lambda: (_sheet(_every(found, fetch, part)),))


def _every(found: Found, fetch: Callable[[int, int], Found], part: Slice) -> Iterator[Hit]:
    """Yield the hits that are asked for; the first of them were found."""

    def leaf(limit: int, offset: int) -> Leaf[Hit]:
        return Leaf(found.total, (found if offset == part.offset else fetch(limit, offset)).hits)

    return entries(part, leaf)[1]


def _kind(asked: Asked) -> Kind | None:
    given = asked.query.get("kind") or None
    if given is not None and given not in get_args(Kind):
        raise wrong("kind", given, f"Give one of {', '.join(get_args(Kind))}.")
    return given  # type: ignore[return-value] # one of Kind


def _side(asked: Asked) -> str | None:
    """Return the one side that is asked for; of two the filters have the pair."""
    given = [code_of(asked.query.get(name) or "", name, asked.known.written) for name in ("a", "b")]
    return None if all(given) else given[0] or given[1]


def _dates(query: str, asked: Asked) -> Dates | None:
    """Return the days that a query names, read as such unless its dates are asked to be words."""
    span = span_of(query, asked.known.calendar) if query else None
    if span is None:
        return None
    if one_of(asked, "dates", ("words",)):
        return Dates(span, _span_in_words(span.day, span.end), "", False, with_query(asked, dates=None, page=None))
    shown = _span_in_words(span.since, span.until)
    if span.sure:
        other = with_query(asked, dates="words", page=None)
    else:
        other = with_query(asked, q=span.rest, since=span.since, until=span.until, page=None)
    return Dates(span, _span_in_words(span.day, span.end), shown, span.sure, other)


def _span_in_words(since: str | None, until: str | None) -> str:
    if since and until and since != until:
        return f"{words.day(since)} to {words.day(until)}"
    if since == until:
        return words.day(since)
    return f"since {words.day(since)}" if since else f"until {words.day(until)}"


def _spelt(word: str, names: NameIndex, known: frozenset[str]) -> tuple[str, ...]:
    """Return the other spellings of a word that stands in a name, or in no document."""
    return names.spelt(word) if word in names.words or known.isdisjoint(searched(word)) else ()


def _offers(query: str, index: NameIndex, span: Span | None, asked: Asked) -> tuple[Offer, ...]:
    """Return the pages that a query names: a pair, states and organisations, persons, agreements.

    Of a pair also its meetings on the days that the query names.
    """
    shown = asked.known.shown
    codes = _codes(query, asked.known.written)
    offers = []
    if len(codes) == 2:
        both = " – ".join(words.country(code, shown) for code in codes)
        offers.append(Offer("Pair", both, links.pair(*codes)))
    offers += [Offer("State or body", words.country(code, shown), links.state(code)) for code in codes]
    persons = persons_named(index, query, OFFERED)
    sides = codes or _homes(persons)
    if span and len(sides) == 2:
        days = {"since": span.day or "", "until": span.end or ""}
        both = f"{words.country(sides[0], shown)} – {words.country(sides[1], shown)}"
        offers.append(
            Offer(
                "Meetings", f"{both}, {_span_in_words(span.day, span.end)}",
                links.asking("/meetings", {"a": sides[0], "b": sides[1], **days}),
            )
        )  # fmt: skip
    for person in persons:
        home = words.country(person.country, shown) if person.country else ""
        offers.append(
            Offer("Person", f"{clean(person.name)} ({home})" if home else clean(person.name), links.person(person.id))
        )
    rest = agreements_named(index, query, OFFERED) if len(query.split()) > 1 or not codes else ()
    return (*offers, *(Offer("Agreement", clean(one.name), links.agreement(one.id)) for one in rest))


def _homes(persons: Sequence[Named]) -> list[str]:
    """Return the countries of persons, of each last name that of who is told most."""
    homes: dict[str, str] = {}
    for one in sorted(persons, key=lambda one: -one.reports):
        if one.country:
            homes.setdefault(last_name(one.name), one.country)
    return list(dict.fromkeys(homes.values()))


def _codes(query: str, names: Names) -> list[str]:
    """Return the states and organisations that a query names, each once; of names within names the longest."""
    written = WORD.findall(query)
    found: dict[str, None] = {}
    start = 0
    while start < len(written):
        ends = range(min(len(written), start + LONGEST_NAME), start, -1)
        named = ((end, names.code(" ".join(written[start:end]))) for end in ends)
        end, code = next(((end, code) for end, code in named if code), (start + 1, None))
        if code and not _is_a_plain_word(written, start, end):
            found[code] = None
        start = end
    return list(found)


def _is_a_plain_word(written: Sequence[str], start: int, end: int) -> bool:
    """Tell whether what could be a code ("can", "ago") is rather a word: in small letters, in a longer query."""
    word = written[start]
    short = end == start + 1 and len(word) <= CODE and word.islower()
    return short and (word in FUNCTION_WORDS or len(written) > CODE)


def _shown(hit: Hit, looked_for: Sequence[str], names: words.Names) -> Shown:
    version = hit.version
    told = Telling(names, shelved([version], names))
    return Shown(
        title=clean(version.title or "") or "Untitled document", address=links.document(version.document),
        day=words.day(version.published), publisher=publisher(version, names),
        snippet=marked(clean(hit.snippet), looked_for),
        facts=tuple(fact(one, told) for one in hit.facts[:FACTS]), further=max(0, len(hit.facts) - FACTS),
    )  # fmt: skip


def marked(text: str, looked_for: Sequence[str]) -> Marked:
    """Return a text in pieces, each with whether it is one of the words that were looked for."""
    wanted = set(looked_for)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in WORD.finditer(text):
        if not wanted.isdisjoint(searched(found.group())):
            pieces += [(text[end : found.start()], False), (found.group(), True)]
            end = found.end()
    return tuple(piece for piece in (*pieces, (text[end:], False)) if piece[0])


def _facets(found: Facets, kind: Kind | None, side: str | None, asked: Asked) -> tuple[Facet, ...]:
    """Return the facets; a value that is set stands first and can be taken away."""
    kinds = [
        _choice(asked, PLURALS[one.value], one.documents, one.value == kind, kind=one.value) for one in found.kinds
    ]
    publisher_now = asked.filters.publisher
    publishers = [
        _choice(asked, clean(one.value), one.documents, one.value == publisher_now, publisher=one.value)
        for one in found.publishers
    ]
    facets = (
        Facet("Kind of fact", tuple(kinds)),
        Facet("Publisher", tuple(publishers)),
        Facet("Year", _years(found, asked)),
        Facet(f"With {words.country(side, asked.known.shown)}" if side else "Pair", _pairs(found, side, asked)),
    )
    return tuple(facet for facet in facets if facet.choices)


def _choice(asked: Asked, name: str, documents: int | None, chosen: bool, **values: str) -> Choice:
    given = dict.fromkeys(values, "") if chosen else values
    return Choice(name, documents, with_query(asked, page=None, **given), chosen)


def _years(found: Facets, asked: Asked) -> tuple[Choice, ...]:
    days = (asked.filters.since, asked.filters.until)
    return tuple(
        _choice(asked, one.value, one.documents, days == span, since=span[0], until=span[1])
        for one in found.years
        for span in [(f"{one.value}-01-01", f"{one.value}-12-31")]
    )


def _pairs(found: Facets, side: str | None, asked: Asked) -> tuple[Choice, ...]:
    names = asked.known.shown
    if asked.filters.pair:
        both = " – ".join(words.country(code, names) for code in asked.filters.pair)
        return (_choice(asked, both, None, True, a="", b=""),)
    choices = []
    for a, b, documents in found.pairs:
        other = b if a == side else a
        name = words.country(other, names) if side else f"{words.country(a, names)} – {words.country(b, names)}"
        choices.append(_choice(asked, name, documents, False, a=a, b=b))
    if side:
        choices.insert(0, _choice(asked, words.country(side, names), None, True, a="", b=""))
    return tuple(choices)


def _sheet(hits: Iterable[Hit]) -> Sheet:
    rows = (
        (
            hit.version.published, hit.version.publisher, hit.version.publisher_country, hit.version.title, hit.score,
            hit.snippet, hit.version.document, hit.version.url, [one.id for one in hit.facts],
        )
        for hit in hits
    )  # fmt: skip
    columns = ("published", "publisher", "publisher_country", "title", "score", "snippet", "document", "url", "facts")
    return Sheet("hits", columns, rows)
