"""Many requests at once leave nothing behind, and nobody gets a page of somebody else.

`DRAGOMAN_MANY` is how many there are at once (`make check-long`: 1,000).
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from dragoman.web.accounts.passwords import hashed
from dragoman.web.accounts.store import add, opened

MANY = int(os.environ.get("DRAGOMAN_MANY", "100"))
MOST_GROWTH = 48  # MB: answers are kept, so that some growth is meant
PASSWORD = "seven quiet harbours"
AGREEMENT = "/agreements/1951-mutual-defense-treaty"
PATHS = (
    AGREEMENT,
    f"{AGREEMENT}.json",
    f"{AGREEMENT}.xlsx",
    "/",
    "/search?q=treaty",
    "/none",
    "/account",
    "/static/web.css",
)
USERS = ("rosa", "victor")


class Process(NamedTuple):
    """A server in a process of its own."""

    address: str
    number: int


class Held(NamedTuple):
    """What a process holds: open files, threads, and memory in MB."""

    files: int
    threads: int
    memory: float


@pytest.fixture
def process(record: Path) -> Iterator[Process]:
    """Run `dragoman serve` with a login in a process of its own."""
    with opened(record) as connection:
        for name, role in (*((name, "reader") for name in USERS), ("ines", "admin")):
            add(connection, name, role, hashed(PASSWORD))  # type: ignore[arg-type] # a role
    command = [sys.executable, "-m", "dragoman.cli.main", "serve", "--record", str(record), "--port", "0"]
    command += ["--name", "office.example"]  # known to others, so that people log in
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        assert started.stderr
        told = started.stderr.readline()
        yield Process(told.split()[1].replace("office.example", "127.0.0.1"), started.pid)
        started.terminate()
        assert "Traceback" not in started.stderr.read()


def held(number: int) -> Held:
    """Return what a process holds at present."""
    status = Path(f"/proc/{number}/status").read_text(encoding="utf-8")
    told = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    return Held(
        len(list(Path(f"/proc/{number}/fd").iterdir())), int(told["Threads"]), int(told["VmRSS"].split()[0]) / 1024
    )


async def many(address: str, cookies: dict[str, str]) -> None:
    """Ask for many pages at once as several users, and check that each answer is of who asked."""
    limits = httpx.Limits(max_connections=MANY)
    async with httpx.AsyncClient(base_url=address, timeout=300, limits=limits) as client:

        async def one(number: int) -> None:
            name = USERS[number % len(USERS)]
            path = PATHS[number // len(USERS) % len(PATHS)]
            answer = await client.get(path, headers={"cookie": f"dragoman={cookies[name]}"})
            assert answer.status_code == (404 if path == "/none" else 200), (path, answer.status_code)
            other = USERS[(number + 1) % len(USERS)]
            assert other not in answer.text
            assert (name in answer.text) == (path == "/account")

        await asyncio.gather(*(one(number) for number in range(MANY)))


def at_once(address: str, cookies: dict[str, str]) -> None:
    """Ask many times at once, in a thread of its own, since the driver of the browser keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(many(address, cookies))).result()


def logged_in(address: str, name: str) -> str:
    """Return the secret of a new session."""
    form = {"name": name, "password": PASSWORD}
    answer = httpx.post(f"{address}/login", data=form, headers={"origin": address}, timeout=60)
    return answer.cookies["dragoman"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_many_requests_at_once_leak_nothing(process: Process) -> None:
    """Open files, threads and memory are what they were, and the server answers as before."""
    cookies = {name: logged_in(process.address, name) for name in USERS}
    at_once(process.address, cookies)  # whatever is opened once is opened
    time.sleep(1)
    before = held(process.number)
    for _ in range(2):
        at_once(process.address, cookies)
    time.sleep(1)
    after = held(process.number)
    print(f"{MANY} at once: {before} before, {after} after")
    assert after.files <= before.files + 2
    assert after.threads <= before.threads + 2
    assert after.memory <= before.memory + MOST_GROWTH
