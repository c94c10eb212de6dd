"""The commands over a record of relations, run as a person or a script runs them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Program

PAIR = ("--pair", "USA", "Philippines")
CALL = {"sample-usa-phl-2022-03-17", "sample-phl-usa-2022-03-18"}


@pytest.fixture(scope="module")
def record(program: Program, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the samples."""
    path = tmp_path_factory.mktemp("record") / "relations.duckdb"
    done = program("ingest", samples / "samples.jsonl", "--record", path, "--json")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 24
    return path


def lines(program: Program, *arguments: str | Path) -> list[dict[str, Any]]:
    """The JSON lines that a command gives."""
    done = program(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_call_that_two_governments_report_is_one_meeting(program: Program, record: Path) -> None:
    """Meetings have the fields of the contract, and both reports of the call stand in one."""
    held = [m for m in lines(program, "meetings", "--record", record, *PAIR) if m["status"] == "held"]
    assert len(held) == 1
    assert {"id", "kind", "status", "date", "place", "countries", "reports"} <= set(held[0])
    assert held[0]["countries"] == ["PHL", "USA"]
    assert {r["document"] for r in held[0]["reports"]} == CALL
    assert all({"document", "publisher_country", "meeting"} <= set(r) for r in held[0]["reports"])


def test_filters_leave_what_they_name(program: Program, record: Path) -> None:
    """Days are included on both ends, and a publisher's meetings are those that it reports."""
    days = ("--since", "2018-07-02", "--until", "2018-07-02")
    assert {m["date"] for m in lines(program, "meetings", "--record", record, *days)} == {"2018-07-02"}
    by_oman = lines(program, "meetings", "--record", record, "--publisher", "Oman News Agency")
    publishers = {r["publisher_country"] for m in by_oman for r in m["reports"]}
    assert publishers <= {"OMN"}


def test_lists_come_as_csv_and_as_a_workbook(program: Program, record: Path, tmp_path: Path) -> None:
    """The same commitments stand in JSON, CSV and XLSX."""
    command = ("commitments", "--record", record, "--pair", "KAZ", "PRT")
    told = lines(program, *command)
    rows = list(csv.DictReader(io.StringIO(program(*command, "--csv").stdout)))
    out = tmp_path / "commitments.xlsx"
    assert program(*command, "--xlsx", out).returncode == 0
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert len(told) == len(rows) == sheet.max_row - 1
    assert [one["stated"]["item"]["what"] for one in told] == [row["what"] for row in rows]


def test_a_person_decides_on_a_link(program: Program, record: Path) -> None:
    """A rejected link counts no more, and a decision can be taken back."""
    command = ("commitments", "--record", record, "--pair", "KAZ", "PRT")
    linked = next(one for one in lines(program, *command) if one["links"])
    link, before = linked["links"][0]["id"], linked["status"]

    def status() -> str:
        found = lines(program, *command)
        return str(next(one["status"] for one in found if one["stated"]["id"] == linked["stated"]["id"]))

    assert program("commitments", "--record", record, "--reject", link, "--by", "tester").returncode == 0
    if len(linked["links"]) == 1:
        assert status() != before
    assert program("commitments", "--record", record, "--undecide", link).returncode == 0
    assert status() == before
    refused = program("commitments", "--record", record, "--confirm", "nothing")
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1


def test_search_finds_words_in_any_form(program: Program, record: Path) -> None:
    """Case and plural make no difference, and a kind gives the facts that say it."""
    found = lines(program, "search", "DIRECT flights", "--record", record, "--pair", "KAZ", "PRT")
    assert found
    assert "flight" in found[0]["snippet"]
    of_kind = lines(program, "search", "flight", "--record", record, "--kind", "commitments")
    assert all("flight" in fact["item"]["evidence"]["exact"].lower() for hit in of_kind for fact in hit["facts"])
    assert lines(program, "search", "xylophone", "--record", record) == []


def test_a_dossier_comes_as_text_json_and_html(program: Program, record: Path, tmp_path: Path) -> None:
    """The JSON is one object of the pair, the page is one file, and the text names both."""
    (told,) = lines(program, "dossier", "Kazakhstan", "Portugal", "--record", record)
    assert (told["a"], told["b"]) == ("KAZ", "PRT")
    assert told["commitments"]
    assert told["series"]
    out = tmp_path / "dossier.html"
    assert program("dossier", "PRT", "KAZ", "--record", record, "--html", out).returncode == 0
    page = out.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "Kazakhstan" in page
    assert "Kazakhstan" in program("dossier", "KAZ", "PRT", "--record", record).stdout


@pytest.mark.parametrize("name", ["plover", "gdelt2", "sqlite", "csv", "ftm", "webannotation"])
def test_exports_are_written_the_same_again(program: Program, record: Path, tmp_path: Path, name: str) -> None:
    """An export gives the same bytes each time."""

    def bytes_of(out: Path) -> dict[str, bytes]:
        done = program("export", "--record", record, "--format", name, "-o", out)
        assert done.returncode == 0, done.stderr
        files = sorted(out.rglob("*")) if out.is_dir() else [out]
        return {path.name.replace(out.name, "OUT"): path.read_bytes() for path in files}

    first = bytes_of(tmp_path / "one")
    assert first == bytes_of(tmp_path / "two")
    assert all(first.values())


def test_series_count_by_period(program: Program, record: Path) -> None:
    """Every point names its period, and both directions of a meeting count."""
    points = lines(program, "series", "--record", record, "--pair", "KAZ", "PRT", "--unit", "year")
    assert {point["period"] for point in points} <= {"2021", "2022", "2023"}
    assert {(p["actor"], p["recipient"]) for p in points} == {("KAZ", "PRT"), ("PRT", "KAZ")}


def test_a_record_is_cited_with_its_filters(program: Program, record: Path) -> None:
    """The sentence names version, codebook and filters."""
    done = program("cite", "--record", record, "--pair", "KAZ", "PRT", "--on", "2026-11-24")
    assert "KAZ–PRT" in done.stdout
    assert "codebook" in done.stdout
    assert "@software" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("meetings", "--record", "nowhere.duckdb"), 1, "dragoman ingest"),
        (("dossier", "Atlantis", "PRT", "--record", "RECORD"), 2, "ISO code"),
        (("dossier", "PRT", "PRT", "--record", "RECORD"), 2, "twice"),
        (("meetings", "--record", "RECORD", "--since", "yesterday"), 2, "ISO day"),
        (("meetings", "--record", "RECORD", "--since", "2022-01-02", "--until", "2022-01-01"), 2, "after"),
        (("forget", "no-such-document", "--record", "RECORD"), 1, "dragoman search"),
        (("export", "--record", "RECORD", "--format", "csv", "-o", "README.md"), 1, "another place"),
        (("restore", "README.md", "--record", "new.duckdb"), 1, "backup"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    program: Program, record: Path, arguments: tuple[str, ...], status: int, says: str
) -> None:
    """A wrong record, state, day or place gives one line that says what to do."""
    done = program(*(str(record) if a == "RECORD" else a for a in arguments))
    assert done.returncode == status
    assert len(done.stderr.splitlines()) == 1
    assert says in done.stderr


def test_forgetting_and_restoring(program: Program, record: Path, tmp_path: Path) -> None:
    """What is forgotten is found no more; a backup brings it back."""
    mine, saved = tmp_path / "mine.duckdb", tmp_path / "saved"
    assert program("backup", "--record", record, "-o", saved).returncode == 0
    assert program("restore", saved, "--record", mine).returncode == 0
    assert program("forget", "sample-usa-phl-2022-03-17", "--record", mine).returncode == 0
    reports = [r["document"] for m in lines(program, "meetings", "--record", mine, *PAIR) for r in m["reports"]]
    assert "sample-phl-usa-2022-03-18" in reports
    assert "sample-usa-phl-2022-03-17" not in reports
    assert b"Whitcombe" not in mine.read_bytes() or lines(program, "search", "Whitcombe", "--record", mine)
    assert program("restore", saved, "--record", mine, "--overwrite").returncode == 0
    assert len(lines(program, "meetings", "--record", mine, *PAIR)) == len(
        lines(program, "meetings", "--record", record, *PAIR)
    )
