"""Runs over many documents with a plain function for a reader: order, workers, going on, what is left alone."""

from __future__ import annotations

import errno
import gzip
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from dragoman.exports.batch import CannotWriteError, InterruptedRunError, code_documents
from dragoman.exports.ordered import WorkerLostError
from dragoman.exports.sinks import sink_for
from dragoman.exports.state import OutputTakenError, read_state, state_path
from tests.conftest import ROOT
from tests.exports import made

COUNT = 2500  # more than two parts of Parquet
ENDINGS = [".jsonl", ".jsonl.gz", ".parquet", ""]
SLOW_RUN = """
import sys
from dragoman.exports.batch import code_documents
from dragoman.exports.sinks import sink_for
from tests.exports import made
if __name__ == "__main__":
    code_documents(made.documents(2500), sink_for(sys.argv[1]), made.state(), made.slow_work, workers=int(sys.argv[2]))
"""


def content(out: Path) -> dict[str, bytes]:
    """What stands at OUT: its bytes, or those of every part."""
    return {p.name: p.read_bytes() for p in sorted(out.iterdir())} if out.is_dir() else {"": out.read_bytes()}


def run(out: Path, count: int = COUNT, workers: int = 1) -> None:
    """Run over the made documents to the end."""
    assert code_documents(made.documents(count), sink_for(str(out)), made.state(), made.work, workers=workers).finished


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What an undisturbed run writes, by the ending of OUT."""
    folder = tmp_path_factory.mktemp("whole")
    for ending in ENDINGS:
        run(folder / f"out{ending}")
    return {ending: content(folder / f"out{ending}") for ending in ENDINGS}


def test_records_stand_in_order_and_refusals_are_told(tmp_path: Path) -> None:
    """Every document has a line or a refusal, each in the order of the input."""
    out, told = tmp_path / "out.jsonl", []
    state = code_documents(made.documents(45), sink_for(str(out)), made.state(), made.work, tell=told.append)
    ids = [msgspec.json.decode(line)["document"]["id"] for line in out.read_bytes().splitlines()]
    assert ids == [f"d{n}" for n in range(45) if n % 10 != 9]
    assert [refusal.origin for refusal in told] == ["in:9", "in:19", "in:29", "in:39"]
    assert (state.read, state.refused, state.records) == (45, 4, 41)


@pytest.mark.parametrize("ending", ENDINGS)
def test_two_workers_write_the_same_bytes(ending: str, whole: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    """How many processes work changes no byte of any form of OUT."""
    out = tmp_path / f"out{ending}"
    run(out, workers=2)
    assert content(out) == whole[ending]


@pytest.mark.parametrize(("ending", "workers"), [(".jsonl", 1), (".jsonl.gz", 2), (".parquet", 1), ("", 2)])
def test_a_killed_run_is_gone_on_with(
    ending: str, workers: int, whole: dict[str, dict[str, bytes]], tmp_path: Path
) -> None:
    """A process that is killed in the middle leaves what the next run goes on with, to the same bytes."""
    out = tmp_path / f"out{ending}"
    command = [sys.executable, "-c", SLOW_RUN, str(out), str(workers)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    while process.poll() is None and not ((state := read_state(out)) and state.read):
        time.sleep(0.005)
    process.kill()
    process.wait()
    begun = read_state(out)
    assert begun is not None
    assert 0 < begun.read < COUNT
    told: list[object] = []
    code_documents(made.documents(COUNT), sink_for(str(out)), made.state(), made.work, tell=told.append)
    assert content(out) == whole[ending]
    assert len(told) == COUNT // made.EVERY_REFUSED - begun.refused


def test_a_torn_line_is_cut_back(whole: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    """What stands after the last unit that is sure is written again."""
    out = tmp_path / "out.jsonl"
    with pytest.raises(InterruptedRunError):
        code_documents(made.documents(COUNT), sink_for(str(out)), made.state(), made.work, progress=_interrupt_at(160))
    with out.open("ab") as stream:
        stream.write(b'{"document": {"id": "d1')
    run(out)
    assert content(out) == whole[".jsonl"]


def test_an_interrupt_finishes_what_is_at_hand(tmp_path: Path) -> None:
    """After Ctrl-C the chunk at hand is written, and the error says how many documents are done."""
    out = tmp_path / "out.jsonl.gz"
    with pytest.raises(InterruptedRunError, match="the first 80 documents are done"):
        code_documents(made.documents(COUNT), sink_for(str(out)), made.state(), made.work, progress=_interrupt_at(80))
    assert len(gzip.decompress(out.read_bytes()).splitlines()) == 72


def _interrupt_at(count: int):  # type: ignore[no-untyped-def]
    seen: list[int] = []

    def progress(step: int) -> None:
        seen.append(step)
        if sum(seen) == count:
            os.kill(os.getpid(), signal.SIGINT)

    return progress


def test_a_finished_run_is_not_run_again(tmp_path: Path) -> None:
    """The same command over a finished OUT reads nothing, says so, and changes nothing."""
    out, told = tmp_path / "out.jsonl", []
    run(out, count=20)
    before = out.stat().st_mtime_ns
    state = code_documents(iter(()), sink_for(str(out)), made.state(), made.work, tell=told.append)
    assert (state.records, out.stat().st_mtime_ns) == (18, before)
    assert told == [f"{out}: already done by an earlier run"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_another_run_is_left_alone_without_overwrite(ending: str, tmp_path: Path) -> None:
    """An OUT of other options stays as it is, and --overwrite writes it anew."""
    out, other = tmp_path / f"out{ending}", made.state(least=0.5)
    run(out, count=20)
    before = content(out)
    with pytest.raises(OutputTakenError, match="other options"):
        code_documents(made.documents(5), sink_for(str(out)), other, made.work)
    assert content(out) == before
    state = code_documents(made.documents(5), sink_for(str(out)), other, made.work, overwrite=True)
    assert state.records == 5
    assert content(out) != before


def test_a_finished_out_that_was_changed_is_left_alone(tmp_path: Path) -> None:
    """An OUT that is not as its run left it is not taken for done."""
    out = tmp_path / "out.jsonl"
    run(out, count=20)
    out.write_bytes(out.read_bytes()[:100])
    with pytest.raises(OutputTakenError, match="was changed"):
        code_documents(made.documents(20), sink_for(str(out)), made.state(), made.work)


def test_two_runs_do_not_write_one_out(tmp_path: Path) -> None:
    """While one run writes, a second one of the same OUT is turned away."""
    sink = sink_for(str(tmp_path / "out.jsonl"))
    sink.open(0, 0)
    with pytest.raises(OutputTakenError, match="another run is writing it"):
        run(tmp_path / "out.jsonl", count=5)
    sink.close()


def test_no_documents_give_an_empty_out(tmp_path: Path) -> None:
    """An input without documents gives a file without lines, and a table without rows."""
    run(tmp_path / "out.jsonl", count=0)
    run(tmp_path / "out.parquet", count=0)
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


def test_a_full_disk_ends_with_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names OUT and the reason; what stood there stands, and the next run goes on."""
    out = tmp_path / "out.jsonl"
    calls: list[int] = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("dragoman.exports.sinks.os.fsync", full)
    with pytest.raises(CannotWriteError, match=r"out\.jsonl: cannot be written \(No space left on device\)"):
        run(out, count=160)
    assert len(out.read_bytes().splitlines()) == 29
    run(out, count=160)
    assert len(out.read_bytes().splitlines()) == 144


def test_a_lost_worker_is_told(tmp_path: Path) -> None:
    """A worker process that the machine ends raises one error, and no run hangs."""
    out, killed = tmp_path / "out.jsonl", tmp_path / "killed"
    with pytest.raises(WorkerLostError):
        code_documents(made.documents(50), sink_for(str(out)), made.state(), partial(made.lost_work, killed), workers=2)
    assert killed.exists()


def test_what_is_no_kind_of_out_is_named(tmp_path: Path) -> None:
    """An ending that is not written gives an error with those that are."""
    with pytest.raises(ValueError, match=r"\.jsonl, \.jsonl\.gz, \.parquet"):
        sink_for(str(tmp_path / "out.csv"))
    assert state_path(tmp_path / "out.jsonl").name == "out.jsonl.state.json"
