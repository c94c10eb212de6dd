"""One meeting told several times: which mentions are the same, and what a later one adds."""

from __future__ import annotations

import msgspec

from dragoman.codebook.values import MeetingKind
from dragoman.reading.findings import FoundMeeting


def family(kind: MeetingKind) -> str:
    """Return the family of kinds that the evaluation counts as one (call and video)."""
    return "remote" if kind in ("call", "video") else kind


def same_meeting(a: FoundMeeting, b: FoundMeeting) -> bool:
    """Two mentions are one meeting: same status, sides within each other, kinds, days and places that do not differ."""
    return a.status == b.status and family(a.kind) == family(b.kind) and agree(a, b) and _places_agree(a, b)


def agree(a: FoundMeeting, b: FoundMeeting) -> bool:
    """Tell whether the sides of one are among the other's, and their days do not differ."""
    small, large = sorted((set(a.countries), set(b.countries)), key=len)
    return small <= large and _days_agree(a, b)


def _days_agree(a: FoundMeeting, b: FoundMeeting) -> bool:
    first, second = a.day.date, b.day.date
    if not first or not second or first.startswith(second) or second.startswith(first):
        return True
    early, late = sorted((a.day, b.day), key=lambda d: d.date or "")
    return bool(early.end_date and late.date and late.date <= early.end_date)


def _places_agree(a: FoundMeeting, b: FoundMeeting) -> bool:
    if not a.place or not b.place:
        return True
    if a.place_country is None or b.place_country is None or a.place_country == b.place_country:
        return True
    return bool(set(a.place.lower().split()) & set(b.place.lower().split()))


def merged(a: FoundMeeting, b: FoundMeeting) -> FoundMeeting:
    """Keep the first mention, and what the later one adds."""
    day = a.day if a.day.date and len(a.day.date) >= len(b.day.date or "") else b.day
    countries = a.countries if len(a.countries) >= len(b.countries) else b.countries
    persons = tuple(dict.fromkeys(a.persons + b.persons))
    place, place_country = (a.place, a.place_country) if a.place else (b.place, b.place_country)
    return msgspec.structs.replace(
        a,
        day=day,
        countries=countries,
        persons=persons,
        place=place,
        place_country=place_country,
        purpose=a.purpose or b.purpose,
    )
