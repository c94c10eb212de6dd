"""A record of the samples, made once and copied for every test that changes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from sys import executable
from textwrap import dedent

import pytest

from dragoman.cli.main import run


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
