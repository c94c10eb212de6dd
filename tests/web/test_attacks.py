"""What somebody with a login, or with none, would try against a server that others reach."""

from __future__ import annotations

import socket

import pytest

from dragoman.web.routes import PAGES
from tests.web.conftest import Office
from tests.web.crawl import pages
from tests.web.raw import answer, asked, place, sent

AGREEMENT = "/agreements/1951-mutual-defense-treaty"
MEGABYTE = 1024 * 1024


def cookie_of(office: Office, name: str) -> str:
    """Return the cookie of a new session of a user."""
    with office.client() as client:
        begun = client.post("/login", data={"name": name, "password": office.password})
        return begun.headers["set-cookie"].partition(";")[0]


def test_a_session_that_was_given_by_somebody_else_is_not_taken(office: Office) -> None:
    """A cookie that stood in the browser before the login is worth nothing after it (session fixation)."""
    planted = "dragoman=" + "A" * 43
    with office.client(cookie=planted) as client:
        begun = client.post("/login", data={"name": "rosa", "password": office.password})
        fresh = begun.headers["set-cookie"].partition(";")[0]
        assert fresh != planted
        assert client.get(AGREEMENT).status_code == 303  # planted still
    theirs = cookie_of(office, "victor")
    with office.client(cookie=theirs) as client:
        client.post("/login", data={"name": "rosa", "password": office.password})
        assert client.get(AGREEMENT).status_code == 303  # the former session ended with the login
    both = f"{planted}; {cookie_of(office, 'rosa')}; dragoman=x"
    with office.client(cookie=both) as client:
        assert client.get("/users").status_code in (303, 403)


def test_attempts_are_counted_whatever_a_client_says_of_itself(office: Office) -> None:
    """Addresses that it names and other ways to write a name buy no further attempt."""
    names = ["victor", "VICTOR", "Victor", "vIctor", "viCtor"]
    with office.client() as client:
        for number in range(10):
            near = dict.fromkeys(("x-forwarded-for", "x-real-ip", "forwarded", "client-ip"), f"192.0.2.{number}")
            told = client.post("/login", data={"name": names[number % 5], "password": "x" * 12}, headers=near)
            assert told.status_code == 403
        said = {"name": "victor", "password": office.password}
        assert client.post("/login", data=said, headers={"x-forwarded-for": "192.0.2.99"}).status_code == 429
        assert client.post("/login.json", data=said).status_code in (404, 429)


def test_nothing_is_kept_for_somebody_else(office: Office) -> None:
    """Every page is private and checked again; a mark of an admin's page opens it to nobody."""
    with office.logged_in("ines") as ines, office.logged_in("rosa") as rosa, office.client() as nobody:
        for _, address, _ in pages(ines):
            mine = ines.get(address)
            if mine.status_code != 200:
                continue
            kept = mine.headers["cache-control"]
            assert kept in ("no-store", "private, no-cache"), address
            mark = {
                "if-none-match": mine.headers.get("etag", "x"),
                "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT",
            }
            assert nobody.get(address, headers=mark).status_code in (200 if address == "/login" else 303, 401), address
            if address.startswith(("/review", "/add")):
                assert rosa.get(address, headers=mark).status_code == 403, address


@pytest.mark.parametrize("name", [None, "rosa", "victor"])
def test_no_method_but_those_of_pages(office: Office, name: str | None) -> None:
    """Neither by its word nor by what frameworks take in its place; who asks with HEAD learns what GET tells."""
    headers = [f"Cookie: {cookie_of(office, name)}"] if name else []
    for method in ("OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND", "PURGE", "get", "X" * 100):
        assert asked(office.address, f"{method} /users", *headers).status in (400, 405), method
    for page in PAGES:
        path = page.path.partition("{")[0]
        heads = [asked(office.address, f"{method} {path}", *headers) for method in ("GET", "HEAD")]
        assert heads[0].status == heads[1].status, path
        assert heads[1].body == b""
    over = ["X-HTTP-Method-Override: POST", "X-Method-Override: POST", "X-HTTP-Method: DELETE"]
    found = asked(office.address, "GET /users?_method=POST&do=remove&name=ines", *headers, *over)
    assert found.status == (403 if name else 303)
    with office.logged_in("ines") as ines:
        assert ines.get("/users").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/users/", "//users", "/./users", "/x/../users", "/%75sers", "/users;x", "/users%2f", "/USERS", "/users%00",
        "/users.json", "/users?x=/static/", "/static/../users", "/static/%2e%2e/users", "/static/..%2fusers",
        "/static//users", "/users#/static/",
    ],
)  # fmt: skip
def test_the_gate_is_not_walked_around(office: Office, path: str) -> None:
    """However an address is written, nobody without a session reads a page, and no reader one for admins."""
    for headers in ([], [f"Cookie: {cookie_of(office, 'rosa')}"]):
        found = asked(office.address, f"GET {path}", *headers)
        assert found.status in (303, 307, 400, 401, 403, 404, 405), path
        assert b"ines" not in found.body
        leads = found.headers.get("location", "/")
        assert leads.startswith(("/login", office.address)) or leads == "/", leads


