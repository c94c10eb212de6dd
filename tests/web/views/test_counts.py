"""One thing has one count: pages, twins and commands that count the same give the same number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from lxml import html

from dragoman.cli.main import dragoman


def given(client: httpx.Client, address: str) -> Any:
    """Return the JSON of a page."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    return answer.json()


@pytest.fixture
def pairs(client: httpx.Client) -> list[dict[str, Any]]:
    """Return every pair of the record with its counts."""
    found = given(client, "/pairs.json?limit=200")
    assert found["total"] == len(found["pairs"]) > 5
    return list(found["pairs"])


def test_documents_are_counted_alike_everywhere(client: httpx.Client) -> None:
    """On home, in the list, in the search and in what the record is made of."""
    home = given(client, "/home.json")["record"]["documents"]
    others = [
        given(client, "/documents.json")["total"],
        given(client, "/search.json")["total"],
        given(client, "/about.json")["contents"]["documents"],
    ]
    assert others == [home] * 3


@pytest.mark.parametrize("days", ["", "&since=2021-06-01", "&until=2022-06-30"])
def test_a_pair_has_the_same_counts_on_every_page(client: httpx.Client, days: str) -> None:
    """Meetings that were held, those announced, events that were done, documents."""
    listed = given(client, f"/pairs.json?limit=200{days}")["pairs"]
    assert listed
    for one in listed:
        a, b = one["a"], one["b"]
        counts = given(client, f"/pairs/{a}/{b}.json?limit=1{days}")["counts"]
        assert (one["meetings"], one["events"], one["documents"]) == (
            counts["meetings"], counts["events"], counts["documents"],
        ), one  # fmt: skip
        met = given(client, f"/meetings.json?a={a}&b={b}{days}")
        assert (met["total"], met["planned"]) == (counts["meetings"], counts["announced"]), one
        assert given(client, f"/documents.json?a={a}&b={b}{days}")["total"] == counts["documents"]
        assert given(client, f"/search.json?a={a}&b={b}{days}")["total"] == counts["documents"]
        partners = given(client, f"/states/{a}.json?limit=50{days}")["partners"]
        partner = next((row for row in partners if row["partner"] == b), {"meetings": 0, "events": 0})
        assert (partner["meetings"], partner["events"]) == (counts["meetings"], counts["events"]), one


def test_a_state_has_the_same_counts_on_every_page(client: httpx.Client) -> None:
    """In the list of states, on its page, in the lists of meetings and persons, on the map of home."""
    on_map = {one["code"]: one["events"] for one in given(client, "/home.json")["countries"]}
    states = given(client, "/states.json?limit=200")["states"]
    assert len(states) > 5
    for one in states:
        code = one["code"]
        page = given(client, f"/states/{code}.json")
        assert one["events"] == on_map.get(code, 0)
        assert (one["meetings"], one["partners"], one["documents"]) == (
            page["meetings_in_all"], len(page["partners"]), page["documents_published"],
        ), one  # fmt: skip
        met = given(client, f"/meetings.json?a={code}")
        assert (met["total"], met["planned"]) == (page["meetings_in_all"], page["announced_in_all"])
        assert given(client, f"/persons.json?country={code}")["total"] == page["persons_in_all"]


def test_home_shows_the_counts_of_the_list(client: httpx.Client, pairs: list[dict[str, Any]]) -> None:
    """The busiest pairs stand on home with the numbers that the list of pairs has."""
    of_list = {(one["a"], one["b"]): one for one in pairs}
    for one in given(client, "/home.json")["pairs"]:
        assert one == of_list[one["a"], one["b"]]


def test_the_pages_say_what_they_count(client: httpx.Client, pairs: list[dict[str, Any]]) -> None:
    """The page of a pair opens with the number of its meetings, and the list of meetings stands at the same."""
    one = max(pairs, key=lambda pair: int(pair["meetings"]))
    page = html.fromstring(client.get(f"/pairs/{one['a']}/{one['b']}").text)
    assert f"{one['meetings']} meeting" in page.xpath("string(//p[@class='lede'])")
    listed = html.fromstring(client.get(f"/meetings?a={one['a']}&b={one['b']}").text)
    assert listed.xpath("string(//nav[@class='switch']//li[1]/span[@class='count'])") == str(one["meetings"])


def test_commands_count_as_the_pages_do(client: httpx.Client, pairs: list[dict[str, Any]], made_once: Path) -> None:
    """`dragoman meetings` lists as many that were held, and `dragoman dossier` tells the same counts."""
    one = max(pairs, key=lambda pair: int(pair["meetings"]))
    runner, a, b = CliRunner(), one["a"], one["b"]
    listed = runner.invoke(
        dragoman, ["meetings", "--record", str(made_once), "--pair", a, b, "--status", "held", "--json"]
    )
    assert len(listed.stdout.splitlines()) == one["meetings"]
    told = runner.invoke(dragoman, ["dossier", a, b, "--record", str(made_once), "--json"])
    counts = json.loads(told.stdout)["counts"]
    assert (counts["meetings"], counts["events"], counts["documents"]) == (
        one["meetings"], one["events"], one["documents"],
    )  # fmt: skip


def test_what_is_announced_stands_apart(client: httpx.Client) -> None:
    """The list of meetings begins with what took place; announced ones come by the day on which they were told."""
    held = given(client, "/meetings.json")
    assert {row["status"] for row in held["meetings"]} == {"held"}
    days = [row["date"] or "" for row in held["meetings"]]
    assert days == sorted(days, reverse=True)
    announced = given(client, "/meetings.json?status=planned")
    assert {row["status"] for row in announced["meetings"]} == {"planned"}
    told = [row["first_reported"] or "" for row in announced["meetings"]]
    assert told == sorted(told, reverse=True)
    assert held["planned"] == announced["total"] > 0
    assert given(client, "/meetings.json?status=all")["total"] == held["total"] + announced["total"]
