"""Documents added from a page: given, looked at, kept or discarded, with whatever can go wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dragoman.store.files import snapshot_path
from dragoman.web.accounts.passwords import hashed
from dragoman.web.accounts.store import add, opened, remove
from dragoman.web.adding.jobs import MOST_OF_ONE
from tests.store.conftest import writer_of
from tests.store.made import MEETING, THANKS
from tests.web.conftest import Office, serving

FIELDS = {"publisher": "Government of Portugal", "country": "Portugal", "published": "2024-05-06", "policy": "full"}
HOSTILE = "../../<img src=x onerror=alert(1)>"
LOADING = 90  # seconds within which the reader is loaded, on a busy machine


@pytest.fixture(scope="module")
def growing(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record to which these tests add."""
    copy = tmp_path_factory.mktemp("growing") / made_once.name
    shutil.copy2(made_once, copy)
    shutil.copy2(snapshot_path(made_once), snapshot_path(copy))
    return copy


@pytest.fixture(scope="module")
def desk(growing: Path) -> Iterator[str]:
    """Serve it, and yield the address."""
    with serving(growing) as address:
        yield address


@pytest.fixture
def sender(desk: str) -> Iterator[httpx.Client]:
    """Yield a client of that server."""
    with httpx.Client(base_url=desk, headers={"origin": desk}, timeout=60) as made:
        yield made


def begun(sender: httpx.Client, files: list[tuple[str, tuple[str, bytes]]] | None = None, **fields: str) -> str:
    """Give documents and return the address of what becomes of them."""
    answer = sender.post("/add", data=FIELDS | fields, files=files)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def waited(sender: httpx.Client, address: str) -> dict[str, Any]:
    """Wait until somebody has to decide, or all is done, and return how it stands."""
    end = time.monotonic() + LOADING
    while time.monotonic() < end:
        told = sender.get(f"{address}.json").json()
        job: dict[str, Any] = told.get("job", told)
        if not job["running"]:
            return job
        time.sleep(0.2)
    raise AssertionError(f"still {job['doing']}")


def test_a_pasted_document_is_added_by_keyboard(desk: str, page: Page) -> None:
    """From the empty form to the page of the document in the record, without a mouse."""
    page.goto(f"{desk}/add")
    page.get_by_label("Paste the text of one document").focus()
    page.keyboard.insert_text(f"{MEETING}\n\n{THANKS}")
    for label, value in (
        ("Title", "Talks in Lisbon"),
        ("Publisher", "Government of Portugal"),
        ("Country of the publisher", "PRT"),
    ):
        page.get_by_label(label, exact=True).focus()
        page.keyboard.type(value)
    page.get_by_role("button", name="Read").focus()
    page.keyboard.press("Enter")
    keep = page.get_by_role("button", name="Keep")
    expect(keep).to_be_visible(timeout=LOADING * 1000)
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    assert [
        one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")
    ] == []
    seen = page.locator("li.entry .headline").all_inner_texts()
    keep.focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=re.compile("^Document "))
    expect(link).to_be_visible(timeout=LOADING * 1000)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Talks in Lisbon"))).to_be_visible()
    assert page.locator("li.entry .headline").all_inner_texts() == seen
    page.goto(f"{desk}/documents?publisher=Government+of+Portugal")
    expect(page.get_by_role("link", name="Talks in Lisbon")).to_be_visible()


def test_what_is_looked_at_is_what_is_kept(sender: httpx.Client) -> None:
    """The look and the record agree to the last letter, and giving the same again adds nothing."""
    address = begun(sender, text=MEETING.replace(". ", ".\r\n\r\n"), title="Talks")
    assert waited(sender, address)["state"] == "read"
    look = sender.get(f"{address}.json").json()
    assert sender.post(address, data={"decision": "keep", "chosen": "1"}).status_code == 303
    (kept,) = waited(sender, address)["kept"]
    stored = sender.get(f"/documents/{kept['document']}.json").json()
    assert {name: stored[name] for name in stored if name != "repeats"} == {
        name: value for name, value in look.items() if name not in ("job", "repeats")
    }
    again = begun(sender, text=MEETING.replace(". ", ".\n\n"), title="Talks")
    waited(sender, again)
    sender.post(again, data={"decision": "keep", "chosen": "1"})
    done = waited(sender, again)
    assert (done["state"], done["kept"], done["known"]) == ("kept", [], 1)


def test_many_documents_are_looked_at_and_chosen_from(sender: httpx.Client) -> None:
    """Each document of several files is read or refused with its reason, and only what is chosen is kept."""
    rows = [{"text": MEETING, "title": "One"}, {"text": THANKS, "title": "Two"}, {"title": "Three"}]
    files = [
        ("files", ("rows.jsonl", "\n".join(map(json.dumps, rows)).encode())),
        ("files", (f"{HOSTILE}.txt", THANKS.replace("Chile", "Peru").encode())),
        ("files", ("C:\\work\\note.docx", b"PK\3\4")),
    ]
    address = begun(sender, files, policy="quote", publisher="A new publisher")
    job = waited(sender, address)
    names = [(one["document"], one["refusal"] is None) for one in job["documents"]]
    assert names == [
        ("One", True), ("Two", True), ("rows.jsonl:3", False), (f"{HOSTILE.rpartition('/')[2]}.txt", True),
        ("note.docx", False),
    ]  # fmt: skip
    assert "no `text`" in job["documents"][2]["refusal"]
    page = sender.get(address).text
    assert "<img src=x" not in page
    assert "Refused" in page
    assert "The text of this publisher is not kept" in sender.get(f"{address}/2").text
    assert sender.get(f"{address}/3").status_code == 404
    before = sender.get("/documents.json").json()["total"]
    sender.post(address, data={"decision": "keep", "chosen": ["2", "4"]})
    assert len(waited(sender, address)["kept"]) == 2
    assert sender.get("/documents.json").json()["total"] == before + 2
    listed = sender.get("/documents.json?publisher=A new publisher").json()["documents"]
    data = [sender.get(f"/documents/{one['version']['document']}.json").json() for one in listed]
    assert [(one["document"]["policy"], one["document"]["text"]) for one in data] == [("quote", None)] * 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "There is nothing to read"),
        ({"text": " \n"}, "There is nothing to read"),
        ({"text": "A", "country": "Atlantis"}, "cannot be used as country"),
        ({"text": "A", "published": "soon"}, "published is no date"),
        ({"text": "A", "policy": "some"}, "cannot be used as policy"),
    ],
)
def test_a_form_that_cannot_be_is_shown_again(client: httpx.Client, fields: dict[str, str], said: str) -> None:
    """What is wrong stands above the form, and what was written is still in it."""
    answer = client.post("/add", data={"policy": "full", "title": "<b>Kept</b>"} | fields)
    assert answer.status_code == 400
    assert said in answer.text
    assert 'value="&lt;b&gt;Kept&lt;/b&gt;"' in answer.text


