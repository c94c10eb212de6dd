"""Measure the pages with many readers at once: `python -m bench.readers --record R`, or `--shared FOLDER`.

A real server shows the record; each reader opens pages of all kinds, drawn anew, by a connection of its own, and looks
at each for a while (a pause, exponential) before the next; one reviewer saves decisions all the while, and at the end
every decision that was acknowledged must stand in the chain. The first byte counts, cold pages and kept ones alike.
With `--pause 0` readers ask again at once, which no person does: as many pages as the machine can make.
Exit status 1 where a goal is missed.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from pathlib import Path
from urllib.parse import quote_plus

import click
import duckdb
import httpx
import numpy as np

from bench.machine import measured_with
from bench.tables import rewrite, table
from dragoman.review.ledger import decisions, verify_chain
from dragoman.store.files import snapshot_path
from dragoman.web import links

PAGE = Path(__file__).resolve().parents[1] / "docs/speed.md"
GOAL = 0.3  # seconds to the first byte, at the 95th percentile
DRAWN = 400  # addresses of each kind of page
QUERIES = {  # kinds of pages, and how names for their addresses are drawn
    "pair": "SELECT a, b FROM pairs ORDER BY hash(fact)",  # the more active, the more often
    "state": "SELECT a FROM pairs ORDER BY hash(fact)",
    "meeting": "SELECT id FROM joined WHERE kind = 'meetings' ORDER BY hash(joined)",
    "person": "SELECT id FROM joined WHERE kind = 'participants' ORDER BY hash(joined)",
    "agreement": "SELECT id FROM joined WHERE kind = 'agreements' ORDER BY hash(joined)",
    "document": "SELECT document FROM versions WHERE present ORDER BY hash(version)",
}
FIXED = {"home": "/", "codebook": "/codebook", "about": "/about", "meetings": "/meetings", "pairs": "/pairs"}
SHARE = {  # how often each kind is opened
    "home": 2, "pairs": 1, "pair": 5, "state": 2, "meetings": 1, "meeting": 3, "person": 2, "agreement": 1,
    "document": 5, "search": 4, "codebook": 1, "about": 1,
}  # fmt: skip


def addresses(record: Path, chance: random.Random) -> dict[str, list[str]]:
    """Return addresses of every kind of page."""
    found = {kind: [path] for kind, path in FIXED.items()}
    with duckdb.connect(str(snapshot_path(record)), read_only=True) as connection:
        for kind, query in QUERIES.items():
            rows = connection.execute(f"{query} LIMIT {DRAWN}").fetchall()
            found[kind] = [getattr(links, kind)(*row) for row in rows]
        texts = connection.execute(f"SELECT canonical FROM texts ORDER BY hash(version) LIMIT {DRAWN}").fetchall()
    words = [[word for word in text.split() if word.isalpha()] for (text,) in texts]
    asked = [" ".join(chance.sample(of, min(chance.randint(1, 3), len(of)))) for of in words if of]
    found["search"] = [f"/search?q={quote_plus(query)}" for query in asked]
    return found


class Reader(threading.Thread):
    """One who reads: opens pages until the time is up."""

    def __init__(self, port: int, pages: dict[str, list[str]], until: float, pause: float, seed: int) -> None:
        super().__init__(daemon=True)
        self._chance, self._pages, self._until, self._pause = random.Random(seed), pages, until, pause
        self._to = HTTPConnection("127.0.0.1", port, timeout=60)
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []

    def run(self) -> None:
        """Read."""
        kinds, shares = zip(*SHARE.items(), strict=True)
        time.sleep(self._chance.random() * self._pause)
        while time.monotonic() < self._until:
            (kind,) = self._chance.choices(kinds, shares)
            self._open(kind, self._chance.choice(self._pages[kind]))
            time.sleep(self._chance.expovariate(1 / self._pause) if self._pause else 0)

    def _open(self, kind: str, address: str) -> None:
        start = time.perf_counter()
        answer = self._asked(address)
        answer.read(1)
        self.seconds[kind].append(time.perf_counter() - start)
        answer.read()
        if answer.status != 200:
            self.wrong.append(f"{answer.status} {address}")

    def _asked(self, address: str) -> HTTPResponse:
        """Return an answer; a connection that was idle for long is begun anew, as browsers do."""
        try:
            self._to.request("GET", address)
            return self._to.getresponse()
        except (RemoteDisconnected, ConnectionError):
            self._to.close()
            self._to.request("GET", address)
            return self._to.getresponse()


class Reviewer(threading.Thread):
    """One who reviews: accepts the facts of a kind, one after the other, and counts what was acknowledged."""

    def __init__(self, origin: str, until: float, pause: float) -> None:
        super().__init__(daemon=True)
        self._origin, self._until, self._pause = origin, until, pause
        self.acknowledged = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        """Review."""
        with httpx.Client(base_url=self._origin, headers={"origin": self._origin}, timeout=60) as client:
            while time.monotonic() < self._until:
                task = client.get("/review/next?kind=positions", follow_redirects=True)
                state = re.search(r'name="state" value="([^"]+)"', task.text)
                if not state:
                    self.wrong.append(f"{task.status_code} {task.url}")
                    return
                told = client.post(task.url, data={"state": state[1], "do": "accept"})
                self.acknowledged += told.status_code == 303
                if told.status_code != 303:
                    self.wrong.append(f"{told.status_code} {task.url}")
                time.sleep(self._pause)


@contextmanager
def aside(record: Path) -> Iterator[Path]:
    """Yield a record that is this one, beside which decisions are written that go when all is done."""
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / record.name
        for place, of in ((other, record), (snapshot_path(other), snapshot_path(record))):
            place.symlink_to(of.resolve())
        yield other


@contextmanager
def server(record: Path) -> Iterator[int]:
    """Run `dragoman serve` and yield its port."""
    command = [sys.executable, "-m", "dragoman.cli.main", "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            said = []
            for line in process.stderr:
                said.append(line)
                if told := re.search(r"http://[^ ]*:(\d+)", line):
                    break
            else:
                raise click.ClickException("".join(said))
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield int(told[1])
        finally:
            process.terminate()


def read_by(
    record: Path, readers: int, seconds: float, pause: float, after: float, seed: int
) -> tuple[list[Reader], Reviewer]:
    """Let readers read while a reviewer decides, and return them; what was decided must all be there."""
    pages = addresses(record, random.Random(seed))
    with aside(record) as other, server(other) as port:
        time.sleep(after)
        until = time.monotonic() + seconds
        several = [Reader(port, pages, until, pause, seed + n) for n in range(readers)]
        reviewer = Reviewer(f"http://127.0.0.1:{port}", until, pause)
        for one in (*several, reviewer):
            one.start()
        for one in (*several, reviewer):
            one.join()
        kept = sum(decision.verdict == "accepted" for decision in decisions(other))
        if kept != reviewer.acknowledged or verify_chain(other):
            reviewer.wrong.append(f"{reviewer.acknowledged} decisions were acknowledged, {kept} are kept")
    return several, reviewer


def page_text(
    several: list[Reader], reviewer: Reviewer, seconds: float, pause: float, after: float
) -> tuple[str, list[str]]:
    """Return the generated part of the page, and the kinds of pages that miss the goal."""
    took = {kind: np.array([s for reader in several for s in reader.seconds[kind]]) for kind in SHARE}
    took = {"all": np.concatenate(list(took.values())), **took}
    rows = [
        [kind, str(len(of)), *(f"{1000 * s:,.0f}" for s in (*np.percentile(of, (50, 95, 99)), of.max()))]
        for kind, of in took.items()
        if len(of)
    ]
    told = f"{len(several)} readers for {seconds:g} s, each with a pause of {pause:g} s on average between two pages, "
    told += f"{after:g} s after the start of the server; "
    told += f"{len(took['all']) / seconds:.0f} pages a second; a reviewer saved {reviewer.acknowledged} decisions "
    told += "meanwhile, all of which are kept. Milliseconds to the first byte:"
    header = ("page", "how many", "median", "95th percentile", "99th", "longest")
    late = [kind for kind, of in took.items() if len(of) and np.percentile(of, 95) > GOAL]
    return "\n\n".join((measured_with(), told, table(header, rows))), late


@click.command()
@click.option("--record", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--readers", default=20, show_default=True)
@click.option("--seconds", default=60.0, show_default=True)
@click.option("--pause", default=2.0, show_default=True, help="seconds on average; 0 for none")
@click.option("--after", default=240.0, show_default=True, help="seconds after the start of the server")
@click.option("--seed", default=1, show_default=True)
@click.option("--write", "written", is_flag=True, help="write the figures into docs/speed.md")
def main(record: Path, readers: int, seconds: float, pause: float, after: float, seed: int, written: bool) -> None:
    """Measure the pages with many readers at once."""
    several, reviewer = read_by(record, readers, seconds, pause, after, seed)
    text, late = page_text(several, reviewer, seconds, pause, after)
    click.echo(text)
    if written:
        rewrite(PAGE, "bench/readers.py", text)
    wrong = [*reviewer.wrong, *(line for reader in several for line in reader.wrong)]
    for line in wrong[:20]:
        click.echo(f"WRONG {line}")
    for kind in late:
        click.echo(f"MISSED the first byte of {kind}")
    sys.exit(bool(wrong or late))


if __name__ == "__main__":
    main()
