"""Keep large tables in the order in which they are looked for: what is asked for then stands in few places.

Only where rows lie changes, never what a table holds. A table is written anew when it has grown by a share of itself,
so that what one document costs does not grow with the record.
"""

from __future__ import annotations

from dragoman.store.opening import Connection

ORDERS = {"pairs": "a, b, fact", "directed": "actor, recipient, joined", "counts": "word, version"}
GROWN = 0.1  # of the rows that stand in order
FEW = 100_000  # rows that are read through as fast as they are found


def order_grown(connection: Connection) -> None:
    """Put the rows of those tables in order of which too many came in since that was last done."""
    done = dict(connection.execute("SELECT name, rows FROM ordered").fetchall())
    for table in ORDERS:
        (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0]
        if rows - done.get(table, 0) > max(FEW, GROWN * done.get(table, 0)):
            _order(connection, table, rows)


def _order(connection: Connection, table: str, rows: int) -> None:
    (made,) = connection.execute("SELECT sql FROM duckdb_tables() WHERE table_name = ?", [table]).fetchall()[0]
    connection.execute("BEGIN")
    connection.execute(made.replace(table, f"{table}_in_order", 1))
    connection.execute(f"INSERT INTO {table}_in_order SELECT * FROM {table} ORDER BY {ORDERS[table]}").fetchall()
    connection.execute(f"DROP TABLE {table}")
    connection.execute(f"ALTER TABLE {table}_in_order RENAME TO {table}")
    connection.execute("INSERT OR REPLACE INTO ordered VALUES (?, ?)", [table, rows])
    connection.execute("COMMIT")
