"""The world map of who dealt with whom: countries shaded by their events, the busiest pairs as lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec

from dragoman.codebook import exchange
from dragoman.pages import words
from dragoman.pages.plots.outlines import HEIGHT, WIDTH, outlines, path, placed, seats
from dragoman.pages.plots.projection import great_circle, parted
from dragoman.pages.plots.scales import Grade, counted, grade_of, grades, tone

Held = tuple[str, int, float]  # a country, its events, their mean score
Between = tuple[str, str, int, float]  # two countries, the events between them, their mean score
SMALLEST = 300.0  # square units: a country whose shape is smaller than that is drawn as a dot
MOST_LINES = 24


class Country(msgspec.Struct, frozen=True):
    """A country on the map: its outline or, when that is too small to be seen, a dot; `grade` 0 is without events."""

    code: str
    title: str
    grade: int
    path: str
    dot: tuple[int, int] | None
    href: str | None


class Line(msgspec.Struct, frozen=True):
    """A pair as the shortest way between two seats of government."""

    title: str
    grade: int
    tone: str
    path: str
    href: str | None


class World(msgspec.Struct, frozen=True):
    """The map; `missing` tells of sides that have no place on it, `held` and `pairs` are its figures as rows."""

    width: int
    height: int
    countries: tuple[Country, ...]
    lines: tuple[Line, ...]
    grades: tuple[Grade, ...]
    line_grades: tuple[Grade, ...]
    missing: tuple[str, ...]
    held: tuple[tuple[str, str | None, int, float], ...]
    pairs: tuple[tuple[str, str | None, int, float], ...]


def world(
    held: Sequence[Held],
    pairs: Sequence[Between],
    names: words.Names,
    href: Callable[[str], str | None],
    pair_href: Callable[[str, str], str | None],
    most_lines: int = MOST_LINES,
) -> World:
    """Return the map of countries with their events and of the busiest pairs, most events first.

    `href` gives the address of a country's page and `pair_href` that of a pair's, None where there is none.
    """
    held = sorted(held, key=lambda one: (-one[1], one[0]))
    busiest = [pair for pair in _by_events(pairs) if pair[0] in seats() and pair[1] in seats()][:most_lines]
    of_countries, of_lines = grades(one[1] for one in held), grades(pair[2] for pair in busiest)
    known = {code: (events, score) for code, events, score in held}
    codes = sorted(outlines().keys() | (known.keys() & seats().keys()))
    return World(
        WIDTH, HEIGHT,
        countries=tuple(_country(code, known.get(code), of_countries, names, href) for code in codes),
        lines=tuple(_line(pair, of_lines, names, pair_href) for pair in reversed(busiest)),
        grades=of_countries, line_grades=_used(of_lines, busiest),
        missing=tuple(_told(code, *known[code], names) for code, *_ in held if code not in codes),
        held=tuple((words.country(code, names), href(code), events, round(score, 1)) for code, events, score in held),
        pairs=tuple((_both(a, b, names), pair_href(a, b), events, round(score, 1)) for a, b, events, score in busiest),
    )  # fmt: skip


def _used(of: tuple[Grade, ...], pairs: Sequence[Between]) -> tuple[Grade, ...]:
    """Return the classes that a line is in: the busiest pairs are seldom in the lowest."""
    numbers = {grade_of(events, of) for _, _, events, _ in pairs}
    return tuple(grade for grade in of if grade.number in numbers)


def _by_events(pairs: Sequence[Between]) -> list[Between]:
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _country(
    code: str, told: tuple[int, float] | None, of: tuple[Grade, ...], names: words.Names,
    href: Callable[[str], str | None],
) -> Country:  # fmt: skip
    outline, seat = outlines().get(code), seats().get(code)
    is_small = outline is None or outline.area < SMALLEST
    return Country(
        code=code,
        title=_told(code, *told, names) if told else f"{words.country(code, names)}: no events",
        grade=grade_of(told[0], of) if told else 0,
        path=outline.path if outline else "",
        dot=(round(seat[0]), round(seat[1])) if seat and told and is_small else None,
        href=href(code),
    )


def _line(pair: Between, of: tuple[Grade, ...], names: words.Names, href: Callable[[str, str], str | None]) -> Line:
    a, b, events, score = pair
    title = f"{_both(a, b, names)}: {_figures(events, score)}"
    return Line(title, grade_of(events, of), tone(score), _way(a, b), href(a, b))


@lru_cache(maxsize=4096)
def _way(a: str, b: str) -> str:
    """Return the shortest way between two seats as an SVG path; the busiest pairs are asked for again and again."""
    pieces = parted(great_circle(_seat(a), _seat(b)))
    return path((tuple(placed(*position) for position in piece) for piece in pieces), closed=False)


def _seat(code: str) -> tuple[float, float]:
    latitude, longitude = exchange.atlas().countries[code].seat or (0.0, 0.0)
    return longitude, latitude


def _both(a: str, b: str, names: words.Names) -> str:
    return f"{words.country(a, names)} – {words.country(b, names)}"


def _told(code: str, events: int, score: float, names: words.Names) -> str:
    return f"{words.country(code, names)}: {_figures(events, score)}"


def _figures(events: int, score: float) -> str:
    return f"{counted(events, 'event')}, mean score {score:.1f}"
