"""What became of a commitment: repeated, kept, contradicted, overdue, and never more than the words bear."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from dragoman.record.types import Appraisal, Attribution, Commitment, Evidence
from dragoman.relations.following import follow, group_of
from dragoman.relations.values import Decision, FollowedCommitment, Kind, Stated
from tests.relations.stated import done, met, promised, signed, stated

TODAY = "2024-12-31"
LORRIES = promised("deliver twenty refrigerated lorries to Peru", to=("PER",))
DELIVERED = done("AID", "Norway delivered twenty refrigerated lorries to Peru", "delivered", recipient="PER")


def followed(
    commitment: Commitment,
    *later: tuple[Kind, Any, str],
    decisions: dict[str, Decision] | None = None,
    today: str = TODAY,
) -> FollowedCommitment:
    """Follow a commitment of the first of March 2024 among later facts, each with its kind and day."""
    facts = [(kind, stated(item, day)) for kind, item, day in later]
    (result,) = follow([stated(commitment, "2024-03-01")], facts, today, decisions or {})
    return result


def test_a_commitment_without_later_facts_is_open() -> None:
    """Nothing came of it, and no day had been set."""
    assert followed(LORRIES).status == "open"


def test_the_same_promise_said_again_is_a_repetition() -> None:
    """The words of both and the days between stand in the reason."""
    again = promised("deliver the twenty refrigerated lorries to Peru this autumn", to=("PER",))
    result = followed(LORRIES, ("commitments", again, "2024-03-11"))
    assert result.status == "repeated"
    assert result.links[0].why == (
        "The same actor (NOR) said it again: “refrigerated”, “lorries”, “peru” in both, 10 days later."
    )


def test_what_was_promised_and_given_is_kept() -> None:
    """An act of aid by the same state for the same one keeps a promise to give."""
    result = followed(LORRIES, ("events", DELIVERED, "2024-04-01"))
    assert (result.status, result.links[0].kind, result.links[0].other.item) == ("kept", "kept", DELIVERED)


@pytest.mark.parametrize(
    "event",
    [
        done("AID", "Chile delivered twenty refrigerated lorries to Peru", "delivered", "CHL", "PER"),
        done("AID", "Norway delivered twenty refrigerated lorries to Chile", "delivered", "NOR", "CHL"),
        done("AID", "Norway delivered tents to Peru", "delivered", "NOR", "PER"),
        done("AID", "Norway might deliver twenty refrigerated lorries", "deliver", "NOR", "PER", "hypothetical"),
        done("AID", "Norway delivered twenty refrigerated lorries", "delivered", "NOR", "PER", "historical", "2023-05"),
        done("AID", "Norway praised the twenty refrigerated lorries", "praised", "NOR", "PER"),
        done("ACCUSE", "Norway delivered twenty refrigerated lorries", "delivered", "NOR", "PER"),
    ],
    ids=["another actor", "another beneficiary", "another thing", "not done", "before", "another act", "another type"],
)
def test_other_acts_keep_no_promise(event: Any) -> None:
    """Actor, beneficiary, thing, time and act must all agree."""
    assert followed(LORRIES, ("events", event, "2024-04-01")).status == "open"


def test_another_amount_is_another_promise() -> None:
    """Where both name amounts, one must be the same."""
    promise = promised("allocate 40 million crowns for school kitchens")
    other = promised("allocate 90 million crowns for school kitchens")
    assert followed(promise, ("commitments", other, "2024-05-01")).status == "open"
    assert followed(promise, ("commitments", promise, "2024-05-01")).status == "repeated"


def test_general_promises_need_more_than_two_words_in_common() -> None:
    """What every communiqué says of human rights is no repetition of what another said."""
    promise = promised("promote human rights, fisheries and literacy", strength="general")
    other = promised("see that satellites serve human rights", strength="general")
    assert followed(promise, ("commitments", other, "2024-05-01")).status == "open"


def test_a_refusal_of_the_same_thing_contradicts() -> None:
    """A promise is broken by the refusal of its matter, not by the refusal of something else."""
    promise = promised("open the herring harbour to Chilean trawlers")
    refusal = done("REJECT", "Norway refused to open the herring harbour", "refused")
    other = done("REJECT", "Norway refused to lower the tax on wool", "refused")
    assert followed(promise, ("events", refusal, "2024-06-01")).status == "contradicted"
    assert followed(promise, ("events", other, "2024-06-01")).status == "open"


def test_a_promise_to_halt_is_not_broken_by_halting() -> None:
    """Who promises to suspend and then suspends has gone back on nothing."""
    promise = promised("suspend the duties on herring barrels")
    halted = done("SANCTION", "Norway suspended the duties on herring barrels", "suspended")
    assert followed(promise, ("events", halted, "2024-06-01")).status != "contradicted"


def test_a_treaty_that_was_to_be_signed_and_was() -> None:
    """The instrument is the same when its name has the words of the promise."""
    promise = promised("sign the treaty on glacier research", by=("NOR", "PER"))
    treaty = signed("Treaty on Glacier Research", ("NOR", "PER"))
    planned = signed("Treaty on Glacier Research", ("NOR", "PER"), "planned")
    assert followed(promise, ("agreements", treaty, "2024-06-01")).status == "kept"
    assert followed(promise, ("agreements", planned, "2024-06-01")).status == "open"


def test_the_meeting_of_the_promised_day_keeps_the_promise_to_meet() -> None:
    """The first meeting is the promised one; a later one, or one of others, is not."""
    promise = promised("meet the Peruvians", by=("NOR", "PER"), strength="general", deadline="2024-03-20")
    held = ("meetings", met(("NOR", "PER"), "2024-03-20", "Tromsø"), "2024-03-21")
    later = ("meetings", met(("NOR", "PER"), "2024-03-29", "Lima"), "2024-03-30")
    others = ("meetings", met(("NOR", "CHL"), "2024-03-20", "Tromsø"), "2024-03-21")
    assert [link.other.item.date for link in followed(promise, held, later).links] == ["2024-03-20"]
    assert followed(promise, others).status == "overdue"


def test_a_meeting_in_the_promised_town_keeps_the_promise() -> None:
    """A rare word, such as the town, is enough with two of the sides."""
    promise = promised("meet in Tromsø to talk", by=("NOR", "PER"))
    assert followed(promise, ("meetings", met(("NOR", "PER"), "2024-04-02", "Tromsø"), "2024-04-03")).status == "kept"
    assert followed(promise, ("meetings", met(("NOR", "PER"), "2025-04-02", "Tromsø"), "2025-04-03")).status == "open"


@pytest.mark.parametrize(
    ("deadline", "today", "status"),
    [
        ("2024-06", "2024-06-30", "open"),
        ("2024-06", "2024-07-01", "overdue"),
        ("2024", "2024-12-31", "open"),
        ("2024-06-15", "2024-06-16", "overdue"),
        ("before the harvest", "2030-01-01", "open"),
        ("2023", "2024-06-16", "open"),
    ],
)
def test_a_deadline_passes_at_the_end_of_its_period(deadline: str, today: str, status: str) -> None:
    """Words name no day, and a deadline before the promise is a misreading."""
    commitment = promised("deliver twenty refrigerated lorries to Peru", deadline=deadline)
    assert followed(commitment, today=today).status == status


def test_what_a_person_decided_counts() -> None:
    """A rejected link does not count; the id of a link depends on the quotes alone, so that decisions last."""
    later = ("events", DELIVERED, "2024-04-01")
    link = followed(LORRIES, later).links[0]
    assert followed(LORRIES, later, decisions={link.id: "rejected"}).status == "open"
    confirmed = followed(LORRIES, later, decisions={link.id: "confirmed"})
    assert (confirmed.status, confirmed.links[0].decision) == ("kept", "confirmed")


def test_a_confirmed_contradiction_wins_over_a_found_keeping() -> None:
    """What was found only stands until a person has said otherwise."""
    refusal = done("REJECT", "Norway refused to deliver the refrigerated lorries to Peru", "refused", "NOR", "PER")
    later = (("events", DELIVERED, "2024-04-01"), ("events", refusal, "2024-05-01"))
    links = {link.kind: link.id for link in followed(LORRIES, *later).links}
    assert followed(LORRIES, *later).status == "kept"
    assert followed(LORRIES, *later, decisions={links["contradicted"]: "confirmed"}).status == "contradicted"


def test_earlier_facts_and_near_duplicates_link_nothing() -> None:
    """What was published before or on the same day, or repeats the same text, came not of the promise."""
    facts: list[tuple[Kind, Stated[Any]]] = [
        ("commitments", stated(LORRIES, "2024-02-01")),
        ("commitments", stated(LORRIES, "2024-03-01", "other")),
        ("commitments", stated(LORRIES, "2024-04-01", "copy", original="of-2024-03-01")),
    ]
    (result,) = follow([stated(LORRIES, "2024-03-01")], facts, TODAY, {})
    assert result.links == ()


def test_a_group_is_of_the_countries_by_and_to() -> None:
    """The order in which a text names them does not matter."""
    assert group_of(promised("help", by=("PER", "CHL"), to=("NOR",))) == "CHL-NOR-PER"
    assert group_of(promised("help")) == "NOR"


def praised(words: str, kind: str = "praise") -> Appraisal:
    """Return what Peru says of Norway."""
    return Appraisal(kind, ("PER",), ("NOR",), words, Attribution("issuer"), Evidence(words, 0, len(words), "", ""))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("thanked Norway that it had opened the maritime academy in Callao", "kept"),
        ("regretted that Norway had put off the maritime academy in Callao", "contradicted"),
        ("thanked Norway that it had not opened the maritime academy in Callao", "open"),
        ("praised how Norway put seals of the maritime academy in Callao on display", "open"),
        ("thanked Norway for plans of a maritime academy in Callao", "open"),
        ("thanked Norway that it had opened a bakery", "open"),
    ],
)
def test_what_the_other_side_says_of_an_act_counts(words: str, status: str) -> None:
    """A statement that it was done or undone ends a promise; a phrase counts only whole."""
    promise = promised("open a maritime academy in Callao", to=("PER",))
    assert followed(promise, ("appraisals", praised(words), "2024-05-01")).status == status


def test_a_title_names_what_a_statement_is_about() -> None:
    """ "The opening" is of what its document's title tells as opened; a title that tells nothing done ends nothing."""
    opening = praised("Peru welcomed the opening as a step forward")
    promise = stated(promised("open a maritime academy in Callao", to=("PER",)), "2024-03-01")
    for title, status in (("Norwegian maritime academy opens", "kept"), ("Norwegian maritime academy", "open")):
        fact = stated(opening, "2024-05-01")
        under = msgspec.structs.replace(fact, version=msgspec.structs.replace(fact.version, title=title))
        (result,) = follow([promise], [("appraisals", under)], TODAY, {})
        assert result.status == status


def test_a_promise_left_in_a_weaker_form_is_a_repetition() -> None:
    """The reason says that it is weaker."""
    promise = promised("open a direct ferry between Oslo and Callao by 2024", to=("PER",))
    weaker = promised("explore a direct ferry", to=("PER",), strength="weak")
    result = followed(
        promise, ("commitments", promised("continue on a direct ferry", to=("PER",), strength="general"), "2024-06-01")
    )
    assert result.status == "repeated"
    assert "in a weaker form" in result.links[0].why
    assert followed(weaker, ("commitments", promise, "2024-06-01")).status == "open"
