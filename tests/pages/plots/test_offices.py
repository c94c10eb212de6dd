"""Offices over time: bars that keep to their field, days of less precision, a page that is harmless."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from dragoman.pages.plots.offices import LEFT, NEAREST, RIGHT, WIDTH, offices, shortened, tenures
from dragoman.relations.values import Held, JoinedPerson
from tests.pages.plots.drawn import HOSTILE, assert_harmless, rendered, tree

CALL = "held(plot, 'Offices', 'Source: made up.', '/offices.csv')"


def person(name: str, *held: Held) -> JoinedPerson:
    """Return a person with offices."""
    return JoinedPerson(f"NOR-{name.casefold()}", name, (name,), "NOR", held, ())


def held(office: str, first: str | None, last: str | None = None, documents: int = 1) -> Held:
    """Return an office as documents show it."""
    return Held(office, first, last or first, documents)


def address(of: str) -> str:
    """Return the address of a person's page."""
    return f"/person/{of}"


PERSONS = (
    person("Brekke", held("Foreign Minister", "2021-10-14", "2024-02-01", 9)),
    person("Aas", held("foreign minister", "2018-02-01", "2021-10-01", 30), held("Prime Minister", None, None, 2)),
    person("Lund", held("Minister of Culture", "2022-03", "2022", 4)),
)


def test_holders_of_one_office_follow_each_other() -> None:
    """Offices of one wording stand together whatever their capitals, the most shown office first."""
    assert [(one.name, one.office) for one in tenures(PERSONS)] == [
        ("Aas", "foreign minister"), ("Brekke", "Foreign Minister"), ("Lund", "Minister of Culture"),
        ("Aas", "Prime Minister"),
    ]  # fmt: skip


def test_a_month_or_year_is_all_of_its_days() -> None:
    """Less precise days reach from their first to their last day; what is no day gives none."""
    lund = tenures(PERSONS)[2]
    assert (lund.since, lund.until) == (date(2022, 3, 1).toordinal(), date(2022, 12, 31).toordinal())
    wrong = tenures([person("Moe", held("Envoy", "soon"), held("Consul", "2022-13-01"), held("Judge", "2024-02"))])
    assert sorted((one.office, one.since, one.until) for one in wrong) == [
        ("Consul", None, None), ("Envoy", None, None),
        ("Judge", date(2024, 2, 1).toordinal(), date(2024, 2, 29).toordinal()),
    ]  # fmt: skip


def test_what_has_no_day_is_in_the_table_alone() -> None:
    """Nobody is drawn at a day that no document has, and without any day there is no plot."""
    plot = offices(tenures(PERSONS), address)
    assert plot
    assert [row.name for row in plot.rows] == ["Aas", "Brekke", "Lund"]
    assert [row.opens for row in plot.rows] == [True, False, True]
    assert (plot.left_out, len(plot.table)) == (1, 4)
    assert offices(tenures([person("Aas", held("Prime Minister", None))]), address) is None


def test_only_the_most_shown_are_drawn() -> None:
    """Those whom fewest documents show are left to the table."""
    plot = offices(tenures(PERSONS), address, most=1)
    assert plot
    assert [(row.name, row.documents) for row in plot.rows] == [("Aas", 30)]
    assert plot.left_out == 3


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-01-31", "2024-01-31"),
        ("2023-12-30", "2024-03-01"),
        ("1996-02-29", "2024"),
        ("1648", "2024"),
        ("9999", ""),
    ],
)
def test_bars_and_labels_keep_to_the_field(first: str, last: str) -> None:
    """For a day as for centuries: bars within the field and wide enough to be seen, labels apart."""
    persons = [person("Aas", held("Envoy", first, last)), person("Lund", held("Envoy", first))]
    plot = offices(tenures(persons), address)
    assert plot
    assert all(row.width >= 5 and row.x >= LEFT and row.x + row.width <= WIDTH - RIGHT + 0.1 for row in plot.rows)
    assert all(LEFT <= tick.at <= WIDTH - RIGHT for tick in plot.ticks)
    assert all(later.at - earlier.at >= NEAREST - 1 for earlier, later in pairwise(plot.ticks))
    assert all(plot.rows[0].y < row.y for row in plot.rows[1:])


def test_a_label_has_room() -> None:
    """A long one is shortened; the title has all of it."""
    assert shortened("Minister") == "Minister"
    assert shortened("Minister of a great many things and of some more", 12) == "Minister of…"


def test_hostile_names_stay_words_and_the_table_has_the_links() -> None:
    """A name or office that carries markup is written out; the keyboard finds persons in the table."""
    plot = offices(tenures([person(HOSTILE, held(HOSTILE, "2024-01-31"))]), lambda _: HOSTILE)
    assert_harmless(rendered("offices.html", CALL, plot=plot))
    page = rendered("offices.html", CALL, plot=offices(tenures(PERSONS), address))
    assert_harmless(page)
    found = tree(page)
    assert set(found.xpath("//svg//a/@tabindex")) == {"-1"}
    assert set(found.xpath("//svg//a/@href")) <= set(found.xpath("//table//a/@href"))
    assert found.xpath("//svg//text[@class='name']/text()") == ["Aas", "Brekke", "Lund"]
