"""What a record was made of: its publishers with their documents and what is kept of them."""

from __future__ import annotations

import msgspec

from dragoman.store.opening import Connection


class Publisher(msgspec.Struct, frozen=True):
    """A publisher's present documents: how many, from which to which day, and what is kept of their texts."""

    publisher: str | None
    country: str | None
    documents: int
    first: str | None
    last: str | None
    policies: tuple[str, ...]


class Contents(msgspec.Struct, frozen=True):
    """All documents: how many are near-duplicates of others, versions that were superseded, facts by kind."""

    publishers: tuple[Publisher, ...]
    documents: int
    repeats: int
    superseded: int
    facts: dict[str, int]
    first: str | None
    last: str | None


def contents(connection: Connection) -> Contents:
    """Return what a record was made of, publishers by documents."""
    rows = connection.execute(
        "SELECT publisher, publisher_country, count(*), min(published[:10]), max(published[:10]), "
        "list_sort(list(DISTINCT policy)) FROM versions WHERE present GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    ).fetchall()
    ((repeats, superseded),) = connection.execute(
        "SELECT count(*) FILTER (present AND original <> document), count(*) FILTER (NOT present) FROM versions"
    ).fetchall()
    facts = connection.execute(
        "SELECT kind, count(*) AS n FROM facts WHERE present GROUP BY 1 ORDER BY n DESC, 1"
    ).fetchall()
    publishers = tuple(Publisher(who, home, n, first, last, tuple(kept)) for who, home, n, first, last, kept in rows)
    days = [day for one in publishers for day in (one.first, one.last) if day]
    return Contents(
        publishers, sum(one.documents for one in publishers), repeats, superseded, dict(facts),
        min(days, default=None), max(days, default=None),
    )  # fmt: skip
