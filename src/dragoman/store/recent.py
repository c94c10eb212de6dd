"""What a record heard of last."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.relations.values import JoinedMeeting
from dragoman.store import loading
from dragoman.store.opening import Connection
from dragoman.store.rows import written_out


def held_meetings(connection: Connection, numbers: Sequence[int], limit: int) -> tuple[JoinedMeeting, ...]:
    """Return the first meetings that were held, out of some by their numbers and in their order."""
    held = [number for (number, status) in _statuses(connection, numbers) if status == "held"]
    return tuple(loading.joined(connection, "meetings", held[:limit]))


def _statuses(connection: Connection, numbers: Sequence[int]) -> list[tuple[int, str]]:
    found = dict(
        connection.execute(
            f"SELECT joined, item ->> '$.status' FROM joined WHERE joined IN {written_out(numbers)}"
        ).fetchall()
    )
    return [(number, found[number]) for number in numbers]
