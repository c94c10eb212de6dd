"""Every kind of page in a real browser: readable by everyone, on every screen, without an error."""

from __future__ import annotations

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.crawl import never_linked, of_every_kind

GRAVE = frozenset({"serious", "critical"})


@pytest.fixture(scope="module")
def kinds(site: str) -> dict[str, str]:
    """Return an address of every kind of page."""
    with httpx.Client(base_url=site, timeout=60) as client:
        return of_every_kind(client)


def test_every_kind_of_page_is_reached_by_links(kinds: dict[str, str]) -> None:
    """Nobody has to know an address by heart."""
    assert never_linked(kinds) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(site: str, kinds: dict[str, str], chromium: Browser, scheme: str) -> None:
    """No page has a serious or critical finding of axe, by day or by night, and none writes an error."""
    context = chromium.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})  # type: ignore[arg-type]
    tab, wrong = context.new_page(), []
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    for address in kinds.values():
        tab.goto(site + address)
        found = [one for one in Axe().run(tab).response["violations"] if one["impact"] in GRAVE]
        wrong += [f"{address}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
    context.close()
    assert wrong == []


@pytest.mark.parametrize(("width", "zoom"), [(360, 1), (1280, 2)])
def test_no_page_is_wider_than_the_screen(site: str, kinds: dict[str, str], page: Page, width: int, zoom: int) -> None:
    """On a phone, and at twice the size, a page is read from top to bottom, never from side to side (WCAG 1.4.10)."""
    page.set_viewport_size({"width": width // zoom, "height": 800})
    wide = []
    for address in kinds.values():
        page.goto(site + address)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide.append(f"{address} by {over} px")
    assert wide == []
