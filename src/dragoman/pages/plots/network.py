"""A state's partners as a small network: the state in the middle, its busiest partners around it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import msgspec

from dragoman.pages import words
from dragoman.pages.plots.scales import Grade, counted, grade_of, grades, tone

Partner = tuple[str, int, float]  # a state or body, the events with it, their mean score
MOST = 16
WIDTH = 400.0  # narrow, so that labels of 13 units can be read on a phone
LINE, GAP = 15.0, 9.0  # between the lines of a label, between two labels
LETTER = 7.0  # the mean width of a bold letter of 13 units in a serif face, on the wide side
REACH = 72.0  # from the middle to the partners at its height
NARROWEST = 0.75  # of the reach, above and below: the label of the middle has its place between the sides
NODE = 5.0
PAD, TOP = 9.0, 6.0
DROP = 24.0  # from the middle down to the first line of its own label
MOST_MUTUAL = 16  # more lines between partners hide what they should show
LABEL = WIDTH / 2 - REACH - PAD  # the width that a label has
OWN_LABEL = 2 * (REACH * NARROWEST - NODE)


class Node(msgspec.Struct, frozen=True):
    """A partner and its label: `lines` of its name, then its events; `anchor` is the side that they are set to."""

    code: str
    title: str
    events: int
    lines: tuple[str, ...]
    figures: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    href: str | None


class Tie(msgspec.Struct, frozen=True):
    """A line between two nodes; one between two partners has no width of its own."""

    title: str
    grade: int
    tone: str
    x1: float
    y1: float
    x2: float
    y2: float
    href: str | None


class Network(msgspec.Struct, frozen=True):
    """The drawing, and its figures as rows (name, address, events, mean score) of all partners."""

    width: float
    height: float
    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    mutual: tuple[Tie, ...]
    grades: tuple[Grade, ...]
    left_out: int
    rows: tuple[tuple[str, str | None, int, float], ...]


def network(
    state: str,
    partners: Sequence[Partner],
    names: words.Names,
    href: Callable[[str, str], str | None],
    between: Sequence[tuple[str, str, int, float]] = (),
    most: int = MOST,
) -> Network:
    """Return the network of a state and its `most` busiest partners; `between` are events of partners with each other.

    `href` gives the address of a pair's page, None where there is none. Partners stand in the order of their events,
    clockwise from the top right, each in a row of its own on its side, so that labels cannot meet.
    """
    partners = sorted(partners, key=lambda one: (-one[1], one[0]))
    shown = partners[:most]
    lines = wrapped(words.country(state, names), OWN_LABEL)
    height = _height(shown, lines, names)
    nodes = _nodes(shown, height, names, lambda code: href(state, code))
    of = grades(events for _, events, _ in shown)
    middle = (WIDTH / 2, height / 2)
    return Network(
        WIDTH, height, words.country(state, names), lines, *middle, nodes,
        ties=tuple(
            Tie(node.title, grade_of(events, of), tone(score), *middle, node.x, node.y, node.href)
            for node, (_, events, score) in zip(nodes, shown, strict=True)
        ),
        mutual=_mutual(between, {node.code: node for node in nodes}, names, href),
        grades=tuple(grade for grade in of if grade.number in {grade_of(events, of) for _, events, _ in shown}),
        left_out=len(partners) - len(shown),
        rows=tuple(
            (words.country(code, names), href(state, code), events, round(score, 1))
            for code, events, score in partners
        ),
    )  # fmt: skip


def _sides(shown: Sequence[Partner]) -> tuple[Sequence[Partner], Sequence[Partner]]:
    """Return the partners on the right from the top, and those on the left from the top."""
    half = math.ceil(len(shown) / 2)
    return shown[:half], shown[half:][::-1]


def _height(shown: Sequence[Partner], lines: tuple[str, ...], names: words.Names) -> float:
    """Return the height of the drawing: that of its taller side, and room for the label of the middle."""
    own = 2 * (DROP + LINE * len(lines))
    return round(max(own, *(_tall(side, names) for side in _sides(shown))) + 2 * TOP, 1)


def _tall(side: Sequence[Partner], names: words.Names) -> float:
    return sum(LINE * (len(wrapped(words.country(code, names))) + 1) + GAP for code, _, _ in side) - GAP


def _nodes(
    shown: Sequence[Partner], height: float, names: words.Names, href: Callable[[str], str | None]
) -> tuple[Node, ...]:
    """Return the partners, in the order that they are given in, each side around half the height."""
    found = {}
    for anchor, side in zip(("start", "end"), _sides(shown), strict=True):
        top = (height - _tall(side, names)) / 2
        for partner in side:
            found[partner[0]] = node = _node(partner, anchor, top, height / 2, names, href)
            top += LINE * (len(node.lines) + 1) + GAP
    return tuple(found[code] for code, _, _ in shown)


def _node(
    partner: Partner, anchor: str, top: float, middle: float, names: words.Names, href: Callable[[str], str | None]
) -> Node:
    """Return a partner on an ellipse around the middle, its label beside it from `top` downwards."""
    code, events, score = partner
    name, figures = words.country(code, names), counted(events, "event")
    lines = wrapped(name)
    side = 1 if anchor == "start" else -1
    y = top + LINE * (len(lines) + 1) / 2
    x = WIDTH / 2 + side * REACH * max(math.sqrt(max(1 - ((y - middle) / middle) ** 2, 0)), NARROWEST)
    return Node(
        code, f"{name}: {figures}, mean score {score:.1f}", events, lines, figures, round(x, 1), round(y, 1),
        round(x + side * PAD, 1), round(top + LINE * 0.8, 1), anchor, href(code),
    )  # fmt: skip


def _mutual(
    between: Sequence[tuple[str, str, int, float]], nodes: Mapping[str, Node], names: words.Names,
    href: Callable[[str, str], str | None],
) -> tuple[Tie, ...]:  # fmt: skip
    """Return the busiest pairs of partners."""
    known = [pair for pair in between if pair[0] in nodes and pair[1] in nodes]
    busiest = sorted(known, key=lambda pair: (-pair[2], pair[0], pair[1]))[:MOST_MUTUAL]
    return tuple(_tie(nodes[a], nodes[b], events, score, names, href(a, b)) for a, b, events, score in busiest)


def _tie(a: Node, b: Node, events: int, score: float, names: words.Names, href: str | None) -> Tie:
    pair = f"{words.country(a.code, names)} – {words.country(b.code, names)}"
    title = f"{pair}: {counted(events, 'event')}, mean score {score:.1f}"
    return Tie(title, 0, tone(score), a.x, a.y, b.x, b.y, href)


def wrapped(name: str, width: float = LABEL) -> tuple[str, ...]:
    """Return a name in lines that fit a width in units; a word that is longer than a line is broken."""
    most = int(width / LETTER)
    lines = [""]
    for word in name.split():
        for piece in [word[n : n + most] for n in range(0, len(word), most)]:
            joined = f"{lines[-1]} {piece}".strip()
            lines = [*lines[:-1], joined] if len(joined) <= most else [*lines, piece]
    return tuple(lines)
