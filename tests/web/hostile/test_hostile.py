"""Nothing of a document, of an address or of a form ever runs: a real browser opens what hostile documents became.

`DRAGOMAN_HOSTILE=all` takes every payload and many pages of every kind (`make check-long`); else a few of each.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import BrowserContext
from playwright.sync_api import Error as BrowserError

from dragoman.web import links
from tests.store.made import rows
from tests.web.conftest import serving
from tests.web.hostile.documents import ALL, CHOSEN, copied, hostile
from tests.web.hostile.watching import opened

FORMS = (
    "/search?q={}", "/none/{}", "/agreements/{}", "/?since={}", "/documents/{}", "/search?kind={}", "/pairs/{}/x",
    "/search?min_confidence={}", "/search?publisher={}", "/search.html?a={}",
)  # fmt: skip
MOST_OF_A_KIND = 40 if ALL else 3  # pages, and every document
DOCUMENT = "documents/…"
DATA = re.compile(r"\.(json|csv|xlsx)$")


class Site(NamedTuple):
    """A server of a record of hostile documents."""

    address: str
    record: Path


@pytest.fixture(scope="module")
def hostile_site(hostile_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a record of hostile documents."""
    record = copied(hostile_once, tmp_path_factory.mktemp("served"))
    with serving(record) as address:
        yield Site(address, record)


def seeds(record: Path) -> Iterator[str]:
    """Give the addresses of whatever a record holds, in case no page leads there."""
    yield "/"
    for (name,) in rows(record, "SELECT document FROM versions WHERE present ORDER BY document"):
        yield links.document(name)
    rooms = {"agreements": links.agreement, "meetings": links.meeting, "participants": links.person}
    for kind, name in rows(record, "SELECT kind, id FROM joined ORDER BY kind, id"):
        if kind in rooms:
            yield rooms[kind](name)


def room_of(address: str) -> str:
    """Return the kind of page that an address is of, near enough."""
    path, _, query = address.partition("?")
    parts = path.strip("/").split("/")
    return f"{parts[0]}/{'…' * (len(parts) > 1)}{'?' * bool(query)}"


def test_the_watch_sees_what_runs(watched: BrowserContext) -> None:
    """Put into a page as they are, payloads run or could, and each of the three watches notes some."""
    noted = {payload: _as_it_is(watched, payload) for payload in CHOSEN}
    assert sum(map(bool, noted.values())) > 0.6 * len(CHOSEN)
    all_noted = [one for some in noted.values() for one in some]
    assert "ran" in all_noted
    assert any(one.startswith("handler: ") for one in all_noted)
    assert any(one.startswith("address: ") for one in all_noted)


def _as_it_is(context: BrowserContext, payload: str) -> list[str]:
    """Return what the watch notes of a page without a policy that puts a payload where names and addresses go."""
    quoted = payload.replace('"', "&quot;")
    body = f'<!DOCTYPE html><title>Dragoman</title><p>{payload}</p><a href="{quoted}">x</a><img alt="{payload}">'
    tab = context.new_page()
    tab.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    try:
        tab.goto("http://unsafe.example/", wait_until="commit")
        tab.wait_for_timeout(150)
        noted: list[str] = tab.evaluate("watched()")
    except BrowserError:  # it led elsewhere before it was asked, which is a way to run
        noted = ["led away"]
    tab.close()
    return noted


def test_nothing_of_a_document_runs(hostile_site: Site, watched: BrowserContext) -> None:
    """Every kind of page that links lead to, with payloads in names, quotes, titles, publishers, addresses and ids."""
    waiting = deque(seeds(hostile_site.record))
    seen, kinds = set(waiting), Counter[str]()
    wrong: list[str] = []
    words = ""
    while waiting:
        address = waiting.popleft()
        if kinds[room_of(address)] >= (len(CHOSEN) if ALL and room_of(address) == DOCUMENT else MOST_OF_A_KIND):
            continue
        kinds[room_of(address)] += 1
        page = opened(watched, hostile_site.address, address)
        wrong += page.wrong + ([f"{address}: {page.status}"] if page.status >= 500 else [])
        words += page.words
        for link in page.leads:
            own = link.removeprefix(hostile_site.address).partition("#")[0]
            if (
                link.startswith(f"{hostile_site.address}/")
                and own not in seen
                and not DATA.search(own.partition("?")[0])
            ):
                seen.add(own)
                waiting.append(own)
    assert wrong == []
    assert {DOCUMENT, "agreements/…", "pairs/…", "search/?"} <= set(kinds)
    assert "ran()" in words  # it is shown, as text


