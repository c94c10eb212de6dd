"""The page of a document: every fact where it stands in the text, and a way from each to the other."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Page, expect

from dragoman.store.files import snapshot_path
from dragoman.web import links
from tests.store.made import MEETING, document, taken
from tests.web.conftest import serving

SAMPLE = "sample-mkd-2019-06-12"
FIELDS = ("title", "summary", None)  # in the order of a page
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
KINDS = (
    "participants",
    "meetings",
    "agreements",
    "positions",
    "commitments",
    "appraisals",
    "requests",
    "topics",
    "events",
)


@pytest.fixture(scope="module")
def odd(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve documents of which the text is not kept, that are hostile, that were edited, or that are very long."""
    record = tmp_path_factory.mktemp("odd") / made_once.name
    shutil.copy2(made_once, record)
    shutil.copy2(snapshot_path(made_once), snapshot_path(record))
    for policy in ("quote", "offsets"):
        taken(record, document(MEETING, id=policy, publisher=policy), policy=policy)
    taken(
        record,
        document(MEETING, id="a/b?c.json"),
        document(f"{MEETING} {HOSTILE}", id=HOSTILE, title=f"Talks {HOSTILE}"),
    )
    taken(record, document(f"{MEETING} It rained.", id="a/b?c.json"))
    taken(record, document("\n\n".join([MEETING.replace("Lisbon", f"Lisbon {n}") for n in range(1200)]), id="long"))
    with serving(record) as address:
        yield address


@pytest.fixture
def sample(client: httpx.Client) -> dict[str, Any]:
    """Return the document that has most facts, as JSON."""
    found = client.get("/documents.json").json()["documents"]
    name = max(found, key=lambda one: one["facts"])["version"]["document"]
    answer: dict[str, Any] = client.get(f"/documents/{name}.json").json()
    return answer


def facts_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every fact of a document."""
    return [fact for kind in KINDS for fact in data[kind]]


def marked_words(page: html.HtmlElement, key: str) -> str:
    """Return the words that are marked for a fact, without the numbers that stand in them."""
    pieces = page.xpath(f"//mark[@data-of='{key}'][not(ancestor::mark[@data-of='{key}'])]")
    return "".join("".join(piece.xpath(".//text()[not(parent::a)]")) for piece in pieces)


def evidence_of(fact: dict[str, Any]) -> str:
    """Return the words of a fact's evidence in the order of the page, those that stand in two of its places once."""
    places = [fact["evidence"], *fact["evidence"].get("also", [])]
    found, reached = "", (0, 0)
    for field, place in sorted(
        ((FIELDS.index(one.get("field")), one) for one in places), key=lambda o: (o[0], o[1]["start"])
    ):
        known = max(0, reached[1] - place["start"]) if field == reached[0] else 0
        found += place["exact"][known:]
        reached = max(reached, (field, place["end"]))
    return found


def test_every_fact_is_marked_where_it_stands_and_told_beside(client: httpx.Client, sample: dict[str, Any]) -> None:
    """Each fact of the record has its entry, its words are marked exactly, and each leads to the other."""
    page = html.fromstring(client.get(links.document(sample["document"]["id"])).text)
    assert facts_of(sample)
    for fact in facts_of(sample):
        key = "-".join(fact["fact"].rsplit("/", 2)[1:])
        assert marked_words(page, key) == evidence_of(fact)
        assert links.fact(fact["fact"]).endswith(f"#{key}")
        assert len(page.xpath(f"//li[@id='{key}']//a[@href='#text-{key}']")) == 1
        assert len(page.xpath(f"//mark[@id='text-{key}']")) == 1
        assert page.xpath(f"//a[@href='#{key}']")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_facts_stand_in_the_order_of_the_text(client: httpx.Client, sample: dict[str, Any]) -> None:
    """Numbers run on beside the text as their words begin in it; silences stand among them with their reason."""
    address = links.document(sample["document"]["id"])
    rows = list(csv.DictReader(io.StringIO(client.get(f"{address}.csv?table=facts").text)))
    places = [(("title", "summary", "").index(row["field"]), int(row["start"])) for row in rows]
    assert places == sorted(places)
    silences = list(csv.DictReader(io.StringIO(client.get(f"{address}.csv?table=silences").text)))
    assert [row["words"] for row in silences] == [
        sample["document"]["text"][one["start"] : one["end"]] for one in sample["silences"]
    ]
    assert all(row["why"].endswith(".") for row in silences)
    numbers = html.fromstring(client.get(address).text).xpath("//li/p/span[starts-with(@class, 'number')]/text()")
    assert [int(number) for number in numbers] == list(range(1, len(rows) + len(silences) + 1))


