"""One record is held against all that it must and must not hold."""

from __future__ import annotations

from typing import Any

from dragoman.evaluation.requirements import judged
from dragoman.record.types import Reading

from . import records

TEXT = "Minister Lind of Sweden thanked Ghana for its help. Ghana sent an aid mission to the region of the crisis."
GOLD: dict[str, Any] = {
    "doc_id": "1",
    "document": {"published": "2020-01-31"},
    "participants": [{"name": "Lind", "offices": ["Minister"], "country": "SWE", "quote": "Minister Lind of Sweden"}],
    "events": [
        {
            "type": "SUPPORT",
            "actor": ["SWE"],
            "recipient": ["GHA"],
            "mode": None,
            "auxiliary": None,
            "attribution": {"layer": "issuer", "by": None},
            "quote": "Minister Lind of Sweden thanked Ghana",
        }
    ],
}
THANKS = records.event(
    "SUPPORT",
    (records.entity(TEXT, "Minister Lind", "SWE"),),
    (records.entity(TEXT, "Ghana", "GHA"),),
    records.evidence(TEXT, "Minister Lind of Sweden thanked Ghana for its help", "thanked"),
)
AID = records.event(
    "AID",
    (records.entity(TEXT, "Ghana", "GHA"),),
    (),
    records.evidence(TEXT, "Ghana sent an aid mission to the region of the crisis", "sent"),
)


def read(name: str = "Lind", office: str = "Minister", *more: Any) -> Reading:
    """Return a record with one participant, the thanks and more events."""
    someone = records.participant(name, (office,), "SWE", records.evidence(TEXT, "Minister Lind of Sweden"))
    return records.reading(TEXT, (someone,), events=(THANKS, *more))


def test_record_that_holds_everything_has_no_faults() -> None:
    """Each demand counts: the head, the items and their fields."""
    verdict = judged(GOLD, read())
    assert verdict.faults == ()
    assert verdict.demands == 7  # the date; the participant and its offices; the event and its three fields


def test_missing_item_and_wrong_field_are_faults() -> None:
    """A missing item and a wrong field are named with what was found."""
    assert judged(GOLD, read(name="Ek")).faults == ("participants: not found: 'Minister Lind of Sweden'",)
    assert "participants.offices" in judged(GOLD, read(office="Envoy")).faults[0]


def test_items_that_nothing_asked_for_are_listed_but_no_faults() -> None:
    """What is neither required nor banned is listed apart."""
    verdict = judged(GOLD, read("Lind", "Minister", AID))
    assert verdict.faults == ()
    assert verdict.unasked[0].startswith("events: not asked for")


def faults(bans: dict[str, Any]) -> tuple[str, ...]:
    """Return the faults of a record with the aid, under these bans."""
    return judged(GOLD | {"must_not": bans}, read("Lind", "Minister", AID)).faults


def test_bans_are_kept_or_broken() -> None:
    """Types, givers of aid, places of triggers and words may be banned."""
    assert faults({"events": {"types": ["ASSAULT"], "AID by": ["SWE"]}}) == ()
    assert len(faults({"events": {"types": ["AID"]}})) == 1
    assert len(faults({"events": {"AID by": ["GHA"]}})) == 1
    assert len(faults({"events": {"from": ["Ghana sent an aid mission"]}})) == 1
    assert faults({"events": {"from": ["the region of the crisis"]}}) == ()
    assert len(faults({"anywhere": ["Ghana", "Norway"]})) == 1
    assert len(faults({"participants": ["lind"]})) == 1
