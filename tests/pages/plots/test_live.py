"""What a browser draws a series from: the same figures as the picture's, and nothing that a page could trip over."""

from __future__ import annotations

import json

import pytest

from dragoman.pages.plot import plot
from dragoman.pages.plots.live import live
from dragoman.relations.values import Unit
from tests.pages.dossier_made import point
from tests.pages.plots.drawn import rendered, tree

CALL = "by_month(plot, 'Events', 'Source: made up.', '/s.csv', (('month', '/m', True), ('week', '/w', False)), live)"


@pytest.mark.parametrize(
    ("unit", "first", "last", "start", "count"),
    [
        ("day", "2024-02-28", "2024-03-01", "2024-02-28", 3),
        ("week", "2020-W52", "2021-W01", "2020-12-21", 3),
        ("month", "2024-11", "2025-01", "2024-11-01", 3),
        ("year", "2019", "2021", "2019-01-01", 3),
    ],
)
def test_periods_are_told_by_the_first_and_their_number(
    unit: Unit, first: str, last: str, start: str, count: int
) -> None:
    """Quiet periods are counted but not listed; those with events are at their place."""
    drawn = plot([point(first, 1, 4), point(last, 4, 2)], unit)
    assert drawn
    events = [[0, 4, 0, 0, 0, False], [count - 1, 0, 0, 0, 2, False]]
    told = json.loads(json.dumps(live(drawn)))
    assert told == {"unit": unit, "first": start, "count": count, "events": events}


def test_periods_that_do_not_follow_each_other_have_none() -> None:
    """Years in a series by month, and a series too long to be filled, keep their picture."""
    for points, unit in (
        ([point("2019", 1, 1)], "month"),
        ([point("1500-01-01", 1, 1), point("2024-01-01", 1, 1)], "day"),
    ):
        drawn = plot(points, unit)  # type: ignore[arg-type]
        assert drawn
        assert live(drawn) is None


def test_the_figures_stand_in_the_page_as_data() -> None:
    """A block that no browser runs, beside the picture, which stays for those without scripts."""
    drawn = plot([point("2024-11", 1, 4), point("2025-01", 4, 2)])
    assert drawn
    found = tree(rendered("plot.html", CALL, plot=drawn, live=live(drawn)))
    (block,) = found.xpath("//script")
    assert block.get("type") == "application/json"
    assert json.loads(block.text)["count"] == 3
    assert found.xpath("//div[@class='scroll']/svg")
    assert found.xpath("//p[@class='units']//a/@href") == ["/w"]
    assert found.xpath("//a[@href='/s.csv']")
    assert tree(rendered("plot.html", CALL, plot=drawn, live=None)).xpath("//script") == []
