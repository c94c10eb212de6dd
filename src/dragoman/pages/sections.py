"""The sections of the terminal page: each kind of finding told as entries with their quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from typing import TypeVar

import msgspec
from rich.text import Text

from dragoman.pages import words
from dragoman.pages.layout import BAD, FAINT, FIRM, GOOD, PLAIN, QUOTE, STRONG, WORST, Entry, Section
from dragoman.pages.quoting import clean, quoted
from dragoman.record.types import (
    Agreement,
    Appraisal,
    Attribution,
    Commitment,
    Event,
    Evidence,
    Meeting,
    Participant,
    Position,
    Reading,
    Request,
    Silence,
    Topic,
)

Found = TypeVar("Found")
SILENCES_SHOWN, SILENCE_LENGTH = 3, 110

ACT_STYLES = {"signed": FIRM, "ratified": FIRM, "planned": GOOD, "cited": PLAIN, "suspended": BAD, "ended": WORST}
STANCE_STYLES = {"for": GOOD, "against": BAD}
STRENGTH_STYLES = {"firm": FIRM, "general": GOOD, "weak": FAINT}
APPRAISAL_STYLES = {"gratitude": GOOD, "praise": GOOD, "condolence": PLAIN, "criticism": BAD}
QUAD_STYLES = {1: GOOD, 2: FIRM, 3: BAD, 4: WORST}


class Telling(msgspec.Struct, frozen=True):
    """What is needed to tell a finding in words: names of countries by code, of participants by id."""

    names: words.Names
    speakers: Mapping[str, str]


def sections(reading: Reading, names: words.Names, reasons: Mapping[str, str]) -> list[Section]:
    """Return every section of the page in its order, empty ones too."""
    told = Telling(names, {person.id: words.person(person, names) for person in reading.participants})
    persons, text = reading.participants, reading.document.text
    return [
        _section("Meetings", reading.meetings, lambda found: meeting(found, persons, told)),
        Section("Participants", "participants", participants(persons, names), len(persons)),
        _section("Agreements", reading.agreements, lambda found: agreement(found, told)),
        _section("Positions", reading.positions, lambda found: position(found, told)),
        _section("Commitments", reading.commitments, lambda found: commitment(found, told)),
        _section("Thanks and criticism", reading.appraisals, lambda found: appraisal(found, told)),
        _section("Requests", reading.requests, lambda found: request(found, told)),
        Section("Topics", "topics", topics(reading.topics), len(reading.topics)),
        _section("Events", reading.events, lambda found: event(found, told)),
        Section("Silences", "silences", silences(reading.silences, text, reasons), len(reading.silences)),
    ]


def _section(title: str, findings: tuple[Found, ...], tell: Callable[[Found], Entry]) -> Section:
    return Section(title, title.lower(), tuple(map(tell, findings)), len(findings))


def meeting(found: Meeting, everyone: tuple[Participant, ...], told: Telling) -> Entry:
    """Tell who met whom, when, where and what for; by name only when not every participant was there."""
    present = [told.speakers.get(key, "") for key in found.participants]
    body = [
        Text(words.encounter(found, told.names), style=STRONG),
        Text(_where_and_when(found, told.names)),
        Text(words.listed([name for name in present if name]) if len(present) < len(everyone) else ""),
        Text(f"For: {clean(found.purpose)}" if found.purpose else ""),
        quote(found.evidence),
    ]
    return _entry(found.status, PLAIN, body)


def _where_and_when(found: Meeting, names: words.Names) -> str:
    home = words.country(found.place_country, names) if found.place_country else ""
    place = clean(found.place or "place not given")
    spot = f"{place} ({home})" if home and home not in place else place
    return f"{spot} · {words.when(found.date, found.date_basis, found.end_date)}"


def participants(persons: tuple[Participant, ...], names: words.Names) -> tuple[Entry, ...]:
    """Tell the persons with their offices, country by country in the order of the text."""
    codes = dict.fromkeys(person.country for person in persons)
    sides = {code: [person for person in persons if person.country == code] for code in codes}
    return tuple(
        _entry(
            words.country(code, names) if code else "not known", PLAIN, [_participant(person, names) for person in side]
        )
        for code, side in sides.items()
    )


def _participant(person: Participant, names: words.Names) -> Text:
    held = words.offices(person, names)
    called = words.person(msgspec.structs.replace(person, country=None), names)  # its country is the label
    return Text.assemble((called, STRONG), f", {held}" if held else "")


def agreement(found: Agreement, told: Telling) -> Entry:
    """Tell an instrument, its parties and what is done with it."""
    parties = words.countries(found.parties, told.names)
    return _entry(found.act, ACT_STYLES[found.act], [_headline(found.name, parties), quote(found.evidence)])


def position(found: Position, told: Telling) -> Entry:
    """Tell who is for or against what."""
    holders = words.countries(found.holder, told.names)
    voices = words.listed([told.speakers[key] for key in found.voiced_by if key in told.speakers])
    body = [
        _headline(found.on, holders),
        Text(f"Voiced by {voices}" if voices and voices != told.speakers.get(found.attribution.by or "") else ""),
        quote(found.evidence, found.attribution, told),
    ]
    return _entry(found.stance, STANCE_STYLES[found.stance], body)


def commitment(found: Commitment, told: Telling) -> Entry:
    """Tell who promises what to whom, how firmly, by when and on what condition."""
    body = [
        _headline(found.what, words.parties(found.by, found.to, told.names)),
        Text(f"Deadline: {words.day(found.deadline)}" if found.deadline else ""),
        Text(f"Condition: {clean(found.condition)}" if found.condition else ""),
        quote(found.evidence, found.attribution, told),
    ]
    return _entry(found.strength, STRENGTH_STYLES[found.strength], body)


def appraisal(found: Appraisal, told: Telling) -> Entry:
    """Tell who thanks, praises, condoles with or criticises whom, and what for."""
    body = [
        _headline(found.reason or "", words.parties(found.by, found.to, told.names)),
        quote(found.evidence, found.attribution, told),
    ]
    return _entry(words.APPRAISAL[found.kind], APPRAISAL_STYLES[found.kind], body)


def request(found: Request, told: Telling) -> Entry:
    """Tell who asks whom for what."""
    body = [
        _headline(found.what, words.parties(found.by, found.to, told.names)),
        quote(found.evidence, found.attribution, told),
    ]
    return _entry("asks", PLAIN, body)


def topics(found: tuple[Topic, ...]) -> tuple[Entry, ...]:
    """Tell what was talked about, in one list; a quote only where it says more than the topic itself."""
    body = []
    for topic, following in zip_longest(found, found[1:]):
        shared = following is not None and topic.evidence == following.evidence
        body += _topic(topic)[:1] if shared else _topic(topic)  # several of one sentence share its quote
    return (_entry("about", PLAIN, body),) if body else ()


def _topic(found: Topic) -> list[Text]:
    contexts = f"  {', '.join(map(clean, found.contexts))}" if found.contexts else ""
    line = Text.assemble(clean(found.text), (contexts, FAINT))
    return [line] if clean(found.evidence.exact) == clean(found.text) else [line, quote(found.evidence)]


def event(found: Event, told: Telling) -> Entry:
    """Tell an event: who to whom, its kind, when and where, how sure it is and what found it."""
    doers, others = (words.entities(side, told.names) for side in (found.actor, found.recipient))
    facts = [
        clean(found.mode or ""),
        words.QUAD[found.quad],
        words.when(found.date, found.date_basis),
        clean(found.place or ""),
        words.AUXILIARY[found.auxiliary] if found.auxiliary else "",
    ]
    codes = [
        ", ".join(map(clean, found.contexts)),
        f"CAMEO {clean(found.cameo)}" if found.cameo else "",
        f"confidence {found.confidence:.2f}",
        words.BASIS[found.basis],
    ]
    body = [
        Text(f"{doers or 'not named'} → {others}" if others else doers, style=STRONG),
        Text(" · ".join(filter(None, facts))),
        Text(" · ".join(filter(None, codes)), style=FAINT),
        quote(found.evidence, found.attribution, told),
    ]
    return _entry(found.type, QUAD_STYLES[found.quad], body)


def silences(found: tuple[Silence, ...], text: str, reasons: Mapping[str, str]) -> tuple[Entry, ...]:
    """Tell what gave nothing, reason by reason in the order of the text, with the first few stretches of each."""
    ordered = sorted(found, key=lambda silence: silence.start)
    codes = dict.fromkeys(silence.reason for silence in ordered)
    by_reason = {code: [silence for silence in ordered if silence.reason == code] for code in codes}
    return tuple(_silence(code, same, text, reasons) for code, same in by_reason.items())


def _silence(code: str, found: list[Silence], text: str, reasons: Mapping[str, str]) -> Entry:
    shown = [quoted(text[silence.start : silence.end], SILENCE_LENGTH) for silence in found[:SILENCES_SHOWN]]
    rest = len(found) - len(shown)
    body = [Text(clean(reasons.get(code, code))), *(Text(stretch, style=QUOTE) for stretch in shown)]
    return _entry(code.replace("-", " "), FAINT, [*body, Text(f"and {rest} more" if rest else "", style=FAINT)])


def quote(evidence: Evidence, attribution: Attribution | None = None, told: Telling | None = None) -> Text:
    """Return the evidence in quotation marks, then who says it and where else it stands."""
    who = words.attributed(attribution, told.speakers) if attribution and told else ""
    remarks = ", ".join(filter(None, [who, words.whereabouts(evidence)]))
    return Text.assemble((quoted(evidence.exact), QUOTE), f" — {remarks}" if remarks else "")


def _headline(what: str, who: str) -> Text:
    return Text.assemble((who, STRONG), ": " if who and what else "", clean(what))


def _entry(label: str, style: str, body: Iterable[Text]) -> Entry:
    return Entry(Text(clean(label), style=style), tuple(paragraph for paragraph in body if paragraph.plain))
