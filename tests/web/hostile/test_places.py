"""Whatever is put into an address or a form, anywhere, comes back as text if at all.

Places are found in the application (`places.py`), so that a new page, filter or field is tried without being listed.
Every place is given every payload: as many at once as an address holds, which shows what breaks out of a text or a
value, and some alone, which shows what runs by being all there is (addresses); of these, places that stand beside each
other get others. The answers are read by the browser's own parser; of each place some are opened in it as pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Route

from dragoman.review.values import KINDS
from dragoman.web.accounts.passwords import hashed
from dragoman.web.accounts.store import add, opened
from dragoman.web.links import missed, review
from dragoman.web.routes import PAGES
from tests.web.conftest import Office, running, serving
from tests.web.crawl import pages
from tests.web.hostile.documents import ALL, CHOSEN, copied, hostile
from tests.web.hostile.places import (
    Place,
    asked_for,
    joined,
    never_opened,
    never_posted,
    places,
    sent_for,
)
from tests.web.hostile.watching import opened as opened_page

ALONE = 12 if ALL else 0  # payloads that each place gets by themselves
TOGETHER = list(joined(CHOSEN)) if ALL else list(joined(CHOSEN))[:1]
OPENED = 2 if ALL else 0.03  # of each place, in the browser as pages
BATCH = 25  # answers that the browser reads at once
PASSWORD = "seven quiet harbours"
GOLD = "/review/gold"  # a file, whatever form of it is asked for
TEXT = "Norway thanked Chile for the medicines."
HEADERS = frozenset(
    """allow cache-control content-disposition content-length content-security-policy content-type
    cross-origin-opener-policy cross-origin-resource-policy date etag location permissions-policy referrer-policy
    retry-after set-cookie vary www-authenticate x-content-type-options x-frame-options""".split()  # noqa: SIM905
)
FORMULAE = ("=cmd|'/c calc'!A1", "+1+cmd", "-2+3+cmd", "@SUM(1)", "\t=1", "\r=1", "%0A=1")
FORMULA = re.compile(r'(?:^|,)"?[=+@\t\r-](?![\d.,"\r]|$)', re.MULTILINE)


class Desk(NamedTuple):
    """A server over a record of hostile documents, an admin's client of it, and every place that was found."""

    office: Office
    client: httpx.Client
    places: list[Place]


