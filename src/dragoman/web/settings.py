"""What a server is started with."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import msgspec

MOST_BYTES = 8 * 1024 * 1024  # of a request's body: some thousand pages of text
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORTS = {"http": 80, "https": 443}  # those that an address leaves out


class Settings(msgspec.Struct, frozen=True):
    """A record to be served, and where.

    `login` is whether people must say who they are; `names` are further host names under which the server is reached.
    `https` is whether a proxy on this machine takes the connections, by https at its usual port, and hands them on.
    """

    record: Path
    host: str = "127.0.0.1"
    port: int = 8321
    login: bool = False
    names: tuple[str, ...] = ()
    most_bytes: int = MOST_BYTES
    https: bool = False

    @property
    def scheme(self) -> str:
        """How browsers reach the server."""
        return "https" if self.https else "http"

    @property
    def origin(self) -> str:
        """Where the server is reached, as a browser writes it."""
        return f"{self.scheme}://{self._reached(self.names[0] if self.names else self.host)}"

    @property
    def hosts(self) -> frozenset[str]:
        """Every `Host` that a request may name: any other was made to point here by somebody else."""
        if self.https:
            return frozenset(self._reached(name).lower() for name in self.names)
        given = {*self.names, self.host}
        reached = {*given, *LOOPBACK} if is_loopback(self.host) else given
        return frozenset(self._reached(host).lower() for host in reached)

    def _reached(self, host: str) -> str:
        port = PORTS["https"] if self.https else self.port
        return bracketed(host) if port == PORTS[self.scheme] else f"{bracketed(host)}:{port}"


def bracketed(host: str) -> str:
    """Return a host as an address writes it: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def is_loopback(host: str) -> bool:
    """Tell whether a host is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_shared(host: str, names: tuple[str, ...], https: bool) -> bool:
    """Tell whether others than who sits at this machine reach a server: directly, or by a proxy that knows its name."""
    return https or not all(map(is_loopback, (host, *names)))
