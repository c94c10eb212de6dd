"""Search: hits, facets, pages that a query names, hints, hostile queries."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import httpx
import pytest
from lxml import html
from playwright.sync_api import Page

HOSTILE = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1 --", "%00", "\u202egnihtemos", "a" * 300,
    "AND OR NOT (", "*", "{{ 7*7 }}", "\ud83d\ude80".encode("utf-16", "surrogatepass").decode("utf-16"), "  ", "=cmd()",
)  # fmt: skip


def test_hits_carry_the_words_marked(client: httpx.Client) -> None:
    """Each snippet shows where a word of the query stands."""
    page = html.fromstring(client.get("/search?q=Kazakhstan+consulate").text)
    hits = page.xpath("//ol[@class='hits']/li")
    assert hits
    marked = {mark.text.lower() for mark in page.xpath("//mark")}
    assert "kazakhstan" in marked


@pytest.mark.parametrize(
    ("query", "kind", "name"),
    [
        ("Portugal Kazakhstan", "Pair", "Portugal – Kazakhstan"),
        ("Portugal Kazakhstan", "State or body", "Portugal"),
        ("loorand", "Person", "Priit Loorand (Estonia)"),
        ("mutual defense treaty", "Agreement", "1951 Mutual Defense Treaty"),
    ],
)
def test_pages_that_a_query_names_are_offered(client: httpx.Client, query: str, kind: str, name: str) -> None:
    """And each of them answers."""
    offers = client.get(f"/search.json?q={quote(query)}").json()["offers"]
    chosen = [one for one in offers if (one["kind"], one["name"]) == (kind, name)]
    assert chosen, offers
    assert client.get(chosen[0]["address"]).status_code == 200


def test_a_slip_of_the_pen_is_mended(client: httpx.Client) -> None:
    """The hint leads to a query that finds something; what is written rightly has none."""
    told = client.get("/search.json?q=Kazahkstan").json()
    assert told["hint"] == "Kazakhstan"
    assert client.get(f"/search.json?q={told['hint']}").json()["total"] > 0
    assert client.get("/search.json?q=Kazakhstan").json()["hint"] is None


def test_words_that_look_like_codes_stay_words(client: httpx.Client) -> None:
    """ "can" and "ago" name no state in the middle of a sentence."""
    offers = client.get("/search.json?q=what+can+be+done+a+year+ago").json()["offers"]
    assert [one for one in offers if one["kind"] == "State or body"] == []


def test_facets_are_links_that_set_and_take_away(client: httpx.Client) -> None:
    """Every link of a facet answers with as many documents as it says."""
    page = html.fromstring(client.get("/search?q=president").text)
    facets = page.xpath("//aside//li")
    assert len(facets) > 8
    for one in facets:
        (link,) = one.xpath("./a/@href")
        count = int(one.xpath("string(./span[@class='count'])").replace(",", ""))
        then = client.get(f"/search{link}")
        if "kind=" not in link:
            assert client.get(f"/search.json{link}").json()["total"] == count, link
        assert "take away" in then.text


def test_facts_are_shown_when_a_kind_is_asked_for(client: httpx.Client) -> None:
    """Each with its words and a link to where they stand."""
    page = html.fromstring(client.get("/search?kind=commitments").text)
    links = page.xpath("//ol[@class='hits']//figcaption/a/@href")
    assert links
    assert client.get(links[0]).status_code == 200


def test_nothing_asked_shows_the_newest(client: httpx.Client) -> None:
    """An empty query is no fault."""
    days = [hit["version"]["published"] for hit in client.get("/search.json").json()["hits"]]
    assert days == sorted(days, reverse=True)
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv").text)))
    assert [row["published"] for row in rows] == days


@pytest.mark.parametrize("query", HOSTILE)
def test_whatever_is_typed_is_only_looked_for(client: httpx.Client, query: str) -> None:
    """It answers, and what was typed stands in the page as text alone."""
    answer = client.get(f"/search?q={quote(query)}&a=Portugal")
    assert answer.status_code == 200
    tree = html.fromstring(answer.text)
    assert tree.xpath("//script[not(@src)] | //img | //*[@onerror]") == []
    assert "49" not in tree.xpath("string(//h1)")


@pytest.mark.parametrize("query", ["q=" + "a" * 301, "kind=secrets", "a=Atlantis", "since=2022-01-01&until=2021-01-01"])
def test_what_cannot_be_asked_is_told(client: httpx.Client, query: str) -> None:
    """In the one shape of faults."""
    answer = client.get(f"/search.json?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "bad-value"


def test_a_person_searches_and_narrows(site: str, page: Page) -> None:
    """From the field of any page to a facet and back."""
    page.goto(f"{site}/about")
    page.get_by_label("Search the record").fill("president")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    before = page.locator("#hits .count").inner_text()
    page.locator("aside .facet").nth(1).locator("a").first.click()
    page.wait_for_url("**publisher=**")
    assert int(page.locator("#hits .count").inner_text()) < int(before)
    page.get_by_role("link", name="take away").click()
    assert page.locator("#hits .count").inner_text() == before


def test_dates_in_a_query_are_read_and_can_be_taken_back(client: httpx.Client) -> None:
    """A note says what is shown, and its link looks for the words instead."""
    told = client.get("/search.json?q=president+March+2022").json()
    assert told["read"]["dates"]["published"] == "1 March 2022 to 31 March 2022"
    assert told["read"]["query"]["terms"] == [["president"]]
    assert all(hit["version"]["published"].startswith("2022-03") for hit in told["hits"])
    assert told["total"] == client.get("/search.json?q=president&since=2022-03-01&until=2022-03-31").json()["total"] > 0
    page = html.fromstring(client.get("/search?q=president+March+2022").text)
    (back,) = page.xpath("//p[@class='hint']/a/@href")
    assert "dates=words" in back
    words = client.get(f"/search.json{back}").json()
    assert len(words["read"]["query"]["terms"]) == 3
    assert "looked for as words" in client.get(f"/search{back}").text


def test_a_year_by_itself_is_offered(client: httpx.Client) -> None:
    """It stays a word until somebody follows the link."""
    page = html.fromstring(client.get("/search?q=president+2022").text)
    (link,) = page.xpath("//p[@class='hint']/a/@href")
    found = client.get(f"/search.json{link}").json()
    assert found["total"]
    assert all(hit["version"]["published"].startswith("2022") for hit in found["hits"])


def test_meetings_of_two_states_on_a_day_are_offered(client: httpx.Client) -> None:
    """Beside the pair itself, and the link leads to a list of that day."""
    offers = client.get("/search.json?q=Philippines+United+States+March+2022").json()["offers"]
    (address,) = [one["address"] for one in offers if one["kind"] == "Meetings"]
    path, _, query = address.partition("?")
    assert client.get(f"{path}.json?{query}").json()["total"] == 1


def test_fewer_words_are_a_link_away(client: httpx.Client) -> None:
    """What holds all words is shown first; the link adds the rest and says from where on."""
    page = html.fromstring(client.get("/search?q=Kazakhstan+strategic").text)
    assert "all these words" in page.xpath("string(//h2[@id='hits'])")
    (more,) = page.xpath("//p[@class='more']/a/@href")
    both = client.get(f"/search{more}").text
    assert "From here on documents hold only some of the words" in both
    told = client.get(f"/search.json{more}").json()
    assert told["total"] == told["with_all_words"] + told["with_fewer_words"]


def test_a_name_is_found_in_another_spelling(client: httpx.Client) -> None:
    """As other languages write its sounds, without a detour."""
    told = client.get("/search.json?q=Lourand").json()
    assert told["total"] == client.get("/search.json?q=Loorand").json()["total"] > 0
    assert told["read"]["query"]["terms"] == [["lourand", "loorand"]]
