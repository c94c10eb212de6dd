"""What a server is started with."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import msgspec

MOST_BYTES = 8 * 1024 * 1024  # of a request's body: some thousand pages of text
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(msgspec.Struct, frozen=True):
    """A record to be served, and where.

    `login` is whether people must say who they are; `names` are further host names under which the server is reached.
    """

    record: Path
    host: str = "127.0.0.1"
    port: int = 8321
    login: bool = False
    names: tuple[str, ...] = ()
    most_bytes: int = MOST_BYTES

    @property
    def origin(self) -> str:
        """Where the server is reached, as a browser writes it."""
        host = self.names[0] if self.names else self.host
        return f"http://{bracketed(host)}:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """Every `Host` that a request may name: any other was made to point here by somebody else."""
        given = {*self.names, self.host}
        reached = {*given, *LOOPBACK} if is_loopback(self.host) else given
        return frozenset(f"{bracketed(host).lower()}:{self.port}" for host in reached)


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
