"""`dragoman review`: what was decided is told, checked, listed and exported."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.review.ledger import head, ledger_path
from dragoman.store.opening import Connection
from tests.review.reviewed import TALKS, VISIT, accept_all, said
from tests.store.conftest import told_by

Capture = pytest.CaptureFixture[str]


def test_where_nothing_was_decided_that_is_told(record: Path, capfd: Capture) -> None:
    """And nothing is made."""
    status, out, _ = told_by(capfd, "review", "status", "--record", record)
    assert (status, out) == (0, f"head 0:{'0' * 64}\n")
    status, out, err = told_by(capfd, "review", "list", "--record", record)
    assert (status, out, err) == (0, "", "dragoman: no decisions that these filters leave\n")
    status, out, err = told_by(capfd, "review", "export", "--record", record, "-o", record.parent / "gold")
    assert (status, err) == (1, f"dragoman: {record}: no document that was decided is left to export\n")
    assert not ledger_path(record).exists()


def test_a_record_that_there_is_not_is_told(tmp_path: Path, capfd: Capture) -> None:
    """In one line, by every command."""
    for command in (("status",), ("verify",), ("list",), ("export", "-o", str(tmp_path / "gold"))):
        status, out, err = told_by(capfd, "review", *command, "--record", tmp_path / "none.duckdb")
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert "there is no record" in err


def test_status_tells_who_decided_what(connection: Connection, record: Path, capfd: Capture) -> None:
    """With alpha by kind, and the head of the chain."""
    said(connection, record, VISIT, "accepted", "ana")
    said(connection, record, VISIT, "rejected", "ben")
    status, out, _ = told_by(capfd, "review", "status", "--record", record)
    assert (status, out.splitlines()) == (
        0,
        [
            "meetings by ana: 1 accepted",
            "meetings by ben: 1 rejected",
            "meetings: agreement: too few to tell (1 facts, 2 decisions that can be paired)",
            f"head 2:{head(record).hash}",
        ],
    )
    status, out, _ = told_by(capfd, "review", "status", "--record", record, "--json")
    told = json.loads(out)
    assert (told["head"], told["agreement"][0]["units"], len(told["decided"])) == (head(record).noted, 1, 2)


def test_verify_tells_the_first_broken_number(connection: Connection, record: Path, capfd: Capture) -> None:
    """With exit status 1, and a head that was noted is looked for."""
    said(connection, record, VISIT, "accepted", "ana")
    said(connection, record, TALKS, "accepted", "ana")
    noted = head(record).noted
    for options in ((), ("--head", noted)):
        status, out, _ = told_by(capfd, "review", "verify", "--record", record, *options)
        assert (status, out) == (0, f"2 decisions hold; head {noted}\n")
    status, _, err = told_by(capfd, "review", "verify", "--record", record, "--head", f"2:{'a' * 64}")
    assert (status, err) == (1, f"dragoman: decision 2 is not the one that was noted with the hash {'a' * 64}\n")
    assert told_by(capfd, "review", "verify", "--record", record, "--head", "2")[0] == 2
    with closing(sqlite3.connect(ledger_path(record))) as file:
        file.executescript("DROP TRIGGER decisions_are_not_edited; UPDATE decisions SET by = 'eve' WHERE number = 2")
    status, out, err = told_by(capfd, "review", "verify", "--record", record)
    assert (status, out, err) == (1, "", "dragoman: decision 2 was edited: its hash is not that of what it says\n")
    status, out, _ = told_by(capfd, "review", "verify", "--record", record, "--json")
    told = json.loads(out)
    assert (status, told["holds"], [one["number"] for one in told["broken"]]) == (1, False, [2])


def test_decisions_are_listed_in_every_form(
    connection: Connection,
    record: Path,
    tmp_path: Path,
    capfd: Capture,
) -> None:
    """All of them, or those of a kind or a reviewer."""
    said(connection, record, VISIT, "accepted", "ana", note="=1+1")
    said(connection, record, TALKS, "rejected", "ben")
    _, out, _ = told_by(capfd, "review", "list", "--record", record, "--json")
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["accepted", "rejected"]
    _, out, _ = told_by(capfd, "review", "list", "--record", record, "--csv", "--kind", "meetings")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["fact"], row["by"], row["note"], row["quote"][:19]) == (VISIT, "ana", "=1+1", "President Ana Duart")
    _, out, _ = told_by(capfd, "review", "list", "--record", record, "--by", "ben")
    assert f"ben: rejected: {TALKS}" in out
    assert "ana" not in out
    status, _, err = told_by(capfd, "review", "list", "--record", record, "--xlsx", tmp_path / "list.xlsx")
    assert (status, err) == (0, f"dragoman: {tmp_path / 'list.xlsx'}: 2 decisions\n")


def test_the_export_is_what_evaluate_takes(
    connection: Connection,
    record: Path,
    tmp_path: Path,
    capfd: Capture,
) -> None:
    """Both commands after each other, as a script gives them."""
    accept_all(connection, record, "lisbon")
    said(connection, record, "tromso/1/events/1", "accepted", "ana")
    folder = tmp_path / "gold"
    options = ("--record", record, "-o", folder, "--complete")
    status, out, err = told_by(capfd, "review", "export", *options)
    assert (status, out) == (0, "")
    assert err == (
        f"dragoman: {folder}: 1 documents, 5 items that count, 0 optional, 1 documents left out that are not wholly "
        "decided\n"
    )
    gold = folder / "gold.jsonl"
    status, out, _ = told_by(
        capfd, "evaluate", "--docs", folder / "docs.jsonl", "--gold", gold, "--pred", gold, "--json"
    )
    assert (status, json.loads(out)["events"]["f1"]) == (0, 1.0)


def test_what_cannot_be_written_is_told(connection: Connection, record: Path, capfd: Capture) -> None:
    """In one line."""
    accept_all(connection, record, "lisbon")
    status, _, err = told_by(capfd, "review", "export", "--record", record, "-o", "/proc/gold")
    assert (status, err.count("\n"), "/proc/gold: cannot be written" in err) == (1, 1, True)
