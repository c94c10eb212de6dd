"""Short ways to review over the pages, as their plain forms would."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import httpx
from lxml import html

from dragoman.source.document import Document
from dragoman.web.accounts import passwords, store
from dragoman.web.users import Role
from tests.store.made import taken

PASSWORD = "seven quiet harbours"


def address(fact: str, query: str = "") -> str:
    """Return the address at which a fact is decided."""
    return f"/review/facts/{quote(fact, safe='')}{'?' if query else ''}{query}"


def shown(client: httpx.Client, record: Path, given: Document, **options: Any) -> None:
    """Take a document into a record, and wait until the pages show it."""
    before = client.get("/documents.json").content
    taken(record, given, **options)
    for _ in range(200):
        if client.get("/documents.json").content != before:
            return
        time.sleep(0.1)
    raise AssertionError("the pages do not show it")


def first(client: httpx.Client, kind: str, query: str = "") -> str:
    """Return the id of the fact that comes first in a queue."""
    answer = client.get(f"/review/next?kind={kind}{'&' if query else ''}{query}")
    assert answer.status_code == 303, answer.text
    return unquote(answer.headers["location"].partition("/review/facts/")[2].partition("?")[0])


def fields(page: str, form: str) -> dict[str, list[str]]:
    """Return what a form of a page is filled with, as a browser would send it."""
    told: dict[str, list[str]] = {}
    for name, text in html.fromstring(page).get_element_by_id(form).form_values():
        told.setdefault(name, []).append(text or "")
    return told


def send(
    client: httpx.Client, fact: str, act: str, changed: Mapping[str, list[str]] | None = None, query: str = ""
) -> httpx.Response:
    """Open the page of a fact and send one of its forms with some fields changed."""
    page = client.get(address(fact, query))
    assert page.status_code == 200, page.text
    form = "verdict" if act in ("accept", "reject", "skip") else "correcting"
    return client.post(address(fact, query), data={**fields(page.text, form), **(changed or {}), "do": act})


def insist(client: httpx.Client, fact: str, changed: Mapping[str, list[str]]) -> httpx.Response:
    """Correct a fact, and keep words that no longer hold what was read all the same."""
    asked = send(client, fact, "correct", changed)
    if asked.status_code == 303:
        return asked
    assert "They do: keep them" in asked.text
    (sure,) = html.fromstring(asked.text).xpath("//input[@name='sure']/@value")
    return client.post(address(fact), data={**fields(asked.text, "correcting"), "sure": sure, "do": "correct"})


def member(record: Path, name: str, role: Role) -> None:
    """Give a record a user."""
    with store.opened(record) as connection:
        store.add(connection, name, role, passwords.hashed(PASSWORD))


@contextmanager
def logged_in(site: str, name: str) -> Iterator[httpx.Client]:
    """Yield a client that has logged in."""
    with httpx.Client(base_url=site, headers={"origin": site}, timeout=60) as client:
        answer = client.post("/login", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        yield client
