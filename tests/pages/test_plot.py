"""The geometry of the plots: months without gaps, bars that keep to their field, labels that do not run together."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from dragoman.pages.plot import FIELD, LEFT, TOP, WIDTH, Month, drawn, months, plot, uses, without_month
from tests.pages.dossier_made import dossier, point


def test_months_between_the_first_and_the_last_are_there() -> None:
    """A month without events is shown as such, not left out."""
    series = months(dossier().series)
    assert [month.period for month in series] == [f"2031-0{n}" for n in range(3, 10)]
    assert (series[1].cooperation, series[1].conflict) == (0, 0)


def test_classes_are_counted_apart_and_anomalies_marked() -> None:
    """Words and deeds of cooperation and conflict have their own counts; one marked direction marks the month."""
    may, june = months(dossier().series)[2:4]
    assert (may.said, may.done, may.unusual) == (6, 1, True)
    assert (june.blamed, june.fought, june.unusual) == (3, 1, False)


def test_totals_beside_classes_are_not_counted_twice() -> None:
    """Points over all classes count only in a series that has no others, by the sign of their score."""
    total = msgspec.structs.replace(point("2031-03", 1, 5), quad=None, score=-2.0)
    assert months([point("2031-03", 1, 5), total])[0].conflict == 0
    assert months([total])[0].conflict == 5


def test_periods_that_are_no_months_stay_as_they_are() -> None:
    """Years are neither filled nor broken into months."""
    assert [month.period for month in months([point("2031", 1, 1), point("2028", 1, 1)])] == ["2028", "2031"]


def test_events_without_a_month_are_counted_beside_a_series_by_month() -> None:
    """A year among months gets no bar between them; the plot tells how many events that leaves out."""
    series = (point("2030", 1, 5), point("2031-01", 1, 2), point("2031-03", 3, 1))
    assert [month.period for month in months(series)] == ["2031-01", "2031-02", "2031-03"]
    assert without_month(series) == 5
    assert without_month(series[:1]) == 0


@pytest.mark.parametrize("count", [1, 7, 60, 400])
def test_bars_and_labels_keep_to_the_field(count: int) -> None:
    """However many months there are, every bar is inside the field and labels of months are apart."""
    series = [Month(f"{2000 + n // 12}-{n % 12 + 1:02d}", n % 5, 2, n % 3, 1, n == 0) for n in range(count)]
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
    empty = drawn([Month("2031-01", 0, 0, 0, 0, True)])
    assert empty
    assert not empty.bars


def test_uses_show_what_was_used_within_what_there_was() -> None:
    """A month's full bar stands in its pale one, and months are written out in the table."""
    bars = uses((("2031-03", 1, 2), ("2031-04", 0, 0)))
    assert [(bar.kind, bar.height) for bar in bars.bars] == [("of", 34.0), ("used", 17.0)]
    assert bars.rows == (("March 2031", 1, 2), ("April 2031", 0, 0))
    assert uses(()).bars == ()
