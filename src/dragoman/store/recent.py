"""What a record heard of last."""

from __future__ import annotations

from dragoman.relations.holdings import Filters
from dragoman.relations.values import JoinedMeeting
from dragoman.store import loading, selecting
from dragoman.store.holdings import last_day
from dragoman.store.opening import Connection

LOOKED_THROUGH = 4  # times the meetings asked for: some of the newest are still to come, or only a year is known


def recent_meetings(connection: Connection, filters: Filters, limit: int) -> tuple[JoinedMeeting, ...]:
    """Return the last meetings that were held by the last day of the record, the newest first."""
    query, parameters = selecting.joined(filters, "meetings")
    rows = connection.execute(
        f"SELECT joined FROM joined WHERE joined IN ({query}) AND day <= ? ORDER BY day DESC, id LIMIT ?",
        [*parameters, last_day(connection) or "", LOOKED_THROUGH * limit],
    ).fetchall()
    found = loading.joined(connection, "meetings", [row[0] for row in rows])
    held = [meeting for meeting in found if meeting.status == "held"]
    return tuple(held[:limit])
