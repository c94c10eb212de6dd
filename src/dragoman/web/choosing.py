"""Values of an address that must be one of a few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from dragoman.web.asking import Asked
from dragoman.web.faults import wrong

Value = TypeVar("Value", bound=str)


class Choice(msgspec.Struct, frozen=True):
    """One of several ways to see a page: how many documents or entries it leaves, its address.

    Of a facet the address takes a `chosen` value away.
    """

    name: str
    count: int | None
    address: str
    chosen: bool = False


def one_of(asked: Asked, name: str, values: Sequence[Value]) -> Value | None:
    """Return the value that an address gives, None when it gives none; raises Fault for one that cannot be."""
    given = asked.query.get(name)
    if not given:
        return None
    found = next((value for value in values if value == given), None)
    if found is None:
        raise wrong(name, given, f"Give one of {', '.join(values)}.")
    return found
