"""The series of a pair drawn by its script in a real browser, under the policy that every page has."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.pages.plot import plot
from dragoman.pages.plots.live import live
from dragoman.web.guard import HEADERS
from dragoman.web.rendering import STATIC, environment
from tests.pages.dossier_made import point

POINTS = [point("2024-01", 1, 12), point("2024-01", 2, 3), point("2024-03", 3, 5), point("2024-12", 4, 2)]
PAGE = """{% from "plot.html" import by_month %}<!DOCTYPE html><html lang="en"><head><title>Series</title>
<link rel="icon" href="{{ static('icon.svg') }}">
<link rel="stylesheet" href="{{ static('dossier.css') }}"><link rel="stylesheet" href="{{ static('web.css') }}">
{% include "plots_head.html" %}</head><body><main><h1>Series</h1>
{{ by_month(plot, "Events by month", "Source: made up.", live=live) }}</main></body></html>"""


async def show(request: Request) -> HTMLResponse:
    """Answer with a page that has a series."""
    drawn = plot(POINTS)
    assert drawn
    return HTMLResponse(environment().from_string(PAGE).render(plot=drawn, live=live(drawn)), headers=HEADERS)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve a page with a series, and yield its address."""
    app = Starlette(routes=[Route("/", show), Mount("/static", StaticFiles(packages=list(STATIC)))])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join(20)


@pytest.fixture
def series(page: Page, address: str) -> Page:
    """Return a tab in which the script has drawn; the tab's fixture tells of every violation of the policy."""
    page.goto(address)
    page.wait_for_selector(".live-field canvas")
    return page


def told(page: Page) -> list[str]:
    """Return what the legend tells of the period under the cursor."""
    return page.locator(".live-field .u-value").all_inner_texts()


def hover(page: Page, share: float) -> tuple[float, float]:
    """Move the pointer to a share of the plot's width and return where that is."""
    box = page.locator(".u-over").bounding_box()
    assert box
    x, y = box["x"] + box["width"] * share, box["y"] + box["height"] / 2
    page.mouse.move(x, y, steps=3)
    return x, y


def test_the_plot_takes_the_place_of_the_picture(series: Page) -> None:
    """On the screen one of them is seen; on paper it is the picture."""
    assert not series.locator(".plot .replaced svg").is_visible()
    series.emulate_media(media="print")
    assert series.locator(".plot .replaced svg").is_visible()
    assert not series.locator(".live-plot").is_visible()


def test_values_show_under_the_pointer(series: Page) -> None:
    """Each kind by itself, though bars are stacked; a quiet month has none."""
    hover(series, 0.02)
    assert told(series) == ["January 2024", "12", "3", "0", "0"]
    hover(series, 0.12)
    assert told(series) == ["February 2024", "0", "0", "0", "0"]


def test_arrows_walk_through_the_periods(series: Page) -> None:
    """What the pointer shows, the keyboard shows too."""
    series.locator(".live-field").focus()
    for key, shown in (("ArrowRight", "January 2024"), ("End", "December 2024"), ("ArrowLeft", "November 2024")):
        series.keyboard.press(key)
        assert told(series)[0] == shown


def test_a_drag_zooms_and_the_button_undoes_it(series: Page) -> None:
    """The button is there to be pressed only where there is something to undo."""
    whole = series.get_by_role("button", name="Whole time")
    assert whole.is_disabled()
    hover(series, 0.4)
    series.mouse.down()
    hover(series, 0.9)
    series.mouse.up()
    assert whole.is_enabled()
    series.locator(".live-field").focus()
    series.keyboard.press("Home")
    assert told(series)[0] in ("May 2024", "June 2024")
    whole.click()
    assert whole.is_disabled()


def test_bars_and_lines_are_a_choice(series: Page) -> None:
    """The chosen one is told to assistive technology."""
    lines, bars = (series.get_by_role("button", name=name) for name in ("Lines", "Bars"))
    assert (bars.get_attribute("aria-pressed"), lines.get_attribute("aria-pressed")) == ("true", "false")
    lines.click()
    assert (bars.get_attribute("aria-pressed"), lines.get_attribute("aria-pressed")) == ("false", "true")
    hover(series, 0.02)
    assert told(series) == ["January 2024", "12", "3", "0", "0"]


def test_axe_finds_nothing_grave(series: Page) -> None:
    """Neither by day nor by night, and the plot keeps to a phone's width."""
    for scheme in ("light", "dark"):
        series.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        series.set_viewport_size({"width": 360, "height": 800})
        assert [one["id"] for one in Axe().run(series).response["violations"] if one["impact"] != "moderate"] == []
        assert series.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_without_scripts_the_picture_stays(chromium: Browser, address: str) -> None:
    """Nobody needs a script to read a series."""
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert tab.locator("figure svg[role='img']").is_visible()
    assert tab.locator(".live-plot").count() == 0
    context.close()
