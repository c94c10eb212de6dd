"""States and organisations in the browser."""

from __future__ import annotations

import httpx
import pytest
from lxml import html


def test_every_state_is_counted(client: httpx.Client) -> None:
    """The list has who published, met or acted, those of most events first."""
    found = {one["code"]: one for one in client.get("/states.json?limit=200").json()["states"]}
    assert (found["KAZ"]["documents"], found["PRT"]["documents"]) == (4, 4)
    assert found["KAZ"]["meetings"] == client.get("/meetings.json?a=KAZ").json()["total"]
    assert found["KAZ"]["partners"] >= 1
    events = [one["events"] for one in found.values()]
    assert events == sorted(events, reverse=True)
    assert [one["code"] for one in client.get("/states.json?name=kazakh").json()["states"]] == ["KAZ"]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("/states/Kazakhstan", "/states/KAZ"),
        ("/states/kaz", "/states/KAZ"),
        ("/states/Kazakhstan.json?since=2020-01-01", "/states/KAZ.json?since=2020-01-01"),
    ],
)
def test_a_name_leads_to_the_code(client: httpx.Client, name: str, address: str) -> None:
    """A state has one address; its names lead there, in the form that was asked for and with the filters."""
    answer = client.get(name)
    assert answer.status_code == 303
    assert answer.headers["location"] == address


def test_partners_are_those_of_the_pairs_pages(client: httpx.Client) -> None:
    """Each partner has events, their kinds, and the last meeting that was held, and leads to the pair."""
    data = client.get("/states/KAZ.json").json()
    portugal = next(one for one in data["partners"] if one["partner"] == "PRT")
    assert portugal["events"] == portugal["cooperation"] + portugal["conflict"] > 0
    assert portugal["last_meeting"] == "held-KAZ-PRT-2023-06-30-in_person"
    assert portugal["last_met"] == "2023-06-30"
    tree = html.fromstring(client.get("/states/KAZ").text)
    assert "/pairs/KAZ/PRT" in tree.xpath("//h2[@id='partners']/../table//a/@href")
    assert tree.xpath("//figure[contains(@class, 'network')]//svg")


def test_filters_narrow_partners_and_meetings(client: httpx.Client) -> None:
    """Only events and meetings of the days asked for count."""
    every, few = (client.get(f"/states/KAZ.json{query}").json() for query in ("", "?since=2023-01-01"))
    assert 0 < few["meetings_in_all"] < every["meetings_in_all"]
    assert sum(one["events"] for one in few["partners"]) < sum(one["events"] for one in every["partners"])


def test_offices_have_their_holders_in_order(client: httpx.Client) -> None:
    """Holders of an office stand in the order in which they were first seen, and lead to their pages."""
    offices = client.get("/states/KAZ.json").json()["offices"]
    assert {"KAZ-nurbol-tasmagan", "KAZ-saule-imanbek"} <= {one["person"] for one in offices}
    by_office: dict[str, list[str]] = {}
    for one in offices:
        by_office.setdefault(one["office"], []).append(one["first"])
    assert all(days == sorted(days) for days in by_office.values())
    links = html.fromstring(client.get("/states/KAZ").text).xpath("//h2[@id='offices']/../table//a/@href")
    assert "/persons/KAZ-nurbol-tasmagan" in links


@pytest.mark.parametrize("code", ["UNO", "EUR", "ASEAN"])
def test_organisations_have_pages(client: httpx.Client, code: str) -> None:
    """An organisation that the record tells of is shown as a state is."""
    assert client.get(f"/states/{code}").status_code == 200


@pytest.mark.parametrize("name", ["Atlantis", "Tuvalu"])
def test_what_the_record_does_not_tell_of_is_missing(client: httpx.Client, name: str) -> None:
    """Neither an unknown name nor a state of which nothing is told has a page."""
    assert client.get(f"/states/{name}.json", follow_redirects=True).status_code == 404
