"""Numbers that stand for an id: the same in every build, so that files can be compared and joined."""

from __future__ import annotations

from hashlib import sha256

BITS = 53  # the largest whole numbers that R and spreadsheets hold exactly


def number(*parts: str) -> int:
    """Return a number below 2**53 from the text of an id."""
    digest = sha256("\x1f".join(parts).encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - BITS)
