"""What an address asks must be what its page knows: a filter that is mistyped gives no figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from rapidfuzz import fuzz, process
from starlette.datastructures import QueryParams

from dragoman.relations.sides import Names
from dragoman.store.contents import contents
from dragoman.store.opening import Connection
from dragoman.web.asking import LONGEST_NAME
from dragoman.web.faults import Fault
from dragoman.web.view import Moved

EVERYWHERE = ("table",)  # which of its tables a page gives as CSV
PAIR = "pair"  # two names in one: "A,B"
BETWEEN = re.compile(r"[\s\-–]+")
ALIKE = 75  # of a hundred: how alike the name of a publisher must be to be offered
OFFERED = 3


def check_names(query: QueryParams, known: Sequence[str]) -> None:
    """Raise Fault for a name that stands in an address and that its page does not know."""
    strange = next((name for name in query if name not in (*known, *EVERYWHERE)), None)
    if strange is not None:
        said = f"It knows {', '.join((*known, *EVERYWHERE))}."
        raise Fault(400, "unknown-parameter", f"This page is asked nothing by the name “{strange[:80]}”.", said)


def check_pair(address: str, query: QueryParams, known: Sequence[str], names: Names) -> None:
    """Raise Moved to the address in which two names in one, as `pair=A,B`, are told apart as `a` and `b`.

    Raises Fault when they are not two that are known.
    """
    given = (query.get(PAIR) or "").strip()
    if PAIR not in query or not {"a", "b"} <= {*known}:
        return
    kept = [(name, value) for name, value in query.multi_items() if name != PAIR]
    if given:
        kept += list(zip(("a", "b"), _two(given, names), strict=True))
    raise Moved(address + (f"?{urlencode(kept)}" if kept else ""))


def check_publisher(connection: Connection, publisher: str | None) -> None:
    """Raise Fault for a publisher of whom a record holds nothing, with those that are called alike or have most."""
    if (
        not publisher
        or connection.execute("SELECT 1 FROM versions WHERE publisher = ? LIMIT 1", [publisher]).fetchall()
    ):
        return
    known = list(dict.fromkeys(one.publisher for one in contents(connection).publishers if one.publisher))
    near = process.extract(
        publisher[:LONGEST_NAME], known, scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=ALIKE, limit=OFFERED
    )
    advice = f"Did you mean {' or '.join(f'“{name}”' for name, _, _ in near)}?" if near else _most(known)
    raise Fault(400, "no-such-publisher", f"The record holds no publisher “{publisher[:80]}”.", advice)


def _most(known: Sequence[str]) -> str:
    if not known:
        return "No document of the record names its publisher."
    return f"Those with most documents are {', '.join(f'“{name}”' for name in known[:OFFERED])}."


def _two(given: str, names: Names) -> tuple[str, str]:
    """Return the two codes that are named, parted by a comma, a hyphen or a space."""
    if "," in given:
        splits = [given.split(",", 1)]
    else:
        parts = BETWEEN.split(given[: 2 * LONGEST_NAME])
        splits = [[" ".join(parts[:n]), " ".join(parts[n:])] for n in range(1, len(parts))]
    for first, second in splits:
        a, b = names.code(first.strip()), names.code(second.strip())
        if a and b and a != b:
            return a, b
    advice = "Give two different states or organisations, as pair=Russia,USA, or one as a and one as b."
    raise Fault(400, "bad-value", f"“{given[:80]}” cannot be used as a pair.", advice)
