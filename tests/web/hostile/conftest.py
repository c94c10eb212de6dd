"""A record of hostile documents, and a browser that notes whatever runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.store.made import taken
from tests.web.hostile.documents import CHOSEN, hostile

WATCH = Path(__file__).with_name("watch.js")


@pytest.fixture(scope="session")
def hostile_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of hostile documents, which is not to be changed."""
    record = tmp_path_factory.mktemp("hostile") / "r.duckdb"
    taken(record, *(hostile(payload, number) for number, payload in enumerate(CHOSEN)))
    return record


@pytest.fixture
def watched(chromium: Browser) -> Iterator[BrowserContext]:
    """Yield a profile of a browser that notes whatever runs."""
    context = chromium.new_context()
    context.add_init_script(path=WATCH)
    yield context
    context.close()
