"""Tables as data: every row, in the file as on the page, whatever the length; a bound that is told when it is met."""

from __future__ import annotations

import csv
import io
import json

import httpx
import lxml.html
import openpyxl
import pytest

from dragoman.web import answering, sheets

PAIR = "/pairs/KAZ/PRT"


def rows(client: httpx.Client, address: str) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(client.get(address).text)))


def test_a_table_of_a_pair_has_every_row_and_a_limit_that_is_given_holds(client: httpx.Client) -> None:
    """CSV, XLSX and JSON have as many entries as are counted; `limit` and `page` give them part by part."""
    data = client.get(f"{PAIR}.json").json()
    counted = data["counts"]["events"] + data["counts"]["other_events"]
    whole = rows(client, f"{PAIR}.csv?table=events")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAIR}.xlsx").content), read_only=True)
    assert counted == len(data["events"]) == len(whole) == sum(1 for _ in book["events"].iter_rows()) - 1 > 20
    parts = [rows(client, f"{PAIR}.csv?table=events&limit=7&page={page}") for page in range(1, counted // 7 + 2)]
    assert [row["id"] for part in parts for row in part] == [row["id"] for row in whole]
    assert {len(part) for part in parts[:-1]} == {7}


@pytest.mark.parametrize("page", ["persons", "agreements", "documents", "meetings", "states", "pairs", "search"])
def test_lists_as_data_are_whole(client: httpx.Client, page: str) -> None:
    """A list has all its rows as CSV and as JSON, and a part of them where the address asks for one."""
    data = client.get(f"/{page}.json").json()
    name = {"search": "hits"}.get(page, page)
    assert len(data[name]) == data["total"] == len(rows(client, f"/{page}.csv")) > 2
    assert len(rows(client, f"/{page}.csv?limit=2")) == len(client.get(f"/{page}.json?limit=2").json()[name]) == 2


def test_every_entry_of_a_pair_can_be_reached_from_its_page(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From page to page by the links of a section all its entries come, each once."""
    monkeypatch.setattr("dragoman.web.views.pair.shelves.MOST_ON_A_PAGE", 2)
    seen: list[str] = []
    address = f"{PAIR}?limit=2&unit=year"  # which no other test asks for: its answer is not kept yet
    while address:
        page = lxml.html.document_fromstring(client.get(address).text)
        seen += page.xpath("//section[@aria-labelledby='positions']//blockquote/p/text()")
        follows = page.xpath("//a[starts-with(., 'show what follows')]/@href")
        address = next((one for one in follows if one.endswith("#positions")), "")
    assert len(seen) == len(client.get(f"{PAIR}.json").json()["positions"]) > 2
    assert client.get(f"{PAIR}?limit=2&page=99").status_code == 404


def test_a_bound_that_is_met_is_told(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of the file, and a field of the JSON, say that rows were left out."""
    monkeypatch.setattr(sheets, "MOST_ROWS", 5)
    monkeypatch.setattr(answering, "MOST_ROWS", 5)
    address = f"{PAIR}.csv?table=events&since=1950-01-01"  # what nobody has asked for yet
    answer = client.get(address)
    assert answer.headers["content-disposition"] == 'attachment; filename="pairs-KAZ-PRT-events-first-5-rows.csv"'
    assert len(list(csv.reader(io.StringIO(answer.text)))) == 6
    data = client.get(f"{PAIR}.json?since=1950-01-01").json()
    assert "events" in data["cut"]
    assert data["most_entries"] == len(data["events"]) == 5
    assert "-first-5-rows.xlsx" in client.get(f"{PAIR}.xlsx?since=1950-01-01").headers["content-disposition"]


def test_a_large_answer_is_the_same_as_a_small_one(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in a file until it is sent comes whole, with its length and its tag, time and again."""
    small = client.get(f"{PAIR}.csv?until=2090-01-01")
    monkeypatch.setattr(answering, "LARGE", 1000)
    first, second = (client.get(f"{PAIR}.csv?until=2091-01-01") for _ in range(2))
    assert first.content == second.content == small.content
    assert first.headers["content-length"] == str(len(small.content))
    assert first.headers["etag"] == small.headers["etag"]
    tagged = client.get(f"{PAIR}.csv?until=2091-01-01", headers={"if-none-match": first.headers["etag"]})
    assert tagged.status_code == 304


def test_json_is_written_piece_by_piece() -> None:
    """Lists that are iterators come as lists, also where they are empty, and nothing is said of a bound not met."""
    out = io.BytesIO()
    sheets.write_json({"a": iter([1, 2]), "b": iter(()), "c": {"d": None}}, out)
    assert json.loads(out.getvalue()) == {"a": [1, 2], "b": [], "c": {"d": None}}
    for plain in ({}, [1]):
        out = io.BytesIO()
        sheets.write_json(plain, out)
        assert json.loads(out.getvalue()) == plain
