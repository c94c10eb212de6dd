"""The network of partners: labels that never meet, lines by events and score, a page that is harmless."""

from __future__ import annotations

from itertools import combinations

import pytest

from dragoman.codebook.load import shipped
from dragoman.pages.plots.network import DROP, LETTER, LINE, MOST_MUTUAL, NODE, WIDTH, Network, network, wrapped
from dragoman.pages.words import names_of
from tests.pages.plots.drawn import HOSTILE, assert_harmless, rendered, tree

NAMES = names_of(shipped())
LONG = sorted(NAMES, key=lambda code: (-len(NAMES[code]), code))
CALL = "partners(net, 'Partners', 'Source: made up.', '/partners.csv')"
Box = tuple[float, float, float, float]


def pair_address(a: str, b: str) -> str:
    """Return the address of a pair's page."""
    return f"/pair/{a}/{b}"


def of(codes: list[str], state: str = "COD", names: dict[str, str] = NAMES) -> Network:
    """Return the network of a state with partners of falling numbers of events."""
    return network(state, [(code, 400 // (n + 1), 3.0 - n) for n, code in enumerate(codes)], names, pair_address)


def boxes(net: Network) -> list[Box]:
    """Return the room that each label and each partner's dot takes, and that of the middle."""
    found = []
    for node in net.nodes:
        wide = max(len(line) for line in (*node.lines, node.figures)) * LETTER
        left = node.label_x if node.anchor == "start" else node.label_x - wide
        top = node.label_y - LINE * 0.8
        found.append((left, top, left + wide, top + LINE * (len(node.lines) + 1)))
        found.append((node.x - NODE, node.y - NODE, node.x + NODE, node.y + NODE))
    half = max(map(len, net.lines)) * LETTER / 2
    top = net.y + DROP - LINE * 0.8
    return [*found, (net.x - half, top, net.x + half, top + LINE * len(net.lines))]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 9, 15, 16])
@pytest.mark.parametrize("state", ["COD", "SRB", LONG[0], LONG[1]])
def test_labels_never_meet_and_keep_to_the_drawing(count: int, state: str) -> None:
    """Not with the longest names that the codebook has, nor with few partners or one."""
    net = of([code for code in LONG if code != state][:count], state)
    found = boxes(net)
    assert all(0 <= left < right <= WIDTH and 0 <= top < bottom <= net.height for left, top, right, bottom in found)
    for (l1, t1, r1, b1), (l2, t2, r2, b2) in combinations(found, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1


def test_a_name_is_wrapped_and_a_word_that_is_too_long_broken() -> None:
    """Every line fits; no letter is lost."""
    assert wrapped("Bosnia and Herzegovina", 119) == ("Bosnia and", "Herzegovina")
    assert wrapped("Llanfairpwllgwyngyll", 70) == ("Llanfairpw", "llgwyngyll")
    assert wrapped("") == ("",)


def test_partners_stand_by_their_events() -> None:
    """The busiest is at the top right, and the order goes on clockwise; what is not drawn is in the table."""
    codes = [code for code in sorted(NAMES) if code != "COD"][:20]
    net = of(codes)
    assert [node.code for node in net.nodes] == codes[:16]
    assert {node.anchor for node in net.nodes[:8]} == {"start"}
    assert [node.y for node in net.nodes[:8]] == sorted(node.y for node in net.nodes[:8])
    assert [node.y for node in net.nodes[8:]] == sorted((node.y for node in net.nodes[8:]), reverse=True)
    assert (net.left_out, len(net.rows)) == (4, 20)


def test_lines_show_events_and_score() -> None:
    """Width by events, colour by mean score; lines between partners are thin, and the busiest of them only."""
    between = [("FRA", "ITA", 9, 2.0), ("FRA", "USA", 9, 2.0), *[("FRA", "DEU", n, 0.0) for n in range(1, 40)]]
    net = network("SRB", [("FRA", 120, 3.0), ("ITA", 7, -2.0), ("DEU", 7, 0.0)], NAMES, pair_address, between)
    assert [(tie.grade, tie.tone) for tie in net.ties] == [(5, "cooperation"), (2, "mixed"), (2, "conflict")]
    assert len(net.mutual) == MOST_MUTUAL
    assert net.mutual[0].title == "France – Germany: 39 events, mean score 0.0"
    assert all("United States" not in tie.title for tie in net.mutual)


def test_the_table_has_every_link_and_hostile_names_stay_words() -> None:
    """Links of the drawing are passed over by the keyboard; a name that carries markup is written out."""
    page = rendered("network.html", CALL, net=of(["FRA", "ITA"]))
    found = tree(page)
    assert set(found.xpath("//svg//a/@tabindex")) == {"-1"}
    assert found.xpath("//table//a/@href") == ["/pair/COD/FRA", "/pair/COD/ITA"] == found.xpath("//svg//a/@href")
    assert_harmless(page)
    assert_harmless(rendered("network.html", CALL, net=of(["FRA", "ITA"], names={"FRA": HOSTILE, "COD": HOSTILE})))
