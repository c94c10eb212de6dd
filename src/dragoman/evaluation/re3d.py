"""Met-or-spoke pairs of the re3d releases (relation CommWith), held against the records of the same documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from dragoman.evaluation.matching import Interval, same_name
from dragoman.reading.mentions.phrase import PhraseActor
from dragoman.record.types import Entity, Event, Evidence, Participant, Reading

MET = "CommWith"
SAME = "IsSynonymOf"
PERSON = "Person"
BODIES = frozenset(("Organisation", "Nationality"))
OF_THE_STATE = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "COP", "OPP", "PTY"))
UNREAL = frozenset(("negation", "hypothetical", "future"))
TOGETHER = frozenset(("CONSULT", "AGREE"))
ADDRESSED = frozenset(("CONSULT", "REQUEST"))
SHOWN = 160  # characters of a quote

Resolve = Callable[[str], PhraseActor]


class Entry(msgspec.Struct, frozen=True, rename="camel"):
    """An annotated entity: its type and its place in the delivered text."""

    document_id: str
    type: str
    begin: int
    end: int


class Relation(msgspec.Struct, frozen=True, rename="camel"):
    """An annotated relation between two places of the delivered text; `value` is the words that tell it."""

    document_id: str
    type: str
    source: str
    source_begin: int
    source_end: int
    target: str
    target_begin: int
    target_end: int
    value: str


class Release(msgspec.Struct, frozen=True):
    """A release with its annotation; `text` is the text that the offsets are of."""

    id: str
    text: str
    entities: tuple[Entry, ...]
    relations: tuple[Relation, ...]


class End(msgspec.Struct, frozen=True):
    """One end of a pair: its words, place and types, the names that stand for it, and what they say of it."""

    words: str
    place: Interval
    types: tuple[str, ...]
    names: tuple[str, ...]
    country: str | None
    sector: str | None


class Pair(msgspec.Struct, frozen=True):
    """Two who met or spoke, in the order of the text, whichever way the annotation has it."""

    document: str
    ends: tuple[End, End]
    value: str


class Party(msgspec.Struct, frozen=True):
    """Someone whom a record says to have met or spoken: any of country, name and place in the body."""

    country: str | None = None
    name: str | None = None
    place: Interval | None = None


class Claim(msgspec.Struct, frozen=True):
    """What a record says of two sides: everyone of the one met or addressed everyone of the other."""

    document: str
    what: str
    one: tuple[Party, ...]
    other: tuple[Party, ...]
    evidence: Evidence


class Comparison(msgspec.Struct, frozen=True):
    """How many of the pairs are found, a line for each that is not, and what the records say that no pair bears out.

    `statements` counts the places at which the records say that some met or spoke; `passed_over` are lines on the pairs
    of which an end is neither a person nor a body of a state.
    """

    found: int
    pairs: int
    misses: tuple[str, ...]
    unannotated: tuple[str, ...]
    statements: int
    passed_over: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of the pairs that is found, between 0 and 1."""
        return self.found / self.pairs if self.pairs else 0.0


def compared(releases: Sequence[Release], readings: Mapping[str, Reading], resolve: Resolve) -> Comparison:
    """Hold the records against the annotated pairs; `resolve` tells who a phrase is, standing by itself."""
    pairs = [pair for release in releases for pair in annotated_pairs(release, resolve)]
    asked = [pair for pair in pairs if all(_is_asked(end, resolve) for end in pair.ends)]
    claims = [claim for release in releases for claim in claims_of(readings.get(release.id))]
    texts = {release.id: release.text for release in releases}
    found = [pair for pair in asked if any(_covers(c, pair, texts, readings) for c in claims)]
    statements = _statements(claims)
    alone = [s for s in statements if not any(_covers(c, pair, texts, readings) for c in s for pair in pairs)]
    return Comparison(
        len(found),
        len(asked),
        tuple(_miss(pair, texts, readings.get(pair.document)) for pair in asked if pair not in found),
        tuple(_statement_line(statement) for statement in alone),
        len(statements),
        tuple(_pair_line(pair) for pair in pairs if pair not in asked),
    )


