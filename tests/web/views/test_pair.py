"""The page of a pair: what stands first, filters, tables, ways to all that it rests on, on screens and on paper."""

from __future__ import annotations

import csv
import io
import re

import httpx
import lxml.html
import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dragoman.web import links
from dragoman.web.views.pair import page as pair

CALL = "/pairs/PHL/USA"  # one call that both governments report
RICH = "/pairs/KAZ/PRT"  # eight documents of two years
TABLES = (
    "facts", "meetings", "events", "commitments", "commitment_links", "positions", "agreements", "appraisals",
    "requests", "topics", "documents", "versions", "formulae", "series",
)  # fmt: skip


def tree(client: httpx.Client, address: str) -> lxml.html.HtmlElement:
    """A page that is there, as a tree."""
    answer = client.get(address)
    assert answer.status_code == 200
    return lxml.html.document_fromstring(answer.text)


def table(client: httpx.Client, address: str, name: str) -> list[dict[str, str]]:
    """The rows of a table of a page."""
    return list(csv.DictReader(io.StringIO(client.get(f"{address}.csv", params={"table": name}).text)))


def text(node: lxml.html.HtmlElement) -> str:
    """The words of a part of a page on one line."""
    return " ".join(node.text_content().split())


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("/pairs/Philippines/United States", CALL),
        ("/pairs/USA/PHL", CALL),
        ("/pairs/usa/phl.csv?since=2022-01-01", f"{CALL}.csv?since=2022-01-01"),
    ],
)
def test_other_names_lead_to_the_one_address(client: httpx.Client, given: str, address: str) -> None:
    """A name, another order and other letters are moved for good, with the filters and the form that were asked for."""
    answer = client.get(given)
    assert (answer.status_code, answer.headers["location"]) == (301, address)
    assert client.get(address).status_code == 200


def test_a_name_that_nobody_knows_is_answered_with_those_that_are_near(client: httpx.Client) -> None:
    """A slip of the pen is told apart from an empty record, with the name that is meant."""
    told = client.get("/pairs/Portugl/KAZ.json").json()["error"]
    assert (told["status"], told["code"]) == (404, "not-found")
    assert "Portugal" in told["advice"]
    assert client.get("/pairs/PRT/Portugal").status_code == 404


def test_what_both_governments_said_is_found_at_once(client: httpx.Client) -> None:
    """The opening tells of the last meeting; a link leads to both versions, side by side with their words."""
    page = tree(client, CALL)
    lede = text(page.xpath("//p[@class='lede']")[0])
    assert re.search(r"1 meeting, the last on 1[78] March 2022, by telephone, 1 more announced", lede)
    first = page.xpath("//main//section")[0]
    assert "Reported by Philippines and United States" in text(first)
    (both,) = first.xpath(".//a[text()='Both versions side by side']/@href")
    address, _, place = both.partition("#")
    versions = tree(client, address).get_element_by_id(place).getparent()
    assert {text(side) for side in versions.xpath(".//dl[@class='reporters']//dt")} == {"Philippines", "United States"}
    assert versions.xpath(".//blockquote")


def test_meetings_that_both_report_come_first(client: httpx.Client) -> None:
    """They stand before newer ones of one side, with a mark; the timeline keeps to the days."""
    page = tree(client, "/pairs/AUS/CAN")
    articles = page.xpath("//article[@class='meeting']")
    assert "Reported by Australia and Canada" in text(articles[0])
    assert "2019" in text(articles[1])
    assert "2019" in text(page.xpath("//ol[@class='moments']/li[.//span[text()='meeting announced']]")[0])


