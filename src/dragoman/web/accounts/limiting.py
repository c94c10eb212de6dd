"""How often somebody may try to log in: by the name that is tried and by the address it is tried from."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from dragoman.web.faults import Fault

BY_NAME = RateLimitItemPerMinute(10, 15)  # ten tries in a quarter of an hour
BY_ADDRESS = RateLimitItemPerMinute(30, 15)  # an office may share one address
NETWORK = 64  # bits of an IPv6 address: one line has all the rest to choose from (RFC 6177)
LONGEST = 64  # letters of a name that are told apart: those that a user may have


class Attempts:
    """The attempts of the last minutes, in this process alone."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def begin(self, name: str, address: str) -> None:
        """Count an attempt; raises Fault when there were too many, which are not counted, so that the wait ends."""
        self._count(BY_ADDRESS, _line(address))
        self._count(BY_NAME, _plain(name))

    def succeeded(self, name: str) -> None:
        """Forget the attempts at a name: whose it is has come. Those from the address stay counted."""
        self._limiter.clear(BY_NAME, _plain(name))

    def _count(self, limit: RateLimitItem, who: str) -> None:
        if self._limiter.hit(limit, who):
            return
        reset = self._limiter.get_window_stats(limit, who).reset_time
        wait = max(1, math.ceil(reset - time.time()))
        message = "Too many attempts to log in."
        advice = f"Wait {math.ceil(wait / 60)} minutes and try again, or ask an admin of this server."
        raise Fault(429, "too-many", message, advice, {"retry-after": str(wait)})


def _plain(name: str) -> str:
    return name[:LONGEST].casefold()


def _line(address: str) -> str:
    """Return what one line has of an address: all of IPv4, the network of IPv6; whatever is none as it is."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    plain = found.ipv4_mapped
    return str(plain) if plain else str(ipaddress.ip_network((found, NETWORK), strict=False))
