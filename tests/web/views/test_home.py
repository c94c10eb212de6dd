"""The home page and the list of pairs."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlsplit

import httpx
import openpyxl
import pytest
from playwright.sync_api import Page


def test_home_tells_what_the_record_holds(client: httpx.Client) -> None:
    """Its JSON has pairs, countries and what came last; every address in it answers."""
    told = client.get("/home.json").json()
    assert set(told) == {"record", "pairs", "countries", "recent"}
    assert told["record"]["documents"] > 20
    events = [one["events"] for one in told["pairs"]]
    assert events == sorted(events, reverse=True)
    assert {one["kind"] for one in told["recent"]} == {"meeting", "document"}
    for one in told["recent"]:
        assert client.get(one["address"]).status_code == 200, one


def test_home_has_its_tables(client: httpx.Client) -> None:
    """Pairs, countries and what came last, as CSV by name and as one workbook."""
    book = openpyxl.load_workbook(io.BytesIO(client.get("/home.xlsx").content))
    assert book.sheetnames == ["pairs", "countries", "recent"]
    for name in book.sheetnames:
        rows = list(csv.DictReader(io.StringIO(client.get(f"/home.csv?table={name}").text)))
        assert len(rows) == book[name].max_row - 1 > 0


def test_days_narrow_the_home_page(client: httpx.Client) -> None:
    """Before the first day of the record there is nothing, and the page says so."""
    page = client.get("/?until=1900-01-01")
    assert page.status_code == 200
    assert "The record holds no events between states in these days." in page.text
    assert client.get("/home.json?until=1900-01-01").json()["pairs"] == []


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        ("a=Portugal&b=Kazakhstan", "/pairs/KAZ/PRT"),
        ("a=KAZ&b=prt&since=2020-01-01", "/pairs/KAZ/PRT?since=2020-01-01"),
        ("a=Portugal&b=NATO", "/pairs/NATO/PRT"),
        ("a=Portugal&b=", "/states/PRT"),
    ],
)
def test_two_names_lead_to_their_pair(client: httpx.Client, query: str, leads: str) -> None:
    """In any usual spelling and order; one name leads to its state."""
    answer = client.get(f"/pairs?{query}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, leads)


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("a=Portugall&b=Chile", "Did you mean Portugal?"),
        ("a=%3Cscript%3E&b=Chile", "Give a state or organisation by a name"),
        ("a=Chile&b=CHL", "Give two different states"),
        ("sort=colour", "Give one of events"),
        ("page=0", "Give a whole number"),
    ],
)
def test_what_cannot_be_is_told_plainly(client: httpx.Client, query: str, advice: str) -> None:
    """A name that is nearly known is offered."""
    answer = client.get(f"/pairs.json?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]["advice"].startswith(advice)


@pytest.mark.parametrize("order", ["events", "cooperation", "conflict", "meetings", "documents", "last"])
def test_pairs_are_sorted_by_each_figure(client: httpx.Client, order: str) -> None:
    """The highest first; the table has every pair whatever the page shows."""
    pairs = client.get(f"/pairs.json?sort={order}").json()
    figures = [one[order] if one[order] is not None else "" for one in pairs["pairs"]]
    assert figures == sorted(figures, reverse=True)
    rows = list(csv.DictReader(io.StringIO(client.get(f"/pairs.csv?sort={order}").text)))
    assert len(rows) == pairs["total"]


def test_pairs_go_on_over_pages(client: httpx.Client) -> None:
    """Pages have nothing in common, and the whole is all of them."""
    whole = client.get("/pairs.json").json()
    first, second = (client.get(f"/pairs.json?limit=3&page={page}").json()["pairs"] for page in (1, 2))
    assert first + second == whole["pairs"][:6]


def test_a_person_finds_a_pair_without_a_mouse(site: str, page: Page) -> None:
    """Two names, Enter: the page of the pair; and the map's figures stand in a table."""
    page.goto(site)
    page.get_by_label("First state or organisation").fill("Portugal")
    page.get_by_label("Second state or organisation").fill("Kazakhstan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pairs/**")
    assert urlsplit(page.url).path == "/pairs/KAZ/PRT"
    page.goto(site)
    page.get_by_text("The figures of the map as tables").click()
    assert page.get_by_role("table", name="Events by country or body").is_visible()
    assert page.locator("datalist option").count() > 10
