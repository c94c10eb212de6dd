"""Find the documents of a record that repeat others nearly word for word, and which was the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.relations.duplicates import SAME, similarity
from dragoman.store.adding import mark_dirty
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list

CANDIDATES = """
    SELECT DISTINCT x.version, y.version FROM looked JOIN bands x ON x.version = n JOIN bands y USING (band)
    JOIN versions v ON v.version = y.version WHERE v.present AND y.version <> x.version ORDER BY ALL
"""
# What repeats a document of which a new version came in has to be looked at again with it.
CHANGED = """
    SELECT version FROM versions WHERE present AND original IN (SELECT document FROM versions JOIN fresh ON version = n)
    UNION SELECT n FROM fresh ORDER BY 1
"""


def find_originals(connection: Connection) -> None:
    """Find for every new version the document that it repeats: the earliest of those that are nearly the same."""
    new = connection.execute(
        "SELECT version FROM versions WHERE present AND version > coalesce("
        "(SELECT max(part::INTEGER) FROM dirty WHERE kind = 'compared'), 0) ORDER BY version"
    ).fetchall()
    if not new:
        return
    in_list(connection, "fresh", [row[0] for row in new])
    originals = _originals(connection, _repeats(connection, [row[0] for row in connection.execute(CHANGED).fetchall()]))
    connection.execute("BEGIN")
    for document, original in originals.items():
        same = document.replace("'", "''")
        mark_dirty(
            connection,
            f"SELECT fact FROM facts JOIN versions USING (version) WHERE document = '{same}' AND facts.present",
        )
        connection.execute("UPDATE versions SET original = ? WHERE document = ? AND present", [original, document])
    connection.execute("DELETE FROM dirty WHERE kind = 'compared'")
    connection.execute("INSERT INTO dirty VALUES ('compared', ?)", [str(new[-1][0])])
    connection.execute("COMMIT")


def _repeats(connection: Connection, changed: Iterable[int]) -> dict[int, set[int]]:
    """Return, of changed versions and of all that are connected with them, which others each is nearly the same as."""
    found: dict[int, set[int]] = {}
    waiting = set(changed)
    while waiting:
        found |= {version: set[int]() for version in waiting}
        in_list(connection, "looked", sorted(waiting))
        candidates = connection.execute(CANDIDATES).fetchall()
        in_list(connection, "compared", sorted({version for pair in candidates for version in pair}))
        signs = dict(
            connection.execute("SELECT version, signature FROM signatures JOIN compared ON version = n").fetchall()
        )
        for a, b in candidates:
            if a in signs and b in signs and similarity(signs[a], signs[b]) >= SAME:
                found[a].add(b)
        waiting = {b for a in waiting for b in found[a]} - found.keys()
    return found


def _originals(connection: Connection, repeats: Mapping[int, set[int]]) -> dict[str, str]:
    """Return the documents whose original changes, with the new one: the first of the chain of the earliest repeats."""
    in_list(connection, "compared", sorted(repeats))
    rows = connection.execute(
        "SELECT version, coalesce(published, '~'), document, original FROM versions JOIN compared ON version = n"
    ).fetchall()
    age = {version: (published, document) for version, published, document, _ in rows}
    earliest = {version: min((version, *others), key=age.__getitem__) for version, others in repeats.items()}
    changed = {}
    for version, _, document, original in rows:
        first = version
        while earliest[first] != first:
            first = earliest[first]
        if age[first][1] != original:
            changed[document] = age[first][1]
    return changed
