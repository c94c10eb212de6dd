"""All of the codebook: every entry is found and has a page."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Page

from dragoman.codebook.load import shipped
from dragoman.evaluation.markup import parse_example
from dragoman.web.views.codebook.details import LABELS, fields
from dragoman.web.views.codebook.entries import KINDS, by_name, items
from dragoman.web.views.codebook.entry import pieces


def test_every_entry_of_the_codebook_has_a_page(client: httpx.Client) -> None:
    """One of each kind is opened; of all others the fields and examples are made."""
    codebook = shipped()
    assert len(items(codebook)) >= sum(len(concept.entries) for concept in codebook.concepts)
    assert len(by_name(codebook)) == len(items(codebook))
    for item in items(codebook):
        assert all(field.label in LABELS.values() for field in fields(item.entry, codebook)), item.id
    for kind in KINDS:
        item = next(one for one in items(codebook) if one.kind == kind)
        answer = client.get(f"/codebook/{kind}/{quote(item.id, safe='')}")
        assert answer.status_code == 200, item.id
        assert item.title in answer.text


def test_links_of_an_entry_lead_to_entries() -> None:
    """No cross link names what there is not."""
    codebook = shipped()
    known = {f"/codebook/{kind}/{quote(name, safe='')}" for kind, name in by_name(codebook)}
    addresses = {
        value.address for item in items(codebook) for field in fields(item.entry, codebook) for value in field.values
    }
    assert addresses - {None} <= known
    assert len(addresses) > 100


def test_examples_are_shown_word_for_word() -> None:
    """Without their markup, and with what is marked kept apart."""
    for item in items(shipped()):
        for marked in (*getattr(item.entry, "examples", ()), *getattr(item.entry, "counter", ())):
            if " => " not in marked:
                assert "".join(piece.text for piece in pieces(marked)) == parse_example(marked).text
    assert [(piece.text, piece.mark) for piece in pieces("[Chile|actor] {thanked} Norway.")] == [
        ("Chile", "actor"), (" ", ""), ("thanked", "trigger"), (" Norway.", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("query", "entry"), [("q=thank", "thank"), ("q=ambass&kind=offices", "ambassador")])
def test_entries_are_found_by_their_words(client: httpx.Client, query: str, entry: str) -> None:
    """The beginning of a word is enough."""
    found = client.get(f"/codebook.json?{query}").json()["entries"]
    assert entry in [one["id"] for one in found]
    assert len(found) < 60


@pytest.mark.parametrize("query", ["kind=secrets", "q=" + "a" * 201])
def test_what_cannot_be_asked_is_told(client: httpx.Client, query: str) -> None:
    """In the one shape of faults."""
    assert client.get(f"/codebook.json?{query}").json()["error"]["code"] == "bad-value"


@pytest.mark.parametrize("address", ["/codebook/frames/none", "/codebook/secrets/thank", "/codebook/frames/../../x"])
def test_what_the_codebook_lacks_is_not_found(client: httpx.Client, address: str) -> None:
    """Also for an address that tries to leave it."""
    assert client.get(f"{address}.json").status_code == 404


def test_a_mode_shows_the_frames_that_give_it(client: httpx.Client) -> None:
    """And their examples."""
    text = client.get("/codebook/modes/CONSULT.visit").text
    assert "/codebook/frames/visit" in text
    assert "Examples that must be found" in text


def test_a_person_goes_from_kind_to_entry_to_type(site: str, page: Page) -> None:
    """By links alone."""
    page.goto(f"{site}/codebook")
    page.get_by_role("link", name="Frames", exact=True).click()
    page.get_by_role("link", name="expel-diplomat", exact=True).first.click() if page.get_by_role(
        "link", name="expel-diplomat", exact=True
    ).count() else page.goto(f"{site}/codebook/frames/expel-diplomat")
    page.get_by_role("link", name="SANCTION", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "SANCTION"
