"""Filters of a record as conditions of its queries."""

from __future__ import annotations

from typing import Any

from dragoman.relations.holdings import Filters
from dragoman.relations.values import Kind

Parameters = list[Any]
LAST = "~"  # sorts after every digit: "2021-12" is within "until 2021-12-31"


def facts(filters: Filters, kind: Kind, column: str = "fact") -> tuple[str, Parameters]:
    """Return a query of the present facts of a kind that filters leave, of their numbers or of another column, and
    its parameters.
    """
    where, parameters = ["f.present", "f.kind = ?"], Parameters([kind])
    tables = "facts f"
    if filters.pair:
        where.append("f.fact IN (SELECT fact FROM pairs WHERE a = ? AND b = ?)")
        parameters += filters.pair
    if filters.publisher:
        where.append("f.version IN (SELECT version FROM versions WHERE publisher = ?)")
        parameters.append(filters.publisher)
    if kind == "events" and filters.min_confidence > 0:
        where.append("CAST(f.item ->> '$.confidence' AS DOUBLE) >= ?")
        parameters.append(filters.min_confidence)
    of_days("f.day", filters, where, parameters)
    return f"SELECT f.{column} FROM {tables} WHERE {' AND '.join(where)}", parameters


def joined(filters: Filters, kind: Kind) -> tuple[str, Parameters]:
    """Return a query of the numbers of what is joined of a kind and has a report that filters leave.

    It is ordered by day, what has none last, and then by id.
    """
    where, parameters = of_joined(filters, kind)
    return f"SELECT j.joined FROM joined j WHERE {' AND '.join(where)} ORDER BY j.day NULLS LAST, j.id", parameters


def of_joined(filters: Filters, kind: Kind) -> tuple[list[str], Parameters]:
    """Return the conditions on rows of `joined j` that are of a kind and have a report that filters leave, and their
    parameters.
    """
    where, parameters = ["j.kind = ?"], Parameters([kind])
    if filters.pair or filters.publisher:
        query, more = facts(_of_all_days(filters), kind)
        where.append(f"j.joined IN (SELECT joined FROM members WHERE fact IN ({query}))")
        parameters += more
    if kind == "events":
        # As in a series: an event without a day of its own counts on that of its first report.
        inner, more = ["true"], Parameters()
        of_days("day", filters, inner, more)
        if filters.min_confidence > 0:
            inner.append("confidence >= ?")
            more.append(filters.min_confidence)
        if more:
            where.append(f"j.joined IN (SELECT joined FROM events WHERE {' AND '.join(inner)})")
            parameters += more
    else:
        of_days("j.day", filters, where, parameters)
    return where, parameters


def versions(filters: Filters) -> tuple[str, Parameters]:
    """Return a query of the numbers of the present versions that filters leave, by day of publication and id."""
    where, parameters = ["v.present"], Parameters()
    if filters.pair:
        where.append(
            "(v.version IN (SELECT version FROM pairs WHERE a = ? AND b = ?) OR (v.pair_a = ? AND v.pair_b = ?))"
        )
        parameters += [*filters.pair, *filters.pair]
    if filters.publisher:
        where.append("v.publisher = ?")
        parameters.append(filters.publisher)
    of_days("v.published", filters, where, parameters)
    order = "ORDER BY v.published[:10] NULLS LAST, v.document"
    return f"SELECT v.version FROM versions v WHERE {' AND '.join(where)} {order}", parameters


def acts(filters: Filters) -> tuple[list[str], Parameters]:
    """Return the conditions on rows of `events e` that filters leave and that tell of done acts, and their parameters.

    Events that are negated, hypothetical or still to come are none.
    """
    where, parameters = ["e.auxiliary IS NULL"], Parameters()
    of_days("e.day", filters, where, parameters)
    if filters.min_confidence > 0:
        where.append("e.confidence >= ?")
        parameters.append(filters.min_confidence)
    if filters.publisher:
        where.append(
            "e.joined IN (SELECT joined FROM members m JOIN facts f USING (fact) JOIN versions v USING (version) "
            "WHERE m.kind = 'events' AND v.publisher = ?)"
        )
        parameters.append(filters.publisher)
    return where, parameters


def of_days(column: str, filters: Filters, where: list[str], parameters: Parameters) -> None:
    """Add the condition that a column of days lies within the filters' days."""
    if filters.since:
        where.append(f"{column} >= ?")
        parameters.append(filters.since)
    if filters.until:
        where.append(f"{column} <= ?")
        parameters.append(filters.until + LAST)


def _of_all_days(filters: Filters) -> Filters:
    return Filters(pair=filters.pair, publisher=filters.publisher)
