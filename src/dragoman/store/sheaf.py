"""What filters leave of a pair, gathered once in temporary tables that all parts of its dossier are taken from."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.relations.holdings import Filters
from dragoman.relations.values import Kind
from dragoman.store import selecting
from dragoman.store.opening import Connection
from dragoman.store.selecting import Parameters

JOINED: tuple[Kind, ...] = ("meetings", "events", "agreements")


class Sheaf(msgspec.Struct, frozen=True):
    """What there is of a pair: how many of each kind and of documents, and the numbers of the newest, the newest first.

    Those of meetings, events and agreements are numbers of what was joined, the others of facts.
    """

    counts: dict[str, int]
    newest: dict[str, list[int]]
    versions: list[int]


def gathered(connection: Connection, filters: Filters, limit: int) -> Sheaf:
    """Return what filters leave of the pair that they name.

    The temporary table `written` then holds the numbers of its documents' versions.
    """
    _gather(connection, filters)
    days, parameters = _days("day", filters)
    stated = f"SELECT fact AS number, kind, day, '' AS id FROM of_pair WHERE kind NOT IN {JOINED} AND {days}"
    rows = connection.execute(
        f"SELECT kind, number, count(*) OVER (PARTITION BY kind) FROM ({stated} UNION ALL FROM joined_of_pair) "
        "QUALIFY row_number() OVER (PARTITION BY kind ORDER BY day DESC NULLS LAST, id, number) <= "
        f"{limit} ORDER BY kind, day DESC NULLS LAST, id, number",
        parameters,
    ).fetchall()
    newest: dict[str, list[int]] = {}
    for kind, number, _ in rows:
        newest.setdefault(kind, []).append(number)
    versions = connection.execute(
        "SELECT version, count(*) OVER () FROM written JOIN versions USING (version) "
        f"ORDER BY published DESC NULLS LAST, document LIMIT {limit}"
    ).fetchall()
    counts = {kind: count for kind, _, count in rows} | {"documents": versions[0][1] if versions else 0}
    return Sheaf(counts, newest, [row[0] for row in versions])


def _gather(connection: Connection, filters: Filters) -> None:
    where, parameters = ["a = ?", "b = ?"], Parameters(filters.pair or ())
    if filters.publisher:
        where.append("version IN (SELECT version FROM versions WHERE publisher = ?)")
        parameters.append(filters.publisher)
    _keep(
        connection,
        "of_pair_ever",
        f"SELECT fact, kind, day, version FROM pairs WHERE {' AND '.join(where)}",
        parameters,
    )
    present = "SELECT * FROM of_pair_ever WHERE fact NOT IN (SELECT fact FROM facts WHERE NOT present)"  # these are few
    _keep(connection, "of_pair", present)
    days, parameters = _days("j.day", filters)
    members = f"SELECT joined FROM members WHERE fact IN (SELECT fact FROM of_pair WHERE kind IN {JOINED})"
    of_pair = f"SELECT joined, kind, day, id FROM joined j WHERE joined IN ({members}) AND {days}"
    if filters.min_confidence > 0:
        of_pair += " AND (kind <> 'events' OR joined IN (SELECT joined FROM events WHERE confidence >= ?))"
        parameters.append(filters.min_confidence)
    _keep(connection, "joined_of_pair", of_pair, parameters)
    _keep(connection, "written", *selecting.versions(filters))


def _keep(connection: Connection, name: str, query: str, parameters: Sequence[object] = ()) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", parameters).fetchall()


def _days(column: str, filters: Filters) -> tuple[str, Parameters]:
    where, parameters = ["true"], Parameters()
    selecting.of_days(column, filters, where, parameters)
    return " AND ".join(where), parameters
