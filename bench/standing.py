"""What stands of each document in a record, so that one that is only half in shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from dragoman.store.keeping import OF_VERSIONS
from dragoman.store.opening import Connection, Settle, open_to_read

Version = tuple[str, int]  # a document, and the number of its version
Standing = Mapping[Version, tuple[int, ...]]  # how many facts a version has, and how many rows in each other table
FACTS = "SELECT version, fact FROM facts"
OF_A_VERSION = {
    "facts": FACTS,
    **{table: f"SELECT version FROM {table}" for table in OF_VERSIONS if table != "phrases"},  # follow from all texts
    "uses": "SELECT version FROM uses WHERE declared",  # those that recur follow from all texts
    "sides": f"SELECT version FROM sides JOIN ({FACTS}) USING (fact)",
    "pairs": f"SELECT f.version FROM pairs JOIN ({FACTS}) f USING (fact)",
}
# The last version of a document is the present one, and no other; with it, its facts.
TORN = """
    WITH last AS (SELECT version, document, present, number = max(number) OVER (PARTITION BY document) AS is_last
                  FROM versions)
    SELECT document FROM last WHERE present <> is_last
    UNION SELECT document FROM last JOIN facts USING (version) WHERE facts.present <> is_last ORDER BY 1
"""


def standing(record: Path, settle: Settle) -> tuple[Standing, list[str]]:
    """Return what stands of each version, and the documents of which a wrong version is the present one."""
    with open_to_read(record, settle) as connection:
        return _counts(connection), [document for (document,) in connection.execute(TORN).fetchall()]


def told(out: str) -> dict[Version, int]:
    """Return what an ingest told as added, each with its number of facts; a line that was cut off tells nothing."""
    lines = [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith("\n")]
    return {(line["id"], line["version"]): line["facts"] for line in lines}


def faults_of(record: Path, settle: Settle, acknowledged: Mapping[Version, int], whole: Standing) -> list[str]:
    """Return what is lost of the versions that were acknowledged, and what is in the record and not `whole`."""
    found, torn = standing(record, settle)
    faults = [f"{document}: a wrong version is the present one" for document in torn]
    for version, facts in acknowledged.items():
        if found.get(version, ())[:1] != (facts,):
            faults.append(f"{version}: told with {facts} facts, and there is {found.get(version)}")
    faults += [f"{version}: half in, {rows}" for version, rows in found.items() if rows != whole.get(version)]
    return faults


def _counts(connection: Connection) -> Standing:
    counted = ", ".join(
        f"(SELECT count(*) FROM ({query}) q WHERE q.version = v.version)" for query in OF_A_VERSION.values()
    )
    rows = connection.execute(f"SELECT document, number, {counted} FROM versions v").fetchall()
    return {(document, number): tuple(counts) for document, number, *counts in rows}
