"""Figures of a snapshot as columns of numbers in the order of days, so that those of any span of days add up at once.

A record of a hundred thousand documents has some million events; to count them anew for every page takes a second, to
add up a span of columns some milliseconds. A snapshot never changes, so that columns are made once for each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from dragoman.store.opening import Connection
from dragoman.store.selecting import LAST

Numbers = Any  # an array of numpy, one number a row
UNDATED = -1


class Tally(msgspec.Struct, frozen=True):
    """Rows of groups (a pair, a country) on days, ordered by day, the undated first.

    `group` and `day` are places in `groups` and `days`; `columns` are what else each row has, by name.
    """

    groups: tuple[tuple[str, ...], ...]
    days: tuple[str, ...]
    group: Numbers
    day: Numbers
    columns: dict[str, Numbers]

    def within(self, since: str | None, until: str | None) -> Tally:
        """Return the rows of a span of ISO days, both included; without a bound the undated are among them."""
        first = bisect_left(self.days, since) if since else UNDATED
        last = bisect_right(self.days, until + LAST) if until else len(self.days)
        first = max(first, 0) if until else first
        start, end = np.searchsorted(self.day, [first, last])
        return self._rows(slice(start, end))

    def where(self, chosen: Numbers) -> Tally:
        """Return the rows for which an array of truth values holds."""
        return self._rows(chosen)

    def count(self, weights: Numbers | None = None) -> Numbers:
        """Return how many rows each group has, or the sum of their weights."""
        return np.bincount(self.group, weights, minlength=len(self.groups))

    def last(self, until: str | None) -> list[str | None]:
        """Return the last day of each group that is not after a day (None: of all)."""
        end = bisect_right(self.days, until + LAST) if until else len(self.days)
        dated = (self.day >= 0) & (self.day < end)
        found = np.full(len(self.groups), UNDATED)
        found[self.group[dated]] = self.day[dated]  # rows are in the order of days: the last one stays
        return [self.days[n] if n != UNDATED else None for n in found]

    def _rows(self, chosen: Any) -> Tally:
        columns = {name: column[chosen] for name, column in self.columns.items()}
        return Tally(self.groups, self.days, self.group[chosen], self.day[chosen], columns)


def tally(connection: Connection, query: str, keys: Sequence[str]) -> Tally:
    """Return the rows of a query that gives key columns, `day`, and further columns of numbers."""
    of = ", ".join(keys)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE tallied AS {query}").fetchall()
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE tallied_groups AS "
        f"SELECT {of}, (row_number() OVER (ORDER BY {of}) - 1)::INTEGER AS n FROM (SELECT DISTINCT {of} FROM tallied)"
    ).fetchall()
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE tallied_days AS "
        "SELECT day, (row_number() OVER (ORDER BY day) - 1)::INTEGER AS n "
        "FROM (SELECT DISTINCT day FROM tallied WHERE day IS NOT NULL)"
    ).fetchall()
    groups = connection.execute(f"SELECT {of} FROM tallied_groups ORDER BY n").fetchall()
    days = connection.execute("SELECT day FROM tallied_days ORDER BY n").fetchall()
    columns = connection.execute(
        f"SELECT t.* EXCLUDE ({of}, day), g.n AS of_group, coalesce(d.n, {UNDATED})::INTEGER AS of_day FROM tallied t "
        f"JOIN tallied_groups g USING ({of}) LEFT JOIN tallied_days d ON d.day = t.day ORDER BY of_day"
    ).fetchnumpy()
    for table in ("tallied", "tallied_groups", "tallied_days"):
        connection.execute(f"DROP TABLE {table}").fetchall()
    group, day = columns.pop("of_group"), columns.pop("of_day")
    return Tally(tuple(groups), tuple(row[0] for row in days), group, day, columns)
