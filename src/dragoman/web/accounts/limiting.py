"""How often somebody may try to log in: by the name that is tried and by the address it is tried from."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from dragoman.web.faults import Fault

BY_NAME = RateLimitItemPerMinute(10, 15)  # ten tries in a quarter of an hour
BY_ADDRESS = RateLimitItemPerMinute(30, 15)  # an office may share one address
LONGEST = 64  # letters of a name that are told apart: those that a user may have


class Attempts:
    """The attempts of the last minutes, in this process alone."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def begin(self, name: str, address: str) -> None:
        """Count an attempt; raises Fault when there were too many, which are not counted, so that the wait ends."""
        self._count(BY_ADDRESS, address)
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