def test_everything_leads_to_its_page(client: httpx.Client) -> None:
    """Facts lead into their documents; meetings, persons, agreements, states and sources to pages of their own."""
    page, data = tree(client, RICH), client.get(f"{RICH}.json").json()
    hrefs = set(page.xpath("//a/@href"))
    assert {links.meeting(met["id"]) for met in data["meetings"]} <= hrefs
    assert {links.agreement(found["id"]) for found in data["agreements"]} <= hrefs
    assert {links.state("KAZ"), links.state("PRT")} <= hrefs
    assert any(href.startswith("/persons/") for href in hrefs)
    for kind in ("positions", "appraisals", "requests"):
        assert {links.fact(one["id"]) for one in data[kind]} <= hrefs
    for one in data["documents"]:
        assert links.document(one["document"], one["number"]) in hrefs
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in hrefs if href.startswith("#")} <= set(ids)
    assert client.get(links.document(data["documents"][0]["document"])).status_code == 200


def test_every_table_is_there_and_facts_come_first(client: httpx.Client) -> None:
    """Each kind has a CSV of its own and a sheet of the workbook; the first table has a row for each fact."""
    data = client.get(f"{RICH}.json").json()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{RICH}.xlsx").content), read_only=True)
    assert tuple(book.sheetnames) == TABLES
    plain = client.get(f"{RICH}.csv").text
    facts = list(csv.DictReader(io.StringIO(plain)))
    assert list(facts[0]) == ["day", "kind", "label", "who", "what", "quote", "publisher", "document", "fact"]
    assert len({row["fact"] for row in facts}) == len(facts)
    assert {row["fact"] for row in facts if row["kind"] == "positions"} == {one["id"] for one in data["positions"]}
    days = [row["day"] for row in facts]
    assert days == sorted(days, reverse=True)
    statuses = {row["id"]: row["status"] for row in table(client, RICH, "commitments")}
    assert statuses == {one["stated"]["id"]: one["status"] for one in data["commitments"]}
    assert len(table(client, RICH, "series")) == len(data["series"])
    assert {row["standing"] for row in table(client, CALL, "versions")} <= {"shared", "differs", "one_side"}


def test_filters_narrow_and_every_link_keeps_them(client: httpx.Client) -> None:
    """Days, publisher and number of entries are in the address, in the form, in the words of the page and its links."""
    publisher = client.get(f"{RICH}.json").json()["documents"][0]["publisher"]
    asked = {"since": "2022-01-01", "publisher": publisher, "limit": "1"}
    query = str(httpx.QueryParams(asked))
    page = tree(client, f"{RICH}?{query}")
    assert text(page.xpath("//p[@class='narrowed']")[0]).startswith("Filtered: since 1 January 2022, published by")
    assert page.xpath("//option[@selected]/@value") == [publisher]
    assert page.xpath("//input[@name='limit']/@value") == ["1"]
    assert page.xpath(f"//a[@href='{RICH}']")
    own = [httpx.URL(href) for href in page.xpath("//a/@href") if href.startswith(RICH) and "?" in href]
    assert own
    assert all(url.params["since"] == "2022-01-01" and url.params["publisher"] == publisher for url in own)
    days = [row["day"] for row in table(client, f"{RICH}", "facts")]
    narrowed = csv.DictReader(io.StringIO(client.get(f"{RICH}.csv?{query}").text))
    assert min(days) < "2022-01-01" <= min(row["day"] for row in narrowed)


def test_more_of_a_section_is_one_link_away(client: httpx.Client) -> None:
    """A section that is cut says how much of it is shown, and its link shows more at the same place."""
    page = tree(client, f"{RICH}?limit=2")
    shelf = page.xpath("//section[@aria-labelledby='positions']//p[@class='shelf']")[0]
    held = re.match(r"2 of (\d+) shown", text(shelf))
    assert held
    (more,) = shelf.xpath(".//a[starts-with(., 'show more')]/@href")
    assert more == f"{RICH}?limit=10#positions"
    assert len(client.get(f"{RICH}.json", params={"limit": 10}).json()["positions"]) == min(int(held[1]), 10)
    assert client.get(f"{RICH}?limit=201").status_code == 400