@pytest.fixture(scope="module")
def desk(hostile_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Serve a record at which zoe is the admin, with documents that are being added, and find its places."""
    record = copied(hostile_once, tmp_path_factory.mktemp("places"))
    _peopled(record)
    with serving(record, login=True) as address:
        office = Office(address, record, PASSWORD)
        with office.logged_in("zoe") as client, office.logged_in("zoe"), office.client() as stranger:
            _decided(client)
            yield Desk(office, client, places(client, stranger, *_adding(client), *_reviewing()))


def _peopled(record: Path) -> None:
    with opened(record) as connection:
        for name, role in (("adam", "reviewer"), ("zoe", "admin")):
            add(connection, name, role, hashed(PASSWORD))  # type: ignore[arg-type] # a role


def _reviewing() -> list[str]:
    """Return addresses of the forms by which each kind of fact is decided, and added to the first document."""
    first = hostile(CHOSEN[0], 0).id
    return [address for kind in KINDS for address in (f"/review/next?kind={kind}", missed(first, kind))]


def _decided(client: httpx.Client) -> None:
    """Decide a fact, so that there is something to take back."""
    told = client.get("/review/next.json", follow_redirects=True).json()
    said = {"do": "accept", "state": told["state"]}
    assert client.post(review(told["fact"]), data=said).status_code == 303


def _adding(client: httpx.Client, *names: str) -> list[str]:
    """Add documents under some names and return the addresses of what was read."""
    given = [("files", (name, f"{TEXT} {number}.".encode())) for number, name in enumerate(names or ("a.txt", "b.txt"))]
    begun = client.post("/add", data={"policy": "full"}, files=given)
    assert begun.status_code == 303, begun.text
    address = begun.headers["location"]
    for _ in range(600):
        if not client.get(f"{address}.json").json()["running"]:
            break
    return [address, *(f"{address}/{number}" for number in range(1, len(given) + 1))]


def test_every_route_is_tried(desk: Desk) -> None:
    """No page, no form and no name that the code asks for is forgotten."""
    assert never_opened(desk.places) == []
    assert never_posted(desk.places) == []
    queries = defaultdict(set)
    for place in desk.places:
        queries[place.route if place.where == "query" else ""].add(place.name)
    for page in PAGES:
        assert asked_for(page.path) <= queries[page.path], page.path
        parts = set(re.findall(r"\{(\w+)", page.path))
        assert parts == {one.name for one in desk.places if one.route == page.path and one.where == "path"}, page.path
    # "sure" is the box of a page that asks whether doubtful words are meant: sent or not, it has no words of its own.
    tried = {place.name for place in desk.places if place.where in ("form", "files")}
    assert sent_for() <= tried | {"password", "as", "sure"}


def test_nothing_that_is_asked_for_runs(desk: Desk, watched: BrowserContext) -> None:
    """Every part of an address and every name of a query, of every page and of addresses that lead nowhere."""
    asked = [place for place in desk.places if place.where != "form"]
    assert len(asked) > 6 * len(PAGES)  # a name that a page does not know is refused, and tried with none
    assert wrong_of(desk, asked, watched) == []


def test_nothing_that_is_sent_runs(desk: Desk, watched: BrowserContext) -> None:
    """Every field of every form, and after that every page that holds what was kept of them."""
    sent = [place for place in desk.places if place.where == "form"]
    assert len(sent) > 30
    assert wrong_of(desk, sent, watched) == []
    assert desk.client.get("/users").status_code == 200  # nothing of it ended the session, so that all was answered
    held = {address: text for _, address, text in pages(desk.client) if "<html" in text}
    assert read_by(watched, desk, held) == []


def test_what_is_data_stays_data(desk: Desk) -> None:
    """Twins are what they say, whatever they are asked, and hold no cell that a spreadsheet would run."""
    kinds = {"json": "application/json", "csv": "text/csv", "xlsx": "application/vnd.openxmlformats"}
    for number, place in enumerate(place for place in desk.places if place.where != "form"):
        form = list(kinds)[number % 3]
        for value in (CHOSEN[number % len(CHOSEN)], FORMULAE[number % len(FORMULAE)])[: 2 if ALL else 1 + number % 2]:
            answer = desk.client.get(place.asking(value, form)[0])
            assert answer.status_code < 500, place
            assert set(answer.headers) <= HEADERS, place
            right = "application/zip" if place.route == GOLD else kinds[form]
            right = right if answer.status_code == 200 else "application/json"
            assert answer.is_redirect or answer.headers["content-type"].startswith(right) or place.where == "path", (
                place
            )
            assert form != "csv" or not FORMULA.search(answer.text), place


def test_nothing_of_a_file_name_runs(desk: Desk, watched: BrowserContext) -> None:
    """Files that are added, each under another payload: while they are read, when they were, and when they are kept."""
    for start in range(0, len(CHOSEN), 100):
        names = [f"{payload}.txt" for payload in CHOSEN[start : start + 100]]
        addresses = _adding(desk.client, *names)
        answers = {address: desk.client.get(address).text for address in addresses}
        assert "ran()" in answers[addresses[0]]
        assert read_by(watched, desk, answers) == []
        _trusted(watched, desk)
        assert opened_page(watched, desk.office.address, addresses[0]).wrong == []
        numbers = [str(number) for number in range(1, len(names) + 1)]
        assert desk.client.post(addresses[0], data={"decision": "keep", "chosen": numbers}).status_code == 303
        while (told := desk.client.get(f"{addresses[0]}.json").json())["running"]:
            pass
        assert told["state"] == "kept"
        assert opened_page(watched, desk.office.address, addresses[0]).wrong == []


def test_nothing_of_a_login_runs(hostile_once: Path, watched: BrowserContext, tmp_path: Path) -> None:
    """Names, passwords, ways to go on, what browsers and proxies say of themselves: at the login, in the account."""
    record = copied(hostile_once, tmp_path)
    _peopled(record)
    answers: dict[str, str] = {}
    with running(record, login=True, https=True, names=("office.example",)) as settings:
        headers = {"host": "office.example", "origin": "https://office.example"}
        with httpx.Client(base_url=f"http://127.0.0.1:{settings.port}", headers=headers, timeout=60) as client:
            for number, payload in enumerate(CHOSEN):
                spoken = [(b"user-agent", payload.replace("\r", " ").replace("\n", " ").replace("\0", " ").encode())]
                near = [*spoken, (b"x-forwarded-for", f"192.0.2.{number % 250}".encode())]
                said = {"name": payload, "password": payload, "next": payload}
                told = client.post("/login", data=said, headers=near)
                assert told.status_code == 403, payload
                answers[f"/login {payload}"] = told.text
                said = {"name": "zoe", "password": PASSWORD, "next": payload}
                begun = client.post("/login", data=said, headers=near)
                assert begun.status_code == 303, begun.text
                assert _own(urljoin("https://office.example", begun.headers["location"]), "https://office.example")
                assert set(begun.headers) <= HEADERS | {"strict-transport-security"}
            cookie = begun.headers["set-cookie"].partition(";")[0]
            answers["/account"] = client.get("/account", headers={"cookie": cookie}).text
    assert answers["/account"].count("End<span") >= len(CHOSEN) - 1
    with serving(record) as address:
        tab = watched.new_page()
        tab.goto(address)
        assert _read(tab, answers) == []


def wrong_of(desk: Desk, asked: Sequence[Place], context: BrowserContext) -> list[str]:
    """Return what is wrong with the answers of places that are given payloads."""
    _trusted(context, desk)
    tab = context.new_page()
    tab.goto(f"{desk.office.address}/about")
    wrong: list[str] = []
    waiting: dict[str, str] = {}
    seen: set[int] = set()
    for place, value in dealt(asked):
        told = f"{place.route} {place.where} {place.name} {value[:60]!r}"
        answer = answer_of(desk, place, value)
        wrong += [f"{told}: {one}" for one in _wrong(desk, answer)]
        if "html" in answer.headers.get("content-type", "") and hash(answer.text) not in seen:
            seen.add(hash(answer.text))
            waiting[told] = answer.text
        if len(waiting) >= BATCH:
            wrong += _read(tab, waiting)
            waiting = {}
    wrong += _read(tab, waiting)
    for number, place in enumerate(asked):
        if number % round(1 / min(OPENED, 1)) == 0 and place.route != GOLD:
            wrong += _opened(desk, place, context, number)
    return wrong


def dealt(asked: Sequence[Place]) -> Iterator[tuple[Place, str]]:
    """Give each place all payloads together, and some alone: other ones than the places beside it."""
    for number, place in enumerate(asked):
        for value in TOGETHER:
            yield place, value
        for one in range(number * ALONE, (number + 1) * ALONE):
            yield place, CHOSEN[one % len(CHOSEN)]


def answer_of(desk: Desk, place: Place, value: str) -> httpx.Response:
    """Return the answer to a place that is given a value."""
    address, posted = place.asking(value)
    if posted is None:
        return desk.client.get(address)
    return desk.client.post(address, data=posted)


def read_by(context: BrowserContext, desk: Desk, answers: dict[str, str]) -> list[str]:
    """Return what the browser finds in pages that could run."""
    tab = context.new_page()
    _trusted(context, desk)
    tab.goto(f"{desk.office.address}/about")
    return _read(tab, answers)


def _read(tab: Page, answers: dict[str, str]) -> list[str]:
    found: list[list[str]] = tab.evaluate("texts => texts.map(watchedIn)", list(answers.values()))
    return [f"{told}: {one}" for told, several in zip(answers, found, strict=True) for one in several]


def _wrong(desk: Desk, answer: httpx.Response) -> list[str]:
    wrong = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    wrong += [f"header {name}" for name in set(answer.headers) - HEADERS]
    leads = urljoin(f"{desk.office.address}/", answer.headers.get("location", ""))
    return wrong + ([] if _own(leads, desk.office.address) else [f"leads to {leads}"])


def _own(address: str, origin: str) -> bool:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" == origin


def _opened(desk: Desk, place: Place, context: BrowserContext, number: int) -> list[str]:
    """Open a place as a page, with one payload and with many; the answer to a form is given to the browser as it is."""
    wrong = []
    for value in (CHOSEN[number % len(CHOSEN)], TOGETHER[number % len(TOGETHER)])[: max(1, round(OPENED))]:
        address, posted = place.asking(value)
        if posted is None:
            wrong += opened_page(context, desk.office.address, address).wrong
            continue
        answer = answer_of(desk, place, value)
        if answer.is_redirect:
            wrong += opened_page(context, desk.office.address, answer.headers["location"]).wrong
            continue
        told = f"{place.route} {place.name}"
        wrong += [f"{told}: {one}" for one in _shown(desk, context, answer)]
    return wrong


def _shown(desk: Desk, context: BrowserContext, answer: httpx.Response) -> list[str]:
    """Return what is wrong with an answer, which the browser gets at an address of the same server."""
    place, headers = f"{desk.office.address}/about?shown", dict(answer.headers)
    headers.pop("content-length", None)

    def fulfil(route: Route) -> None:
        route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

    context.route(place, fulfil)
    wrong = opened_page(context, desk.office.address, "/about?shown").wrong
    context.unroute(place)
    return wrong


def _trusted(context: BrowserContext, desk: Desk) -> None:
    """Let a browser go on with the session of the client."""
    context.add_cookies(
        [{"name": name, "value": value, "url": desk.office.address} for name, value in desk.client.cookies.items()]
    )
