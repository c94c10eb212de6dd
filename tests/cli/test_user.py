"""`dragoman user` and the start of a server that others reach."""

from __future__ import annotations

import json
import os
import pty
import sys
import time
from pathlib import Path

import pytest

from dragoman.cli.main import COMMANDS
from dragoman.web.accounts import store
from tests.conftest import Program

GOOD = "seven quiet harbours"


def test_users_are_added_listed_changed_and_removed(program: Program, record: Path) -> None:
    """Each command does one thing and says so in one line."""
    at = ("--record", record)
    add = ("user", "add", "ines", "--role", "admin", *at, "--password-stdin")
    done = program(*add, given=f"{GOOD}\n")
    assert (done.returncode, done.stderr) == (0, "dragoman: ines may log in as admin\n")
    assert program("user", "add", "rosa", "--role", "reader", *at, "--password-stdin", given=GOOD).returncode == 0
    assert program("user", "role", "rosa", "--role", "reviewer", *at).returncode == 0
    listed = program("user", "list", *at).stdout.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [["ines", "admin"], ["rosa", "reviewer"]]
    assert program("user", "passwd", "Rosa", *at, "--password-stdin", given="eleven loud kettles").returncode == 0
    assert store.verified(record, "rosa", "eleven loud kettles")
    assert program("user", "remove", "rosa", *at).returncode == 0
    assert [one["name"] for one in json.loads(program("user", "list", *at, "--json").stdout)] == ["ines"]
    for wrong, told in (
        (("add", "ines", "--role", "reader", "--password-stdin"), "already"), (("remove", "ines"), "only admin"),
        (("remove", "nobody"), "no user"), (("add", "a b", "--role", "reader", "--password-stdin"), "no name"),
        (("passwd", "ines", "--password-stdin"), "12 to 256"),
    ):  # fmt: skip
        refused = program("user", *wrong, *at, given="short")
        assert refused.returncode == 1
        assert told in refused.stderr
        assert len(refused.stderr.splitlines()) == 1


def test_users_belong_to_a_record(program: Program, tmp_path: Path) -> None:
    """A record that is not there gets no users, so that a slip of the pen makes no admin of nothing."""
    done = program(
        "user", "add", "ines", "--role", "admin", "--record", tmp_path / "none", "--password-stdin", given=GOOD
    )
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
def test_a_server_that_others_reach_needs_an_admin(program: Program, record: Path, options: tuple[str, ...]) -> None:
    """It says which command makes one, and does not start."""
    done = program("serve", "--record", record, "--port", "0", *options)
    assert done.returncode == 1
    assert f"dragoman user add NAME --role admin --record {record}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("options", [("--https",), ("--host", "0.0.0.0"), ("--host", "::")])
def test_some_servers_need_a_name(program: Program, record: Path, options: tuple[str, ...]) -> None:
    """Where the address it listens at is not the one that browsers know, the server must be told that one."""
    done = program("serve", "--record", record, *options)
    assert done.returncode == 2
    assert "--name" in done.stderr


def test_the_command_is_known(program: Program) -> None:
    """Every help page shows how it is used."""
    assert "user" in COMMANDS
    for words in ((), ("add",), ("list",), ("role",), ("passwd",), ("remove",)):
        assert "Example: dragoman user" in program("user", *words, "--help").stdout
