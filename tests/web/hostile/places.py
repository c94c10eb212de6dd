"""Every place at which somebody can put words into the application: parts of addresses, queries, fields of forms.

They are found, not listed: routes are those of the application, queries and fields those of the links and forms of its
pages, and what its code asks a query or a form for by name.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import httpx
from lxml import html

from dragoman.web import answering
from dragoman.web.accounts.gate import ACCOUNT, LOGIN, USERS
from dragoman.web.links import twin
from dragoman.web.routes import PAGES
from dragoman.web.strictness import EVERYWHERE
from tests.web.crawl import POSTED, pages, route_of

DOORS = (LOGIN, ACCOUNT, USERS)
NOWHERE = ("/none/{name}", "/static/{name}")
SENT_FOR = re.compile(r"""(?:posted|form)\.get(?:list)?\("(\w+)["]""")
PART = re.compile(r"\{(\w+)(?::\w+)?\}")
NUMBER = re.compile(r"\d+")
ROOM = 3_300  # bytes that several payloads have in one address


class Place(NamedTuple):
    """A name of a route to be given a value: in its path, its query, or its form, with all others as they come."""

    route: str
    where: str
    name: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()

    def asking(self, value: str, form: str = "html") -> tuple[str, dict[str, list[str]] | None]:
        """Return the address that gives the place a value, and the form to be posted there, None for none."""
        path = self.path.format(quote(value, safe="")) if self.where == "path" else self.path
        path = twin(path, form) if form != "html" else path
        given = [(name, other) for name, other in self.fields if name != self.name] + [(self.name, value)]
        if self.where == "form":
            posted: dict[str, list[str]] = {}
            for name, one in given:
                posted.setdefault(name, []).append(one)
            return path, posted
        return path + (f"?{urlencode(given)}" if self.where == "query" else ""), None


def places(client: httpx.Client, stranger: httpx.Client, *more: str) -> list[Place]:
    """Return every place, each once: of all pages that links lead to from the home page, and of some more addresses.

    `stranger` has not logged in.
    """
    found: dict[tuple[str, str, str], Place] = {}
    others = ((client, address) for address in (ACCOUNT, USERS, *more))
    opened = list(pages(client))
    for asking, address in ((stranger, LOGIN), *others):
        answer = asking.get(address, follow_redirects=True)
        here = answer.url.raw_path.decode("ascii")
        opened.append((route_of(here) or here, here, answer.text))
    examples = {page.path: page.path for page in PAGES if "{" not in page.path}
    for route, address, text in opened:
        examples.setdefault(route, address.partition("?")[0])
        for place in [*_linked(text), *_of_forms(text, address)]:
            found.setdefault((place.route, place.where, NUMBER.sub("0", place.name)), place)
    for route in (*examples, *NOWHERE):
        for place in [*_of_path(route, examples.get(route, route)), *_of_code(route, examples.get(route, route))]:
            found.setdefault((place.route, place.where, place.name), place)
    return sorted(found.values())


def asked_for(route: str) -> set[str]:
    """Return the names that a page asks its query for: its filters, its table, and what its code names."""
    page = next((page for page in PAGES if page.path == route), None)
    if page is None:
        return {"next"} if route == LOGIN else set()
    return {*page.asks, *EVERYWHERE}


def sent_for() -> set[str]:
    """Return the names that any page asks a form for."""
    room = Path(inspect.getfile(answering)).parent
    return _named(SENT_FOR, (path.read_text(encoding="utf-8") for path in room.rglob("*.py")))


def joined(payloads: Iterable[str]) -> Iterator[str]:
    """Give all payloads, as many at once as one address holds: what breaks out of a text or a value, does so there."""
    together = ""
    for payload in payloads:
        if together and len(quote(together + payload, safe="")) > ROOM:
            yield together
            together = ""
        together += f"{payload} "
    yield together


def _named(pattern: re.Pattern[str], sources: Iterable[str]) -> set[str]:
    return {name for source in sources for name in pattern.findall(source)}


def _of_path(route: str, example: str) -> Iterator[Place]:
    """Give the parts of a route's path, each in an address that is right but for it."""
    pattern = re.compile(
        PART.sub(lambda part: rf"(?P<{part[1]}>[\s\S]+)" if ":words" in part[0] else f"(?P<{part[1]}>[^/]+)", route)
    )
    match = pattern.fullmatch(example)
    for part in PART.finditer(route):
        start, end = match.span(part[1]) if match else part.span()
        given = [example[:start], example[end:]] if match else [route[:start], route[end:]]
        yield Place(route, "path", part[1], "{}".join(each.replace("{", "{{").replace("}", "}}") for each in given))


def _of_code(route: str, example: str) -> Iterator[Place]:
    for name in sorted(asked_for(route)):
        yield Place(route, "query", name, example)


def _linked(text: str) -> Iterator[Place]:
    for href in html.fromstring(text).xpath("//a/@href"):
        yield from _of_query(str(href))


def _of_query(href: str) -> Iterator[Place]:
    parts = urlsplit(href)
    route = route_of(parts.path) if parts.path.startswith("/") and not parts.netloc else None
    if route is None or not parts.query or re.search(r"\.(json|csv|xlsx)$", parts.path):
        return
    given = tuple(parse_qsl(parts.query))
    for name, _ in given:
        yield Place(route, "query", name, parts.path, given)


def _of_forms(text: str, address: str) -> Iterator[Place]:
    """Give the fields of a page's forms, with what the form holds and the first of its buttons."""
    document = html.fromstring(text)
    document.make_links_absolute(f"http://here{address}", resolve_base_href=False)
    for form in document.forms:
        action = urlsplit(form.get("action") or f"http://here{address}")
        posts = (form.get("method") or "get").lower() == "post"
        path = action.path + (f"?{action.query}" if posts and action.query else "")
        buttons = [(one.get("name"), one.get("value") or "") for one in form.iter("button") if one.get("name")]
        given = (*((name, str(value)) for name, value in form.form_values()), *buttons[:1])
        names = {str(name) for name in form.fields if name} | {name for name, _ in buttons}
        route = route_of(path) or action.path
        if not posts:
            for name in sorted(names):
                yield Place(route, "query", name, action.path, given)
        for name in sorted(names) if posts else ():
            yield Place(route, "form", name, path, given)


def never_posted(found: Iterable[Place]) -> list[str]:
    """Return the routes that take forms of which none was found."""
    known = {place.route for place in found if place.where == "form"}
    return [route for route in (*DOORS, *(page.path for page in PAGES if page.act)) if route not in known]


def never_opened(found: Iterable[Place]) -> list[str]:
    """Return the routes of which no place was found."""
    known = {place.route for place in found}
    return [route for route in (*DOORS, *POSTED, *(page.path for page in PAGES)) if route not in known]
