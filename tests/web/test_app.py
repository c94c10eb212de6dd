"""The application as a client sees it: forms of a page, faults in one shape."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import httpx
import openpyxl
import pytest

from dragoman.codebook.load import shipped
from dragoman.web import links
from dragoman.web.answering import today
from dragoman.web.app import Served
from dragoman.web.settings import Settings


@pytest.fixture
def agreement(client: httpx.Client) -> str:
    """Return the address of an agreement that the record holds."""
    return "/agreements/1951-mutual-defense-treaty"


def test_a_page_has_twins_of_the_same_content(client: httpx.Client, agreement: str) -> None:
    """JSON, CSV and XLSX stand beside the page and hold the same citations."""
    page = client.get(agreement)
    assert page.status_code == 200
    assert f'href="{agreement}.json"' in page.text
    data = client.get(f"{agreement}.json").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"{agreement}.csv").text)))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{agreement}.xlsx").content))
    assert len(data["citations"]) == len(rows) == book["citations"].max_row - 1 > 0
    assert [row["fact"] for row in rows] == [citation["id"] for citation in data["citations"]]


def test_a_page_that_has_not_changed_is_not_sent_again(client: httpx.Client, agreement: str) -> None:
    """The tag of an answer is honoured."""
    first = client.get(agreement)
    assert client.get(agreement, headers={"if-none-match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/nothing.json", 404, "not-found"),
        ("/agreements/none.json", 404, "not-found"),
        ("/agreements.json?since=soon", 400, "bad-value"),
        ("/agreements.json?min_confidence=2", 400, "bad-value"),
    ],
)
def test_whatever_is_wrong_has_one_shape(client: httpx.Client, address: str, status: int, code: str) -> None:
    """A fault says what is wrong and what to do, as JSON to whom asks for JSON."""
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    assert set(answer.json()["error"]) == {"status", "code", "message", "advice"}


def test_the_busiest_pairs_are_made_before_anybody_asks(made_once: Path) -> None:
    """A pair's page is kept soon after the start, under the key by which it is asked for."""
    app = Served(Settings(record=made_once), shipped())
    key = (app.snapshots.newest().stamp, today(), None, True, links.pair("KAZ", "PRT"), "html", "")
    try:
        for _ in range(100):
            if found := app.kept.get(key):
                break
            time.sleep(0.1)
        assert found
        assert "Kazakhstan" in found.body.decode()
        assert app.kept.get((key[0], today(), None, True, "/", "html", ""))
    finally:
        app.ended.set()
        app.snapshots.close()
