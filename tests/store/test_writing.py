"""One writes, many read: what a second writer is told, what readers see meanwhile, what a killed writer leaves."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path
from sys import executable

import pytest
from bench.contents import settled

from dragoman.store.files import is_stale, lock_path
from dragoman.store.opening import open_to_read
from tests.conftest import Program
from tests.store.conftest import told_by, writer_of
from tests.store.made import MEETING, document, rows, taken

COUNT = "SELECT count(*) FROM versions"
INVENTED = "SELECT count(*) FROM publishers WHERE publisher = 'Invented Ministry'"


def test_a_second_writer_is_told_at_once(record: Path, samples: Path, program: Program) -> None:
    """`dragoman ingest` into a record that is being written ends with status 1 and one line that says what to do."""
    with writer_of(record) as writer:
        began = time.monotonic()
        done = program("ingest", samples / "samples.jsonl", "--record", record)
        seconds = time.monotonic() - began
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert f"is being written by another process ({writer.pid}); wait until it is done" in line
    assert seconds < 10  # nothing was read, nothing was waited for; most of it is the start of Python


def test_readers_go_on_while_one_writes(record: Path) -> None:
    """Through the snapshot a reader sees what was published last, and after the writer is done what it wrote."""
    before = rows(record, COUNT)
    with writer_of(record) as writer:
        assert rows(record, COUNT) == before
        assert rows(record, INVENTED) == [(0,)]
        writer.communicate(timeout=60)
    assert rows(record, INVENTED) == [(1,)]


def test_a_reader_keeps_the_snapshot_that_it_opened(record: Path) -> None:
    """What is published meanwhile changes nothing under a reader's hands."""
    with open_to_read(record, settled()) as connection:
        before = connection.execute(COUNT).fetchall()
        taken(record, document(MEETING))
        assert connection.execute(COUNT).fetchall() == before
    assert rows(record, COUNT) == [(before[0][0] + 1,)]


def test_reading_what_was_never_published_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """While the first run is still writing there is nothing to read yet, in one line."""
    record = tmp_path / "r.duckdb"
    with writer_of(record):
        status, out, err = told_by(capfd, "info", "--record", record)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert "being written by another process" in err


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_writer_leaves_no_lock(how: signal.Signals, record: Path) -> None:
    """What it had committed is kept, settled and published by whoever opens the record next."""
    with writer_of(record) as writer:
        writer.send_signal(how)
        writer.wait()
    assert lock_path(record).exists() or is_stale(record)
    assert rows(record, INVENTED) == [(1,)]
    assert taken(record, document(MEETING)).documents == 1


def test_many_readers_of_a_record_that_a_killed_writer_left(record: Path) -> None:
    """Readers that come at once all read, whichever of them publishes."""
    with writer_of(record) as writer:
        writer.kill()
        writer.wait()
    command = [executable, "-m", "dragoman.cli.main", "info", "--record", str(record)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [reader.communicate(timeout=60) for reader in readers]
    assert [reader.returncode for reader in readers] == [0] * 2, told
    assert len({out.splitlines()[1] for out, _ in told}) == 1


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A record in the place of a folder's entry that is a file is refused in one line."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    status, _, err = told_by(capfd, "ingest", __file__, "--record", tmp_path / "file" / "r.duckdb")
    assert (status, len(err.splitlines())) == (1, 1)
    assert "cannot be written" in err
