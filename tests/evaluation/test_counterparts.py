"""Records are held against what headlines name."""

from __future__ import annotations

import msgspec
import pytest

from dragoman.evaluation.counterparts import (
    Counterpart,
    Headline,
    counterpart_fault,
    counterparts_right,
    domestic_clean,
)
from dragoman.record.types import Reading

from . import records

TEXT = "Prime Minister Lind spoke with President José Okoye of Ghana."
PROOF = records.evidence(TEXT, "spoke with President José Okoye of Ghana")
HEADLINE = Headline("1", "Call with Okoye", (Counterpart("Jose Okoye", "GHA", "President of Ghana"),), "remote")


def read(kind: str = "call", country: str | None = "GHA", office: str = "President") -> Reading:
    """Return a record of the call."""
    guest = records.participant("José Okoye", (office,), country, PROOF)
    return records.reading(TEXT, (guest,), (records.meeting(kind, ("SWE", "GHA"), PROOF),))


def test_record_that_names_counterpart_and_mode_is_right() -> None:
    """Name, country, a word of the office and the mode agree."""
    assert counterpart_fault(HEADLINE, read()) is None
    assert counterparts_right([HEADLINE], {"1": read("video")}).value == 1.0


@pytest.mark.parametrize(
    ("reading", "fault"),
    [
        (read(country=None), "is of no country, not of GHA"),
        (read(office="Minister of Trade"), "is Minister of Trade, not President"),
        (read(kind="in_person"), "no meeting of the kind call or video"),
        (records.reading(TEXT), "is no participant"),
        (None, "no record"),
    ],
)
def test_what_is_wrong_is_said(reading: Reading | None, fault: str) -> None:
    """The first thing that the record lacks is named."""
    assert fault in (counterpart_fault(HEADLINE, reading) or "")


def test_videoconference_may_be_either_kind() -> None:
    """Where a videoconference is mentioned a meeting of either kind is right."""
    headline = msgspec.structs.replace(HEADLINE, mode="meeting_unspecified", videoconference_mentioned=True)
    assert counterpart_fault(headline, read("video")) is None
    assert counterpart_fault(headline, read("in_person")) is None


def test_foreign_meeting_in_a_domestic_record_is_wrong() -> None:
    """A meeting with another state than the publisher's is a false positive; one at home is none."""
    home = records.reading(TEXT, meetings=(records.meeting("in_person", ("SWE",), PROOF),))
    assert domestic_clean([HEADLINE], {"1": home}).value == 1.0
    assert domestic_clean([HEADLINE], {"1": read()}).faults[0].startswith("1: call with SWE+GHA")
