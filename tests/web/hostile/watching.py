"""Pages as a real browser has them, with whatever ran in them or could."""

from __future__ import annotations

import re
from typing import NamedTuple

from playwright.sync_api import BrowserContext

LEADS = "all => all.map(e => new URL(e.getAttribute('href') || e.getAttribute('action'), location.href).href)"
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


class Opened(NamedTuple):
    """A page as a browser has it: its status, what ran or could run in it, where it leads, and its words."""

    status: int
    wrong: list[str]
    leads: list[str]
    words: str


def opened(context: BrowserContext, site: str, address: str) -> Opened:
    """Open a page, move over it, and return it with whatever is wrong."""
    tab, wrong = context.new_page(), []
    tab.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    tab.on("popup", lambda popup: wrong.append(f"popup: {popup.url}"))
    tab.on("download", lambda download: wrong.append(f"download: {download.url}"))
    tab.on(
        "console",
        lambda message: (
            wrong.append(f"console: {message.text}")
            if message.type in ("error", "warning") and not REFUSED.match(message.text)
            else None
        ),
    )
    tab.on("request", lambda asked: None if asked.url.startswith(f"{site}/") else wrong.append(f"request: {asked.url}"))
    answer = tab.goto(site + address, wait_until="load")
    tab.mouse.move(300, 300)
    tab.keyboard.press("Tab")
    found = Opened(
        answer.status if answer else 0,
        [*wrong, *tab.evaluate("watched()")],
        tab.eval_on_selector_all("a[href], form[action]", LEADS),
        tab.inner_text("body"),
    )
    where = tab.url.partition("#")[0]
    tab.close()
    if answer is None or where != answer.url:
        wrong.append(f"led to {where}")
    return found._replace(wrong=[f"{address}: {one}" for one in {*found.wrong, *wrong}])
