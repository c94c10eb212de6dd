"""Requests as bytes over a socket, where a client would put them right."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit


class Raw(NamedTuple):
    """An answer as it came: status, headers by their names in small letters, body."""

    status: int
    headers: dict[str, str]
    body: bytes


def place(address: str) -> tuple[str, int]:
    """Return host and port of an address."""
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or 0


def sent(address: str, *pieces: bytes, timeout: float = 30) -> bytes:
    """Return whatever a server answers to bytes until it closes the connection."""
    with socket.create_connection(place(address), timeout=timeout) as connection:
        with suppress(ConnectionError):  # it may have answered and closed before all was sent
            for piece in pieces:
                connection.sendall(piece)
        taken = bytearray()
        with suppress(ConnectionError):
            while piece := connection.recv(65536):
                taken += piece
        return bytes(taken)


def asked(address: str, line: str, *headers: str, body: bytes = b"", host: str | None = "own") -> Raw:
    """Return the answer to one request: its first line without HTTP/1.1, and headers; `host` is left out when None."""
    named = [f"Host: {':'.join(map(str, place(address)))}" if host == "own" else f"Host: {host}"] if host else []
    head = "\r\n".join([f"{line} HTTP/1.1", *named, "Connection: close", *headers]) + "\r\n\r\n"
    return answer(sent(address, head.encode("latin-1") + body))


def answer(taken: bytes) -> Raw:
    """Return the answer that bytes hold."""
    head, _, body = taken.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Raw(int(first.split()[1]), {name.lower(): value for name, value in headers.items()}, body)
