"""Columns of numbers: spans of days add up as a query over the same rows."""

from __future__ import annotations

import duckdb
import pytest

from dragoman.store.tallies import Tally, tally

ROWS = [
    ("a", None, 1), ("a", "2020", 2), ("a", "2021-03-04", 3), ("b", "2021-03", 4), ("b", "2021-03-04", 5),
    ("a", "2022-01-01", 6),
]  # fmt: skip


@pytest.fixture
def told() -> Tally:
    """Return the columns of the rows above."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (name VARCHAR, day VARCHAR, weight INTEGER)")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", ROWS)
    return tally(connection, "SELECT * FROM t", ("name",))


@pytest.mark.parametrize(
    ("since", "until"),
    [(None, None), ("2021-03-04", None), (None, "2021-03-04"), ("2021-03-05", "2021-12-31"), ("2021", "2021-03")],
)
def test_a_span_holds_what_a_comparison_of_days_would_leave(told: Tally, since: str | None, until: str | None) -> None:
    """Days are compared as text, "2021-03" is within "until 2021-03-31", and only without bounds the undated count."""
    left = [
        row
        for row in ROWS
        if not (since or until)
        or (row[1] and (not since or row[1] >= since) and (not until or row[1] <= until + "~"))
        or (row[1] is None and not until and not since)
    ]
    found = told.within(since, until)
    assert sorted(int(n) for n in found.columns["weight"]) == sorted(row[2] for row in left)
    sums = {group[0]: int(n) for group, n in zip(found.groups, found.count(found.columns["weight"]), strict=True)}
    assert sums == {name: sum(row[2] for row in left if row[0] == name) for name in ("a", "b")}


def test_the_last_day_of_a_group_is_bounded(told: Tally) -> None:
    """A day after the bound is passed over, and so is what has no day."""
    assert told.last(None) == ["2022-01-01", "2021-03-04"]
    assert told.last("2021-12-31") == ["2021-03-04", "2021-03-04"]
    assert told.last("2019") == [None, None]


def test_nothing_adds_up_to_nothing() -> None:
    """A record without such rows gives no groups."""
    told = tally(duckdb.connect(), "SELECT 'a' AS name, NULL::VARCHAR AS day, 1 AS weight WHERE false", ("name",))
    assert (told.groups, list(told.count()), told.last(None)) == ((), [], [])
