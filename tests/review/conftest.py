"""A record of a few samples and two invented documents, made once and copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.codebook.load import shipped
from dragoman.review.items import Rules, rules_of
from dragoman.source.document import Document
from dragoman.source.open import documents
from dragoman.store.files import snapshot_path
from dragoman.store.opening import Connection, open_to_read
from tests.review.reviewed import settled
from tests.store.made import MEETING, THANKS, document, taken

CHOSEN = ("sample-kaz-prt-2021-03-16", "sample-prt-kaz-2021-07-08", "sample-usa-phl-2022-03-17")


@pytest.fixture(scope="session")
def reviewed_once(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """Return a record that is not to be changed."""
    record = tmp_path_factory.mktemp("review") / "r.duckdb"
    found = [one for one in documents([str(samples / "samples.jsonl")]) if isinstance(one, Document)]
    chosen = [one for one in found if one.id in CHOSEN]
    taken(record, *chosen, document(MEETING, id="lisbon"), document(THANKS, id="tromso"))
    return record


@pytest.fixture
def record(reviewed_once: Path, tmp_path: Path) -> Path:
    """Return a record that may be reviewed and changed."""
    copy = tmp_path / reviewed_once.name
    shutil.copy2(reviewed_once, copy)
    shutil.copy2(snapshot_path(reviewed_once), snapshot_path(copy))
    return copy


@pytest.fixture
def connection(record: Path) -> Iterator[Connection]:
    """Yield the snapshot of the record."""
    with open_to_read(record, settled) as opened:
        yield opened


@pytest.fixture(scope="session")
def rules() -> Rules:
    """Return what the shipped codebook lets an item say."""
    return rules_of(shipped())
