"""`dragoman user` and the start of a server that others reach."""

from __future__ import annotations

import io
import json
import os
import pty
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.cli.main import COMMANDS, run
from dragoman.web.accounts import store

GOOD = "seven quiet harbours"


class Said(NamedTuple):
    """What a command said, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Return a function that runs `dragoman` in this process, which is quicker, and returns what it said."""

    def call(*arguments: str | Path, given: str = "") -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        status = run([str(one) for one in arguments])
        return Said(status, *capsys.readouterr())

    return call


def test_users_are_added_listed_changed_and_removed(said: Callable[..., Said], record: Path) -> None:
    """Each command does one thing and says so in one line."""
    at = ("--record", record)
    add = ("user", "add", "ines", "--role", "admin", *at, "--password-stdin")
    done = said(*add, given=f"{GOOD}\n")
    assert (done.returncode, done.stderr) == (0, "dragoman: ines may log in as admin\n")
    assert said("user", "add", "rosa", "--role", "reader", *at, "--password-stdin", given=GOOD).returncode == 0
    assert said("user", "role", "rosa", "--role", "reviewer", *at).returncode == 0
    listed = said("user", "list", *at).stdout.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [["ines", "admin"], ["rosa", "reviewer"]]
    assert said("user", "passwd", "Rosa", *at, "--password-stdin", given="eleven loud kettles").returncode == 0
    assert store.verified(record, "rosa", "eleven loud kettles")
    assert said("user", "remove", "rosa", *at).returncode == 0
    assert [one["name"] for one in json.loads(said("user", "list", *at, "--json").stdout)] == ["ines"]
    for wrong, told in (
        (("add", "ines", "--role", "reader", "--password-stdin"), "already"), (("remove", "ines"), "only admin"),
        (("remove", "nobody"), "no user"), (("add", "a b", "--role", "reader", "--password-stdin"), "no name"),
        (("passwd", "ines", "--password-stdin"), "12 to 256"),
    ):  # fmt: skip
        refused = said("user", *wrong, *at, given="short")
        assert refused.returncode == 1
        assert told in refused.stderr
        assert len(refused.stderr.splitlines()) == 1


def test_users_belong_to_a_record(said: Callable[..., Said], tmp_path: Path) -> None:
    """A record that is not there gets no users, so that a slip of the pen makes no admin of nothing."""
    done = said("user", "add", "ines", "--role", "admin", "--record", tmp_path / "none", "--password-stdin", given=GOOD)
    assert done.returncode == 1
    assert "no such record" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_password_is_asked_for_twice_and_not_shown(record: Path) -> None:
    """On a terminal nothing of it is written back."""
    child, terminal = pty.fork()
    if child == 0:
        command = ("-m", "dragoman.cli.main", "user", "add", "ines", "--role", "admin", "--record", str(record))
        os.execv(sys.executable, [sys.executable, *command])
    shown = b""
    for asked in (b"Password", b"Again"):
        while asked not in shown:
            shown += os.read(terminal, 1024)
        time.sleep(0.3)  # the terminal stops showing what is typed just before it asks
        os.write(terminal, GOOD.encode() + b"\n")
    while b"may log in" not in shown:
        shown += os.read(terminal, 1024)
    os.waitpid(child, 0)
    os.close(terminal)
    assert GOOD.encode() not in shown
    assert store.verified(record, "ines", GOOD)


@pytest.mark.parametrize(
    "options", [("--host", "192.0.2.10"), ("--name", "office.example"), ("--https", "--name", "office.example")]
)
def test_a_server_that_others_reach_needs_an_admin(
    said: Callable[..., Said], record: Path, options: tuple[str, ...]
) -> None:
    """It says which command makes one, and does not start."""
    done = said("serve", "--record", record, "--port", "0", *options)
    assert done.returncode == 1
    assert f"dragoman user add NAME --role admin --record {record}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("options", [("--https",), ("--host", "0.0.0.0"), ("--host", "::")])
def test_some_servers_need_a_name(said: Callable[..., Said], record: Path, options: tuple[str, ...]) -> None:
    """Where the address it listens at is not the one that browsers know, the server must be told that one."""
    done = said("serve", "--record", record, *options)
    assert done.returncode == 2
    assert "--name" in done.stderr


def test_the_command_is_known(said: Callable[..., Said]) -> None:
    """Every help page shows how it is used."""
    assert "user" in COMMANDS
    for words in ((), ("add",), ("list",), ("role",), ("passwd",), ("remove",)):
        assert "Example: dragoman user" in said("user", *words, "--help").stdout