def test_folders_are_not_listed(office: Office) -> None:
    """Files of the program are found by their names alone, and are no way to others."""
    for path in ("/static", "/static/", "/static/.", "/static/../"):
        found = asked(office.address, f"GET {path}", "Accept: application/json")
        assert found.status in (307, 401, 404, 405), path
        assert b"web.css" not in found.body


def test_parts_of_files_are_bounded(office: Office) -> None:
    """Thousands of ranges are no work for the server, and none that cannot be is a fault of it."""
    whole = asked(office.address, "GET /static/web.css")
    assert whole.status == 200
    for ranges in (
        "0-9",
        "0-9,20-29",
        "-1",
        "5-",
        "9999999999-",
        "x",
        "0-" + ",0-" * 4000,
        ",".join(f"{n}-{n}" for n in range(3000)),
    ):
        found = asked(office.address, "GET /static/web.css", f"Range: bytes={ranges}")
        assert found.status in (200, 206, 400, 416), ranges[:20]
        assert len(found.body) < 50 * len(whole.body)
        assert "content-security-policy" in found.headers


def test_what_is_too_long_is_cut_off(office: Office) -> None:
    """Ten MB of query, of one header or of many, and a page that was asked for a thousand times at once."""
    for head in (
        b"GET /?q=" + b"x" * 10 * MEGABYTE + b" HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 10 * MEGABYTE + b"\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * MEGABYTE,
    ):
        taken = sent(office.address, head, f"Host: {':'.join(map(str, place(office.address)))}\r\n\r\n".encode())
        assert not taken or answer(taken).status in (400, 414, 431)
    own = f"Host: {':'.join(map(str, place(office.address)))}\r\n"
    many = f"GET /login HTTP/1.1\r\n{own}\r\n" * 50 + f"GET /login HTTP/1.1\r\n{own}Connection: close\r\n\r\n"
    assert sent(office.address, many.encode()).count(b"HTTP/1.1 200") == 51


@pytest.mark.parametrize(
    "lines",
    [
        "Content-Length: 5\r\nContent-Length: 6", "Content-Length: +5", "Content-Length: 0x5", "Content-Length: -1",
        "Content-Length: 5, 6", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked", "Transfer-Encoding : chunked", "X: y\r\n Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    ],
)  # fmt: skip
def test_nobody_smuggles_a_request(office: Office, lines: str) -> None:
    """Where two servers might read two lengths, the second request is never answered."""
    own = f"Host: {':'.join(map(str, place(office.address)))}"
    hidden = f"GET /static/web.css HTTP/1.1\r\n{own}\r\n\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded"
    head = f"POST /login HTTP/1.1\r\n{own}\r\nOrigin: {office.address}\r\n{kind}\r\n{lines}\r\n\r\n"
    try:
        taken = sent(office.address, f"{head}0\r\n\r\n{hidden}".encode(), timeout=5)
    except TimeoutError:  # it waits for a body that does not come
        taken = b""
    assert b"text/css" not in taken


def test_no_other_protocol_is_spoken(office: Office) -> None:
    """Neither a socket of the web nor HTTP/2 by an upgrade, with a session or without."""
    own = f"Host: {':'.join(map(str, place(office.address)))}"
    for upgrade in ("websocket", "h2c", "TLS/1.0"):
        for more in ([], [f"Cookie: {cookie_of(office, 'rosa')}"]):
            wanted = ["Connection: Upgrade", f"Upgrade: {upgrade}", "Sec-WebSocket-Version: 13"]
            key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            head = "\r\n".join(["GET /account HTTP/1.1", own, *wanted, key, *more])
            with socket.create_connection(place(office.address), timeout=20) as connection:
                connection.sendall(f"{head}\r\n\r\n".encode())
                assert answer(connection.recv(65536)).status in (200, 303, 400, 401)
