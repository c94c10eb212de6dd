"""The world map: who is shaded how, which lines are drawn, and a page that is harmless and easy to walk through."""

from __future__ import annotations

import pytest

from dragoman.codebook.load import shipped
from dragoman.pages.plots.world import World, world
from dragoman.pages.words import names_of
from tests.pages.plots.drawn import HOSTILE, assert_harmless, rendered, tree

HELD = [("SRB", 120, 2.5), ("SGP", 7, 1.0), ("UNO", 30, 0.0), ("USA", 640, 3.0), ("JPN", 640, 3.0), ("RUS", 60, -2.0)]
PAIRS = [("JPN", "USA", 600, 3.1), ("RUS", "SRB", 55, -1.5), ("SGP", "SRB", 3, 0.2), ("SRB", "UNO", 30, 0.0)]
CALL = "world_map(map, 'Who dealt with whom', 'Source: made up.', '/world.csv')"


@pytest.fixture(scope="module")
def drawn() -> World:
    """Return the map of made figures."""
    return world(HELD, PAIRS, names_of(shipped()), lambda code: f"/state/{code}", lambda a, b: f"/pair/{a}/{b}")


def test_countries_are_shaded_by_their_events(drawn: World) -> None:
    """The class is that of the legend; a country without events has none, and its title says so."""
    known = {country.code: country for country in drawn.countries}
    assert [known[code].grade for code in ("USA", "SRB", "RUS", "SGP", "KEN")] == [5, 4, 3, 2, 0]
    assert known["SRB"].title == "Serbia: 120 events, mean score 2.5"
    assert known["KEN"].title == "Kenya: no events"


def test_a_state_too_small_to_be_seen_is_a_dot(drawn: World) -> None:
    """Singapore has no shape and Serbia needs no dot; a small state without events is not marked."""
    known = {country.code: country for country in drawn.countries}
    assert known["SGP"].dot
    assert not known["SGP"].path
    assert not known["SRB"].dot
    assert "MLT" not in known


def test_a_body_without_a_place_is_told_beside_the_map(drawn: World) -> None:
    """The United Nations are in the table and the note, and no line leads to them."""
    assert drawn.missing == ("United Nations: 30 events, mean score 0.0",)
    assert [row[0] for row in drawn.held] == [
        "Japan",
        "United States",
        "Serbia",
        "Russia",
        "United Nations",
        "Singapore",
    ]
    assert [row[0] for row in drawn.pairs] == ["Japan – United States", "Russia – Serbia", "Singapore – Serbia"]


def test_lines_are_classed_and_the_busiest_lie_on_top(drawn: World) -> None:
    """Width by events, colour by mean score; Japan and the United States are joined over the Pacific, in two pieces."""
    assert [(line.grade, line.tone) for line in drawn.lines] == [(1, "mixed"), (3, "conflict"), (5, "cooperation")]
    assert [line.path.count("M") for line in drawn.lines] == [1, 1, 2]
    assert [grade.number for grade in drawn.line_grades] == [1, 3, 5]


def test_only_so_many_lines_are_drawn() -> None:
    """The least busy pairs are left out, and without any the map has neither lines nor their legend."""
    names = names_of(shipped())
    one = world(HELD, PAIRS, names, lambda _: None, lambda *_: None, most_lines=1)
    assert [line.title for line in one.lines] == ["Japan – United States: 600 events, mean score 3.1"]
    none = world([], [], names, lambda _: None, lambda *_: None)
    assert none.lines == none.grades == none.held == ()
    assert "Width of a line" not in rendered("world.html", CALL, map=none)


def test_the_figures_in_any_order_give_one_map(drawn: World) -> None:
    """The drawing depends on the figures alone."""
    turned = world(HELD[::-1], PAIRS[::-1], names_of(shipped()), lambda c: f"/state/{c}", lambda a, b: f"/pair/{a}/{b}")
    assert turned == drawn


def test_the_map_is_no_stop_for_the_keyboard_and_the_table_is(drawn: World) -> None:
    """Links of the map are passed over and hidden from assistive technology; the table has each of them."""
    found = tree(rendered("world.html", CALL, map=drawn))
    assert set(found.xpath("//div[contains(@class, 'scroll')]/svg/@aria-hidden")) == {"true"}
    assert set(found.xpath("//svg//a/@tabindex")) == {"-1"}
    in_tables = set(found.xpath("//table//a/@href"))
    assert {f"/state/{code}" for code, _, _ in HELD} <= in_tables
    assert {href for href in found.xpath("//svg//a/@href") if "/pair/" in href} <= in_tables
    assert found.xpath("//a[@href='/world.csv']")


def test_hostile_names_stay_words(drawn: World) -> None:
    """A name or address that carries markup is written out."""
    names = dict.fromkeys(("SRB", "USA", "UNO"), HOSTILE)
    page = rendered("world.html", CALL, map=world(HELD, PAIRS, names, lambda _: HOSTILE, lambda *_: HOSTILE))
    assert_harmless(page)
    assert "&lt;script&gt;" in page
    assert_harmless(rendered("world.html", CALL, map=drawn))
