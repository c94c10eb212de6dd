"""Make anew what follows from changed facts: near-duplicates, joins, what became of promises, recurring phrases.

Everything here is a function of the facts alone, so that a record that was interrupted, or filled in several runs,
comes out as one that was filled at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from dragoman.relations.agreements import join_agreements
from dragoman.relations.events import join_events
from dragoman.relations.meetings import join_meetings
from dragoman.relations.outcomes import Knowledge
from dragoman.relations.persons import join_persons
from dragoman.relations.sides import Names, sides_of
from dragoman.relations.values import JoinedEvent, Kind, Stated
from dragoman.store.loading import REPORTS, stated
from dragoman.store.opening import Connection
from dragoman.store.ordering import order_grown
from dragoman.store.promises import follow_changed
from dragoman.store.recurring import find_recurring
from dragoman.store.repeats import find_originals
from dragoman.store.rows import batches, in_list, insert_all, next_number

JOINS: dict[Kind, Callable[[Sequence[Stated[Any]]], tuple[Any, ...]]] = {
    "meetings": join_meetings,
    "events": join_events,
    "participants": join_persons,
    "agreements": join_agreements,
}
Progress = Callable[[int, int], None]


def settle(connection: Connection, names: Names, knowledge: Knowledge, progress: Progress) -> None:
    """Bring everything that follows from the facts up to date; what is up to date is left as it is."""
    find_originals(connection)
    _count_published(connection)
    find_recurring(connection)
    _join_changed(connection, names, progress)
    follow_changed(connection, knowledge)
    order_grown(connection)


def _join_changed(connection: Connection, names: Names, progress: Progress) -> None:
    """Join the changed partitions anew, many small ones in one transaction."""
    parts = connection.execute(
        "SELECT d.kind, d.part, count(f.fact) FROM dirty d LEFT JOIN facts f ON f.kind = d.kind AND f.part = d.part "
        "AND f.present WHERE d.kind IN ('meetings', 'events', 'participants', 'agreements') GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    done = 0
    for kind in JOINS:
        sizes = {part: size for of, part, size in parts if of == kind}
        for batch in batches(sizes):
            _join(connection, kind, batch, names)
            done += len(batch)
            progress(done, len(parts))


def _join(connection: Connection, kind: Kind, parts: Sequence[str], names: Names) -> None:
    """Join partitions of a kind anew, in one transaction."""
    in_list(connection, "parts", parts)
    of = dict(
        connection.execute(
            "SELECT fact, part FROM facts JOIN parts ON part = n WHERE present AND kind = ?", [kind]
        ).fetchall()
    )
    in_list(connection, "chosen", list(of))
    inside: dict[str, list[Stated[Any]]] = {part: [] for part in parts}
    numbers: dict[str, int] = {}
    for fact, _, one in stated(connection, "SELECT n FROM chosen", people=kind == "meetings"):
        inside[of[fact]].append(one)
        numbers[one.id] = fact
    rows: dict[str, list[tuple[Any, ...]]] = {"joined": [], "members": [], "events": [], "directed": []}
    held, kept = _held(connection, kind), list[int]()
    number = next_number(connection, "joined", "joined")
    for part in parts:
        for one in JOINS[kind](inside[part]):
            if (same := held.get(_row(part, one, kind, numbers))) is not None:
                kept.append(same)
            else:
                _joined_rows(rows, number, kind, part, one, numbers, names)
                number += 1
    in_list(connection, "kept", kept)
    connection.execute("BEGIN")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE gone AS SELECT joined FROM joined JOIN parts ON part = n "
        "WHERE kind = ? AND joined NOT IN (SELECT n FROM kept)",
        [kind],
    )
    for table in rows:
        connection.execute(f"DELETE FROM {table} WHERE joined IN (SELECT joined FROM gone)")
    insert_all(connection, rows)
    connection.execute("DELETE FROM dirty WHERE kind = ? AND part IN (SELECT n FROM parts)", [kind])
    connection.execute("COMMIT")


def _held(connection: Connection, kind: Kind) -> dict[tuple[Any, ...], int]:
    """Return what is joined in `parts` so far, if no report of it is gone: what comes out as it was stays as it is."""
    rows = connection.execute(
        "SELECT j.part, j.id, j.day, j.item, list(m.fact ORDER BY m.place), j.joined FROM joined j "
        "JOIN parts ON j.part = n JOIN members m USING (joined) WHERE j.kind = ? "
        "GROUP BY ALL HAVING max(m.place) + 1 = count(*)",
        [kind],
    ).fetchall()
    return {(part, name, day, item, tuple(facts)): number for part, name, day, item, facts, number in rows}


def _row(part: str, one: Any, kind: Kind, numbers: Mapping[str, int]) -> tuple[Any, ...]:
    """Return what is joined as the tables hold it: partition, id, day, JSON without the reports, these by number."""
    reports = REPORTS[kind][1]
    item = msgspec.json.encode(msgspec.structs.replace(one, **{reports: ()})).decode("utf-8")
    return part, one.id, getattr(one, "date", None), item, tuple(numbers[r.id] for r in getattr(one, reports))


def _joined_rows(
    rows: dict[str, list[tuple[Any, ...]]],
    number: int,
    kind: Kind,
    part: str,
    one: Any,
    numbers: dict[str, int],
    names: Names,
) -> None:
    *told, members = _row(part, one, kind, numbers)
    rows["joined"].append((number, kind, *told))
    rows["members"] += [(number, kind, place, fact) for place, fact in enumerate(members)]
    if isinstance(one, JoinedEvent):
        event = one.event
        rows["events"].append(
            (
                number, event.type, event.mode, event.quad, event.score, event.confidence, event.auxiliary,
                day_of_series(one), one.documents, one.publishers,
            )
        )  # fmt: skip
        rows["directed"] += [(a, b, number) for a, b in directions(one, names)]


def day_of_series(one: JoinedEvent) -> str | None:
    """Return the day on which a series counts an event: its own, else that of its first report, as exports have it.

    Past history without a date has none.
    """
    if one.date or one.event.auxiliary == "historical":
        return one.date
    published = one.reports[0].version.published
    return published[:10] if published else None


def directions(one: JoinedEvent, names: Names) -> list[tuple[str, str]]:
    """Return who did it to whom; of what states do together, each to each."""
    sides = sides_of(one.event, {}, names)
    actors = [side.code for side in sides if side.role == "actor"]
    recipients = [side.code for side in sides if side.role == "recipient"] or actors
    return sorted({(a, b) for a in actors for b in recipients if a != b})


def _count_published(connection: Connection) -> None:
    """Count the documents of each day anew when texts have come in, so that a series need not go through all."""
    if not connection.execute("SELECT 1 FROM dirty WHERE kind = 'changed' LIMIT 1").fetchall():
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE counted AS SELECT published[:10] AS day, count(DISTINCT original) "
        "AS documents FROM versions WHERE present AND published IS NOT NULL GROUP BY 1"
    ).fetchall()
    connection.execute("BEGIN")
    connection.execute("DELETE FROM published WHERE day NOT IN (SELECT day FROM counted)").fetchall()
    connection.execute("INSERT OR REPLACE INTO published SELECT day, documents FROM counted").fetchall()
    connection.execute("COMMIT")