def test_a_record_that_another_writes_is_waited_for(sender: httpx.Client, growing: Path) -> None:
    """Who keeps while another process writes is told so, and keeps later without reading anew."""
    address = begun(sender, text=f"{MEETING} It rained.")
    waited(sender, address)
    with writer_of(growing):
        sender.post(address, data={"decision": "keep", "chosen": "1"})
        job = waited(sender, address)
    assert job["state"] == "read"
    assert "Another process is writing" in job["problem"]["problem"]
    assert "Another process is writing" in sender.get(address).text
    sender.post(address, data={"decision": "keep", "chosen": "1"})
    assert len(waited(sender, address)["kept"]) == 1


def test_what_is_discarded_is_gone(sender: httpx.Client) -> None:
    """Nothing is left to look at or to keep; what is under way is stopped, and the next is read all the same."""
    first = begun(sender, text=MEETING)
    assert sender.post(first, data={"decision": "discard"}).headers["location"] == "/add"
    assert sender.get(first).status_code == 404
    assert sender.post(first, data={"decision": "keep", "chosen": "1"}).status_code == 404
    second = begun(sender, text=THANKS)
    assert waited(sender, second)["state"] == "read"
    assert sender.post(second, data={"decision": "keep", "chosen": "7"}).status_code == 404
    assert sender.post(second, data={"decision": "keep"}).status_code == 409
    assert sender.post(second, data={"decision": "burn"}).status_code == 400
    assert sender.post(second, data={"decision": "discard"}).status_code == 303


def test_only_so_much_is_under_way(sender: httpx.Client) -> None:
    """A person who begins and never decides is asked to decide first."""
    addresses = []
    while (answer := sender.post("/add", data=FIELDS | {"text": THANKS})).status_code == 303:
        addresses.append(answer.headers["location"])
        assert len(addresses) <= MOST_OF_ONE
    assert answer.status_code == 429
    assert all(address in answer.text for address in addresses)
    assert {sender.post(address, data={"decision": "discard"}).status_code for address in addresses} == {303}


def test_what_could_not_be_read_asks_for_no_decision(sender: httpx.Client) -> None:
    """Wrong files do not keep a person from adding others."""
    for _ in range(MOST_OF_ONE + 1):
        address = begun(sender, files=[("files", ("broken.parquet", b"no parquet"))])
        assert waited(sender, address)["state"] in ("read", "failed")
    assert "nothing of it could be read" in sender.get("/add").text


def test_documents_of_one_are_not_those_of_another(office: Office) -> None:
    """Readers may not add, and what a reviewer adds no other sees or decides."""
    with office.logged_in("victor") as reviewer, office.logged_in("ines") as other, office.logged_in("rosa") as reader:
        address = begun(reviewer, text=MEETING)
        assert reviewer.get(address).status_code == 200
        assert other.get(address).status_code == 404
        assert other.post(address, data={"decision": "discard"}).status_code == 404
        assert reader.get("/add").status_code == 403
        assert reader.post("/add", data=FIELDS | {"text": MEETING}).status_code == 403


def test_documents_of_one_are_not_those_of_a_later_one_of_that_name(office: Office) -> None:
    """Who logs out finds them again; whoever gets the name of somebody who was removed does not."""
    with office.logged_in("victor") as client:
        address = begun(client, text=MEETING)
        client.post("/logout")
    with office.logged_in("victor") as client:
        assert client.get(address).status_code == 200
    with opened(office.record) as connection:
        remove(connection, "victor")
        add(connection, "victor", "reviewer", hashed(office.password))
    with office.logged_in("victor") as client:
        assert client.get(address).status_code == 404
        assert client.post(address, data={"decision": "discard"}).status_code == 404
        assert client.get("/add.json").json()["jobs"] == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_the_server(record: Path, tmp_path: Path, how: signal.Signals) -> None:
    """When the server ends, however it does, so does the process that reads, and its files are cleared."""
    spool = tmp_path / "spool"
    spool.mkdir()
    command = [sys.executable, "-m", "dragoman.cli.main", "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(spool)}
    ) as server:
        assert server.stderr
        address = (server.stderr.readline().split()[1:2] or [""])[0]
        with httpx.Client(base_url=address, headers={"origin": address}, timeout=60) as sender:
            begun(sender, text=MEETING)
            (folder,) = spool.glob("dragoman-*")
            assert folder.stat().st_mode & 0o777 == 0o700
        server.send_signal(how)
        server.stderr.read()  # which the process that reads holds open as long as it lives
        server.wait(30)
    assert not folder.exists()
