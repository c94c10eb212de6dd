"""The address of a page, whatever its names hold."""

from __future__ import annotations

from urllib.parse import unquote

import httpx
import pytest
from starlette.requests import Request

from dragoman.web import links
from dragoman.web.forms import page_path


@pytest.mark.parametrize("name", ["a b", "a%20b", "a?b", "a%3Fb", "../x", "x.json", "https://x.example/y?z=1#f", "é"])
def test_the_address_of_a_page_is_as_it_was_written(name: str) -> None:
    """What leads to the page of a document, and no other, is what is cited and kept of it."""
    path = links.document(name)
    scope = {"type": "http", "path": unquote(path), "raw_path": path.encode("ascii"), "headers": []}
    assert page_path(Request(scope)) == path


@pytest.mark.parametrize("charset", ["unicode_escape", "punycode", "utf-16"])
def test_a_form_is_in_utf_8(client: httpx.Client, charset: str) -> None:
    """Another encoding, of which a client may name any, is refused and no fault of the program."""
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    body = '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n\\ud800\r\n--b--\r\n'
    answer = client.post("/add", content=body.encode("ascii"), headers={"content-type": kind})
    assert answer.status_code == 400
    answer = client.post("/add.json", content=body.encode("ascii"), headers={"content-type": kind})
    assert answer.json()["error"]["code"] == "bad-form"
