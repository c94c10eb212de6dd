"""Follow the promises of a record anew where facts of the same states have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import msgspec

from dragoman.relations.compared import STATEMENTS
from dragoman.relations.following import FOLLOWED_KINDS, follow
from dragoman.relations.outcomes import Knowledge
from dragoman.relations.values import Kind, Stated
from dragoman.store.adding import followed_years
from dragoman.store.loading import stated
from dragoman.store.opening import Connection
from dragoman.store.rows import batches, in_list, insert

END_OF_TIME = "9999-12-31"  # links do not depend on the day; the status does, and is told when it is asked
Fact = tuple[Kind, Stated[Any]]
# Of several states, what is of a pair among them; of one, what it does or is party to, and what is said of its pairs,
# in the years in which that is followed.
LATER = f"""
    CREATE OR REPLACE TEMP TABLE later AS
    SELECT DISTINCT p.fact, x.part FROM pairs p JOIN sharing x ON x.code = p.a JOIN sharing y ON y.code = p.b
    AND y.part = x.part WHERE p.kind IN {FOLLOWED_KINDS}
    UNION
    SELECT DISTINCT s.fact, x.part FROM sides s JOIN sharing x ON x.code = s.code JOIN facts f ON f.fact = s.fact
    WHERE x.years IS NOT NULL AND s.role <> 'recipient' AND list_contains(x.years, f.day[:4])
    UNION
    SELECT DISTINCT p.fact, x.part FROM pairs p JOIN sharing x ON x.code IN (p.a, p.b)
    WHERE x.years IS NOT NULL AND p.kind IN {tuple(sorted(STATEMENTS))} AND list_contains(x.years, p.day[:4])
"""


class Group(msgspec.Struct, frozen=True):
    """The promises that are followed together: of which states, and of one state alone in which years."""

    part: str
    codes: tuple[str, ...]
    years: tuple[str, ...] | None

    def is_touched(self, changed: set[str]) -> bool:
        """Tell whether facts changed that can tell of the group's promises."""
        return self.part in changed or any("-".join(pair) in changed for pair in combinations(self.codes, 2))


def group(part: str) -> Group:
    """Return the group of a partition of commitments (`dragoman.store.adding.part_of_promise`)."""
    codes, _, year = part.partition("@")
    alone = (year, *followed_years(year)) if "@" in part else None
    return Group(part, tuple(codes.split("-")), alone)


def follow_changed(connection: Connection, knowledge: Knowledge) -> None:
    """Follow the promises of all groups of states of which facts have changed, many small groups in one transaction."""
    changed = {
        row[0]
        for row in connection.execute("SELECT part FROM dirty WHERE kind IN ('changed', 'commitments')").fetchall()
    }
    if not changed:
        return
    sizes = {
        part: size
        for part, size in connection.execute(
            "SELECT part, count(*) FROM (SELECT part FROM facts WHERE kind = 'commitments' AND present "
            "UNION ALL SELECT part FROM links) GROUP BY 1 ORDER BY 1"
        ).fetchall()
        if part and group(part).is_touched(changed)
    }
    for batch in batches(_with_later(connection, sizes)):
        _follow(connection, batch, knowledge)
    connection.execute("DELETE FROM dirty WHERE kind IN ('changed', 'commitments')")


def _with_later(connection: Connection, sizes: dict[str, int]) -> dict[str, int]:
    """Return how many facts each group is followed among."""
    _find_later(connection, list(sizes))
    later = dict(connection.execute("SELECT part, count(*) FROM later GROUP BY 1").fetchall())
    return {part: size + later.get(part, 0) for part, size in sizes.items()}


def _find_later(connection: Connection, parts: Sequence[str]) -> None:
    rows = [(one.part, code, one.years) for one in map(group, parts) for code in one.codes]
    connection.execute("CREATE OR REPLACE TEMP TABLE sharing (part VARCHAR, code VARCHAR, years VARCHAR[])")
    insert(connection, "sharing", rows)
    connection.execute(LATER)


def _follow(connection: Connection, parts: Sequence[str], knowledge: Knowledge) -> None:
    """Follow the promises of groups anew, in one transaction."""
    _find_later(connection, parts)
    in_list(connection, "followed", parts)
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
        (link.id, part, link.kind, numbers[one.stated.id], numbers[link.other.id], link.why)
        for part in parts
        for one in follow([one for _, one in promised[part]], later[part], END_OF_TIME, {}, knowledge)
        for link in one.links
    ]
    connection.execute("BEGIN")
    connection.execute("DELETE FROM links WHERE part IN (SELECT n FROM followed)")
    insert(connection, "links", rows)
    connection.execute("COMMIT")


def _by_group(connection: Connection, facts: dict[int, Fact], query: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for part, fact in connection.execute(query).fetchall():
        if fact in facts:
            found[part].append(facts[fact])
    return found
