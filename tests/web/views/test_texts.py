"""Two reports of one meeting side by side: both whole texts, what tells of the meeting, and the ways across."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Page, expect

from dragoman.web import links
from tests.store.made import document, taken
from tests.web.conftest import serving

CALL = "/meetings/held-PHL-USA-2022-03-17-call"  # both governments report it
ALONE = "/meetings/held-MNG-RUS-2020-10-21-call"  # only Russia does
THREE = "/meetings/held-KAZ-NOR-PRT-2024-05-06-multilateral/texts"
LONG = "/meetings/held-CHL-NOR-2024-06-03-in_person/texts"
MET = (
    "Foreign Minister Ana Duarte of Portugal met in Lisbon on 6 May 2024 with Foreign Minister Daniyar Sagatov of "
    "Kazakhstan and Foreign Minister Elin Aune of Norway."
)
ELSEWHERE = "On Tuesday, Foreign Minister Duarte met with Foreign Minister Pedro Reyes of Chile in Porto."
PORTUGAL = f"{MET} Portugal will open a consulate in Almaty by 1 March 2025.\n\n{ELSEWHERE}"
KAZAKHSTAN = (
    f"{MET} Portugal will open a consulate in Almaty by 1 September 2025. Kazakhstan thanked Norway for the rice."
)
NORWAY = f"{MET} Portugal will open a consulate in Almaty, the ministers agreed."
TALKS = "Foreign Minister Elin Aune of Norway met in Tromso on 3 June 2024 with Foreign Minister Pedro Reyes of Chile."
AT_LENGTH = "\n\n".join(f"It rained in port {number} of the coast, and the harbour was quiet." for number in range(150))
AGREED = "Norway will open a consulate in Iquique by 1 {} 2025."


def told_by(name: str, country: str, text: str, **more: str) -> Any:
    """Return what a government tells of a meeting."""
    fields = {"published": "2024-05-07", "title": f"Talks, as {name} has them", **more}
    return document(text, id=name, publisher=f"Ministry of {name}", publisher_country=country, **fields)


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve what three governments tell of one meeting, one twice and one without its text, and two long texts."""
    record = tmp_path_factory.mktemp("offices") / "r.duckdb"
    taken(record, told_by("Lisbon", "PRT", PORTUGAL), told_by("Astana", "KAZ", KAZAKHSTAN))
    taken(record, told_by("Astana-again", "KAZ", KAZAKHSTAN, published="2024-05-09"))
    taken(record, told_by("Oslo", "NOR", NORWAY), policy="quote")
    june = {"published": "2024-06-04"}
    taken(
        record,
        told_by("Tromso", "NOR", f"{TALKS}\n\n{AT_LENGTH}\n\n{AGREED.format('March')}", **june),
        told_by("Santiago", "CHL", f"{TALKS}\n\n{AT_LENGTH[:-30]}\n\n{AGREED.format('September')}", **june),
    )
    with serving(record) as address:
        yield address


@pytest.fixture
def three(offices: str) -> Iterator[httpx.Client]:
    """Yield a client of the three governments' record."""
    with httpx.Client(base_url=offices, timeout=60) as made:
        yield made


def tree_of(client: httpx.Client, address: str) -> html.HtmlElement:
    """Return a page that answers."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def columns_of(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the two texts of a page."""
    return list(tree.xpath("//section[@class='text']"))


def words_of(tree: html.HtmlElement, where: str = ".//div[@class='marked']/p") -> list[str]:
    """Return the paragraphs of a text as it was written, without the numbers and letters that stand in it."""
    return ["".join(one.xpath(".//text()[not(parent::a)]")) for one in tree.xpath(where)]


def test_both_texts_are_whole(client: httpx.Client) -> None:
    """Each column has every word of its document's title and text, and every fact is marked there."""
    data = client.get(f"{CALL}/texts.json").json()
    left, right = columns_of(tree_of(client, f"{CALL}/texts"))
    for column, side in ((left, "left"), (right, "right")):
        told = data[side]["document"]
        body = [one for one in [told["summary"], *told["text"].split("\n\n")] if one]
        assert words_of(column) == body
        assert words_of(column, ".//h2") == [told["title"]]
        facts = {f"{side}-{one['fact'].split('/', 2)[2].replace('/', '-')}" for one in facts_of(data[side])}
        assert facts <= set(column.xpath(".//mark/@data-of"))
        assert told["publisher"] in column.text_content()
    assert [one.findtext(".//p[@class='teller']") for one in (left, right)] == ["Philippines", "United States"]


