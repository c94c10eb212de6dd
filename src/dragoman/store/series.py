"""The series of a pair: what each did to the other, by day, week, month or year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from dragoman.relations.holdings import Filters
from dragoman.relations.series import anomalies, periods
from dragoman.relations.values import Point, Unit
from dragoman.store import selecting
from dragoman.store.opening import Connection
from dragoman.store.selecting import Parameters

By = Literal["all", "type", "quad"]
PERIODS = {  # of a day, as dragoman.relations.series.period_of has it
    "day": "e.day[:10]",
    "week": "strftime(try_cast(e.day[:10] AS DATE), '%G-W%V')",
    "month": "e.day[:7]",
    "year": "e.day[:4]",
}
_SIDES = {  # of what is in `directed`
    True: "SELECT actor, recipient, joined FROM directed",
    False: "SELECT DISTINCT least(actor, recipient) AS actor, greatest(actor, recipient) AS recipient, joined "
    "FROM directed",
}
_OF_PAIR = "WHERE actor IN (?, ?) AND recipient IN (?, ?)"  # nothing is directed at itself
LENGTH = {"day": 10, "week": 10, "month": 7, "year": 4}  # of a date that is precise enough for the period
GROUPS = {"all": "NULL, NULL", "type": "e.type, e.quad", "quad": "NULL, e.quad"}


def series(
    connection: Connection, filters: Filters, unit: Unit = "month", by: By = "all", *, directed: bool = True
) -> tuple[Point, ...]:
    """Return the directed series of a pair, or of all pairs, by period: only periods with events.

    Events that are negated, hypothetical or still to come are left out, and those whose date is less precise than the
    period. A symmetric event counts in both directions. `by` splits by type or quad class. Without `directed` both
    directions are one line, in which an event counts once; actor and recipient are then the pair in alphabetical order.
    """
    where, parameters = _where(filters, unit)
    connection.execute(  # by itself, since the events are else gone through before the pair is chosen
        f"CREATE OR REPLACE TEMP TABLE sides_of_series AS {_SIDES[directed]} {_OF_PAIR if filters.pair else ''}",
        [*(filters.pair or ()), *(filters.pair or ())],
    ).fetchall()
    rows = connection.execute(
        f"SELECT {PERIODS[unit]} AS period, d.actor, d.recipient, {GROUPS[by]}, count(*), sum(e.documents), "
        "max(e.publishers), favg(e.score), favg(e.confidence), min(e.day[:10]), max(e.day[:10]) "
        f"FROM sides_of_series d JOIN events e USING (joined) WHERE {where} GROUP BY ALL ORDER BY ALL",
        parameters,
    ).fetchall()
    rows = [row for row in rows if row[0]]
    if not rows:
        return ()
    published = _published(connection, unit)
    points = [
        Point(
            period, actor, recipient, kind, quad, events, int(documents), publishers, round(score, 4),
            round(confidence, 4), _share(int(documents), published.get(period)),
        )
        for period, actor, recipient, kind, quad, events, documents, publishers, score, confidence, *_ in rows
    ]  # fmt: skip
    return _marked(points, unit, (min(row[-2] for row in rows), max(row[-1] for row in rows)))


def _where(filters: Filters, unit: Unit) -> tuple[str, Parameters]:
    where, parameters = selecting.acts(filters)
    return " AND ".join([*where, f"length(e.day) >= {LENGTH[unit]}"]), parameters


def _published(connection: Connection, unit: Unit) -> dict[str, int]:
    """Return how many documents were published in each period, near-duplicates once."""
    period = PERIODS[unit].replace("e.day", "day")
    rows = connection.execute(
        f"SELECT {period}, sum(documents)::BIGINT FROM published WHERE length(day) >= {LENGTH[unit]} GROUP BY 1"
    ).fetchall()
    return dict(rows)


def _share(documents: int, published: int | None) -> float | None:
    return round(min(1.0, documents / published), 4) if published else None


def _marked(points: Sequence[Point], unit: Unit, span: tuple[str, str]) -> tuple[Point, ...]:
    """Mark the periods that are far off the habit of their direction and kind, quiet periods counted as well."""
    whole = periods(*span, unit)
    lines: dict[tuple[Any, ...], dict[str, int]] = {}
    for point in points:
        lines.setdefault(_line(point), {})[point.period] = point.events
    far = {
        (line, period)
        for line, counts in lines.items()
        for period, is_far in zip(whole, anomalies([counts.get(p, 0) for p in whole]), strict=True)
        if is_far
    }
    return tuple(msgspec.structs.replace(p, anomaly=True) if (_line(p), p.period) in far else p for p in points)


def _line(point: Point) -> tuple[Any, ...]:
    return (point.actor, point.recipient, point.type, point.quad)
