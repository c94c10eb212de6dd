"""The tables of codes of other data sets."""

from __future__ import annotations

import re
from collections import Counter

from dragoman.codebook import exchange
from dragoman.codebook.load import shipped
from dragoman.codebook.spec import EventType, Frame, Organisation, Sector, Territory


def test_every_territory_has_its_line() -> None:
    """The table of countries has just the countries of the codebook, each with a name."""
    codes = {t.code for t in shipped().entries(Territory)}
    assert set(exchange.countries()) == codes
    assert all(exchange.country_name(code) for code in codes)


def test_codes_of_countries_are_well_formed_and_unique() -> None:
    """FIPS has two letters, CAMEO three, Correlates of War a number from 2 to 990; no two countries share one."""
    rows = exchange.countries()
    for values in (
        [row.fips for row in rows.values() if row.fips],
        [row.cow for row in rows.values() if row.cow],
        [row.cameo or code for code, row in rows.items()],
        [exchange.country_name(code) for code in rows],
    ):
        assert [v for v, n in Counter(values).items() if n > 1] == []
    for code, row in rows.items():
        assert re.fullmatch("[A-Z]{3}", row.cameo or code)
        assert row.fips is None or re.fullmatch("[A-Z]{2}", row.fips)
        assert row.cow is None or 2 <= row.cow <= 990


def test_sectors_are_those_of_the_codebook() -> None:
    """Each mapped sector is declared; each agent has three letters and is one sector's."""
    tables = exchange.actors()
    assert set(tables.sectors) < {s.id for s in shipped().entries(Sector)}
    agents = [codes.agent for codes in tables.sectors.values()]
    assert all(re.fullmatch("[A-Z]{3}", agent) for agent in agents)
    assert len(set(agents)) == len(agents)


def test_known_groups_are_organisations_of_the_codebook() -> None:
    """Each known group is named as the codebook names it, with a code of its own."""
    groups = exchange.actors().groups
    assert set(groups) <= {o.name for o in shipped().entries(Organisation)}
    assert len(set(groups.values())) == len(groups)


def test_every_code_that_can_be_read_is_in_the_table() -> None:
    """Whatever CAMEO code the codebook gives has its words."""
    book = shipped()
    given = {f.event.cameo for f in book.entries(Frame) if f.event} | {t.cameo for t in book.entries(EventType)}
    assert given - {None} <= set(exchange.cameo().codes)


def test_cameo_is_well_formed() -> None:
    """Codes have three or four digits and a root with a quad class; scores lie within Goldstein's scale."""
    table = exchange.cameo()
    for code, row in table.codes.items():
        assert re.fullmatch(r"\d{3,4}", code)
        assert table.quads[code[:2]] in (1, 2, 3, 4)
        assert row.means
        assert row.score is None or -10 <= row.score <= 10
    assert table.mutual <= set(table.codes)


def test_an_entity_under_a_claimants_code_is_told_apart() -> None:
    """The code of the country that claims an entity does not make it that country's."""
    assert exchange.is_claimed("GEO", ["GOV", "PRE"])
    assert not exchange.is_claimed("GEO", ["GOV"])
    assert not exchange.is_claimed(None, [])


def test_a_place_is_in_the_only_country_that_has_it() -> None:
    """A place that two countries have, and one that the codebook does not know, is in none."""
    assert exchange.country_of_place("Geneva") == "CHE"
    assert exchange.country_of_place("Nowhere in particular") is None
    assert exchange.is_country("Chile", "CHL")
    assert not exchange.is_country("Santiago", "CHL")


def test_every_country_has_a_place_on_the_map() -> None:
    """Ids of shapes are ISO numbers that no two share; seats are places on the globe; only what is empty has none."""
    atlas = exchange.atlas()
    assert set(atlas.countries) == set(exchange.countries())
    numbers = [place.numeric for place in atlas.countries.values() if place.numeric]
    assert all(re.fullmatch("[0-9]{3}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers) == len(atlas.countries) - 1
    assert {code for code, place in atlas.countries.items() if not place.seat} == {"ATA", "BVT", "HMD", "UMI"}
    seats = [place.seat for place in atlas.countries.values() if place.seat]
    assert all(-90 <= latitude <= 90 and -180 <= longitude <= 180 for latitude, longitude in seats)


def test_parts_of_shapes_go_to_countries_of_the_codebook() -> None:
    """Shapes without an id and parts of a shape carry codes that the codebook has."""
    atlas, known = exchange.atlas(), exchange.countries()
    assert set(atlas.unnumbered.values()) <= set(known)
    assert {code for part in atlas.parts for code in (part.shape, part.country)} <= set(known)
