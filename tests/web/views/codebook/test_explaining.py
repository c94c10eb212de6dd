"""A sentence explained in the browser: the same reading as everywhere, bounded, one at a time."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest
from lxml import html
from playwright.sync_api import Page

from dragoman.web.views.codebook import explaining

SENTENCE = "Canada expelled four Russian diplomats on Friday."


def test_it_tells_what_a_sentence_gives_and_why(client: httpx.Client) -> None:
    """The event, the frames that were tried with what stopped them, and whom it names."""
    told = client.get(f"/codebook/explain.json?sentence={quote(SENTENCE)}").json()
    (event,) = told["reading"]["events"]
    assert (event["type"], event["actor"][0]["country"], event["recipient"][0]["country"]) == ("SANCTION", "CAN", "RUS")
    page = html.fromstring(client.get(f"/codebook/explain?sentence={quote(SENTENCE)}").text)
    assert "/codebook/frames/expel-diplomat" in page.xpath("//a/@href")
    assert SENTENCE in page.xpath("string(//blockquote)")


def test_the_issuer_changes_the_reading(client: httpx.Client) -> None:
    """ "We" is whose text it is."""
    address = f"/codebook/explain.json?sentence={quote('We condemn the attack by Russia.')}&country=Norway"
    actors = [event["actor"][0]["country"] for event in client.get(address).json()["reading"]["events"]]
    assert "NOR" in actors


def test_a_sentence_that_gives_nothing_says_so(client: httpx.Client) -> None:
    """Without a fault."""
    text = client.get(f"/codebook/explain?sentence={quote('The rivers meet south of the capital.')}").text
    assert "Nothing is read from it." in text


def test_a_sentence_is_bounded(client: httpx.Client) -> None:
    """Whole documents are read elsewhere."""
    answer = client.get(f"/codebook/explain.json?sentence={'a' * (explaining.LONGEST + 1)}")
    assert answer.status_code == 400
    assert client.get("/codebook/explain").status_code == 200


@pytest.mark.parametrize("sentence", ["<script>alert(1)</script>", "{{ 7*7 }} [a|b] {c", "\u202e\u0000x", ". . . ! ?"])
def test_hostile_sentences_are_text(client: httpx.Client, sentence: str) -> None:
    """They are read like any other and never run."""
    answer = client.get(f"/codebook/explain?sentence={quote(sentence)}")
    assert answer.status_code == 200
    assert html.fromstring(answer.text).xpath("//script[not(@src)]") == []


def test_one_sentence_is_read_at_a_time(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever would have to wait for long is told to come back."""
    monkeypatch.setattr(explaining, "PATIENCE", 0.05)
    with explaining.READING:
        answer = client.get(f"/codebook/explain.json?sentence={quote('Chile thanked Norway twice.')}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "busy")
    assert answer.headers["retry-after"] == "3"


def test_a_person_explains_a_sentence(site: str, page: Page) -> None:
    """From the codebook's page, and the address can be kept."""
    page.goto(f"{site}/codebook")
    page.get_by_label("A sentence, in English").fill(SENTENCE)
    page.get_by_role("button", name="Explain").click()
    page.wait_for_url("**/codebook/explain?**")
    assert page.get_by_text("SANCTION", exact=False).first.is_visible()
    page.reload()
    assert page.get_by_label("A sentence, in English").input_value() == SENTENCE
