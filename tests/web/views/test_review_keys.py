"""Review in a real browser, by keyboard alone, on a phone, enlarged and in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dragoman.review import ledger
from dragoman.review.values import Decision
from tests.store.made import MEETING, document
from tests.web.conftest import serving
from tests.web.views.reviewing import shown


@pytest.fixture
def desk(record: Path) -> Iterator[str]:
    """Serve a record that may be changed, and yield the address."""
    with serving(record) as address:
        yield address


def fact_of(page: Page) -> str:
    """Return the id of the fact that a page shows."""
    return unquote(page.url.partition("/review/facts/")[2].partition("?")[0])


def kept(record: Path) -> list[Decision]:
    """Return what was decided."""
    return list(ledger.decisions(record))


def said(page: Page) -> str:
    """Return what was last announced."""
    return page.locator("#said").inner_text()


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait until it is there."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def test_accept_reject_skip_and_undo_are_a_key_each(desk: str, record: Path, page: Page) -> None:
    """Each key decides and shows the next fact at once; undo comes back to the fact that it is of."""
    page.goto(f"{desk}/review/next?kind=positions")
    first = fact_of(page)
    press(page, "a")
    second = fact_of(page)
    press(page, "r")
    third = fact_of(page)
    press(page, "s")
    assert len({first, second, third, fact_of(page)}) == 4
    assert [(one.ref.id, one.verdict) for one in kept(record)] == [(first, "accepted"), (second, "rejected")]
    press(page, "u")
    assert fact_of(page) == second
    assert [one.verdict for one in kept(record)] == ["accepted", "rejected", "undone"]
    expect(page.locator("#said")).to_contain_text("Taken back")


def test_a_field_and_the_words_are_corrected_by_keyboard(desk: str, record: Path, page: Page) -> None:
    """The fields open by c, the words move by brackets and are shown before they are saved, Control Enter saves."""
    page.goto(f"{desk}/review/next?kind=positions")
    fact, before = fact_of(page), page.locator("mark").all_inner_texts()
    page.keyboard.press("c")
    page.keyboard.press("]")
    shown = "".join(page.locator("mark").all_inner_texts())
    assert shown
    assert shown != "".join(before)
    assert page.locator("#f-quote-exact").input_value() == shown
    assert shown in said(page)
    while page.evaluate("document.activeElement.id") != "f-on":
        page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("a matter of one's own")
    press(page, "Control+Enter")
    (one,) = kept(record)
    human = msgspec.json.decode(one.human or "")
    assert (one.ref.id, one.verdict, human["on"]) == (fact, "corrected", "a matter of one's own")
    assert human["evidence"]["exact"] == shown
    page.goto(f"{desk}/review/facts/{fact.replace('/', '%2F')}")
    assert "a matter of one's own" in page.locator("#decided ~ ul").inner_text()


def test_keys_do_nothing_in_a_field_and_escape_leaves_it(desk: str, record: Path, page: Page) -> None:
    """Letters that are typed into a note decide nothing; after Escape they decide."""
    page.goto(f"{desk}/review/next?kind=requests")
    address = page.url
    page.keyboard.press("e")
    page.keyboard.type("car")
    assert page.url == address
    assert page.locator("#note").input_value() == "car"
    page.keyboard.press("Escape")
    press(page, "r")
    (one,) = kept(record)
    assert (one.verdict, one.note) == ("rejected", "car")


def test_next_and_previous_decide_nothing(desk: str, record: Path, page: Page) -> None:
    """One may look at the facts that follow and come back."""
    page.goto(f"{desk}/review/next?kind=meetings")
    first = fact_of(page)
    press(page, "n")
    second = fact_of(page)
    press(page, "p")
    assert first == fact_of(page) != second
    assert kept(record) == []


def test_a_correction_that_is_not_saved_is_not_left_by_one_key(desk: str, record: Path, page: Page) -> None:
    """The first key says what would be lost, the second leaves it."""
    page.goto(f"{desk}/review/next?kind=commitments")
    page.keyboard.press("}")
    page.keyboard.press("a")
    expect(page.locator("#said")).to_contain_text("not saved")
    assert kept(record) == []
    press(page, "a")
    assert [one.verdict for one in kept(record)] == ["accepted"]


def test_a_further_row_has_the_focus(desk: str, page: Page) -> None:
    """Another entry of a list, and another actor, are there to be typed into."""
    page.goto(f"{desk}/review/next?kind=events")
    page.keyboard.press("c")
    page.locator("#f-recipient-more").focus()
    press(page, "Enter")
    rows = int(page.locator("[name='recipient.n']").input_value())
    assert page.evaluate("document.activeElement.name") == f"recipient.{rows - 1}.text"
    page.locator("#f-contexts-more").focus()
    press(page, "Enter")
    contexts = page.locator("[name='contexts']")
    assert page.evaluate("document.activeElement.id") == contexts.last.get_attribute("id")


def test_words_are_taken_by_the_mouse(desk: str, page: Page) -> None:
    """Words that are selected in the text are the quote, shown before anything is saved."""
    page.goto(f"{desk}/review/next?kind=positions")
    page.keyboard.press("c")
    paragraph = page.locator(".passage p").first
    paragraph.evaluate("p => p.scrollIntoView()")
    box = paragraph.bounding_box()
    assert box
    page.mouse.move(box["x"] + 1, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 8)
    page.mouse.up()
    expect(page.locator("#said")).to_contain_text("Words now")
    exact = page.locator("#f-quote-exact").input_value()
    assert exact
    assert (paragraph.inner_text()).startswith(exact)


def test_a_missed_fact_is_added_by_keyboard(desk: str, record: Path, page: Page) -> None:
    """Words that are typed are found in the text and marked, and the fact stands with its words."""
    page.goto(f"{desk}/review/add?document=sample-kaz-prt-2021-03-16&kind=topics")
    paragraph = page.locator(".passage[data-field=''] p").nth(1).inner_text()
    while page.evaluate("document.activeElement.id") != "f-quote-exact":
        page.keyboard.press("Tab")
    page.keyboard.type(" ".join(paragraph.split()[:3]))
    page.keyboard.press("Escape")
    page.keyboard.press("}")
    exact = page.locator("#f-quote-exact").input_value()
    assert "".join(page.locator("mark").all_inner_texts()) == exact
    while page.evaluate("document.activeElement.id") != "f-text":
        page.keyboard.press("Tab")
    page.keyboard.type("what was missed")
    press(page, "Control+Enter")
    (one,) = kept(record)
    human = msgspec.json.decode(one.human or "")
    assert (one.verdict, human["text"], human["evidence"]["exact"]) == ("added", "what was missed", exact)


def test_the_words_are_the_same_for_browser_and_record(desk: str, record: Path, page: Page) -> None:
    """Offsets count code points: signs beyond the basic plane before the words move nothing."""
    with httpx.Client(base_url=desk, timeout=60) as client:
        shown(client, record, document(f"The emblem of the day was 🕊🕊 and 𝔘 as well. {MEETING}", id="emblem"))
    page.goto(f"{desk}/review/next?kind=commitments&document=emblem")
    page.keyboard.press("c")
    page.keyboard.press("{")
    seen = "".join(page.locator("mark").all_inner_texts())
    press(page, "Control+Enter")
    page.locator("[name=sure]").check()  # a word of what is promised is no longer in them
    press(page, "Control+Enter")
    (one,) = kept(record)
    assert msgspec.json.decode(one.human or "")["evidence"]["exact"] == seen
    assert page.locator(".notice").count() == 0


def test_everything_works_without_a_script(desk: str, record: Path, chromium: Browser) -> None:
    """Plain forms accept, correct by pasted words, and undo."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/review/next?kind=positions")
    first = fact_of(page)
    page.get_by_role("button", name="Accept").click()
    second = fact_of(page)
    page.locator("#correct summary").click()
    page.locator("#f-quote-exact").fill(" ".join(page.locator("#f-quote-exact").input_value().split()[1:]))
    page.locator("#correcting").get_by_role("button", name="Save the correction").last.click()
    page.get_by_role("button", name="Undo").click()
    assert fact_of(page) == second
    found = [(one.ref.id, one.verdict) for one in kept(record)]
    assert found == [(first, "accepted"), (second, "corrected"), (second, "undone")]
    context.close()


@pytest.mark.parametrize(("width", "scale", "scheme"), [(1280, 1, "light"), (360, 1, "light"), (640, 2, "dark")])
@pytest.mark.parametrize(
    "address",
    ["/review", "/review/next?kind=events", "/review/add?document=sample-kaz-prt-2021-03-16&kind=events"],
)
def test_every_page_is_readable_and_without_findings(
    desk: str, chromium: Browser, address: str, width: int, scale: int, scheme: str
) -> None:
    """No serious finding of axe, nothing wider than the window: on a phone, at 200 %, in the dark."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        device_scale_factor=scale,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{desk}{address}")
    page.keyboard.press("c")
    page.keyboard.press("?")
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert wrong == []
    context.close()
