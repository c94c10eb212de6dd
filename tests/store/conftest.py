"""A record of the samples, made once and copied for every test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from textwrap import dedent

import pytest

from dragoman.cli.main import run
from dragoman.source.document import Document
from dragoman.source.open import documents
from dragoman.store.files import snapshot_path
from tests.store.made import taken


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """Return a record of the samples, which is not to be changed."""
    record = tmp_path_factory.mktemp("record") / "r.duckdb"
    found = [one for one in documents([str(samples / "samples.jsonl")]) if isinstance(one, Document)]
    taken(record, *found)
    return record


@pytest.fixture
def record(made_once: Path, tmp_path: Path) -> Path:
    """Return a record of the samples that may be changed."""
    copy = tmp_path / made_once.name
    shutil.copy2(made_once, copy)
    shutil.copy2(snapshot_path(made_once), snapshot_path(copy))
    return copy


@contextmanager
def writer_of(record: Path) -> Iterator[Popen[str]]:
    """Yield another process that has opened a record to write, and goes on when its input ends."""
    script = dedent("""\
        import sys
        from pathlib import Path
        from dragoman.store.opening import open_to_write
        with open_to_write(Path(sys.argv[1]), lambda connection: None) as connection:
            connection.execute("INSERT INTO publishers VALUES ('Invented Ministry', 'quote')").fetchall()
            print("open", flush=True)
            sys.stdin.read()
    """)
    with Popen([executable, "-c", script, str(record)], stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            process.kill()


def told_by(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run `dragoman` and return its exit status and what it said on both outputs."""
    capfd.readouterr()
    status = run([str(argument) for argument in arguments])
    said = capfd.readouterr()
    return status, said.out, said.err
