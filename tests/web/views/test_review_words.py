"""Words that a reviewer chooses are whole, and whether they still prove the fact is asked before they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from dragoman.review.ledger import decisions
from dragoman.web.views.review.typed import snapped
from tests.web.conftest import serving
from tests.web.views.reviewing import address, fields, first, send

TEXT = "The President of Portugal thanked  Kazakhstan."


@pytest.fixture
def desk(record: Path) -> Iterator[httpx.Client]:
    """Yield a client of a server of one's own."""
    with serving(record) as site, httpx.Client(base_url=site, headers={"origin": site}, timeout=60) as made:
        yield made


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (8, 20, "President of Portugal"),
        (4, 13, "President"),
        (3, 14, "President"),
        (26, 33, "thanked"),
        (30, 37, "thanked  Kazakhstan"),
        (45, 46, "."),
    ],
)
def test_a_place_is_widened_to_whole_words(start: int, end: int, words: str) -> None:
    """Half a word is taken whole, and the space around goes."""
    assert TEXT[slice(*snapped(TEXT, start, end))] == words


def test_words_that_no_longer_hold_what_was_read_are_asked_about(desk: httpx.Client, record: Path) -> None:
    """They are shown whole with what is in doubt, and kept when the reviewer says so, for these words alone."""
    fact = first(desk, "positions")
    given = fields(desk.get(address(fact)).text, "correcting")
    start, end = (int(given[f"quote.{name}"][0]) for name in ("start", "end"))
    half = {"quote.start": [str(start)], "quote.end": [str(start + len(given["quote.exact"][0].split()[0]) - 1)]}
    asked = send(desk, fact, "correct", half)
    assert asked.status_code == 200
    assert "was read in the former words, and is not in these" in asked.text
    again = fields(asked.text, "correcting")
    assert again["quote.exact"] == [given["quote.exact"][0].split()[0].rstrip(",")]
    assert "sure" not in again
    assert not list(decisions(record))
    sure = f":{again['quote.start'][0]}-{again['quote.end'][0]}"
    other = {"quote.start": [str(end - 2)], "quote.end": [str(end - 1)], "quote.exact": [""], "sure": [sure]}
    assert desk.post(address(fact), data={**again, **other, "do": "correct"}).status_code == 200
    assert desk.post(address(fact), data={**again, "sure": sure, "do": "correct"}).status_code == 303
    (one,) = decisions(record)
    assert msgspec.json.decode(one.human or "")["evidence"]["exact"] == again["quote.exact"][0]


def test_three_sentences_are_asked_about(desk: httpx.Client) -> None:
    """The shortest words that prove a fact are at most two."""
    page = desk.get("/review/add?document=sample-kaz-prt-2021-03-16&kind=topics").text
    given = {**fields(page, "correcting"), "text": ["the talks"]}
    long = {"quote.start": ["0"], "quote.end": ["590"], "quote.exact": [""], "quote.field": [""], "do": ["correct"]}
    answer = desk.post("/review/add?document=sample-kaz-prt-2021-03-16&kind=topics", data={**given, **long})
    assert answer.status_code == 200
    assert "sentences long" in answer.text
