"""Periods, and counts far off the habit."""

from __future__ import annotations

import pytest

from dragoman.relations.series import MOST_PERIODS, anomalies, period_of, periods
from dragoman.relations.values import Unit


@pytest.mark.parametrize(
    ("day", "unit", "period"),
    [
        ("2021-12-30", "day", "2021-12-30"),
        ("2021-12-30", "week", "2021-W52"),
        ("2021-01-01", "week", "2020-W53"),
        ("2021-12-30", "month", "2021-12"),
        ("2021-12", "month", "2021-12"),
        ("2021-12-30", "year", "2021"),
        ("2021-12", "week", None),
        ("2021", "month", None),
        ("2021-12-30T22:10:00Z", "day", "2021-12-30"),
    ],
)
def test_a_day_lies_in_its_period(day: str, unit: Unit, period: str | None) -> None:
    """A day of less precision than the unit lies in none."""
    assert period_of(day, unit) == period


def test_periods_have_no_gap_across_a_year() -> None:
    """The 53 weeks of 2020 are all there, and months run through the turn of the year."""
    assert periods("2020-12-20", "2021-01-10", "week") == ("2020-W51", "2020-W52", "2020-W53", "2021-W01")
    assert periods("2020-11", "2021-02", "month") == ("2020-11", "2020-12", "2021-01", "2021-02")
    assert periods("2024-02-28", "2024-03-01", "day") == ("2024-02-28", "2024-02-29", "2024-03-01")
    assert periods("2019", "2021", "year") == ("2019", "2020", "2021")
    assert periods("2021-05-02", "2021-05-01", "day") == ()


def test_a_mistaken_year_makes_no_endless_series() -> None:
    """The calendar ends with the year 9999, and no series has more periods than a person could look through."""
    assert periods("9999-11", "9999-12", "month") == ("9999-11", "9999-12")
    assert periods("9999-12-31", "9999-12-31", "day") == ("9999-12-31",)
    assert len(periods("0001-01-01", "9999-12-31", "day")) == MOST_PERIODS


def test_a_count_far_off_the_habit_is_marked() -> None:
    """Both a burst and a silence are; what chance alone gives is not."""
    assert anomalies([3, 4, 2, 3, 30, 4, 3]) == (False, False, False, False, True, False, False)
    assert anomalies([40, 38, 44, 41, 0, 39, 42])[4]
    assert not any(anomalies([0, 1, 0, 0, 2, 0, 1, 0]))
    assert not any(anomalies([0] * 8))


def test_few_periods_have_no_habit() -> None:
    """Of fewer than six periods nothing is marked."""
    assert anomalies([1, 1, 90, 1, 1]) == (False,) * 5
    assert anomalies([]) == ()
