"""Headline counterparts: whether a record names whom the headline names, and invents no foreign meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dragoman.evaluation.matching import fold, passed_over, same_name
from dragoman.record.types import Meeting, Participant, Reading

REMOTE = frozenset(("call", "video"))
TOGETHER = frozenset(("in_person", "multilateral"))


class Counterpart(msgspec.Struct, frozen=True):
    """Whom the headline names: `office` is None where it gives none."""

    name: str
    country: str
    office: str | None = None


class Headline(msgspec.Struct, frozen=True):
    """A communiqué whose headline, withheld from the reader, names counterparts (none: a domestic one)."""

    id: str
    headline: str
    counterparts: tuple[Counterpart, ...]
    mode: str | None = None
    videoconference_mentioned: bool = False


class Share(msgspec.Struct, frozen=True):
    """How many of `total` are right, with a line for each that is not."""

    right: int
    total: int
    faults: tuple[str, ...]

    @property
    def value(self) -> float:
        """The share that is right, between 0 and 1."""
        return self.right / self.total if self.total else 0.0


def counterparts_right(headlines: Sequence[Headline], readings: Mapping[str, Reading]) -> Share:
    """Return the share of records that name every counterpart and a meeting of the headline's mode."""
    return _share(headlines, {h.id: counterpart_fault(h, readings.get(h.id)) for h in headlines})


def domestic_clean(headlines: Sequence[Headline], readings: Mapping[str, Reading]) -> Share:
    """Return the share of records of domestic meetings in which no foreign meeting is found."""
    return _share(headlines, {h.id: domestic_fault(readings.get(h.id)) for h in headlines})


def counterpart_fault(headline: Headline, reading: Reading | None) -> str | None:
    """Return what the record lacks of the headline, None when it is right."""
    if reading is None:
        return "no record"
    for counterpart in headline.counterparts:
        fault = _participant_fault(counterpart, reading.participants)
        if fault:
            return fault
    kinds = _kinds(headline)
    if not any(meeting.kind in kinds for meeting in reading.meetings):
        found = ", ".join(sorted({m.kind for m in reading.meetings})) or "none"
        return f"no meeting of the kind {' or '.join(sorted(kinds))} (found: {found})"
    return None


def domestic_fault(reading: Reading | None) -> str | None:
    """Return the foreign meeting that the record of a domestic one claims, None when there is none."""
    if reading is None:
        return "no record"
    foreign = [m for m in reading.meetings if _is_foreign(m, reading.document.publisher_country)]
    return "; ".join(f"{m.kind} with {'+'.join(m.countries)}: «{m.evidence.exact}»" for m in foreign) or None


def _is_foreign(meeting: Meeting, home: str | None) -> bool:
    return any(country != home for country in meeting.countries)


def _participant_fault(wanted: Counterpart, participants: Sequence[Participant]) -> str | None:
    named = [p for p in participants if same_name(wanted.name, p.name)]
    if not named:
        return f"{wanted.name} is no participant"
    here = [p for p in named if p.country == wanted.country]
    if not here:
        return f"{wanted.name} is of {named[0].country or 'no country'}, not of {wanted.country}"
    if wanted.office and not any(_shares_word(wanted.office, p.offices) for p in here):
        return f"{wanted.name} is {' and '.join(here[0].offices) or 'without office'}, not {wanted.office}"
    return None


def _shares_word(office: str, offices: Sequence[str]) -> bool:
    skipped = passed_over("offices")
    return bool({w for w in fold(office) if w not in skipped} & {w for o in offices for w in fold(o)})


def _kinds(headline: Headline) -> frozenset[str]:
    if headline.videoconference_mentioned:
        return REMOTE | TOGETHER
    return REMOTE if headline.mode == "remote" else TOGETHER


def _share(headlines: Sequence[Headline], faults: Mapping[str, str | None]) -> Share:
    lines = tuple(f"{h.id}: {faults[h.id]}  ({h.headline})" for h in headlines if faults[h.id])
    return Share(len(headlines) - len(lines), len(headlines), lines)
