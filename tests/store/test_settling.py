"""What follows from the facts is the same whether documents came at once, in pieces, or went again."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.contents import contents, differences, settled

from dragoman.source.document import Document
from dragoman.source.open import documents
from dragoman.store import ordering, recurring
from dragoman.store.keeping import forget
from dragoman.store.opening import open_to_write
from dragoman.store.recurring import DRAWN
from tests.store.made import document, rows, taken

COVENANT = "We uphold the ancient herring covenant."
ISSUERS = (("NOR", COVENANT), ("PER", "The hills were fair in the morning."))
SAID = [
    document(
        f"{text} Item {i} was a matter of weather{i}.", id=f"{issuer}{i}", publisher=issuer, publisher_country=issuer
    )
    for i in range(9)
    for issuer, text in ISSUERS
]


def test_pieces_come_out_as_the_whole(samples: Path, tmp_path: Path) -> None:
    """A record filled document by document, in another order, holds what one holds that was filled at once."""
    found = [one for one in documents([str(samples / "samples.jsonl")]) if isinstance(one, Document)]
    taken(tmp_path / "once.duckdb", *found, *SAID)
    for start in (0, 1, 2):
        taken(tmp_path / "pieces.duckdb", *[*SAID, *found][start::3])
    assert differences(contents(tmp_path / "once.duckdb"), contents(tmp_path / "pieces.duckdb")) == []


def test_phrases_come_and_go_with_their_documents(tmp_path: Path) -> None:
    """What six documents have is looked for in all, and in none once a document is forgotten."""
    record = tmp_path / "r.duckdb"
    own = [one for one in SAID if one.publisher_country == "NOR"]
    taken(record, *own[:5], *(one for one in SAID if one.publisher_country == "PER"))
    uses = "SELECT count(*) FROM uses WHERE phrase = 'uphold the ancient herring covenant'"
    assert rows(record, uses) == [(0,)]
    taken(record, own[5])
    assert rows(record, uses) == [(6,)]
    assert forget(record, "NOR5", settled()) == 0
    assert rows(record, uses) == [(0,)]


def test_phrases_are_looked_for_in_some_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those are drawn by their ids, so that it does not matter in which order documents came in."""
    monkeypatch.setattr(recurring, "SAMPLE", recurring.SAMPLE.replace(f"<= {DRAWN}", "<= 7"))
    taken(tmp_path / "once.duckdb", *SAID)
    for one in reversed(SAID):
        taken(tmp_path / "pieces.duckdb", one)
    assert rows(tmp_path / "once.duckdb", "SELECT count(*) FROM phrases") == [(14,)]
    assert rows(tmp_path / "once.duckdb", "SELECT count(*) FROM uses WHERE NOT declared") == [(18,)]
    assert differences(contents(tmp_path / "once.duckdb"), contents(tmp_path / "pieces.duckdb")) == []


def test_the_order_of_rows_changes_nothing(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that has grown is written anew in order, with the same rows and constraints."""
    before = contents(record)
    monkeypatch.setattr(ordering, "FEW", 1)
    with open_to_write(record, settled()):
        pass
    assert differences(before, contents(record)) == []
    pairs = rows(record, "SELECT a, b FROM pairs")
    assert pairs == sorted(pairs)
    assert len(rows(record, "SELECT * FROM ordered")) == len(ordering.ORDERS)
