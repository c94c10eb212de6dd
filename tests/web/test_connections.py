"""Connections that keep the server waiting, with the bounds made short."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack, suppress

import httpx
import pytest

from dragoman.web import guard
from dragoman.web.connections import BoundedProtocol
from tests.web.conftest import Office
from tests.web.raw import answer, place

SOON = 0.6  # seconds
LATE = 8.0  # seconds: on a machine that is busy with other things


def is_ended(connection: socket.socket) -> bool:
    """Tell whether the server closes a connection before it is late."""
    return taken(connection) is not None


def taken(connection: socket.socket) -> bytes | None:
    """Return what comes until the server closes a connection, None when it does not."""
    connection.settimeout(LATE)
    found = bytearray()
    try:
        while piece := connection.recv(65536):
            found += piece
    except TimeoutError:
        return None
    except ConnectionError:
        pass
    return bytes(found)


@pytest.mark.parametrize("begun", [b"", b"GET", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "])
def test_a_head_that_does_not_end_is_not_waited_for(site: str, begun: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who connects and says nothing, or half of it, is cut off (Slowloris)."""
    monkeypatch.setattr(BoundedProtocol, "head_seconds", SOON)
    with socket.create_connection(place(site)) as connection:
        connection.sendall(begun)
        assert is_ended(connection)


def test_a_head_that_drips_is_not_waited_for(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter now and then does not buy more time."""
    monkeypatch.setattr(BoundedProtocol, "head_seconds", SOON)
    with socket.create_connection(place(site)) as connection:
        began = time.monotonic()
        with suppress(ConnectionError):
            for letter in b"GET /" + b"a" * 1000:
                connection.sendall(bytes([letter]))
                time.sleep(0.05)
        assert time.monotonic() - began < LATE


def test_a_second_head_is_not_waited_for_longer(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that was used well is bounded as a new one."""
    monkeypatch.setattr(BoundedProtocol, "head_seconds", SOON)
    host = ":".join(map(str, place(site))).encode()
    with socket.create_connection(place(site)) as connection:
        connection.sendall(b"GET /static/icon.svg HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
        assert b"200 OK" in connection.recv(65536)
        time.sleep(SOON * 2)  # idle, which is allowed for longer
        connection.sendall(b"GET / HT")
        began = time.monotonic()
        assert is_ended(connection)
        assert time.monotonic() - began > SOON / 2


def test_a_body_that_does_not_end_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of which nothing more comes is answered as too slow (408)."""
    monkeypatch.setattr(guard, "PIECE_SECONDS", SOON)
    host = ":".join(map(str, place(office.address)))
    head = (
        f"POST /login HTTP/1.1\r\nHost: {host}\r\nOrigin: {office.address}\r\nAccept: application/json\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\nConnection: close\r\n\r\nname="
    )
    with socket.create_connection(place(office.address), timeout=LATE) as connection:
        connection.sendall(head.encode())
        found = answer(b"".join(iter(lambda: connection.recv(65536), b"")))
    assert found.status == 408
    assert json.loads(found.body)["error"]["code"] == "too-slow"


def test_an_answer_that_is_not_taken_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for much and reads nothing is cut off."""
    monkeypatch.setattr(BoundedProtocol, "taking_seconds", SOON)
    host = ":".join(map(str, place(site))).encode()
    one = b"GET /static/dossier.css HTTP/1.1\r\nHost: " + host + b"\r\n\r\n"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(place(site))
        connection.sendall(one * 2000)  # some 17 MB of answers
        time.sleep(LATE / 2)
        assert 0 < (taken(connection) or b"").count(b"HTTP/1.1 200") < 1500  # those that were on the way


def test_there_are_only_so_many_connections(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those beyond the bound are closed at once, and the server goes on when others end."""
    monkeypatch.setattr(BoundedProtocol, "most", 20)
    with ExitStack() as held:
        connections = [held.enter_context(socket.create_connection(place(site))) for _ in range(30)]
        time.sleep(0.5)
        ended = 0
        for connection in connections:
            connection.setblocking(False)
            try:
                ended += connection.recv(1) == b""
            except BlockingIOError:
                continue
            except ConnectionError:
                ended += 1
        assert 10 <= ended < 30
    time.sleep(0.3)
    assert httpx.get(f"{site}/static/icon.svg").status_code == 200
