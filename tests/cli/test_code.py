"""`dragoman code`: in order, resumable, never half a record."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.conftest import Program

SENTENCES = (
    "Chile thanked Peru for its help.",
    "Norway condemned the attack on Mali.",
    "The President of Kenya met the President of Ghana in Accra.",
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of 600 short documents."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    rows = ({"id": f"d{n}", "text": f"{SENTENCES[n % 3]} It was day {n}."} for n in range(600))
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(program: Program, many: Path) -> bytes:
    """Return what an uninterrupted run over the documents writes."""
    out = many.with_name("whole.jsonl")
    assert program("code", many, "-o", out).returncode == 0
    return out.read_bytes()


def test_records_stand_in_the_order_of_the_input(whole: bytes) -> None:
    """One record a document, in order."""
    assert [json.loads(line)["document"]["id"] for line in whole.splitlines()] == [f"d{n}" for n in range(600)]


def test_two_workers_write_the_same_bytes(program: Program, many: Path, whole: bytes, tmp_path: Path) -> None:
    """Neither workers nor the hash seed change a byte."""
    out = tmp_path / "two.jsonl"
    assert program("code", many, "-o", out, "--workers", "2").returncode == 0
    assert out.read_bytes() == whole


def _started(many: Path, out: Path) -> subprocess.Popen[bytes]:
    """Start a run and return it when something is written."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dragoman.cli.main", "code", str(many), "-o", str(out)], stderr=subprocess.PIPE
    )
    while process.poll() is None and not (out.exists() and out.stat().st_size):
        time.sleep(0.01)
    return process


def test_a_killed_run_is_gone_on_with(program: Program, many: Path, whole: bytes, tmp_path: Path) -> None:
    """After SIGKILL every line is whole or cut back, and the next run ends with the same bytes."""
    out = tmp_path / "killed.jsonl"
    process = _started(many, out)
    process.kill()
    process.wait()
    assert len(out.read_bytes()) < len(whole)
    assert program("code", many, "-o", out).returncode == 0
    assert out.read_bytes() == whole


def test_ctrl_c_ends_with_one_line_and_130(program: Program, many: Path, whole: bytes, tmp_path: Path) -> None:
    """An interrupted run says how to go on, leaves whole records, and goes on."""
    out = tmp_path / "stopped.jsonl"
    process = _started(many, out)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"run the same command again" in errors
    assert all(json.loads(line) for line in out.read_bytes().splitlines())
    assert program("code", many, "-o", out).returncode == 0
    assert out.read_bytes() == whole


def test_a_full_disk_leaves_what_was_written_readable(
    program: Program, many: Path, whole: bytes, tmp_path: Path
) -> None:
    """A limit on the size of files stands for the disk; the next run goes on from there."""
    out = tmp_path / "full.jsonl"

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    command = [sys.executable, "-m", "dragoman.cli.main", "code", str(many), "-o", str(out)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, preexec_fn=limit, capture_output=True, text=True, env=environment, check=False, timeout=120
    )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert program("code", many, "-o", out).returncode == 0
    assert out.read_bytes() == whole


def test_an_out_of_something_else_is_left_alone(program: Program, many: Path, tmp_path: Path) -> None:
    """Only --overwrite writes over what this run did not begin."""
    out = tmp_path / "taken.jsonl"
    out.write_text("mine\n", encoding="utf-8")
    assert program("code", many, "-o", out).returncode == 1
    assert out.read_text(encoding="utf-8") == "mine\n"


def test_bad_lines_are_refused_and_the_rest_is_done(program: Program, tmp_path: Path) -> None:
    """Each refusal is a line that names file and line; exit status 1; the good document has its record."""
    given, out = tmp_path / "bad.jsonl", tmp_path / "out.jsonl"
    good = {"id": "good", "text": SENTENCES[0]}
    lines = [
        '{"text": "broken',
        '{"id": "no-text"}',
        json.dumps(good),
        json.dumps(good),
        json.dumps({**good, "id": "x", "published": "soon"}),
    ]
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = program("code", given, "-o", out)
    assert done.returncode == 1
    for number in (1, 2, 4, 5):
        assert f"{given}:{number}: " in done.stderr
    assert [json.loads(line)["document"]["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ["good"]


def test_gzip_and_parquet_hold_the_same_records(program: Program, many: Path, whole: bytes, tmp_path: Path) -> None:
    """Every form of OUT has the same records in the same order."""
    packed, table = tmp_path / "out.jsonl.gz", tmp_path / "out.parquet"
    assert program("code", many, "-o", packed).returncode == 0
    assert gzip.decompress(packed.read_bytes()) == whole
    assert program("code", many, "-o", table).returncode == 0
    assert pq.read_table(table).column("document").to_pylist()[7]["id"] == "d7"


def test_what_is_missing_altogether_leaves_no_out(program: Program, tmp_path: Path) -> None:
    """A mistyped input is refused, and the same OUT is free for the right one."""
    out = tmp_path / "out.jsonl"
    done = program("code", tmp_path / "none.jsonl", "-o", out)
    assert done.returncode == 1
    assert "none.jsonl: no such file or folder" in done.stderr
    assert not out.exists()


def test_a_finished_out_is_not_read_again(program: Program, samples: Path, tmp_path: Path) -> None:
    """The second run says that all was done, and ends with 0."""
    out = tmp_path / "new" / "out.jsonl"
    for told in ("24 records", "already done"):
        done = program("code", samples / "samples.jsonl", "-o", out)
        assert (done.returncode, done.stdout) == (0, "")
        assert told in done.stderr
