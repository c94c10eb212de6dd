"""Measure a record's speed: `python bench/record.py --record R`, or `--shared FOLDER`, of which it makes a record.

The record that is made has 100,000 documents and a million events (bench/made_record.py). A fresh process opens it and
measures: dossiers of the 20 most active pairs and of 40 others that are drawn, a hundred searches of one to four words,
frequent and rare, some within a pair or for a kind of fact. Exit status 1 where a goal is missed.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import click
import msgspec
import numpy as np

from dragoman.relations.holdings import Filters
from dragoman.relations.values import Kind
from dragoman.store.dossier import dossier
from dragoman.store.opening import Connection, open_to_read
from dragoman.store.searching import search
from machine import measured_with
from tables import rewrite, table

PAGE = Path(__file__).resolve().parents[1] / "docs/speed.md"
ACTIVE, DRAWN, SEARCHES = 20, 40, 100
KINDS = tuple(kind for kind in get_args(Kind) if kind != "participants")
GOALS = {"a pair's dossier": 0.3, "a search": 0.15, "opening": 2.0}  # seconds, at the 95th percentile
MEMORY = 1.5  # GB
LONG = 9  # letters of a word that is seldom frequent
Pair = tuple[str, str]
Query = tuple[str, Filters, Kind | None]


class Measured(msgspec.Struct):
    """Seconds by what was done, and the most memory of the process in GB."""

    holds: str
    seconds: dict[str, list[float]]
    memory: float


def measured(record: Path, seed: int) -> Measured:
    """Open a record as a command does, and measure what it answers in this process."""
    chance, started = random.Random(seed), time.perf_counter()
    with open_to_read(record, lambda connection: None) as connection:
        opening = time.perf_counter() - started
        pairs, queries = pairs_of(connection, chance), list(queries_of(connection, chance))
        dossiers = [timed(lambda pair=pair: dossier(connection, Filters(pair=pair))) for pair in pairs]
        searches = [timed(lambda q=q: search(connection, *q)) for q in queries]
        (documents, events) = connection.execute(
            "SELECT (SELECT count(*) FROM versions WHERE present), (SELECT count(*) FROM events)"
        ).fetchall()[0]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    holds = f"{documents:,} documents, {events:,} events, {record.stat().st_size / 1e9:.1f} GB"
    return Measured(holds, dict(zip(GOALS, (dossiers, searches, [opening]), strict=True)), memory)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pairs_of(connection: Connection, chance: random.Random) -> list[Pair]:
    """Return the most active pairs and some of the others, in no order."""
    rows = connection.execute("SELECT a, b FROM pairs GROUP BY ALL ORDER BY count(*) DESC, a, b").fetchall()
    others = rows[ACTIVE:]
    found = rows[:ACTIVE] + chance.sample(others, min(DRAWN, len(others)))
    return chance.sample(found, len(found))


def queries_of(connection: Connection, chance: random.Random) -> Iterator[Query]:
    """Yield queries of words that stand together in documents; one in five within its pair, one in five of a kind."""
    texts = connection.execute(
        "SELECT canonical, pair_a, pair_b FROM versions JOIN texts USING (version) "
        f"WHERE present AND pair_a IS NOT NULL ORDER BY hash(version) LIMIT {SEARCHES}"
    ).fetchall()
    for place, (text, a, b) in enumerate(texts):
        words = [word for word in text.split() if word.isalpha()]
        rare = [word for word in words if len(word) >= LONG]
        chosen = rare if rare and place % 2 else words
        asked = " ".join(chance.choice(chosen) for _ in range(place % 4 + 1))
        yield asked, Filters(pair=(a, b) if place % 5 == 1 else None), chance.choice(KINDS) if place % 5 == 2 else None


def in_a_fresh_process(record: Path, seed: int) -> Measured:
    """Return what another process measures, which has loaded nothing yet."""
    command = [sys.executable, __file__, "--record", str(record), "--seed", str(seed), "--raw"]
    done = subprocess.run(command, capture_output=True, check=True)
    return msgspec.json.decode(done.stdout, type=Measured)


def of_a_command(record: Path) -> float:
    """Return the seconds of `dragoman dossier` from its start to its end, of the most active pair."""
    with open_to_read(record, lambda connection: None) as connection:
        a, b = connection.execute("SELECT a, b FROM pairs GROUP BY ALL ORDER BY count(*) DESC LIMIT 1").fetchall()[0]
    command = [sys.executable, "-m", "dragoman.cli.main", "dossier", a, b, "--record", str(record), "--json"]
    return timed(lambda: subprocess.run(command, capture_output=True, check=True))


def missed(found: Measured) -> list[str]:
    """Return the goals that are not reached."""
    over = [name for name, goal in GOALS.items() if np.percentile(found.seconds[name], 95) > goal]
    return over + (["memory"] if found.memory > MEMORY else [])


def page_text(found: Measured, command: float) -> str:
    """Return the generated part of the page."""
    rows = [
        [name, str(len(took)), *(f"{1000 * s:,.0f}" for s in (*np.percentile(took, (50, 95)), max(took), GOALS[name]))]
        for name, took in found.seconds.items()
    ]
    rows.append(["`dragoman dossier`, the whole process", "1", *3 * [f"{1000 * command:,.0f}"], ""])
    told = f"{found.holds}; at most {found.memory:.2f} GB of memory (goal {MEMORY})."
    header = ("ms", "how many", "median", "95th percentile", "longest", "goal (95th)")
    return "\n\n".join((measured_with(), told, table(header, rows)))


@click.command()
@click.option("--record", type=click.Path(exists=True, path_type=Path), help="measure this one")
@click.option(
    "--shared", type=click.Path(path_type=Path), default=Path("../shared"), help="else make one of its corpora"
)
@click.option("--documents", default=100_000, show_default=True, help="that the made record has")
@click.option("--seed", default=1, show_default=True)
@click.option("--raw", is_flag=True, help="measure in this process and print JSON")
def main(record: Path | None, shared: Path, documents: int, seed: int, raw: bool) -> None:
    """Measure a record's speed."""
    with tempfile.TemporaryDirectory() as folder:
        if record is None:
            record = Path(folder) / "made.duckdb"
            made = [sys.executable, str(Path(__file__).with_name("made_record.py")), str(record)]
            subprocess.run([*made, "--shared", str(shared), "--documents", str(documents)], check=True)
        if raw:
            click.echo(msgspec.json.encode(measured(record, seed)).decode("utf-8"))
            return
        found, command = in_a_fresh_process(record, seed), of_a_command(record)
    text = page_text(found, command)
    click.echo(text)
    rewrite(PAGE, "bench/record.py", text)
    for name in missed(found):
        click.echo(f"MISSED {name}")
    sys.exit(bool(missed(found)))


if __name__ == "__main__":
    main()