def test_the_whole_text_stands_on_the_page(client: httpx.Client, sample: dict[str, Any]) -> None:
    """Nothing of the text is left out or said twice."""
    page = html.fromstring(client.get(links.document(sample["document"]["id"])).text)
    shown = "".join(page.xpath("//section[@class='marked']/p[@dir]//text()[not(parent::a)]"))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", sample["document"]["text"])


@pytest.mark.parametrize(("policy", "words"), [("quote", True), ("offsets", False)])
def test_a_text_that_is_not_kept_is_not_shown(odd: str, policy: str, words: bool) -> None:
    """The page says that the text is not kept, and shows of its words what is."""
    page = httpx.get(f"{odd}/documents/{policy}").text
    assert "is not kept" in page or "are kept" in page
    assert ("open a consulate in Porto next spring" in page) == words
    assert "<mark class" not in page.partition('<div class="reading">')[2]
    assert httpx.get(f"{odd}/documents/{policy}.json").json()["document"]["text"] is None


def test_versions_lead_to_each_other(odd: str) -> None:
    """An earlier version says that it is one, under an address that any id can have."""
    present = httpx.get(odd + links.document("a/b?c.json"))
    former = httpx.get(odd + links.document("a/b?c.json", 1))
    assert present.status_code == former.status_code == 200
    assert "It rained." in present.text
    assert "It rained." not in former.text
    assert "This is version 1 of 2." in former.text
    assert f'href="{links.document("a/b?c.json", 1)}"' in present.text
    assert httpx.get(odd + links.document("a/b?c.json", 7)).status_code == 404


def test_from_a_fact_to_its_words_and_back(site: str, sample: dict[str, Any], page: Page) -> None:
    """A number in the text leads to what is told of it, and from there a link leads back; both light up."""
    page.goto(site + links.document(sample["document"]["id"]))
    key = page.locator("section.marked a.number").last.get_attribute("data-of") or ""
    number, entry, words = (
        page.locator(f"a.number[data-of='{key}']").last,
        page.locator(f"li#{key}"),
        page.locator(f"#text-{key}"),
    )
    number.click()
    expect(entry).to_be_in_viewport()
    expect(entry).to_have_class(re.compile("lit"))
    entry.get_by_role("link", name="its words").click()
    expect(words).to_be_in_viewport()
    expect(words).to_have_class(re.compile("lit"))
    page.go_back()
    assert page.url.endswith(f"#{key}")


def test_a_link_to_a_fact_shows_it_without_scripts(site: str, sample: dict[str, Any], chromium: Browser) -> None:
    """The entry and the words are told from the rest by their background alone where scripts do not run."""
    key = "-".join(facts_of(sample)[-1]["fact"].rsplit("/", 2)[1:])
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    for anchor in (key, f"text-{key}"):
        tab.goto(f"{site}{links.document(sample['document']['id'])}#{anchor}")
        expect(tab.locator(f"#{anchor}")).to_be_in_viewport()
        expect(tab.locator(f"#{anchor}")).to_have_css("background-color", "rgb(246, 233, 184)")
    context.close()


def test_a_kind_can_be_switched_off(site: str, sample: dict[str, Any], page: Page) -> None:
    """What is switched off is neither marked nor told, and comes back; no script is needed for it."""
    page.goto(site + links.document(sample["document"]["id"]))
    entries = page.locator("li.entry.events")
    expect(entries.first).to_be_visible()
    page.get_by_label("Events").uncheck()
    expect(entries.first).to_be_hidden()
    expect(page.locator("section.marked mark.events").first).to_have_css("text-decoration-line", "none")
    page.get_by_label("Events").check()
    expect(entries.first).to_be_visible()


def test_nothing_of_a_document_runs(odd: str, page: Page) -> None:
    """Markup in a title, an id or a text is shown as the letters that it is."""
    page.goto(odd + links.document(HOSTILE))
    assert page.title().startswith("Talks")
    assert page.title() != "run"
    assert page.locator("main script, main img").count() == 0


@pytest.mark.parametrize("name", ["quote", "long", HOSTILE])
@pytest.mark.parametrize("width", [1280, 360])
def test_odd_documents_are_readable_by_everyone(odd: str, name: str, width: int, page: Page) -> None:
    """Documents of 200 KB, without a text or full of markup pass axe and fit a phone."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(odd + links.document(name))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page).response["violations"] if name != "long" or width == 360 else []
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_the_list_has_filters_and_pages(client: httpx.Client, page: Page, site: str) -> None:
    """A desk finds the documents of a pair and of a time, and each leads to its page."""
    whole, pair = (client.get(f"/documents.json{query}").json() for query in ("", "?a=Kazakhstan&b=Portugal"))
    assert 0 < pair["total"] < whole["total"]
    page.goto(f"{site}/documents?a=Kazakhstan&b=Portugal")
    page.locator("main table th a").first.click()
    assert page.locator("li.entry").count() > 0