def annotated_pairs(release: Release, resolve: Resolve) -> list[Pair]:
    """Return the pairs of a release that met or spoke, each once, by their places."""
    pairs: dict[tuple[Interval, Interval], Pair] = {}
    for relation in release.relations:
        if relation.type == MET:
            first, second = sorted(_places(relation))
            ends = (_end(first, release, resolve), _end(second, release, resolve))
            pairs.setdefault((first, second), Pair(release.id, ends, relation.value))
    return [pairs[places] for places in sorted(pairs)]


def _places(relation: Relation) -> tuple[Interval, Interval]:
    return (relation.source_begin, relation.source_end), (relation.target_begin, relation.target_end)


def _end(place: Interval, release: Release, resolve: Resolve) -> End:
    """Return an end with its synonyms; where its words give no country, a synonym may."""
    words = release.text[slice(*place)]
    types = tuple(e.type for e in release.entities if (e.begin, e.end) == place)
    names = [words]
    for relation in release.relations:
        if relation.type == SAME and place in _places(relation):
            names += [n for n in (relation.source, relation.target) if n not in names]
    actors = [resolve(name) for name in names]
    country = next((a.country for a in actors if a.country), None)
    return End(words, place, types, tuple(names), country, next((a.sector for a in actors if a.sector), None))


def _is_asked(end: End, resolve: Resolve) -> bool:
    """Tell whether an end is a person, an official or a body of a state.

    Of organisations those are left out that are a group without a name ("students", "member states") and those that
    are of a country without being its state ("British businesses"). One that the reader does not know counts.
    """
    if PERSON in end.types:
        return True
    if not BODIES.intersection(end.types):
        return False
    if end.sector in OF_THE_STATE:
        return True
    if not any(letter.isupper() for letter in end.words):
        return False
    return end.country is None or resolve(end.words.split()[-1]).country is not None


def claims_of(reading: Reading | None) -> list[Claim]:
    """Return what a record says of who met or spoke, each once by place and countries.

    Held meetings, CONSULT and joint AGREE events, and requests made of someone; nothing planned, denied or supposed.
    """
    if reading is None:
        return []
    claims: dict[tuple[object, ...], Claim] = {}
    for claim in (*_met(reading), *_held(reading), *_asked_of(reading)):
        known = frozenset(frozenset(p.country for p in side) for side in (claim.one, claim.other))
        claims.setdefault((claim.what, known, claim.evidence.start, claim.evidence.field), claim)
    return list(claims.values())