def test_filters_that_leave_nothing_offer_to_be_cleared(client: httpx.Client) -> None:
    """An empty page says why it is empty, and what leads out of it."""
    page = tree(client, f"{RICH}?since=2090-01-01")
    section = page.xpath("//main/section")[0]
    assert "The filters leave nothing of what the record holds of Kazakhstan and Portugal" in text(section)
    assert section.xpath(f".//a[@href='{RICH}']")
    never = tree(client, "/pairs/FJI/ISL").xpath("//main/section")[0]
    assert "No document of the record tells of Fiji and Iceland together" in text(never)
    assert client.get(f"{RICH}.csv?since=2090-01-01").text.count("\n") == 1


def test_the_series_is_by_any_unit(client: httpx.Client) -> None:
    """Page, table and JSON have the series by the unit of the address; a unit that is none is refused."""
    page = tree(client, f"{RICH}?unit=year")
    assert "events by year" in text(page.xpath("//figcaption[@id='plot-title']")[0])
    periods = {point["period"] for point in client.get(f"{RICH}.json?unit=year").json()["series"]}
    assert periods
    assert all(len(period) == 4 for period in periods)
    assert client.get(f"{RICH}?unit=fortnight").status_code == 400


def test_formulae_of_many_documents_are_counted_when_asked(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a pair with many documents the page names the way to its formulae; data and tables have them at once."""
    monkeypatch.setattr(pair, "FEW_DOCUMENTS", 2)
    page = tree(client, f"{RICH}?limit=19")
    section = page.xpath("//section[@aria-labelledby='formulae']")[0]
    (asked,) = section.xpath(".//a[text()='show the formulae']/@href")
    assert not section.xpath(".//article")
    assert tree(client, asked).xpath("//section[@aria-labelledby='formulae']//article")
    assert client.get(f"{RICH}.json?limit=18").json()["formulae"]


@pytest.mark.parametrize("address", [CALL, RICH, f"{RICH}?since=2090-01-01"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(site: str, chromium: Browser, address: str, scheme: str) -> None:
    """Neither by day nor by night is there a serious or critical finding."""
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(site + address)
    found = Axe().run(tab).response["violations"]
    context.close()
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize(("width", "zoom"), [(360, 1), (1280, 2)])
def test_it_is_read_from_top_to_bottom(site: str, page: Page, width: int, zoom: int) -> None:
    """On a phone and at twice the size nothing stands out at the side, with the filters open too."""
    page.set_viewport_size({"width": width // zoom, "height": 800})
    page.goto(site + RICH)
    page.locator("details.narrow > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_filters_are_set_without_an_address(site: str, page: Page) -> None:
    """Someone who has never seen an address narrows the page by its form, and clears it again."""
    page.goto(site + RICH)
    page.locator("details.narrow > summary").click()
    page.get_by_label("Since").fill("2023-01-01")
    page.get_by_role("button", name="Apply").click()
    assert "since=2023-01-01" in page.url
    page.get_by_role("link", name="Clear the filters").click()
    assert page.url == site + RICH


def test_paper_shows_what_paper_can_use(site: str, page: Page) -> None:
    """In print there is no navigation, form or link for a screen; quotes and addresses of sources are whole."""
    page.goto(site + CALL)
    page.emulate_media(media="print")
    for gone in (".bar", ".ways", "nav", ".narrow", ".onward", ".place", "button"):
        assert page.locator(f"{gone} >> visible=true").count() == 0, gone
    quotes = page.locator("blockquote").all_inner_texts()
    assert quotes
    assert not any("…" in quote for quote in quotes)
    addresses = page.locator(".sources .address")
    assert addresses.count() > 0
    assert all("://" in shown for shown in addresses.all_inner_texts())
    assert page.locator("figure.plot svg >> visible=true").count() == 1
    assert page.locator("figure.plot table >> visible=true").count() == 1
    made = page.pdf(prefer_css_page_size=True)
    assert made.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox\s*\[0 0 59[45][.\d]* 84[12]", made)
