"""Writers that are killed at random moments: what the long run (`python -m bench.kills`) does, a few times."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path
from sys import executable
from typing import Any

import pytest
from bench.kills import Tally, Undisturbed, forgetting, ingests, rejecting, undisturbed, written

from dragoman.store.files import lock_path, log_path, snapshot_path
from dragoman.store.opening import open_to_read
from tests.store.conftest import told_by, writer_of
from tests.store.made import MEETING, document, rows, taken

EDITED_AND_KILLED = """
import os, signal, sys
from pathlib import Path
import msgspec
from dragoman.ingest import Hearers, ingest
from dragoman.source.open import documents
found = documents([sys.argv[2]])
edited = (msgspec.structs.replace(one, text=one.text + " This page was corrected.") for one in found)
ingest(Path(sys.argv[1]), edited, hearers=Hearers(added=lambda _: os.kill(os.getpid(), signal.SIGKILL)))
"""
INVENTED = "SELECT count(*) FROM publishers WHERE publisher = 'Invented Ministry'"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, sample_rows: list[dict[str, Any]]) -> Undisturbed:
    """Return a record of the samples that the program made without being killed."""
    folder = tmp_path_factory.mktemp("kills")
    return undisturbed(written(sample_rows, folder)[:1], folder / "undisturbed.duckdb")


def test_a_killed_ingest_goes_on(made: Undisturbed) -> None:
    """What was told is kept, no document is half in, and in the end the record is as one that was not disturbed."""
    tally = Tally()
    ingests(made, random.Random(3), 3, tally)
    assert tally.faults == []
    assert tally.kills.total() == 3


@pytest.mark.parametrize("command", [forgetting, rejecting])
def test_other_killed_writers_go_on(command: Any, made: Undisturbed) -> None:
    """Forgetting and rejecting are done whole or not at all, and can be done again."""
    assert command(made, random.Random(3), Tally()) == []


def test_what_only_the_log_holds_is_published(record: Path, samples: Path) -> None:
    """What a process had told before it was killed is read, also where nobody writes anything more."""
    subprocess.run([executable, "-c", EDITED_AND_KILLED, str(record), str(samples / "samples.jsonl")], check=False)
    assert log_path(record).exists()
    with open_to_read(record, lambda connection: None) as connection:
        assert connection.execute("SELECT count(*) FROM versions WHERE number = 2").fetchall() == [(8,)]


def test_a_record_that_was_only_begun_is_begun_anew(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The file that a killed process had only begun, and the log of a record that was removed, are in no one's way."""
    record = tmp_path / "r.duckdb"
    with writer_of(record) as writer:
        writer.kill()
        writer.wait()
    record.unlink()
    Path(f"{record}.new").write_bytes(b"half a file")
    assert log_path(record).exists()
    assert taken(record, document(MEETING)).documents == 1
    assert rows(record, INVENTED) == [(0,)]
    assert told_by(capfd, "info", "--record", record)[0] == 0
    left = {path.name for path in tmp_path.iterdir()}
    assert left <= {record.name, snapshot_path(record).name, lock_path(record).name}
