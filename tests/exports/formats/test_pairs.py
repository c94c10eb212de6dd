"""Lists of actors as pairs, and what has none."""

from __future__ import annotations

from dragoman.exports.formats.pairs import pairs
from dragoman.exports.formats.tally import Tally
from dragoman.relations.values import JoinedEvent
from tests.exports.formats import made_events as made


def ends(joined: JoinedEvent, *, lone: bool = False, named: bool = True) -> list[tuple[str, str | None]]:
    """Return the codes of the pairs of one event."""
    found = pairs(made.EventHoldings(joined), Tally(), lone=lone, named=named)
    return [(p.source.code, p.target.code if p.target else None) for p in found]


def reasons(joined: JoinedEvent) -> dict[str, int]:
    """Return why an event has no pair."""
    tally = Tally()
    assert list(pairs(made.EventHoldings(joined), tally)) == []
    return dict(tally.left_out)


def test_each_actor_with_each_recipient() -> None:
    """Two known actors and two recipients are four pairs; an unknown actor has none."""
    assert ends(made.ACCUSATION) == [
        ("IGONAT", "KAZGOVMIL"),
        ("IGONAT", "IGOUNO"),
        ("CVL", "KAZGOVMIL"),
        ("CVL", "IGOUNO"),
    ]


def test_a_mutual_act_runs_both_ways() -> None:
    """Those who speak with each other are each a source and a target."""
    assert ends(made.CALL) == [("PRTGOV", "KAZGOVMIL"), ("KAZGOVMIL", "PRTGOV")]


def test_a_delegation_does_not_act_on_itself() -> None:
    """Where two countries meet, nothing passes between two of one country."""
    told = made.event("CONSULT", "040", (made.DUARTE, made.PORTUGAL, made.SAGATOV))
    assert ("PRTGOV", "PRT") not in ends(made.joined("x", told, made.LISBON))


def test_an_act_that_is_not_mutual_makes_no_pair_of_its_actors() -> None:
    """Two who reject something together do not reject each other: they stand alone, or are left out."""
    assert ends(made.LONE, lone=True) == [("PRT", None), ("KAZGOVMIL", None)]
    assert reasons(made.LONE) == {"no-recipient": 1}


def test_without_names_actors_of_one_code_are_one() -> None:
    """A format of codes has one row for two ministers of one country."""
    other = made.entity("Rui Alves", "PRT", "GOV", name="Rui Alves")
    told = made.joined("x", made.event("SUPPORT", "051", (made.DUARTE, other), (made.SAGATOV,)), made.LISBON)
    assert len(ends(told)) == 2
    assert len(ends(told, named=False)) == 1


def test_what_is_left_out_has_a_reason() -> None:
    """Each event without a pair is counted under one reason."""
    assert reasons(made.MONTH) == {"no-day": 1}
    assert reasons(made.PAST) == {"no-day": 1}
    assert reasons(made.UNDATED) == {"no-day": 1}
    assert reasons(made.DENIED) == {"negation": 1}
    assert reasons(made.UNCODED) == {"no-cameo-code": 1}
    assert reasons(made.CLAIMED) == {"unknown-actor": 1}
    assert reasons(made.AT_NOBODY) == {"unknown-recipient": 1}


def test_an_act_on_oneself_is_no_pair() -> None:
    """Actor and recipient that are one in CAMEO's terms give no row."""
    told = made.event("SUPPORT", "051", (made.PORTUGAL,), (made.PORTUGAL,))
    assert reasons(made.joined("x", told, made.LISBON)) == {"same-actor-and-recipient": 1}


def test_numbers_are_the_same_whatever_else_is_there() -> None:
    """A row's number is made of its event and pair, is its own, and is held exactly by R."""
    alone = [p.number for p in pairs(made.EventHoldings(made.CALL), Tally())]
    among = [p.number for p in pairs(made.HOLDINGS, Tally(), lone=True)]
    assert set(alone) < set(among)
    assert len(set(among)) == len(among)
    assert max(among) < 2**53
