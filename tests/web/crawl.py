"""Addresses of every kind of page, found as a person finds them: by following links from the home page."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator

import httpx
from lxml import html
from starlette.routing import compile_path

from dragoman.web.links import ENDINGS
from dragoman.web.routes import PAGES

OF_A_KIND = 3  # pages of one kind that are opened for their links
POSTED = frozenset({"/add/{id}", "/add/{id}/{number:int}", "/review/gold"})  # those that only a form leads to
PATTERNS = [(page.path, compile_path(page.path)[0]) for page in PAGES]


def of_every_kind(client: httpx.Client) -> dict[str, str]:
    """Return an address for each route, by the route's path, of all that links lead to."""
    found: dict[str, str] = {}
    for route, address in followed(client):
        found.setdefault(route, address)
    return found


def never_linked(found: dict[str, str]) -> list[str]:
    """Return the routes that no link leads to."""
    return [page.path for page in PAGES if page.path not in found and page.path not in POSTED]


def followed(client: httpx.Client) -> Iterator[tuple[str, str]]:
    """Yield routes with addresses that answer, a few of each kind, by following links from the home page."""
    for route, address, _ in pages(client):
        yield route, address


def pages(client: httpx.Client) -> Iterator[tuple[str, str, str]]:
    """Yield routes with addresses and what they answer, a few of each kind, by following links from the home page."""
    waiting, seen, opened = deque(["/"]), {"/"}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        if route is None or route in POSTED or opened[route] == OF_A_KIND:
            continue
        opened[route] += 1
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        yield route, address, answer.text
        if "html" in answer.headers["content-type"]:
            fresh = [link for link in _links(answer.text) if link not in seen]
            seen.update(fresh)
            waiting.extend(fresh)


def route_of(address: str) -> str | None:
    """Return the path of the first route that an address is of, or None."""
    path = httpx.URL(address).path
    return next((route for route, pattern in PATTERNS if pattern.match(path)), None)


def _links(text: str) -> list[str]:
    found = html.fromstring(text).xpath("//a/@href | //form[not(@method)]/@action")
    hrefs = [str(href).partition("#")[0] for href in found]
    return [href for href in hrefs if href.startswith("/") and not href.partition("?")[0].endswith(ENDINGS[1:])]
