"""The process that reads for a server, as the server sees it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from dragoman.web.adding.steps import Ended, Event, Failed, Step


class Process:
    """A process of `dragoman.web.adding.worker`, which ends when the server does, however that ends."""

    def __init__(self, folder: Path) -> None:
        # A session of its own: Ctrl-C in the server's terminal is for the server, which then ends this.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dragoman.web.adding.worker", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    @property
    def is_alive(self) -> bool:
        """Whether it can take a step."""
        return self._process.poll() is None

    def events(self, step: Step, longest: float) -> Iterator[Event]:
        """Let it do a step and yield what it tells, the end last; it is ended when that takes `longest` seconds."""
        timer = threading.Timer(longest, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield from self._events(step)
        finally:
            timer.cancel()

    def end(self) -> None:
        """End it at once: a record that it writes bears that (docs/record.md)."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr] # opened above

    def _events(self, step: Step) -> Iterator[Event]:
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(msgspec.json.encode(step) + b"\n")
            self._process.stdin.flush()
        except (OSError, ValueError):  # it is gone
            yield _lost()
            return
        for line in self._process.stdout:
            event = msgspec.json.decode(line, type=Event)
            yield event
            if isinstance(event, Ended | Failed):
                return
        self._process.wait()
        yield _lost()


def _lost() -> Failed:
    return Failed(
        "The process that reads ended before it was done, took too long, or needed too much memory.",
        "Add fewer documents at once; dragoman ingest takes any number of them.",
    )
