"""Persons in the browser: the list with its search, and the page of one."""

from __future__ import annotations

import httpx
import pytest
from lxml import html

VILHENA = "/persons/PRT-duarte-vilhena"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?name=vilhena", ["PRT-duarte-vilhena"]),
        ("?name=VILHENA%20duarte", ["PRT-duarte-vilhena"]),
        ("?name=sarioglu", ["TUR-kemal-sarioglu"]),
        ("?name=Sar%C4%B1o%C4%9Flu", ["TUR-kemal-sarioglu"]),
        ("?country=Philippines", ["PHL-ramon-villaluz"]),
        ("?name=nobody", []),
    ],
)
def test_persons_are_found_by_name_and_country(client: httpx.Client, query: str, found: list[str]) -> None:
    """Words of a name are found in any order, whatever their case and accents."""
    assert [one["id"] for one in client.get(f"/persons.json{query}").json()["persons"]] == found


def test_those_in_most_documents_stand_first(client: httpx.Client) -> None:
    """The list runs by the number of documents, and the countries above it lead to theirs."""
    counts = [one["documents"] for one in client.get("/persons.json").json()["persons"]]
    assert counts == sorted(counts, reverse=True)
    homes = html.fromstring(client.get("/persons").text).xpath("//ul[@class='homes']//a/@href")
    assert "/persons?country=KAZ" in homes
    assert len(client.get("/persons.json?country=KAZ").json()["persons"]) == 2


def test_a_person_has_offices_meetings_words_and_documents(client: httpx.Client) -> None:
    """The page holds what the record knows of a person, each statement with its quote."""
    data = client.get(f"{VILHENA}.json").json()
    assert data["country"] == "PRT"
    assert [one["office"] for one in data["offices"]]
    assert data["counts"]["documents"] == len(data["documents"]) == 4
    assert data["counts"]["meetings"] == len(data["meetings"]) > 0
    assert all("KAZ" in one["countries"] for one in data["meetings"])
    tree = html.fromstring(client.get(VILHENA).text)
    assert len(tree.xpath("//h2[@id='said']/../ul/li//blockquote")) == data["counts"]["said"] == len(data["said"]) > 0
    assert [str(href) for href in tree.xpath("//h2[@id='meetings']/..//th/a/@href")] == [
        f"/meetings/{one['id']}" for one in data["meetings"]
    ]


def test_only_what_the_person_says_is_theirs(client: httpx.Client) -> None:
    """Every statement is attributed to the person, none merely stands in the same document."""
    tree = html.fromstring(client.get(VILHENA).text)
    told = [said.text_content() for said in tree.xpath("//h2[@id='said']/../ul/li")]
    assert all("Vilhena" in one for one in told)


def test_a_limit_keeps_the_newest_and_says_so(client: httpx.Client) -> None:
    """With a limit the counts stay, the newest are shown, and a link shows more."""
    data = client.get(f"{VILHENA}.json?limit=1").json()
    assert data["counts"]["documents"] == 4
    assert len(data["documents"]) == 1
    every = client.get(f"{VILHENA}.json").json()["documents"]
    assert data["documents"][0] == every[0]
    assert "Show more of this person" in client.get(f"{VILHENA}?limit=1").text


def test_who_is_not_there_is_told(client: httpx.Client) -> None:
    """An id that nobody has is a fault."""
    assert client.get("/persons/PRT-nobody.json").status_code == 404
