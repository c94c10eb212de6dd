"""The process that reads for a server, and what becomes of jobs when it fails."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.source.rows import NO_DEFAULTS
from dragoman.web.adding.jobs import SHOWN, Job, Jobs, given_file
from dragoman.web.adding.process import Process
from dragoman.web.adding.steps import FOUND, Ended, Failed, Look, Progress, ReadStep, Upload, spooled_at
from dragoman.web.adding.worker import MOST_MEMORY, MOST_UNPACKED, too_much
from tests.store.made import MEETING, THANKS

LOADING = 90  # seconds within which the reader is loaded, on a busy machine


@pytest.fixture
def jobs(record: Path) -> Iterator[Jobs]:
    """Yield the jobs of a server."""
    made = Jobs(record)
    yield made
    made.close()


def step(folder: Path, text: str, ending: str = ".txt", most: int = 10) -> ReadStep:
    """Return what lets a text be read that is the only file of a folder."""
    (folder / f"upload-1{ending}").write_text(text, encoding="utf-8")
    return ReadStep(str(folder), (Upload(f"upload-1{ending}", "given"),), NO_DEFAULTS, {"": "quote"}, "full", most)


def decided(jobs: Jobs, name: str) -> Job:
    """Wait until nothing of a job is under way, and return it."""
    end = time.monotonic() + LOADING
    while (job := jobs.of("ana", name)).is_running:
        assert time.monotonic() < end
        time.sleep(0.1)
    return job


def test_a_step_is_told_as_it_is_done(tmp_path: Path) -> None:
    """Each document is told as it is read, at most so many are, and one process does many steps."""
    process = Process(tmp_path)
    rows = "\n".join(json.dumps({"text": text}) for text in (MEETING, THANKS, "Never read."))
    look, progress, *rest = process.events(step(tmp_path, rows, ".jsonl", most=2), LOADING)
    assert isinstance(look, Look)
    assert (look.name, look.refusal, progress) == ("given:1", None, Progress("reading", 1, 0))
    spooled = spooled_at(tmp_path, look.place)
    assert (spooled.document.text, spooled.policy, spooled.fresh) == (MEETING, "quote", False)
    assert isinstance(rest[-1], Ended)
    assert "Only the first 2 documents" in rest[-1].note
    assert [type(event) for event in process.events(step(tmp_path, THANKS), LOADING)] == [Look, Progress, Ended]
    assert (tmp_path / FOUND).read_bytes().count(b"\n") == 1
    process.end()
    assert not process.is_alive


def test_a_process_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    """What it was doing is told as failed, and so is what is asked of it afterwards."""
    process = Process(tmp_path)
    for _ in range(2):
        (event,) = process.events(step(tmp_path, MEETING), 0.05)
        assert isinstance(event, Failed)
        assert "took too long" in event.problem
    assert not process.is_alive


def test_the_next_job_is_read_after_one_has_failed(jobs: Jobs) -> None:
    """A process that was lost with one job is replaced for the next."""
    lost = jobs.begin("ana", [given_file("a.txt", MEETING.encode())], NO_DEFAULTS, {}, "full")
    while jobs.of("ana", lost.id).state == "waiting":
        time.sleep(0.01)
    assert jobs._process
    jobs._process.end()
    assert decided(jobs, lost.id).state == "failed"
    after = jobs.begin("ana", [given_file("b.txt", MEETING.encode())], NO_DEFAULTS, {}, "full")
    assert decided(jobs, after.id).state == "read"


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms hold no process to a bound of its memory")
def test_a_file_that_unpacks_into_all_memory_ends_itself_alone(jobs: Jobs) -> None:
    """Ten kB of Parquet that hold six GB: the person is told why, the process lives, and the next file is read."""
    begun = jobs.begin("ana", [given_file("a.parquet", bomb(64, 100))], NO_DEFAULTS, {}, "full")
    process = jobs._process
    job = decided(jobs, begun.id)
    assert job.state == "failed"
    assert job.problem == too_much(MOST_MEMORY)
    assert "4 GB of memory" in job.problem.problem
    after = jobs.begin("ana", [given_file("b.txt", MEETING.encode())], NO_DEFAULTS, {}, "full")
    assert decided(jobs, after.id).state == "read"
    assert jobs._process is process


def test_a_packed_file_that_holds_too_much_is_refused_at_once(jobs: Jobs) -> None:
    """A few kB of packed line breaks would keep all others waiting; the files beside it are read."""
    packed = gzip.compress(b"\n" * (MOST_UNPACKED + 1), 1)
    given = [given_file("a.jsonl.gz", packed), given_file("b.txt", MEETING.encode())]
    begun = jobs.begin("ana", given, NO_DEFAULTS, {}, "full")
    first, second = decided(jobs, begun.id).looks
    assert first.name == "a.jsonl.gz"
    assert "more than 128 MB when it is unpacked" in (first.refusal or "")
    assert second.refusal is None


def bomb(rows: int, megabytes: int) -> bytes:
    """Return a Parquet file in which each row is the same long text, which it holds once."""
    text = pa.array(["Norway thanked Chile. " * (megabytes * 1024**2 // 22)])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), text)
    out = io.BytesIO()
    pq.write_table(pa.table({"text": column}), out, compression="zstd")
    return out.getvalue()


def test_the_files_of_others_are_cleared_though_the_process_was_lost(jobs: Jobs) -> None:
    """One that is lost while it reads is replaced as long as anybody's files lie."""
    begun = jobs.begin("ana", [given_file("a.txt", MEETING.encode())], NO_DEFAULTS, {}, "full")
    while jobs.of("ana", begun.id).state == "waiting":
        time.sleep(0.01)
    lost = jobs._process
    assert lost
    lost.end()
    assert decided(jobs, begun.id).state == "failed"
    end = time.monotonic() + 10
    while jobs._process is lost and time.monotonic() < end:
        time.sleep(0.05)
    assert jobs._process
    assert jobs._process is not lost
    assert jobs._process.is_alive


def test_files_never_lie_without_a_process_that_clears_them(jobs: Jobs) -> None:
    """Whatever kills the server, it is up as soon as there are files, however long they lie, and no longer."""
    first = jobs.begin("ana", [given_file("a.txt", MEETING.encode())], NO_DEFAULTS, {}, "full")
    assert (process := jobs._process)
    assert process.is_alive
    decided(jobs, first.id)
    jobs._rest()
    assert process.is_alive
    jobs.discard("ana", first.id)
    jobs._rest()
    assert not process.is_alive


def test_the_process_clears_though_the_server_ended_while_it_wrote(tmp_path: Path) -> None:
    """Half a step is no step, and the folder goes as it does when the server ends between two."""
    spool = tmp_path / "spool"
    spool.mkdir()
    command = [sys.executable, "-m", "dragoman.web.adding.worker", str(spool)]
    subprocess.run(command, input=b'{"type":"read","fol', stdout=subprocess.PIPE, check=True, timeout=LOADING)
    assert not spool.exists()


@pytest.mark.parametrize(
    ("name", "shown", "ending"),
    [
        ("talks.HTML", "talks.HTML", ".html"),
        ("../../etc/passwd", "passwd", ""),
        ("C:\\work\\rows.jsonl.gz", "rows.jsonl.gz", ".jsonl.gz"),
        ("/", "a file without a name", ""),
        ("x" * 300 + ".txt", "x" * SHOWN, ".txt"),
    ],
)
def test_a_name_is_never_a_path(name: str, shown: str, ending: str) -> None:
    """Of what somebody called a file no more is used than its ending; people see its last part."""
    given = given_file(name, b"")
    assert (given.name, given.ending) == (shown, ending)
