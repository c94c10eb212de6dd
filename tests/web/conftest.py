"""A real server on loopback over a record of the samples, a client for it, and a real browser."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dragoman.codebook.load import shipped
from dragoman.store.files import snapshot_path
from dragoman.web.accounts.passwords import hashed
from dragoman.web.accounts.store import add, opened
from dragoman.web.serving import listening_at, server_of
from dragoman.web.settings import Settings


@contextmanager
def serving(record: Path, **more: object) -> Iterator[str]:
    """Serve a record in a thread at a free port and yield the address."""
    with running(record, **more) as settings:
        yield settings.origin


@contextmanager
def running(record: Path, **more: object) -> Iterator[Settings]:
    """Serve a record in a thread at a free port and yield what the server was started with."""
    settings, listening = listening_at(Settings(record=record, port=0, **more))  # type: ignore[arg-type]
    server = server_of(settings, shipped())
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    assert server.started
    try:
        yield settings
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def site(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a record of the samples for all tests that do not change it, and yield the address."""
    record = tmp_path_factory.mktemp("site") / made_once.name
    shutil.copy2(made_once, record)
    shutil.copy2(snapshot_path(made_once), snapshot_path(record))
    with serving(record) as address:
        yield address


@pytest.fixture
def client(site: str) -> Iterator[httpx.Client]:
    """Yield a client of the site, which sends what its own pages would."""
    with httpx.Client(base_url=site, headers={"origin": site}, timeout=60) as made:
        yield made


class Office(NamedTuple):
    """A server at which people log in, its record, and the password of all its users."""

    address: str
    record: Path
    password: str

    def client(self, **more: Any) -> httpx.Client:
        """Return a client that has not logged in."""
        return httpx.Client(base_url=self.address, headers={"origin": self.address, **more}, timeout=60)

    @contextmanager
    def logged_in(self, name: str) -> Iterator[httpx.Client]:
        """Yield a client of one of the users."""
        with self.client() as made:
            answer = made.post("/login", data={"name": name, "password": self.password})
            assert answer.status_code == 303, answer.text
            yield made


@pytest.fixture
def office(record: Path) -> Iterator[Office]:
    """Serve a record at which rosa reads, victor reviews and ines is the admin."""
    password = "seven quiet harbours"
    with opened(record) as connection:
        for name, role in (("rosa", "reader"), ("victor", "reviewer"), ("ines", "admin")):
            add(connection, name, role, hashed(password))  # type: ignore[arg-type] # a role
    with serving(record, login=True) as address:
        yield Office(address, record, password)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield a real browser, or skip."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("needs chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Yield a fresh profile of the browser."""
    made = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Yield a tab; whatever it wrote to its console as an error, or did not catch, fails the test."""
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    tab.close()
    assert wrong == []
