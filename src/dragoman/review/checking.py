"""Whether the chain of decisions holds now, told at once: what was verified is remembered while nobody touches it.

What this process appends is verified as it comes. When anything else touched the file, and after some minutes at most,
the whole chain is verified anew; `dragoman.review.ledger.verify_chain` remembers nothing.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import msgspec

from dragoman.review.chain import Chain
from dragoman.review.ledger import ledger_path, read_on
from dragoman.review.values import Broken, Head
from dragoman.review.watching import Touches, touches

WHOLE = 600.0  # seconds after which the whole chain is verified anew in any case


class Checked(msgspec.Struct, frozen=True):
    """The end of the chain, and where it does not hold."""

    head: Head
    broken: tuple[Broken, ...]


class _Known(msgspec.Struct):
    chain: Chain
    since: float
    touched: Touches
    found: Checked


_KNOWN: dict[Path, _Known] = {}
_LOCK = threading.Lock()


def checked(record: Path) -> Checked:
    """Return the end of the chain of decisions and where it does not hold; raises ReviewError."""
    path = ledger_path(record).absolute()
    with _LOCK:
        now, known = touches(path), _KNOWN.get(path)
        if known is None or known.touched.others != now.others or time.monotonic() > known.since + WHOLE:
            known = _KNOWN[path] = _read_on(record, Chain(), time.monotonic(), now)
        elif known.touched != now:
            known = _KNOWN[path] = _read_on(record, known.chain, known.since, now)
        return known.found


def _read_on(record: Path, chain: Chain, since: float, touched: Touches) -> _Known:
    end = read_on(record, chain)
    return _Known(chain, since, touched, Checked(end, chain.broken(end)))
