"""Follow the promises of a record anew where facts of the same states have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from dragoman.relations.compared import STATEMENTS
from dragoman.relations.following import FOLLOWED_KINDS, follow
from dragoman.relations.outcomes import Knowledge
from dragoman.relations.values import Kind, Stated
from dragoman.store.loading import stated
from dragoman.store.opening import Connection
from dragoman.store.rows import batches, in_list, insert

END_OF_TIME = "9999-12-31"  # links do not depend on the day; the status does, and is told when it is asked
Fact = tuple[Kind, Stated[Any]]
# Of several states, what is of a pair among them; of one, what it does or is party to, and what is said of its pairs.
LATER = f"""
    CREATE OR REPLACE TEMP TABLE later AS
    SELECT DISTINCT p.fact, x.part FROM pairs p JOIN sharing x ON x.code = p.a JOIN sharing y ON y.code = p.b
    AND y.part = x.part WHERE p.kind IN {FOLLOWED_KINDS}
    UNION
    SELECT DISTINCT s.fact, x.part FROM sides s JOIN sharing x ON x.code = s.code
    WHERE x.part = x.code AND s.role <> 'recipient'
    UNION
    SELECT DISTINCT p.fact, x.part FROM pairs p JOIN sharing x ON x.code IN (p.a, p.b)
    WHERE x.part = x.code AND p.kind IN {tuple(sorted(STATEMENTS))}
"""


def follow_changed(connection: Connection, knowledge: Knowledge) -> None:
    """Follow the promises of all groups of states of which facts have changed, many small groups in one transaction."""
    changed = {
        row[0]
        for row in connection.execute("SELECT part FROM dirty WHERE kind IN ('changed', 'commitments')").fetchall()
    }
    if not changed:
        return
    sizes = {
        group: size
        for group, size in connection.execute(
            "SELECT part, count(*) FROM (SELECT part FROM facts WHERE kind = 'commitments' AND present "
            "UNION ALL SELECT part FROM links) GROUP BY 1 ORDER BY 1"
        ).fetchall()
        if group and (group in changed or any("-".join(pair) in changed for pair in combinations(group.split("-"), 2)))
    }
    for batch in batches(_with_later(connection, sizes)):
        _follow(connection, batch, knowledge)
    connection.execute("DELETE FROM dirty WHERE kind IN ('changed', 'commitments')")


def _with_later(connection: Connection, sizes: dict[str, int]) -> dict[str, int]:
    """Return how many facts each group is followed among."""
    _find_later(connection, list(sizes))
    later = dict(connection.execute("SELECT part, count(*) FROM later GROUP BY 1").fetchall())
    return {group: size + later.get(group, 0) for group, size in sizes.items()}


def _find_later(connection: Connection, groups: Sequence[str]) -> None:
    codes = [(group, code) for group in groups for code in group.split("-")]
    connection.execute("CREATE OR REPLACE TEMP TABLE sharing (part VARCHAR, code VARCHAR)")
    insert(connection, "sharing", codes)
    connection.execute(LATER)


def _follow(connection: Connection, groups: Sequence[str], knowledge: Knowledge) -> None:
    """Follow the promises of groups anew, in one transaction."""
    _find_later(connection, groups)
    in_list(connection, "followed", groups)
    facts = {
        fact: (kind, one)
        for fact, kind, one in stated(
            connection,
            "SELECT fact FROM facts WHERE present AND ((kind = 'commitments' AND part IN (SELECT n FROM followed)) OR "
            f"(kind IN {FOLLOWED_KINDS} AND fact IN (SELECT fact FROM later)))",
        )
    }
    promised = _by_group(
        connection,
        facts,
        "SELECT part, fact FROM facts JOIN followed ON part = n WHERE kind = 'commitments' AND present ORDER BY fact",
    )
    later = _by_group(connection, facts, "SELECT part, fact FROM later ORDER BY fact")
    numbers = {one.id: fact for fact, (_, one) in facts.items()}
    rows = [
        (link.id, group, link.kind, numbers[one.stated.id], numbers[link.other.id], link.why)
        for group in groups
        for one in follow([one for _, one in promised[group]], later[group], END_OF_TIME, {}, knowledge)
        for link in one.links
    ]
    connection.execute("BEGIN")
    connection.execute("DELETE FROM links WHERE part IN (SELECT n FROM followed)")
    insert(connection, "links", rows)
    connection.execute("COMMIT")


def _by_group(connection: Connection, facts: dict[int, Fact], query: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for group, fact in connection.execute(query).fetchall():
        if fact in facts:
            found[group].append(facts[fact])
    return found
