"""Meetings in the browser: the list with its filters, and what each side told of one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
import httpx
import pytest
from lxml import html
from playwright.sync_api import Page

from dragoman.relations.holdings import Filters
from dragoman.store import catalogue
from dragoman.store.catalogue import Gatherings
from dragoman.store.files import snapshot_path

CALL = "/meetings/held-PHL-USA-2022-03-17-call"  # both governments report it
ALONE = "/meetings/held-MNG-RUS-2020-10-21-call"  # only Russia does


def ids(client: httpx.Client, query: str = "") -> list[str]:
    """Return the meetings that a list has, by id."""
    return [one["id"] for one in client.get(f"/meetings.json{query}").json()["meetings"]]


def test_the_newest_stand_first(client: httpx.Client) -> None:
    """The list runs from the newest to the oldest, what has no day last."""
    days = [one["date"] for one in client.get("/meetings.json").json()["meetings"]]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days[: len(dated)] == dated


@pytest.mark.parametrize(
    ("query", "held"),
    [
        ("?a=Philippines&b=USA&status=all", {"held-PHL-USA-2022-03-17-call", "planned-PHL-USA-2022-05-in_person"}),
        ("?a=PHL&status=held", {"held-PHL-USA-2022-03-17-call"}),
        ("?kind=video", {"held-KAZ-PRT-2023-02-27-video"}),
        ("?since=2024-01-12&status=planned", {"planned-FIN-GHA-2024-01-18-in_person"}),
        ("?several=yes", {"held-AUS-CAN-2018-07-02-in_person", "held-PHL-USA-2022-03-17-call"}),
        ("?a=Senegal&kind=video", set()),
    ],
)
def test_filters_leave_what_they_name(client: httpx.Client, query: str, held: set[str]) -> None:
    """Each filter of the address narrows the list to what it names."""
    assert set(ids(client, query)) == held


@pytest.mark.parametrize("query", ["?kind=dinner", "?status=maybe", "?several=no", "?a=Atlantis", "?page=0"])
def test_a_filter_that_cannot_be_is_told(client: httpx.Client, query: str) -> None:
    """A value that a filter does not know is a fault, not an empty list."""
    answer = client.get(f"/meetings.json{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "bad-value"


def test_pages_of_the_list_keep_its_filters_and_hold_every_meeting_once(client: httpx.Client) -> None:
    """Following the links to the next page gives the whole list, and no other."""
    address, found, pages = "/meetings?status=held&limit=5", [], 0
    while address:
        tree = html.fromstring(client.get(address).text)
        found += [str(href) for href in tree.xpath("//table//th/a/@href")]
        after = tree.xpath("//a[@rel='next']/@href")
        address, pages = (f"/meetings{after[0]}" if after else ""), pages + 1
        assert pages < 20
    every = ids(client, "?status=held&limit=200")
    assert found == [f"/meetings/{one}" for one in every]
    assert client.get("/meetings.json?page=90").json()["total"] == len(ids(client, "?limit=200"))


def test_both_sides_stand_beside_each_other_in_their_words(client: httpx.Client) -> None:
    """What is told differently comes first, then what is told alike, then what only one told, all above the reports."""
    tree = html.fromstring(client.get(CALL).text)
    titles = [str(title).strip() for title in tree.xpath("//main//h2/text()")]
    assert titles[-3:] == ["What each side told", "Reports of the meeting", "Sources"]
    standings = [str(one).split()[-1] for one in tree.xpath("//section[contains(@class, 'standing')]/@class")]
    order = ["differs", "shared", "alone"]
    assert standings == sorted(standings, key=order.index)
    assert standings[-1] == "alone"
    columns = tree.xpath("//section[contains(@class, 'alone')]//div[@class='column']")
    assert [column.findtext("h4") for column in columns] == ["Philippines", "United States"]
    assert all(column.xpath(".//blockquote") for column in columns)


def test_a_meeting_that_one_side_reports_has_its_words(client: httpx.Client) -> None:
    """There is one column, titled by whose it is."""
    tree = html.fromstring(client.get(ALONE).text)
    assert "What Russia told" in [str(title) for title in tree.xpath("//main//h2/text()")]
    assert len(tree.xpath("//section[contains(@class, 'alone')]//div[@class='column']")) == 1


def test_those_present_lead_to_their_pages(client: httpx.Client) -> None:
    """Everybody who took part is linked, once, to a page that exists."""
    tree = html.fromstring(client.get(CALL).text)
    persons = [str(href) for href in tree.xpath("//dl[@class='sides']//dd/a/@href")]
    assert sorted(persons) == ["/persons/PHL-ramon-villaluz", "/persons/USA-eleanor-whitcombe"]
    assert all(client.get(person).status_code == 200 for person in persons)


def test_the_twins_hold_the_reports_and_all_that_was_told(client: httpx.Client) -> None:
    """JSON has the meeting and its comparison; CSV has a table each of reports, of matters, and of those present."""
    data = client.get(f"{CALL}.json").json()
    assert data["publishers"] == ["PHL", "USA"]
    tables = {name: client.get(f"{CALL}.csv?table={name}").text for name in ("reports", "told", "participants")}
    rows = {name: list(csv.DictReader(io.StringIO(text))) for name, text in tables.items()}
    assert [row["fact"] for row in rows["reports"]] == [report["id"] for report in data["meeting"]["reports"]]
    assert len(rows["told"]) == sum(len(one["sayings"]) for one in data["told"])
    assert {row["person"] for row in rows["participants"]} == {"PHL-ramon-villaluz", "USA-eleanor-whitcombe"}


def test_columns_stack_on_a_phone(site: str, page: Page) -> None:
    """At 360 px the second column stands under the first, and at 1280 px beside it."""
    page.goto(site + CALL)
    columns = page.locator("section.alone .column")

    def tops() -> list[float]:
        boxes = [columns.nth(n).bounding_box() for n in range(2)]
        return [box["y"] for box in boxes if box]

    first, second = tops()
    assert first == second
    page.set_viewport_size({"width": 360, "height": 800})
    first, second = tops()
    assert first < second


def test_a_list_is_read_on_a_phone(site: str, page: Page) -> None:
    """At 360 px the table is a list: its caption runs in lines, and nothing is wider than the screen."""
    page.set_viewport_size({"width": 360, "height": 800})
    for address in ("/meetings", "/persons", "/states", "/agreements", "/states/KAZ"):
        page.goto(site + address)
        caption = page.locator("table.list caption").first.bounding_box()
        assert caption
        assert caption["height"] < 100
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_store_counts_reports_and_whose_they_are(made_once: Path) -> None:
    """An entry of the list knows its reports without their being read."""
    with duckdb.connect(str(snapshot_path(made_once)), read_only=True) as connection:
        found = catalogue.meetings(connection, Filters(pair=("PHL", "USA")), Gatherings(by_several=True), 10)
    assert found.total == 1
    assert (found.entries[0].reports, found.entries[0].reported_by) == (2, ("PHL", "USA"))
