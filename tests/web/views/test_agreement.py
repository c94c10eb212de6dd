"""Agreements in the browser: the list, and who cites one since when."""

from __future__ import annotations

import httpx
import pytest
from lxml import html

PORTS = "/agreements/memorandum-understanding-ports-aktau-sines"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?name=ports%20aktau", {"memorandum-understanding-ports-aktau-sines"}),
        ("?a=KAZ&b=PRT&name=ports", {"memorandum-understanding-ports-aktau-sines"}),
        ("?a=Kazakhstan&name=ports", {"memorandum-understanding-ports-aktau-sines"}),
        ("?name=ports&until=2000-01-01", set()),
    ],
)
def test_agreements_are_found_by_name_parties_and_days(client: httpx.Client, query: str, found: set[str]) -> None:
    """Each filter narrows the list, and days are those of citations."""
    assert {one["id"] for one in client.get(f"/agreements.json{query}").json()["agreements"]} == found


def test_the_list_tells_citations(client: httpx.Client) -> None:
    """An entry counts documents and knows the first and the last day."""
    for one in client.get("/agreements.json?limit=200").json()["agreements"]:
        assert one["documents"] >= 1
        assert one["first"] <= one["last"]


def test_who_cites_it_stands_in_a_table(client: httpx.Client) -> None:
    """Publishers stand in the order of their first citations, which lead to the documents."""
    tree = html.fromstring(client.get(PORTS).text)
    rows = tree.xpath("//h2[@id='cited']/../table/tbody/tr")
    data = client.get(f"{PORTS}.json").json()
    assert len(rows) == len({one["version"]["publisher"] for one in data["citations"]})
    assert str(rows[0].xpath("td/a/@href")[0]).startswith("/documents/")
    assert "/pairs/KAZ/PRT" in tree.xpath("//header//a/@href")
    assert client.get(f"{PORTS}.csv?table=publishers").text.splitlines()[0].startswith("publisher,publisher_country")