@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_an_address_runs(hostile_site: Site, watched: BrowserContext, form: str) -> None:
    """What is typed into a search, a filter or an address comes back as text, if at all."""
    wrong = []
    for payload in CHOSEN if ALL and form in FORMS[:4] else CHOSEN[::5]:
        page = opened(watched, hostile_site.address, form.format(quote(payload, safe="")))
        wrong += page.wrong + ([f"{payload}: {page.status}"] if page.status >= 500 else [])
    assert wrong == []


def test_nothing_of_a_file_name_runs(hostile_site: Site, watched: BrowserContext) -> None:
    """A file that is added, and what is said of it, come back as text while it is read and when it was."""
    wrong = []
    with httpx.Client(base_url=hostile_site.address, headers={"origin": hostile_site.address}, timeout=60) as client:
        for payload in CHOSEN[:4]:
            said = {"policy": "full", "title": payload, "publisher": payload, "url": payload}
            file = (f"{payload}.txt", b"Norway thanked Chile for the medicines.")
            begun = client.post("/add", data=said, files={"files": file})
            wrong += opened(watched, hostile_site.address, begun.headers.get("location", "/add")).wrong
            again = client.post("/add", data=said | {"text": payload, "country": payload, "published": payload})
            wrong += [] if "<script>ran" not in again.text else [f"/add: {payload}"]
    wrong += opened(watched, hostile_site.address, "/add").wrong
    assert wrong == []


def test_what_is_data_is_never_a_page(hostile_site: Site) -> None:
    """Twins say what they are, and browsers are told to believe it."""
    with httpx.Client(base_url=hostile_site.address, timeout=60) as client:
        for address in list(seeds(hostile_site.record))[:40]:
            for form in ("json", "csv"):
                answer = client.get(links.twin(address, form))
                kind = answer.headers["content-type"].partition(";")[0]
                assert kind == ("text/csv" if form == "csv" and answer.status_code == 200 else "application/json"), (
                    address
                )
                assert answer.headers["x-content-type-options"] == "nosniff"
                assert answer.status_code < 500, address


def test_templates_are_not_filled_by_documents(hostile_site: Site) -> None:
    """What looks like a template in a text is a text."""
    given = next(number for number, payload in enumerate(CHOSEN) if payload == "{{7*7}}")
    with httpx.Client(base_url=hostile_site.address, timeout=60) as client:
        page = client.get(links.document(hostile(CHOSEN[given], given).id))
    assert page.status_code == 200
    assert "{{7*7}}" in page.text


def test_the_payloads_reach_the_record(hostile_site: Site) -> None:
    """The test tests something: names of persons and agreements, quotes, titles and publishers carry payloads."""
    facts = {kind for (kind,) in rows(hostile_site.record, "SELECT DISTINCT kind FROM facts WHERE item LIKE '%ran()%'")}
    assert {"participants", "agreements", "events", "meetings", "commitments", "appraisals"} <= facts
    named = "SELECT count(*) FROM facts WHERE kind = 'participants' AND item LIKE '%\"name\":\"%O%ran%'"
    assert rows(hostile_site.record, named)[0][0] > 0
    for column in ("document", "title", "publisher", "url", "summary"):
        assert rows(hostile_site.record, f"SELECT count(*) FROM versions WHERE {column} LIKE '%ran()%'")[0][0] > 0, (
            column
        )
