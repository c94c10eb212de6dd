"""Characters that are not seen and words that do not end: they cannot disturb a page, nor a file made of it."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html
from playwright.sync_api import Browser

from tests.store.made import taken
from tests.web.conftest import serving
from tests.web.crawl import pages
from tests.web.hostile.documents import hostile

UNSEEN = "\u202egnp.exe\u202c\u2066x\u2069\u200b\u2060\ufeff\u2028\u0085\x07\x1b[31m\x08\U000e0041\u061c"
LONG = "x" * 3_000
FORMULAE = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠SUM(A1)")
JOINERS = "\u200c\u200d"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a record of documents that carry such words in all that is shown of them."""
    record = tmp_path_factory.mktemp("odd") / "r.duckdb"
    taken(record, *(hostile(words, number) for number, words in enumerate((UNSEEN, LONG, *FORMULAE))))
    with serving(record) as address:
        yield address


def test_nothing_unseen_is_shown(odd: str) -> None:
    """What reorders a line, hides or rings a bell is shown as what it is, in the text and in every attribute."""
    with httpx.Client(base_url=odd, timeout=60) as client:
        found = {address: unseen(text) for _, address, text in pages(client) if "<html" in text}
    assert len(found) > 30
    assert {address: some for address, some in found.items() if some} == {}


def unseen(text: str) -> set[str]:
    """Return the characters of a page that act on what shows it, but those of fields, which hold what was read."""
    document = html.fromstring(text)
    for field in document.xpath("//textarea | //input | //select"):
        field.drop_tree()
    told = html.tostring(document, encoding="unicode")
    return {
        f"U+{ord(one):04X}"
        for one in told
        if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") and one not in "\n\t\r" + JOINERS
    }


def test_no_word_is_wider_than_a_phone(odd: str, chromium: Browser) -> None:
    """Three thousand letters without a blank break where they must."""
    with httpx.Client(base_url=odd, timeout=60) as client:
        addresses = [address for _, address, text in pages(client) if "x" * 100 in text]
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    tab = context.new_page()
    wide = {}
    for address in addresses:
        tab.goto(odd + address)
        wide[address] = tab.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert len(wide) > 5
    assert {address: width for address, width in wide.items() if width > 360} == {}


def test_no_cell_is_a_formula(odd: str) -> None:
    """Neither in a CSV file nor in a workbook, in any table of any page."""
    begins = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    cells: list[str] = []
    with httpx.Client(base_url=odd, timeout=60) as client:
        for room in ("documents", "agreements", "persons", "meetings", "pairs"):
            cells += [cell for row in csv.reader(io.StringIO(client.get(f"/{room}.csv").text)) for cell in row]
            with zipfile.ZipFile(io.BytesIO(client.get(f"/{room}.xlsx").content)) as book:
                sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]
            assert sheets
            assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    assert any(cell.startswith("'=1+1") for cell in cells)
    assert [cell for cell in cells if cell.startswith(begins)] == []


def test_odd_bytes_are_no_fault_of_the_server(odd: str, tmp_path: Path) -> None:
    """Nulls, halves of characters, deeply nested and endless values: refused in words, or read as text."""
    uploads = {
        "a.jsonl": b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n",
        "b.jsonl": b'{"text": "\\ud800", "title": "\\u0000"}\n{"text": "Norway thanked Chile.", "id": "\\u0000"}\n',
        "c.csv": b'text,title\n"a\x00b",\xff\xfe\n',
        "d.txt": b"Norway thanked \x00 Chile." + b"\x00" * 1000,
        "e.parquet": b"PAR1" + b"\xff" * 5000 + b"PAR1",
        "f.jsonl.gz": b"\x1f\x8b\x08\x00" + b"\xff" * 5000,
        "g.html": b"<html>" + b"<b>" * 100_000 + b"Norway thanked Chile.",
        "h.xlsx": b"PK\x03\x04" + b"\x00" * 5000,
    }
    with httpx.Client(base_url=odd, headers={"origin": odd}, timeout=120) as client:
        begun = client.post("/add", data={"policy": "full"}, files=[("files", one) for one in uploads.items()])
        assert begun.status_code == 303, begun.text
        address = begun.headers["location"]
        while (told := client.get(f"{address}.json").json())["running"]:
            pass
        assert (told["state"], told["problem"]) == ("read", None)
        assert client.get(address).status_code == 200
        for query in (
            "q=%00",
            "q=%ff%fe",
            "q=" + "%F0%9F%98%80" * 100,
            "q=" + "(" * 1000,
            "q=" + '"' * 1000,
            "since=%00",
        ):
            assert client.get(f"/search?{query}").status_code in (200, 400), query
