"""The address of a page, whatever its names hold."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from starlette.requests import Request

from dragoman.web import links
from dragoman.web.forms import page_path


@pytest.mark.parametrize("name", ["a b", "a%20b", "a?b", "a%3Fb", "../x", "x.json", "https://x.example/y?z=1#f", "é"])
def test_the_address_of_a_page_is_as_it_was_written(name: str) -> None:
    """What leads to the page of a document, and no other, is what is cited and kept of it."""
    path = links.document(name)
    scope = {"type": "http", "path": unquote(path), "raw_path": path.encode("ascii"), "query_string": b"", "headers": []}
    assert page_path(Request(scope)) == path
