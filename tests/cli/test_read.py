"""`dragoman read`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import Program


def test_a_page_names_who_met_whom(program: Program, samples: Path) -> None:
    """Piped, the page is plain text without colour."""
    done = program("read", samples / "mkd-tur-scraped.txt", "--country", "MKD")
    assert done.returncode == 0
    assert "Stojan Damevski" in done.stdout
    assert "\x1b" not in done.stdout


def test_json_is_the_record_with_its_quotes_in_place(program: Program, samples: Path) -> None:
    """`text[start:end] == exact` for every event's evidence, trigger and entities."""
    record = json.loads(program("read", "--json", samples / "usa-phl-readout.txt", "--country", "USA").stdout)
    text = record["document"]["text"]
    assert record["events"]
    for event in record["events"]:
        for span in (event["evidence"], event["evidence"]["trigger"]):
            assert text[span["start"] : span["end"]] == span["exact"]
        for entity in (*event["actor"], *event["recipient"]):
            assert text[entity["start"] : entity["end"]] == entity["text"]


def test_the_standard_input_is_read(program: Program) -> None:
    """`-` reads what is piped in."""
    done = program("read", "--json", "-", given="Chile thanked Peru for its help after the earthquake.")
    assert [e["type"] for e in json.loads(done.stdout)["events"]] == ["SUPPORT"]


def test_a_text_that_is_not_english_is_told_and_not_read(program: Program) -> None:
    """The language is named, and one silence says why there is nothing."""
    text = "Le ministre des Affaires étrangères a reçu hier à Paris l'ambassadeur du Chili pour évoquer la coopération."
    record = json.loads(program("read", "--json", "-", given=text).stdout)
    assert record["document"]["language"] == "fr"
    assert [s["reason"] for s in record["silences"]] == ["not-english"]
    assert not record["events"]


def test_what_cannot_be_read_is_one_line(program: Program, tmp_path: Path) -> None:
    """Empty, binary, missing and remote inputs are refused with exit status 1 and no traceback."""
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_bytes(b"")
    binary.write_bytes(b"\x00\x01\x02" * 50)
    for path in (empty, binary, tmp_path / "missing.txt", "https://example.invalid/page"):
        done = program("read", path)
        assert done.returncode == 1, path
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr


def test_a_date_that_is_none_is_wrong_usage(program: Program) -> None:
    """The option's fault is named, with exit status 2."""
    done = program("read", "-", "--published", "2020-13-45", given="Chile thanked Peru.")
    assert done.returncode == 2
    assert "2020-13-45" in done.stderr


def test_a_table_of_documents_is_sent_to_code(program: Program, samples: Path) -> None:
    """`read` takes one document; the line says which command takes many."""
    done = program("read", samples / "samples.jsonl")
    assert done.returncode == 1
    assert "dragoman code" in done.stderr


def test_pipes_get_utf8_whatever_the_locale(samples: Path) -> None:
    """Offsets would be wrong if letters that a locale lacks became question marks."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "dragoman.cli.main", "read", "--json", str(samples / "mkd-tur-scraped.txt")]
    done = subprocess.run(command, capture_output=True, env=environment, check=True, timeout=60)
    record = json.loads(done.stdout.decode("utf-8"))
    assert not record["document"]["text"].isascii()
