"""The geometry of the plots: months without gaps, bars that keep to their field, labels that do not run together."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from dragoman.pages.plot import FIELD, LEFT, TOP, WIDTH, Period, drawn, periods_of, plot, uses, without_period
from dragoman.relations.values import Unit
from tests.pages.dossier_made import dossier, point


def test_months_between_the_first_and_the_last_are_there() -> None:
    """A month without events is shown as such, not left out."""
    series = periods_of(dossier().series)
    assert [month.period for month in series] == [f"2031-0{n}" for n in range(3, 10)]
    assert (series[1].cooperation, series[1].conflict) == (0, 0)


def test_classes_are_counted_apart_and_anomalies_marked() -> None:
    """Words and deeds of cooperation and conflict have their own counts; one marked direction marks the month."""
    may, june = periods_of(dossier().series)[2:4]
    assert (may.said, may.done, may.unusual) == (6, 1, True)
    assert (june.blamed, june.fought, june.unusual) == (3, 1, False)


def test_totals_beside_classes_are_not_counted_twice() -> None:
    """Points over all classes count only in a series that has no others, by the sign of their score."""
    total = msgspec.structs.replace(point("2031-03", 1, 5), quad=None, score=-2.0)
    assert periods_of([point("2031-03", 1, 5), total])[0].conflict == 0
    assert periods_of([total])[0].conflict == 5


def test_periods_that_are_no_months_stay_as_they_are() -> None:
    """Years are neither filled nor broken into months."""
    assert [month.period for month in periods_of([point("2031", 1, 1), point("2028", 1, 1)])] == ["2028", "2031"]


def test_events_without_a_month_are_counted_beside_a_series_by_month() -> None:
    """A year among months gets no bar between them; the plot tells how many events that leaves out."""
    series = (point("2030", 1, 5), point("2031-01", 1, 2), point("2031-03", 3, 1))
    assert [month.period for month in periods_of(series)] == ["2031-01", "2031-02", "2031-03"]
    assert without_period(series) == 5
    assert without_period(series[:1]) == 0


@pytest.mark.parametrize("count", [1, 7, 60, 400])
def test_bars_and_labels_keep_to_the_field(count: int) -> None:
    """However many months there are, every bar is inside the field and labels of months are apart."""
    series = [Period(f"{2000 + n // 12}-{n % 12 + 1:02d}", n % 5, 2, n % 3, 1, n == 0) for n in range(count)]
    field = drawn(series)
    assert field
    assert all(bar.x >= LEFT and bar.x + bar.width <= WIDTH for bar in field.bars)
    assert all(bar.y >= TOP - 0.1 and bar.y + bar.height <= TOP + FIELD + 0.1 for bar in field.bars)
    places = [date.at for date in field.dates]
    assert all(later - earlier >= 60 for earlier, later in pairwise(places))
    assert len(field.marks) == 1


def test_a_series_without_months_has_no_plot() -> None:
    """Nothing is drawn of nothing, and months without any event are still a field with an axis."""
    assert plot([]) is None
    empty = drawn([Period("2031-01", 0, 0, 0, 0, True)])
    assert empty
    assert not empty.bars


def test_uses_show_what_was_used_within_what_there_was() -> None:
    """A month's full bar stands in its pale one, and months are written out in the table."""
    bars = uses((("2031-03", 1, 2), ("2031-04", 0, 0)))
    assert [(bar.kind, bar.height) for bar in bars.bars] == [("of", 34.0), ("used", 17.0)]
    assert bars.rows == (("March 2031", 1, 2), ("April 2031", 0, 0))
    assert uses(()).bars == ()


@pytest.mark.parametrize(
    ("unit", "periods", "label"),
    [
        ("day", ("2024-02-28", "2024-02-29", "2024-03-01"), "28 Feb 2024"),
        ("week", ("2020-W52", "2020-W53", "2021-W01"), "2020-W52"),
        ("month", ("2024-11", "2024-12", "2025-01"), "Nov 2024"),
        ("year", ("2019", "2020", "2021"), "2019"),
    ],
)
def test_a_series_by_any_unit_has_no_gaps(unit: Unit, periods: tuple[str, ...], label: str) -> None:
    """Days, weeks, months and years between the first and the last are there, and the axis writes them."""
    field = plot([point(periods[0], 1, 4), point(periods[-1], 4, 2)], unit)
    assert field
    assert tuple(period.period for period in field.periods) == periods
    assert field.dates[0].label == label


def test_dates_that_are_a_mistake_do_not_make_a_plot_of_a_million_days() -> None:
    """A series that is too long to be filled shows its periods with events alone; days of no calendar are left out."""
    field = plot([point("0999-01-01", 1, 1), point("2024-01-01", 1, 1), point("2024-02-31", 1, 1)], "day")
    assert field
    assert [period.period for period in field.periods] == ["0999-01-01", "2024-01-01"]
    assert field.left_out == 1
    assert [period.period for period in periods_of([point("9999", 1, 1)], "year")] == ["9999"]


def test_many_days_keep_to_the_field_and_can_be_seen() -> None:
    """However narrow its place, a bar is a unit wide and inside the field; labels of days are apart."""
    field = plot([point("2020-01-01", 1, 1), point("2020-01-02", 1, 1), point("2024-12-31", 1, 1)], "day")
    assert field
    assert all(bar.width >= 1 and bar.x >= LEFT and bar.x + bar.width <= WIDTH for bar in field.bars)
    assert all(later.at - earlier.at >= 80 for earlier, later in pairwise(field.dates))