def facts_of(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every fact of a document."""
    every = [one for several in told.values() if isinstance(several, list) for one in several]
    return [one for one in every if isinstance(one, dict) and "fact" in one]


def test_what_tells_of_the_meeting_is_told_apart(three: httpx.Client) -> None:
    """The words of the meeting that the page is of stand out, those of another meeting in the same text do not."""
    left, right = columns_of(tree_of(three, f"{THREE}?left=Lisbon&right=Astana"))
    for column in (left, right):
        (shown,) = column.xpath(".//div[@class='marked']/p[.//mark[contains(@class, ' here')]]")
        assert shown.text_content().startswith("Foreign Minister Ana Duarte")
        (way,) = column.xpath(".//a[starts-with(., 'in the text')]/@href")
        assert "here" in column.xpath(f".//mark[@id='{way[1:]}']/@class")[0]
    assert ELSEWHERE in words_of(left)
    assert {one.get("data-of") for one in left.xpath(".//mark[contains(@class, 'meetings')]")} > {
        one.get("data-of") for one in left.xpath(".//mark[contains(@class, ' here')]")
    }


def test_a_matter_that_both_tell_leads_across(three: httpx.Client) -> None:
    """From the words in one text a letter leads to those in the other, and the list to both."""
    tree = tree_of(three, f"{THREE}?left=Astana&right=Lisbon")
    left, right = columns_of(tree)
    (matter,) = tree.xpath("//ol[@class='matters']/li")
    assert "Told by both, differently: deadline" in " ".join(matter.text_content().split())
    for column, other in ((left, right), (right, left)):
        (letter,) = column.xpath(".//a[contains(@class, 'across')]")
        (words,) = other.xpath(f".//*[@id='{letter.get('href')[1:]}']")
        assert letter.text == "A"
        assert words.text_content().startswith("Portugal will open a consulate in Almaty")
        assert letter.get("href") in matter.xpath(".//a/@href")
    data = three.get(f"{THREE}.json?left=Astana&right=Lisbon").json()
    assert [(one["standing"], one["differing"]) for one in data["told"]] == [("differs", ["deadline"])]


def test_the_first_report_of_each_government_is_shown_unless_others_are_chosen(three: httpx.Client) -> None:
    """What the address leaves open is of another government, and every report can be chosen."""
    shown = {
        query: [three.get(f"{THREE}.json{query}").json()[side]["document"]["id"] for side in ("left", "right")]
        for query in ("", "?right=Astana", "?left=Lisbon", "?left=Astana-again", "?left=Astana&right=Astana-again")
    }
    assert shown == {
        "": ["Astana", "Oslo"],
        "?right=Astana": ["Oslo", "Astana"],
        "?left=Lisbon": ["Lisbon", "Astana"],
        "?left=Astana-again": ["Astana-again", "Oslo"],
        "?left=Astana&right=Astana-again": ["Astana", "Astana-again"],
    }
    tree = tree_of(three, f"{THREE}?left=Lisbon")
    assert tree.xpath("//select[@name='left']/option[@selected]/@value") == ["Lisbon"]
    assert set(tree.xpath("//select[@name='right']/option/@value")) == {"Astana", "Astana-again", "Oslo", "Lisbon"}


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        (f"{THREE}.json?left=Astana&right=Astana", 400, "bad-value"),
        (f"{THREE}.json?left=Tromso", 400, "bad-value"),
        ("/meetings/none/texts.json", 404, "not-found"),
    ],
)
def test_what_cannot_be_shown_is_told(three: httpx.Client, address: str, status: int, code: str) -> None:
    """One text twice, a document that does not report the meeting, and no meeting are faults in the one shape."""
    answer = three.get(address)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_one_report_has_nothing_beside_it(client: httpx.Client) -> None:
    """A meeting that one document reports leads to no such page, and asked for, it says why."""
    answer = client.get(f"{ALONE}/texts.json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not-found")
    assert "holds one report" in answer.json()["error"]["message"]
    assert f"{ALONE}/texts" not in tree_of(client, ALONE).xpath("//a/@href")


def test_a_text_that_is_not_kept_gives_its_words_and_says_so(three: httpx.Client) -> None:
    """In place of the text stand its facts with their quotes; the ways across lead to these."""
    left, right = columns_of(tree_of(three, f"{THREE}?left=Lisbon&right=Oslo"))
    assert "The text of this publisher is not kept" in right.text_content()
    quotes = right.xpath(".//li[contains(@class, 'entry')]//blockquote/p/text()")
    assert f"“{MET}”" in quotes
    assert len(right.xpath(".//li[contains(@class, ' here')]")) == 1
    (letter,) = left.xpath(".//a[contains(@class, 'across')]")
    (entry,) = right.xpath(f".//li[@id='{letter.get('href')[1:]}']")
    assert "consulate in Almaty" in entry.text_content()
    assert entry.xpath(".//a[contains(@class, 'across')]/@href")[0][1:] in left.xpath(".//mark/@id")


def test_a_number_leads_to_what_the_document_has_of_it(client: httpx.Client) -> None:
    """Each number in a text names an entry of the page of its document, in the version that is shown."""
    tree = tree_of(client, f"{CALL}/texts")
    led = {str(one) for one in tree.xpath("//a[contains(@class, 'number')]/@href")}
    pages = {address: tree_of(client, address) for address in {one.partition("#")[0] for one in led}}
    assert len(pages) == 2
    for one in led:
        address, _, anchor = one.partition("#")
        assert pages[address].xpath(f"//li[@id='{anchor}']"), one


def test_no_two_places_have_one_anchor(three: httpx.Client) -> None:
    """Two documents on one page number their facts alike, and yet every link of the page has one place to lead to."""
    for query in ("?left=Astana&right=Astana-again", "?left=Lisbon&right=Oslo"):
        tree = tree_of(three, f"{THREE}{query}")
        anchors = tree.xpath("//@id")
        assert len(anchors) == len(set(anchors))
        assert {str(one)[1:] for one in tree.xpath("//a[starts-with(@href, '#')]/@href")} <= set(anchors)


def test_the_twins_hold_both_sides(three: httpx.Client) -> None:
    """CSV has the facts of both documents with their side, what both tell, and the silences."""
    query = "left=Astana&right=Lisbon"
    data = three.get(f"{THREE}.json?{query}").json()
    tables = {name: three.get(f"{THREE}.csv?table={name}&{query}").text for name in ("facts", "told", "silences")}
    rows = {name: list(csv.DictReader(io.StringIO(text))) for name, text in tables.items()}
    for side in ("left", "right"):
        of_side = {row["fact"] for row in rows["facts"] if row["side"] == side}
        assert of_side == {one["fact"] for one in facts_of(data[side])}
    assert {row["document"] for row in rows["told"]} == {"Astana", "Lisbon"}
    assert three.get(f"{THREE}.csv?{query}").text == tables["facts"]
    assert three.get(f"{THREE}.xlsx?{query}").content[:2] == b"PK"


def test_pages_of_meetings_and_of_pairs_lead_here(client: httpx.Client, three: httpx.Client) -> None:
    """The link stands under “What each side told”, and beside both versions on the page of the pair."""
    meeting = tree_of(client, CALL)
    (link,) = meeting.xpath("//section[h2[@id='told']]//a[. = 'Both texts side by side']/@href")
    assert link == f"{CALL}/texts" == links.texts(CALL.rpartition("/")[2])
    assert link in tree_of(client, "/pairs/PHL/USA").xpath("//a/@href")
    assert "Two of its 4 texts side by side" in tree_of(three, THREE.removesuffix("/texts")).text_content()


def test_texts_stand_beside_each_other_or_below(site: str, page: Page) -> None:
    """At 1280 px both texts begin at one height, at 360 px one stands under the other and nothing is too wide."""
    page.goto(f"{site}{CALL}/texts")
    texts = page.locator(".whole")

    def tops() -> list[float]:
        return [box["y"] for box in (texts.nth(n).bounding_box() for n in range(2)) if box]

    first, second = tops()
    assert first == second
    page.set_viewport_size({"width": 360, "height": 800})
    first, second = tops()
    assert first + 400 < second
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_keys_lead_across_two_long_texts(offices: str, page: Page) -> None:
    """By the keyboard alone a letter leads to the words in the other text, while the first stays where it is."""
    page.goto(offices + LONG)
    left, right = page.locator(".whole").nth(0), page.locator(".whole").nth(1)
    left.focus()
    page.keyboard.press("End")
    letter = left.locator("a.across")
    expect(letter).to_be_in_viewport()
    at = left.evaluate("text => text.scrollTop")
    assert at > 1000
    letter.focus()
    page.keyboard.press("Enter")
    words = right.locator("mark:target")
    expect(words).to_be_in_viewport()
    expect(words).to_have_text(re.compile("^Norway will open a consulate in Iquique"))
    expect(words).to_have_class(re.compile(r"\blit\b"))
    assert left.evaluate("text => text.scrollTop") == at
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_both_texts_print_whole(offices: str, page: Page) -> None:
    """On paper nothing scrolls: each text is as tall as it is, beside the other."""
    page.goto(offices + LONG)
    page.emulate_media(media="print")
    shown = page.locator(".whole").evaluate_all("all => all.map(one => [one.clientHeight, one.scrollHeight])")
    assert len(shown) == 2
    assert all(height == whole > 3000 for height, whole in shown)
