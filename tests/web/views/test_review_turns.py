"""The way through a queue keeps what it was asked for, and its pages are no part of the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
import pytest
from lxml import html

from tests.web.conftest import serving
from tests.web.views.reviewing import send

DOCUMENT = "sample-kaz-prt-2021-03-16"


@pytest.fixture
def desk(record: Path) -> Iterator[httpx.Client]:
    """Yield a client of a server of one's own."""
    with serving(record) as site, httpx.Client(base_url=site, headers={"origin": site}, timeout=60) as made:
        yield made


def opened(desk: httpx.Client, address: str) -> tuple[str, str]:
    """Follow the way to the next fact, and return its id and its query."""
    found = desk.get(address)
    assert found.status_code == 303, found.text
    path, _, query = found.headers["location"].partition("?")
    return unquote(path.rpartition("/review/facts/")[2]), query


def test_after_a_fact_opened_from_a_document_comes_the_next_of_its_text(desk: httpx.Client) -> None:
    """Whatever its kind; the facts before it come when the end is reached."""
    page = html.fromstring(desk.get(f"/documents/{quote(DOCUMENT, safe='')}").text)
    links = [str(one) for one in page.xpath("//a[starts-with(@href, '/review/facts/')]/@href")]
    facts = [unquote(link.partition("/review/facts/")[2].partition("?")[0]) for link in links]
    query = links[0].partition("?")[2]
    middle = len(facts) // 2
    decided = send(desk, facts[middle], "accept", query=query)
    nearby, kept = opened(desk, decided.headers["location"])
    assert DOCUMENT in kept
    assert "order=text" in kept
    assert facts.index(nearby) > middle
    last, _ = opened(desk, send(desk, facts[-1], "accept", query=query).headers["location"])
    assert facts.index(last) < middle


def test_every_kind_comes_by_doubt(desk: httpx.Client) -> None:
    """No kind is gone through before the others."""
    kinds, address = [], "/review/next"
    for _ in range(12):
        fact, query = opened(desk, address)
        kinds.append(fact.rsplit("/", 2)[1])
        address = send(desk, fact, "skip", query=query).headers["location"]
    assert len(set(kinds)) > 1


def test_doubt_is_told_in_words(desk: httpx.Client) -> None:
    """How much, and what it rests on."""
    text = desk.get("/review/next?kind=events", follow_redirects=True).text
    assert "doubt: the machine gives it a probability of " in text
    assert "from 0 to 1" not in text


def test_what_is_no_page_of_the_record_is_not_cited(desk: httpx.Client) -> None:
    """Review and adding tell no citation; a document does."""
    for address in ("/review", "/review/next", "/review/add", "/add"):
        assert "Cite as" not in desk.get(address, follow_redirects=True).text
    assert "Cite as" in desk.get(f"/documents/{quote(DOCUMENT, safe='')}").text
