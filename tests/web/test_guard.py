"""What the guard refuses, over bare sockets, and what every answer carries."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import httpx
import pytest

from dragoman.store.files import snapshot_path
from dragoman.web.guard import HEADERS, LONGEST
from dragoman.web.settings import MOST_BYTES
from tests.web.conftest import running, serving
from tests.web.raw import Raw, asked, place, sent

AGREEMENT = "/agreements/1951-mutual-defense-treaty"
JSON = "Accept: application/json"
FORM = "Content-Type: application/x-www-form-urlencoded"


def is_refused(found: Raw, status: int, code: str) -> bool:
    """Tell whether an answer is a refusal in the one shape, with every header, telling nothing of the server."""
    assert found.status == status, found
    assert found.headers.items() >= HEADERS.items()
    assert found.headers["cache-control"] == "no-store"
    assert "server" not in found.headers
    assert b"Traceback" not in found.body
    assert b"uvicorn" not in found.body.lower()
    if found.headers["content-type"] == "application/json":
        told = json.loads(found.body)["error"]
        assert set(told) == {"status", "code", "message", "advice"}
        assert (told["status"], told["code"]) == (status, code)
        assert told["message"].endswith(".")
        assert told["advice"].endswith(".")
    else:
        assert f"{status} · {code}".encode() in found.body
    return True


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
@pytest.mark.parametrize(
    "host",
    [
        "rebound.example", "rebound.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:{port}.example",
        "user@127.0.0.1:{port}", "127.0.0.1:{port}@elsewhere.example", "127.0.0.1.example:{port}", "0.0.0.0:{port}",
        "127.1:{port}", "2130706433:{port}", "127.0.0.1:{port}, elsewhere.example", "127.0.0.1:0{port}",
        "localhost.:{port}",
        "[::ffff:127.0.0.1]:{port}", "null", "127.0.0.1:{port}/", "127.0.0.1 :{port}",
    ],
)  # fmt: skip
def test_another_host_is_not_answered(site: str, host: str, accept: str) -> None:
    """A name that somebody has pointed here, or made to look like ours, gets no page (DNS rebinding)."""
    host = host.format(port=place(site)[1])
    assert is_refused(asked(site, "GET /", f"Accept: {accept}", host=host), 421, "wrong-host")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_every_name_of_this_machine_is_answered(site: str, name: str) -> None:
    """On loopback the server goes by its three names."""
    assert asked(site, f"GET {AGREEMENT}", host=f"{name}:{place(site)[1]}").status == 200


def test_forwarded_hosts_count_for_nothing(site: str) -> None:
    """Headers that anybody may send neither open the door nor show in a page."""
    forged = ("X-Forwarded-Host: evil.example", "Forwarded: host=evil.example", "X-Host: evil.example",
              "X-Forwarded-Proto: https", "X-Original-URL: /about", "X-Rewrite-URL: /about")  # fmt: skip
    assert is_refused(asked(site, "GET /", JSON, *forged, host="evil.example"), 421, "wrong-host")
    found = asked(site, f"GET {AGREEMENT}", *forged)
    assert found.status == 200
    assert b"evil.example" not in found.body
    assert f"{site}{AGREEMENT}".encode() in found.body


def test_no_host_or_two_hosts_are_no_request(site: str) -> None:
    """HTTP/1.1 needs exactly one; HTTP/1.0 without one is refused by the guard."""
    host = f"Host: {':'.join(map(str, place(site)))}"
    assert asked(site, "GET /", host=None).status == 400
    assert asked(site, "GET /", host).status == 400
    found = sent(site, b"GET / HTTP/1.0\r\n\r\n")
    assert b"421" in found.split(b"\r\n")[0]


@pytest.mark.parametrize(
    "target", ["http://evil.example/", "http://127.0.0.1/", "//evil.example/", "*", "evil.example:443"]
)
def test_whole_addresses_are_not_asked_for(site: str, target: str) -> None:
    """The first line of a request holds a path: what a proxy would be asked for is refused, and redirects nowhere."""
    found = asked(site, f"GET {target}", JSON)
    assert found.status in (400, 404)
    assert is_refused(found, found.status, "bad-address" if found.status == 400 else "not-found")
    assert "location" not in found.headers


@pytest.mark.parametrize(
    ("origin", "site_told"),
    [
        (None, None), ("null", None), ("http://127.0.0.1", None), ("http://127.0.0.1:1", None),
        ("https://127.0.0.1:{port}", None), ("http://127.0.0.1:{port}.example", None),
        ("http://evil-127.0.0.1:{port}", None), ("http://localhost:{port}", None), ("http://evil.example", None),
        ("http://127.0.0.1:{port}/", None), ("http://127.0.0.1:{port} http://evil.example", None),
        ("ftp://127.0.0.1:{port}", None), ("http://127.0.0.1:{port}", "cross-site"),
        ("http://127.0.0.1:{port}", "same-site"),
        ("http://127.0.0.1:{port}", "none"), ("http://127.0.0.1:{port}", "nonsense"),
    ],
)  # fmt: skip
def test_forms_of_other_sites_are_refused(site: str, origin: str | None, site_told: str | None) -> None:
    """Only our own pages may change something."""
    headers = [f"Origin: {origin.format(port=place(site)[1])}"] if origin else []
    headers += [f"Sec-Fetch-Site: {site_told}"] if site_told else []
    found = asked(site, f"POST {AGREEMENT}", JSON, FORM, "Content-Length: 3", *headers, body=b"a=b")
    assert is_refused(found, 403, "cross-site")


@pytest.mark.parametrize("told", ["cross-site", "same-site"])
def test_pages_of_other_sites_may_link_but_not_fetch(site: str, told: str) -> None:
    """A link leads here; a script, a picture or a frame of another site gets nothing."""
    linked = ("Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    assert asked(site, f"GET {AGREEMENT}", f"Sec-Fetch-Site: {told}", *linked).status == 200
    for mode, kind in (("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe"), ("navigate", "object")):
        headers = (f"Sec-Fetch-Site: {told}", f"Sec-Fetch-Mode: {mode}", f"Sec-Fetch-Dest: {kind}")
        assert is_refused(asked(site, f"GET {AGREEMENT}.json", *headers), 403, "cross-site")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py", "/static/../../web/app.py", "/static/%2e%2e/settings.py", "/static/..%2fsettings.py",
        "/static/%252e%252e%252fsettings.py", "/static/..%5csettings.py", "/static/..\\settings.py",
        "/static//etc/passwd",
        "/static/%2fetc/passwd", "/static/....//settings.py", "/static/web.css/../../settings.py",
        "/static/%c0%ae%c0%ae/app.py",
        "/static/", "/static/.", "/static/~root", "/static/" + "a" * 3000,
        "/static/" + "../" * 400 + "etc/passwd", "/static/web.css%0a", "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/agreements/../../../../etc/passwd", "/agreements/..%2f..%2fetc%2fpasswd.json", "/agreements/%252e%252e%252f",
        "/agreements/\\..\\..", "/.git/config", "/static/file:///etc/passwd", "/agreements/%ff%fe.csv",
    ],
)  # fmt: skip
def test_no_path_leads_out(site: str, path: str) -> None:
    """Nothing but what is meant to be seen is found, however the way to it is written."""
    assert is_refused(asked(site, f"GET {path}", "Accept: text/html"), 404, "not-found")


@pytest.mark.parametrize(
    "path", ["/%00", "/static/web.css%00.png", "/agreements/%00.json", "/static/%00/../settings.py"]
)
def test_an_address_with_a_null_is_none(site: str, path: str) -> None:
    """A null would end the address elsewhere than where it ends."""
    assert is_refused(asked(site, f"GET {path}", "Accept: text/html"), 400, "bad-address")


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "PROPFIND", "get"])
def test_other_methods_are_not_known(site: str, method: str) -> None:
    """Pages are read and forms are sent; there is nothing else."""
    found = asked(site, f"{method} {AGREEMENT}", JSON)
    assert is_refused(found, 405, "wrong-method")
    assert found.headers["allow"] == "GET, HEAD"


def test_a_page_that_takes_no_form_says_so(client: httpx.Client) -> None:
    """The answer names the methods that it takes (RFC 9110, 15.5.6)."""
    answer = client.post(AGREEMENT, data={"a": "b"}, headers={"accept": "application/json"})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]


def test_what_is_too_large_is_refused_by_its_own_word(site: str) -> None:
    """An address and a body that tell their length are refused before they are taken."""
    assert is_refused(asked(site, f"GET /?q={'a' * LONGEST}", JSON), 414, "too-long")
    headers = (JSON, FORM, f"Origin: {site}", f"Content-Length: {MOST_BYTES + 1}")
    assert is_refused(asked(site, "POST /login", *headers, body=b"a=b"), 413, "too-large")
    for headers in ((f"X-Long: {'a' * 50_000}",), tuple(f"X-{number}: {'a' * 90}" for number in range(400))):
        assert is_refused(asked(site, "GET /", JSON, *headers), 431, "headers-too-large")
    assert sent(site, b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000)[:12] in (b"HTTP/1.1 400", b"")


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/xml", "text/html; charset=utf-7"])
def test_what_is_no_form_is_refused(site: str, kind: str) -> None:
    """A form of another site could send plain text without asking; nothing here takes it."""
    headers = (JSON, f"Content-Type: {kind}", f"Origin: {site}", "Content-Length: 2")
    assert is_refused(asked(site, f"POST {AGREEMENT}", *headers, body=b"{}"), 415, "wrong-type")


def test_a_body_with_two_lengths_is_refused(site: str) -> None:
    """Two servers in a row may read two requests where one was sent (request smuggling)."""
    headers = (JSON, FORM, f"Origin: {site}", "Content-Length: 5", "Transfer-Encoding: chunked")
    assert is_refused(asked(site, f"POST {AGREEMENT}", *headers, body=b"0\r\n\r\n"), 400, "two-lengths")
    for odd in (
        ("Content-Length: 1", "Content-Length: 2"),
        ("Content-Length: +1",),
        ("Transfer-Encoding: gzip, identity",),
    ):
        assert asked(site, f"POST {AGREEMENT}", FORM, f"Origin: {site}", *odd, body=b"0\r\n\r\n").status in (400, 501)


@pytest.mark.parametrize("line", ["GET /\x01", "GET / HTTP/9", "\x16\x03\x01", "GET", "GET /ü"])
def test_what_is_no_http_gets_no_page(site: str, line: str, caplog: pytest.LogCaptureFixture) -> None:
    """Malformed requests are answered plainly, or not at all, and leave no traceback."""
    with caplog.at_level(logging.ERROR):
        found = sent(site, line.encode("latin-1") + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    assert found == b"" or found.startswith(b"HTTP/1.1 400")
    assert not caplog.records


def test_every_answer_carries_the_headers(client: httpx.Client) -> None:
    """Also what has not changed, files, and heads without a body."""
    page = client.get(AGREEMENT)
    same = client.get(AGREEMENT, headers={"if-none-match": page.headers["etag"]})
    file = client.get("/static/web.css")
    kept = client.get("/static/web.css", headers={"if-none-match": file.headers["etag"]})
    head = client.head(AGREEMENT)
    assert [one.status_code for one in (page, same, file, kept, head)] == [200, 304, 200, 304, 200]
    for answer in (page, same, file, kept, head, client.get(f"{AGREEMENT}.xlsx"), client.get("/none")):
        assert dict(answer.headers).items() >= HEADERS.items()
        assert "server" not in answer.headers
        assert "set-cookie" not in answer.headers
    assert page.headers["cache-control"] == "private, no-cache"
    assert file.headers["cache-control"].endswith("immutable")


def test_a_fault_of_the_server_is_told_in_the_one_shape(
    record: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is logged with all there is, and told with nothing of it."""

    def broken(*_: object) -> None:
        raise RuntimeError("what nobody may read")

    monkeypatch.setattr("dragoman.web.views.agreement.joined_by_id", broken)
    with serving(record) as address:
        for accept in ("application/json", "text/html"):
            found = asked(address, f"GET {AGREEMENT}", f"Accept: {accept}")
            assert is_refused(found, 500, "unexpected")
            assert b"nobody" not in found.body
    assert any(line.exc_info for line in caplog.records)


def test_a_snapshot_that_is_taken_away_is_served_on(record: Path) -> None:
    """Readers go on reading what the server has open."""
    with serving(record) as address:
        snapshot_path(record).unlink()
        assert asked(address, f"GET {AGREEMENT}").status == 200


def test_an_opener_policy_is_told_only_where_browsers_heed_it(client: httpx.Client, record: Path) -> None:
    """By http and another name than this machine's a browser would complain of the header on every page."""
    name = "cross-origin-opener-policy"
    assert client.get("/about").headers[name] == "same-origin"
    with running(record, names=("records.example",)) as settings:
        answer = httpx.get(
            f"http://127.0.0.1:{settings.port}/about", headers={"host": f"records.example:{settings.port}"}
        )
        assert (answer.status_code, answer.headers.get(name)) == (200, None)
