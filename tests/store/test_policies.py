"""What is kept of a publisher's texts: all, the quotes of facts, or only where they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.relations.values import TextPolicy
from tests.store.made import EDITED, MEETING, THANKS, document, files_hold, rows, taken, words_of

BETWEEN = "Nothing that a reader would keep was said about the marmalade of the canteen."
SAYING = "thanked Chile for the medicines"
TITLE = "Medicines at the seventieth parallel"
TEXT = f"{THANKS}\n\n{BETWEEN}\n\n{MEETING}"


@pytest.fixture(params=["full", "quote", "offsets"])
def policy(request: pytest.FixtureRequest) -> TextPolicy:
    """Return each policy in turn."""
    kept: TextPolicy = request.param
    return kept


def test_what_is_kept_of_a_text(policy: TextPolicy, tmp_path: Path) -> None:
    """Full keeps the text, quote only the words of facts and the title, offsets no wording in any table."""
    record = tmp_path / "r.duckdb"
    taken(record, document(TEXT, title=TITLE), policy=policy)
    words = words_of(record)
    assert (BETWEEN in words, SAYING in words, TITLE in words) == {
        "full": (True, True, True),
        "quote": (False, True, True),
        "offsets": (False, False, False),
    }[policy]
    assert rows(record, "SELECT DISTINCT policy FROM versions") == [(policy,)]
    assert bool(rows(record, "SELECT 1 FROM texts")) == (policy == "full")


def test_no_byte_holds_what_is_not_kept(policy: TextPolicy, tmp_path: Path) -> None:
    """Neither the record nor a file beside it holds a word that the policy leaves out."""
    record = tmp_path / "r.duckdb"
    taken(record, document(TEXT, title=TITLE), policy=policy)
    assert files_hold(record, BETWEEN) == (policy == "full")
    if policy == "offsets":
        for told in ("medicines", "thanked", "consulate", "parallel", "marmalade", "next spring"):
            assert not files_hold(record, told), told


def test_offsets_alone_find_the_words_again(tmp_path: Path) -> None:
    """With only offsets every fact says where it stands, its trigger too, to whoever has the text."""
    full, bare = tmp_path / "full.duckdb", tmp_path / "bare.duckdb"
    taken(full, document(TEXT))
    taken(bare, document(TEXT), policy="offsets")
    query = "SELECT item FROM facts ORDER BY fact"
    pairs = [(json.loads(a), json.loads(b)) for (a,), (b,) in zip(rows(full, query), rows(bare, query), strict=True)]
    assert len(pairs) > 5
    for whole, left in pairs:
        assert (left["evidence"]["exact"], left["evidence"]["prefix"], left["evidence"]["suffix"]) == ("", "", "")
        told = left["evidence"]
        assert TEXT[told["start"] : told["end"]] == whole["evidence"]["exact"]
        assert ("trigger" in told) == ("trigger" in whole["evidence"])
        if "trigger" in told:
            assert TEXT[told["trigger"]["start"] : told["trigger"]["end"]] == whole["evidence"]["trigger"]["exact"]
    same = "SELECT kind, day, part FROM facts ORDER BY fact"
    assert rows(full, same) == rows(bare, same)
    assert rows(full, "SELECT role, code FROM sides ORDER BY ALL") == rows(
        bare, "SELECT role, code FROM sides ORDER BY ALL"
    )


def test_a_policy_holds_until_it_is_set_anew(tmp_path: Path) -> None:
    """Later runs keep what the last policy of the publisher says, also where that was set over known documents."""
    record = tmp_path / "r.duckdb"
    visit = document(MEETING, id="visit")
    taken(record, visit)
    taken(record, visit, policy="quote")  # nothing new, but said
    taken(record, document(EDITED, id="visit"))
    taken(record, document(THANKS, id="thanks", publisher="Government of Norway"))
    found = rows(record, "SELECT document, number, policy FROM versions ORDER BY version")
    assert found == [("visit", 1, "full"), ("visit", 2, "quote"), ("thanks", 1, "full")]
    assert rows(record, "SELECT document, number FROM texts JOIN versions USING (version) ORDER BY version") == [
        ("visit", 1),
        ("thanks", 1),
    ]
