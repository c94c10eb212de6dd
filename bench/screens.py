"""Take the pictures of docs/web.md: `python -m bench.screens --record R`, a record of all corpora and two-sided texts.

A real Chromium opens a real server. The pictures of the call of 30 December 2021 are taken on the way that a person
goes, by clicks alone, and the clicks and seconds of that way are told.
"""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import click
import msgspec
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.readers import server

FOLDER = Path(__file__).resolve().parents[1] / "docs/pictures"
COLOURS = 128  # of a picture: text on paper needs no more, and a file of a tenth of the size is soon loaded


class Screen(msgspec.Struct, frozen=True):
    """A picture of a page: its name, the address, what is scrolled to, the width, by day or by night."""

    name: str
    address: str
    at: str = ""
    width: int = 1280
    height: int = 900
    scheme: str = "light"


SCREENS = (
    Screen("home", "/"),
    Screen("map", "/", at="figure"),
    Screen("series", "/pairs/RUS/USA", at="#series"),
    Screen("commitments", "/pairs/UKR/USA", at="#commitments"),
    Screen("state", "/states/UKR", at="figure"),
    Screen("search", "/search?q=security+guarantees&a=Russia&b=USA"),
    Screen("codebook", "/codebook?q=thank"),
    Screen("review", "/review/next?kind=positions&a=RUS&b=USA"),
    Screen("phone", "/pairs/RUS/USA", width=390, height=844),
    Screen("night", "/documents/67487", scheme="dark"),
)


def shot(tab: Page, name: str) -> None:
    """Keep what a tab shows as a picture of few colours."""
    seen = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    few = seen.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


def take(browser: Browser, origin: str, screen: Screen) -> None:
    """Take one picture."""
    size = {"width": screen.width, "height": screen.height}
    context = browser.new_context(viewport=size, color_scheme=screen.scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    answer = tab.goto(origin + screen.address)
    if answer is None or answer.status != 200:
        raise click.ClickException(f"{screen.address}: {answer.status if answer else 'no answer'}")
    if screen.at:
        tab.locator(screen.at).first.evaluate("place => place.scrollIntoView({block: 'start'})")
    shot(tab, screen.name)
    context.close()


def find_the_call(browser: Browser, origin: str) -> tuple[list[str], float]:
    """Go the way to the call of 30 December 2021 and take its pictures; return the steps and the seconds they took."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    steps: list[tuple[str, Callable[[], object]]] = [
        ("open the home page", lambda: tab.goto(origin)),
        ("write Russia and United States under “Two states”", lambda: _write(tab)),
        ("press Enter", lambda: tab.keyboard.press("Enter")),
        (
            "follow “Both versions side by side”",
            lambda: _follow(tab, "Both versions side by side"),
        ),
        ("follow “Both texts side by side”", lambda: _follow(tab, "Both texts side by side")),
        ("follow a number in Russia’s text", tab.locator(".whole a.number.agreements").first.click),
    ]
    start = time.perf_counter()
    for number, (_, step) in enumerate(steps, start=1):
        step()
        tab.wait_for_timeout(700)  # until a page that was asked for has come
        tab.wait_for_load_state()
        if number > 1:  # the first is the home page
            shot(tab, f"call-{number}")
    seconds = time.perf_counter() - start
    tab.close()
    return [told for told, _ in steps], seconds


def _write(tab: Page) -> None:
    tab.locator("input[name=a]").fill("Russia")
    tab.locator("input[name=b]").fill("United States")


def _follow(tab: Page, name: str) -> None:
    tab.get_by_role("link", name=name).first.click()


@click.command()
@click.option("--record", required=True, type=click.Path(exists=True, path_type=Path))
def main(record: Path) -> None:
    """Take the pictures of docs/web.md."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with server(record) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        origin = f"http://127.0.0.1:{port}"
        for screen in SCREENS:
            take(browser, origin, screen)
        steps, seconds = find_the_call(browser, origin)
        browser.close()
    click.echo(f"{len(steps)} steps, {seconds:.1f} s: {'; '.join(steps)}")


if __name__ == "__main__":
    main()
