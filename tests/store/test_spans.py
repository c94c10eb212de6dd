"""Days in a query are read as dates in communiqués are."""

from __future__ import annotations

import pytest

from dragoman.codebook.load import shipped
from dragoman.reading.dates.calendar import Calendar, compile_calendar
from dragoman.relations.holdings import Filters
from dragoman.store.spans import Span, span_of, within


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    """Return the words of dates."""
    return compile_calendar(shipped())


@pytest.mark.parametrize(
    ("query", "rest", "since", "until"),
    [
        ("Lima Oslo 30 December 2031", "Lima Oslo", "2031-12-30", "2032-01-02"),
        ("2031-12-30", "", "2031-12-30", "2032-01-02"),
        ("december 30, 2031 call", "call", "2031-12-30", "2032-01-02"),
        ("fisheries March 2032", "fisheries", "2032-03-01", "2032-03-31"),
        ("fisheries 2032-02", "fisheries", "2032-02-01", "2032-02-29"),
        ("fisheries in 2031", "fisheries", "2031-01-01", "2031-12-31"),
        ("fisheries since 2031", "fisheries", "2031-01-01", None),
        ("until March 2032 fisheries", "fisheries", None, "2032-03-31"),
        ("before 1 May 2032", "", None, "2032-04-30"),
        ("after 2031", "", "2032-01-01", None),
        ("since 2031 until March 2032", "", "2031-01-01", "2032-03-31"),
        ("from March to May 2032", "", "2032-03-01", "2032-05-31"),
    ],
)
def test_days_are_read(calendar: Calendar, query: str, rest: str, since: str | None, until: str | None) -> None:
    """A day with those after it by when reports are out; what is left are the words to look for."""
    span = span_of(query, calendar)
    assert span
    assert (span.rest, span.since, span.until, span.sure) == (rest, since, until, True)


@pytest.mark.parametrize("query", ["resolution 1701", "may", "fisheries", "9999", '"treaty of 30 December 2031"', ""])
def test_what_is_no_date_stays_words(calendar: Calendar, query: str) -> None:
    """Numbers, words that may be months, and phrases in quotation marks."""
    assert span_of(query, calendar) is None


def test_a_year_by_itself_is_only_offered(calendar: Calendar) -> None:
    """It may as well be part of a name."""
    assert span_of("2030 Agenda", calendar) == Span(
        "2030-01-01", "2030-12-31", "Agenda", "2030-01-01", "2030-12-31", sure=False
    )


def test_filters_and_days_leave_what_both_leave() -> None:
    """Neither widens the other."""
    span = Span("2031-01-01", "2031-12-31", "")
    assert within(Filters(since="2031-06-01"), span) == Filters(since="2031-06-01", until="2031-12-31")
    assert within(Filters(until="2030-06-01"), span) == Filters(since="2031-01-01", until="2030-06-01")
