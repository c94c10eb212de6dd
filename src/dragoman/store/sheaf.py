"""What filters leave of a pair, gathered once in temporary tables that all parts of its dossier are taken from."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.relations.holdings import Filters
from dragoman.relations.values import Kind
from dragoman.store import selecting
from dragoman.store.opening import Connection
from dragoman.store.rows import written_out
from dragoman.store.selecting import Parameters

JOINED: tuple[Kind, ...] = ("meetings", "events", "agreements")
OTHERS = {"meetings": "announced", "events": "other_events"}  # how what was not done is counted
FEWER = 4  # of what is only announced, a quarter of a limit is told
WRITTEN = "version, document, number, publisher_country, published, original, length"


class Sheaf(msgspec.Struct, frozen=True):
    """What there is of a pair: how many of each kind and of documents, and the numbers of the newest, the newest first.

    Those of meetings, events and agreements are numbers of what was joined, the others of facts. Meetings that were
    held stand before those that are only announced.
    """

    counts: dict[str, int]
    newest: dict[str, list[int]]
    versions: list[int]


def gathered(connection: Connection, filters: Filters, limit: int, told: int = 0, page: int = 1) -> Sheaf:
    """Return what filters leave of the pair that they name.

    With `told`, so many meetings that several governments report are among the newest, however old they are. With
    `page`, counted from 1, the newest are those that follow after as many as the pages before it hold.
    The temporary table `written` then holds its documents' versions.
    """
    _gather(connection, filters)
    counts = dict(
        connection.execute(
            "SELECT kind, count(*) FROM of_pair GROUP BY 1 UNION ALL SELECT kind, count(*) FROM joined_of_pair "
            "WHERE done GROUP BY 1 UNION ALL SELECT 'documents', count(*) FROM written"
        ).fetchall()
    )
    others = dict(connection.execute("SELECT kind, count(*) FROM joined_of_pair WHERE NOT done GROUP BY 1").fetchall())
    newest = {kind: _newest(connection, kind, limit, page) for kind in {**counts, **others} if kind != "documents"}
    if "meetings" in newest:
        newest["meetings"] = _meetings(connection, filters, limit, told, page)
    counts |= {OTHERS[kind]: count for kind, count in others.items()}
    versions = connection.execute(
        f"SELECT version FROM written ORDER BY published DESC NULLS LAST, document {_part(limit, page)}"
    ).fetchall()
    return Sheaf(counts, newest, [row[0] for row in versions])


def _part(limit: int, page: int) -> str:
    return f"LIMIT {limit} OFFSET {limit * (page - 1)}"


def _newest(connection: Connection, kind: str, limit: int, page: int) -> list[int]:
    of_pair = ("of_pair", "fact", "day", "fact")
    table, number, day, order = ("joined_of_pair", "joined", "counted_on", "id") if kind in JOINED else of_pair
    rows = connection.execute(
        f"SELECT {number} FROM {table} WHERE kind = ? ORDER BY {day} DESC NULLS LAST, {order} {_part(limit, page)}",
        [kind],
    ).fetchall()
    return [row[0] for row in rows]


def _meetings(connection: Connection, filters: Filters, limit: int, told: int, page: int) -> list[int]:
    """Return the newest meetings that were held, and then the newest of those that are only announced."""
    query = (
        "SELECT joined FROM joined_of_pair WHERE kind = 'meetings' AND done = ? "
        "ORDER BY counted_on DESC NULLS LAST, id "
    )
    held = [row[0] for row in connection.execute(query + _part(limit, page), [True]).fetchall()]
    fewer = _part(max(1, limit // FEWER), page)
    announced = [row[0] for row in connection.execute(query + fewer, [False]).fetchall()]
    return [*(_with_told(connection, filters, held, told) if told and held else held), *announced]


def _with_told(connection: Connection, filters: Filters, newest: Sequence[int], most: int) -> list[int]:
    """Return held meetings with the newest of those that several governments report, the newest of all first."""
    several = (
        "SELECT joined FROM members m JOIN pairs p USING (fact) JOIN versions v USING (version) "
        "WHERE p.a = ? AND p.b = ? AND p.kind = 'meetings' AND m.kind = 'meetings' "
        "GROUP BY 1 HAVING count(DISTINCT v.publisher_country) > 1"
    )
    ordered = "ORDER BY counted_on DESC NULLS LAST, id"
    rows = connection.execute(
        "SELECT joined FROM joined_of_pair WHERE kind = 'meetings' AND done AND ("
        f"joined IN {written_out(newest)} OR joined IN ("
        f"SELECT joined FROM joined_of_pair WHERE done AND joined IN ({several}) {ordered} LIMIT {most})) {ordered}",
        filters.pair,
    ).fetchall()
    return [row[0] for row in rows]


def _gather(connection: Connection, filters: Filters) -> None:
    where, parameters = ["a = ?", "b = ?"], Parameters(filters.pair or ())
    if filters.publisher:
        where.append("version IN (SELECT version FROM versions WHERE publisher = ?)")
        parameters.append(filters.publisher)
    where.append("fact NOT IN (SELECT fact FROM facts WHERE NOT present)")  # these are few
    present = f"SELECT fact, kind, day, version FROM pairs WHERE {' AND '.join(where)}"
    _keep(connection, "present_of_pair", present, parameters)
    days, parameters = _days("day", filters)
    of_pair = f"SELECT fact, kind, day FROM present_of_pair WHERE kind NOT IN {JOINED} AND {days}"
    _keep(connection, "of_pair", of_pair, parameters)
    # What has no day of its own, or is still to come, stands on the day of its first report.
    members = (
        "SELECT joined, min(v.published[:10]) AS reported FROM present_of_pair p JOIN members USING (fact) "
        f"JOIN versions v USING (version) WHERE p.kind IN {JOINED} GROUP BY 1"
    )
    days, parameters = _days("CASE j.kind WHEN 'events' THEN e.day ELSE j.day END", filters)
    joined = (
        "SELECT j.joined, j.kind, j.id, e.auxiliary IS NULL AND NOT starts_with(j.id, 'planned-') AS done, "
        "CASE WHEN starts_with(j.id, 'planned-') OR e.auxiliary = 'future' THEN m.reported "
        "ELSE coalesce(j.day, m.reported) END AS counted_on "
        f"FROM joined j JOIN ({members}) m USING (joined) LEFT JOIN events e USING (joined) WHERE {days}"
    )
    if filters.min_confidence > 0:
        joined += " AND (j.kind <> 'events' OR e.confidence >= ?)"
        parameters.append(filters.min_confidence)
    _keep(connection, "joined_of_pair", joined, parameters)
    query, parameters = selecting.versions(filters)
    _keep(connection, "written", f"SELECT {WRITTEN} FROM versions WHERE version IN ({query})", parameters)


def _keep(connection: Connection, name: str, query: str, parameters: Sequence[object] = ()) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", parameters).fetchall()


def _days(column: str, filters: Filters) -> tuple[str, Parameters]:
    where, parameters = ["true"], Parameters()
    selecting.of_days(column, filters, where, parameters)
    return " AND ".join(where), parameters
