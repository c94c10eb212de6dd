"""The outlines of countries: every capital in its country, nothing across the map, the codebook's codes."""

from __future__ import annotations

import pytest

from dragoman.codebook import exchange
from dragoman.pages.plots.outlines import HEIGHT, WIDTH, area, outlines, path, placed, seats
from dragoman.pages.plots.projection import turned
from dragoman.pages.plots.topology import is_inside


def place(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where on the map a place is."""
    return placed(turned(longitude), latitude)


def is_in(code: str, longitude: float, latitude: float) -> bool:
    """Tell whether a place is drawn as a country's."""
    return any(is_inside(ring, *place(longitude, latitude)) for ring in outlines()[code].rings)


@pytest.mark.parametrize("code", ["FRA", "KAZ", "RUS", "AUS", "BRA", "XKX", "ETH", "IND", "NZL", "CAN", "MEX", "POL"])
def test_a_country_contains_its_capital(code: str) -> None:
    """The seat of government lies in the ring that carries the country's code."""
    assert any(is_inside(ring, *seats()[code]) for ring in outlines()[code].rings)


def test_most_seats_are_in_or_near_their_country() -> None:
    """No seat is farther from its country than coarse shapes are from the coast (60 units are 4° on the equator)."""
    for code, outline in outlines().items():
        x, y = seats()[code]
        nearest = min(((x - a) ** 2 + (y - b) ** 2) ** 0.5 for ring in outline.rings for a, b in ring)
        assert nearest < 60 or any(is_inside(ring, x, y) for ring in outline.rings), code


def test_no_outline_runs_across_the_map() -> None:
    """Russia, Fiji and the United States, which lie on the 180th meridian, are whole or cut; all keep to the map."""
    for code, outline in outlines().items():
        for ring in outline.rings:
            xs, ys = zip(*ring, strict=True)
            assert max(xs) - min(xs) < WIDTH / 3, code
            assert min(xs) >= -0.1, code
            assert max(xs) <= WIDTH + 0.1, code
            assert min(ys) >= 0, code
            assert max(ys) <= HEIGHT, code


def test_codes_are_the_codebook_s() -> None:
    """What few recognise is drawn with its claimant; what has a code of its own is not drawn with another."""
    assert is_in("UKR", 34.2, 45.2)
    assert not is_in("RUS", 34.2, 45.2)
    assert is_in("SOM", 44.1, 9.6)
    assert is_in("CYP", 33.5, 35.3)
    assert is_in("GUF", -53.0, 4.0)
    assert not is_in("FRA", -53.0, 4.0)
    assert is_in("SJM", 16.0, 78.6)
    assert "ATA" not in outlines()
    assert set(outlines()) <= set(exchange.countries())


def test_a_large_country_is_larger() -> None:
    """Areas on the map are those on the ground: Greenland is 2.2 of 7.7 million km² of Australia."""
    assert outlines()["GRL"].area / outlines()["AUS"].area == pytest.approx(2.17 / 7.69, rel=0.05)
    assert area(((0, 0), (2, 0), (2, 2), (0, 2), (0, 0))) == 4


def test_a_path_is_written_short() -> None:
    """Whole units, steps from point to point, points that fall together once, a ring that vanishes not at all."""
    square = ((0.0, 0.0), (10.0, 0.0), (10.2, 0.1), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
    assert path([square]) == "M0 0l10 0 0 10-10 0z"
    assert path([((0.0, 0.0), (0.1, 0.0), (0.0, 0.1), (0.0, 0.0))]) == ""
    assert path([((5.0, 5.0), (8.0, 1.0))], closed=False) == "M5 5l3-4"
