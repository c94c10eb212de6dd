"""One address of every kind of page, found as a person finds it: by following links from the home page."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

import httpx
from lxml import html
from starlette.routing import compile_path

from dragoman.web.links import ENDINGS
from dragoman.web.routes import PAGES

MOST = 150  # pages that are opened on the way
OF_LOGIN = frozenset({"/login", "/logout", "/users", "/account"})  # pages of a server with a login
OF_JOBS = frozenset({"/add/{id}", "/add/{id}/{number:int}"})  # those of documents that somebody adds
APART = OF_LOGIN | OF_JOBS


def of_every_kind(client: httpx.Client) -> dict[str, str]:
    """Return an address for each route, by the route's path, of all that links lead to."""
    patterns = [(page.path, compile_path(page.path)[0]) for page in PAGES]
    found: dict[str, str] = {}
    for address in _followed(client):
        path = httpx.URL(address).path
        for route, pattern in patterns:
            if pattern.match(path):
                found.setdefault(route, address)
                break
    return found


def never_linked(found: dict[str, str]) -> list[str]:
    """Return the routes that no link leads to."""
    return [page.path for page in PAGES if page.path not in found and page.path not in APART]


def _followed(client: httpx.Client) -> Iterator[str]:
    waiting, seen, opened = deque(["/"]), {"/"}, 0
    while waiting and opened < MOST:
        address = waiting.popleft()
        answer = client.get(address, follow_redirects=True)
        opened += 1
        if answer.status_code != 200 or "html" not in answer.headers["content-type"]:
            continue
        yield address
        for link in _links(answer.text):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
        waiting = deque(sorted(waiting, key=lambda link: _seldom(link, seen)))


def _links(text: str) -> list[str]:
    hrefs = [str(href).partition("#")[0] for href in html.fromstring(text).xpath("//a/@href")]
    return [href for href in hrefs if href.startswith("/") and not href.partition("?")[0].endswith(ENDINGS[1:])]


def _seldom(link: str, seen: set[str]) -> int:
    """Return how many links of the same room were seen: pages of rare rooms come first."""
    room = re.match(r"/[^/?]*", link)
    return sum(other.startswith(room[0]) for other in seen) if room else 0
