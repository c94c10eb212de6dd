"""The day of an event, where the record has none."""

from __future__ import annotations

from dragoman.exports.formats.days import day_of, span_of
from dragoman.exports.formats.tally import Tally
from tests.exports.formats import made_events as made


def test_an_undated_act_has_the_day_of_its_first_report() -> None:
    """The day written in the report is taken whatever its zone, and is counted."""
    tally = Tally()
    assert day_of(made.CALL, tally) == "2024-05-06"
    assert tally.noted == {"dated-by-publication": 1}


def test_nothing_is_dated_after_its_report() -> None:
    """What was agreed for a later day was agreed on the day of the report."""
    tally = Tally()
    assert day_of(made.IN_CHILE, tally) == "2024-05-07"
    assert tally.noted == {"dated-after-publication": 1}


def test_past_history_is_not_dated_by_its_report() -> None:
    """Undated history has no day, and neither has a month."""
    assert day_of(made.PAST, Tally()) is None
    assert day_of(made.MONTH, Tally()) is None


def test_a_month_is_a_span() -> None:
    """A month or a year has a first and a last day."""
    assert span_of(made.MONTH, Tally()) == ("2024-02-01", "2024-02-29")
    told = made.event("CONSULT", "040", (made.PORTUGAL,), date="2019")
    assert span_of(made.joined("x", told, made.LISBON), Tally()) == ("2019-01-01", "2019-12-31")
    assert span_of(made.UNDATED, Tally()) is None
