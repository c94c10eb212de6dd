"""The measuring of a record's speed works on a small one that is made; what it measures is no test's to say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench.contents import settled

from dragoman.store.files import is_stale
from dragoman.store.holdings import holdings

BENCH = Path(__file__).resolve().parents[2] / "bench"


def bench(name: str, *arguments: str | Path) -> str:
    """Run a script of the benches and return what it printed."""
    command = [sys.executable, str(BENCH / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_a_made_record_can_be_measured(tmp_path: Path) -> None:
    """A record of 300 documents made of the samples is whole, settled and published, and can be measured."""
    made = tmp_path / "made.duckdb"
    bench("made_record.py", made, "--documents", "300")
    assert not is_stale(made)
    with holdings(made, settled()) as held:
        assert len(list(held.versions())) >= 300
        assert len(list(held.events())) >= 3000
        words = (
            "SELECT count(*) FROM lengths JOIN (SELECT version, sum(count) AS n FROM counts GROUP BY 1) USING (version)"
        )
        assert held.connection.execute(f"{words} WHERE n = words").fetchall() == [(len(list(held.versions())),)]
        assert held.connection.execute("SELECT count(*) FROM dirty WHERE kind = 'changed'").fetchall() == [(0,)]
    found = json.loads(bench("record.py", "--record", made, "--raw"))
    assert len(found["seconds"]["a search"]) == 100
    assert all(took > 0 for of in found["seconds"].values() for took in of)
