"""The record's codes put into the words that a reader knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Reason, Territory
from dragoman.pages.quoting import clean
from dragoman.record.types import Attribution, Entity, Evidence, Meeting, Participant

Names = Mapping[str, str]

BODIES = {
    "UNO": "United Nations",
    "EUR": "European Union",
    "IGO": "an intergovernmental organisation",
    "NGO": "a non-governmental organisation",
    "ISM": "a religious or ideological movement",
    "IMG": "an international armed group",
    "MNC": "a multinational company",
}
MONTHS = {  # not strftime, whose words follow the locale
    "01": "January",
    "02": "February",
    "03": "March",
    "04": "April",
    "05": "May",
    "06": "June",
    "07": "July",
    "08": "August",
    "09": "September",
    "10": "October",
    "11": "November",
    "12": "December",
}
PUBLISHED_BASIS = {
    "given": "as given with the document",
    "metadata": "from the page's metadata",
    "text": "from the date line in the text",
    "url": "from the address of the page",
    "feed": "from the feed",
    "unknown": "",
}
DATE_BASIS = {
    "explicit": "",
    "relative": "reckoned from the publication",
    "publication": "day of publication",
    "unknown": "",
}
ENCOUNTER = {
    ("in_person", "held"): "met in person",
    ("in_person", "planned"): "are to meet in person",
    ("call", "held"): "spoke by telephone",
    ("call", "planned"): "are to speak by telephone",
    ("video", "held"): "met by video",
    ("video", "planned"): "are to meet by video",
    ("multilateral", "held"): "at a meeting of several sides",
    ("multilateral", "planned"): "at a planned meeting of several sides",
}
APPRAISAL = {"gratitude": "thanks", "praise": "praise", "condolence": "condolence", "criticism": "criticism"}
QUAD = {
    1: "cooperation in words",
    2: "cooperation in deeds",
    3: "conflict in words",
    4: "conflict in deeds",
}
AUXILIARY = {
    "future": "still to come",
    "historical": "in the past",
    "hypothetical": "conditional",
    "negation": "denied",
}
BASIS = {
    "codebook": "by the codebook",
    "model": "by the model",
    "both": "by codebook and model",
}


def names_of(codebook: Codebook) -> dict[str, str]:
    """Return the English name of every country code that the codebook has.

    Territories inside a state share its code; the state's own entry, whose id is the code, names it.
    """
    territories = sorted(codebook.entries(Territory), key=lambda territory: territory.id == territory.code)
    return {territory.code: territory.name for territory in territories}


def reasons_of(codebook: Codebook) -> dict[str, str]:
    """Return what each reason for a silence means, by its code."""
    return {reason.id: reason.means for reason in codebook.entries(Reason)}


def listed(items: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return " and ".join([*([", ".join(items[:-1])] if len(items) > 1 else []), *items[-1:]])


def country(code: str, names: Names) -> str:
    """Return the name of a country or body, or its code when no name is known."""
    return clean(names.get(code) or BODIES.get(code) or code)


def countries(codes: Iterable[str], names: Names) -> str:
    """Return the names of countries as a list in words."""
    return listed([country(code, names) for code in codes])


def day(date: str | None) -> str:
    """Return an ISO date ("2016-07-31", "2022-03", with or without a time) as a reader writes it."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d:\d\d).*)?", date or "", re.ASCII)
    if not found or (found[2] and found[2] not in MONTHS):
        return clean(date or "")
    parts = [found[3].lstrip("0") if found[3] else "", MONTHS[found[2]] if found[2] else "", found[1]]
    return " ".join(filter(None, parts)) + (f", {found[4]}" if found[4] else "")


def published(date: str | None, basis: str) -> str:
    """Return the day of publication and how it is known."""
    if not date:
        return "date unknown"
    how = PUBLISHED_BASIS[basis]
    return f"{day(date)} ({how})" if how else day(date)


def when(date: str | None, basis: str, end_date: str | None = None) -> str:
    """Return the day or days of an act or meeting, and how they are known where that is not plain."""
    if not date:
        return "day not given"
    days = f"{day(date)} to {day(end_date)}" if end_date and end_date != date else day(date)
    return f"{days} ({DATE_BASIS[basis]})" if DATE_BASIS[basis] else days


def encounter(meeting: Meeting, names: Names) -> str:
    """Return who met whom, and how, in words."""
    how = ENCOUNTER[meeting.kind, meeting.status]
    if meeting.kind != "multilateral" and len(meeting.countries) == 1:
        how = how.replace("are to", "is to")
    return f"{countries(meeting.countries, names) or 'Sides not named'} {how}"


def person(participant: Participant, names: Names) -> str:
    """Return a participant's name, or the office and country of one who is not named."""
    if participant.name:
        return clean(participant.name)
    office = clean(participant.offices[0]) if participant.offices else "a person not named"
    return f"{office} ({country(participant.country, names)})" if participant.country else office


def offices(participant: Participant, names: Names) -> str:
    """Return the offices of a participant, with the state that an envoy is accredited to."""
    held = listed([clean(office) for office in (participant.offices if participant.name else participant.offices[1:])])
    if not participant.accredited_to:
        return held
    return f"{held or 'envoy'} to {country(participant.accredited_to, names)}"


def attributed(attribution: Attribution, speakers: Mapping[str, str]) -> str:
    """Return who says it; `speakers` has the participants' names by their ids."""
    by = speakers.get(attribution.by or "") or clean(attribution.by or "")
    match attribution.layer:
        case "issuer":
            return "in the issuer's words"
        case "meeting":
            return "said at the meeting"
        case "speaker":
            return f"says {by or 'a speaker'}"
        case _:
            return f"according to {by or 'others'}"


def entities(parties: Sequence[Entity], names: Names) -> str:
    """Return actors or recipients: each country with what the document calls its people, neighbours together."""
    groups = [(code, list(members)) for code, members in groupby(parties, key=lambda party: party.country)]
    return listed([_of_country(code, members, names) for code, members in groups])


def _of_country(code: str | None, members: Sequence[Entity], names: Names) -> str:
    home = country(code, names) if code else ""
    called = dict.fromkeys(clean(member.name or member.text) for member in members)
    others = listed([name for name in called if name.removeprefix("the ").casefold() != home.casefold()])
    return f"{home} ({others})" if home and others else home or others


def parties(by: Sequence[str], to: Sequence[str], names: Names) -> str:
    """Return "Serbia → Russia", or only the side that is known; empty when neither is."""
    doer, receiver = countries(by, names), countries(to, names)
    return f"{doer or 'not named'} → {receiver}" if receiver else doer


def whereabouts(evidence: Evidence) -> str:
    """Return where a quote stands when that is not once in the body: "in the title", "and in 2 more places"."""
    field = f"in the {evidence.field}" if evidence.field else ""
    more = len(evidence.also)
    again = f"and in {more} more place{'s' if more > 1 else ''}" if more else ""
    return ", ".join(filter(None, [field, again]))