def _statements(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims by the place that proves them: a meeting and a CONSULT event of one clause are one."""
    places: dict[tuple[str, str | None, int], list[Claim]] = {}
    for claim in claims:
        places.setdefault((claim.document, claim.evidence.field, claim.evidence.start), []).append(claim)
    return list(places.values())


def _met(reading: Reading) -> Iterator[Claim]:
    persons = {p.id: p for p in reading.participants}
    for meeting in reading.meetings:
        present = tuple(_person(persons[key]) for key in meeting.participants if key in persons)
        parties = (*present, *(Party(country) for country in meeting.countries))
        if meeting.status == "held" and len(parties) > 1:
            yield Claim(reading.document.id, f"meeting {meeting.kind}", parties, parties, meeting.evidence)


def _held(reading: Reading) -> Iterator[Claim]:
    for event in reading.events:
        if event.auxiliary in UNREAL:
            continue
        actors, recipients = _parties(event.actor, event), _parties(event.recipient, event)
        if event.type in TOGETHER and len(actors) > 1:
            yield Claim(reading.document.id, event.type, actors, (*actors, *recipients), event.evidence)
        elif event.type in ADDRESSED and actors and recipients:
            yield Claim(reading.document.id, event.type, actors, recipients, event.evidence)


def _asked_of(reading: Reading) -> Iterator[Claim]:
    for request in reading.requests:
        if request.by and request.to:
            one, other = (tuple(Party(c) for c in codes) for codes in (request.by, request.to))
            yield Claim(reading.document.id, "request", one, other, request.evidence)


def _person(person: Participant) -> Party:
    place = None if person.evidence.field else (person.evidence.start, person.evidence.end)
    return Party(person.country, person.name, place if not person.name else None)


def _parties(entities: Sequence[Entity], event: Event) -> tuple[Party, ...]:
    in_body = event.evidence.field is None
    return tuple(Party(e.country, e.name, (e.start, e.end) if in_body and e.text else None) for e in entities)


def _covers(claim: Claim, pair: Pair, texts: Mapping[str, str], readings: Mapping[str, Reading]) -> bool:
    """Tell whether the ends of a pair are different parties on the two sides of a claim."""
    if claim.document != pair.document:
        return False
    document = readings[claim.document].document
    first, second = (
        (end, moved(end.place, texts[pair.document], document.text), _country(end, document.publisher_country))
        for end in pair.ends
    )
    return any(
        p != q and ((_is(p, *first) and _is(q, *second)) or (_is(p, *second) and _is(q, *first)))
        for p in claim.one
        for q in claim.other
    )


def _country(end: End, home: str | None) -> str | None:
    """Return the country of an end: an office without country or name is the publisher's own."""
    unnamed = PERSON in end.types and end.sector in OF_THE_STATE
    return end.country or (home if unnamed else None)


def _is(party: Party, end: End, place: Interval, country: str | None) -> bool:
    if party.place and max(party.place[0], place[0]) < min(party.place[1], place[1]):
        return True
    if party.name and any(same_name(name, party.name) for name in end.names):
        return True
    return party.country is not None and party.country == country


def moved(place: Interval, delivered: str, canonical: str) -> Interval:
    """Return where a place of the delivered text stands in the canonical one, which differs in spaces and signs."""
    if delivered == canonical:
        return place
    blocks = SequenceMatcher(None, delivered, canonical, autojunk=False).get_matching_blocks()
    return _moved(place[0], blocks), _moved(place[1], blocks)


def _moved(at: int, blocks: Sequence[tuple[int, int, int]]) -> int:
    start, there, size = next((b for b in reversed(blocks) if b[0] <= at and b[2]), (0, 0, 0))
    return there + min(at - start, size)


def _miss(pair: Pair, texts: Mapping[str, str], reading: Reading | None) -> str:
    if reading is None:
        return f"MISSED  {_pair_line(pair)}: no record"
    start, end = (moved(e.place, texts[pair.document], reading.document.text) for e in pair.ends)
    place = (start[0], end[1])
    return f"MISSED  {_pair_line(pair)}: {_silence(place, reading) or _nearest(place, reading)}"


def _silence(place: Interval, reading: Reading) -> str | None:
    reasons = [s.reason for s in reading.silences if s.start < place[1] and place[0] < s.end]
    return f"silent, {reasons[0]}" if reasons else None


def _nearest(place: Interval, reading: Reading) -> str:
    """Return the item of the record whose quote in the body stands nearest, the shorter of two as near."""
    items: list[tuple[int, int, str, str]] = []
    for kind, evidence in _items(reading):
        if evidence.field is None:
            away = max(evidence.start - place[1], place[0] - evidence.end, 0)
            items.append((away, evidence.end - evidence.start, kind, evidence.exact))
    if not items:
        return "the record is empty"
    away, _, kind, quote = min(items)
    return f"{'read as' if not away else 'nearest is'} {kind}: «{_short(quote)}»"


def _items(reading: Reading) -> Iterator[tuple[str, Evidence]]:
    yield from ((event.type, event.evidence) for event in reading.events)
    for kind in ("meetings", "agreements", "positions", "commitments", "appraisals", "requests"):
        yield from ((kind.removesuffix("s"), item.evidence) for item in getattr(reading, kind))


def _pair_line(pair: Pair) -> str:
    first, second = pair.ends
    return f"{pair.document[:6]}  {first.words} — {second.words} ({_short(pair.value)})"


def _statement_line(claims: Sequence[Claim]) -> str:
    what = ", ".join(f"{claim.what} {_sides(claim)}" for claim in claims)
    return f"UNANNOTATED  {claims[0].document[:6]}  {what}: «{_short(claims[0].evidence.exact)}»"


def _sides(claim: Claim) -> str:
    one, other = (
        " + ".join(dict.fromkeys(p.name or p.country or "?" for p in side)) for side in (claim.one, claim.other)
    )
    return one if claim.one == claim.other else f"{one} → {other}"


def _short(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
