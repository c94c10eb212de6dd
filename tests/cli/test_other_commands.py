"""`dragoman actor`, `relate`, `evaluate`, `codebook`, and what every command has."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Program


@pytest.mark.parametrize("command", ["read", "code", "relate", "actor", "evaluate", "codebook"])
def test_help_teaches_the_command(program: Program, command: str) -> None:
    """Every command says what it does."""
    done = program(command, "--help")
    assert done.returncode == 0
    assert "Usage: dragoman" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["code", "in.jsonl"],
        ["code", "in.jsonl", "-o", "out.csv"],
        ["code", "in.jsonl", "-o", "in.jsonl"],
        ["code", ".", "-o", "out.jsonl"],
        ["code", "in.jsonl", "-o", "out.jsonl", "--workers", "0"],
        ["code", "in.jsonl", "-o", "out.jsonl", "--min-confidence", "2"],
        ["evaluate"],
    ],
)
def test_wrong_usage_is_one_line_and_2(program: Program, arguments: list[str]) -> None:
    """The line names the fault and where the right usage stands."""
    done = program(*arguments)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("dragoman: ")
    assert "--help shows how it is used" in line


def test_the_program_answers_at_once() -> None:
    """The list of commands is shown without the reader being loaded."""
    code = "import sys; from dragoman.cli.main import run; run(['--help']); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_standard_output_is_one_line(samples: Path) -> None:
    """What cannot be written is told, with exit status 1 and no traceback."""
    command = [sys.executable, "-m", "dragoman.cli.main", "read", str(samples / "omn-tza.txt")]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("dragoman: standard output: No space left on device")
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    """A pipe that is closed early ends the program without a word."""
    command = [sys.executable, "-m", "dragoman.cli.main", "codebook", "show", "europe"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_actor_refuses_a_line_and_does_the_rest() -> None:
    """A line that is not UTF-8 is named; the others have their JSON."""
    command = [sys.executable, "-m", "dragoman.cli.main", "actor", "-"]
    given = b"\xff\xfe\ncyber police\n"
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=60)
    assert done.returncode == 1
    assert b"standard input:1: not UTF-8" in done.stderr
    assert json.loads(done.stdout)["sector"] == "COP"


def test_actor_reads_phrases_from_the_standard_input(program: Program) -> None:
    """With -, one JSON object a line, in order."""
    done = program("actor", "-", given="four Saudi men\ncyber police\n")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(f["text"], f["country"], f["sector"]) for f in found] == [
        ("four Saudi men", "SAU", "CVL"),
        ("cyber police", None, "COP"),
    ]


def test_relate_gives_a_distribution_for_each_row(program: Program, tmp_path: Path) -> None:
    """Scores of the 16 types and none sum to one, the type is the best of the 16, a broken row is refused."""
    given, out = tmp_path / "in.tsv", tmp_path / "out.jsonl"
    rows = ["uid\tmarked_sentence", "a\t<s>Canada</s> expelled four <t>Russian diplomats</t>.", "b\t<s>Canada expelled"]
    given.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = program("relate", given, "-o", out)
    assert done.returncode == 1
    assert f"{given}:3: " in done.stderr
    (found,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(found["scores"]) == 17
    assert sum(found["scores"].values()) == pytest.approx(1, abs=1e-4)
    assert found["type"] == max((c for c in found["scores"] if c != "none"), key=lambda c: found["scores"][c])


def test_codebook_show_prints_the_concept(program: Program) -> None:
    """A concept is shown with its examples; an unknown one is refused with the names there are."""
    assert "thank" in program("codebook", "show", "thanks").stdout
    done = program("codebook", "show", "nothing")
    assert done.returncode == 1
    assert "frames/thanks" in done.stderr


def test_codebook_explain_shows_parse_gates_and_result(program: Program) -> None:
    """Every step of the way is printed."""
    shown = program("codebook", "explain", "Canada expelled four Russian diplomats on Friday.").stdout
    for part in ("parse", "mentions", "frames tried", "fired", "SANCTION"):
        assert part in shown


def test_a_codebook_that_is_wrong_does_not_load(program: Program, tmp_path: Path) -> None:
    """The fault names file and line."""
    (tmp_path / "frames").mkdir()
    broken = tmp_path / "frames" / "mine.yaml"
    broken.write_text(
        "concept: mine\nabout: x\nentries:\n  - id: a\n    verb: [greet]\n    examples: []\n", encoding="utf-8"
    )
    done = program("codebook", "check", "--codebook", tmp_path)
    assert done.returncode == 1
    assert f"{broken}:6" in done.stderr


def test_evaluate_prints_a_line_a_kind(program: Program, tmp_path: Path) -> None:
    """A record scored against itself is right."""
    docs, gold = tmp_path / "docs.jsonl", tmp_path / "gold.jsonl"
    text = "Chile thanked Peru."
    docs.write_text(json.dumps({"id": "a", "text": text}) + "\n", encoding="utf-8")
    item = {"kind": "gratitude", "by": ["CHL"], "to": ["PER"], "for": "help", "quote": text}
    gold.write_text(json.dumps({"doc_id": "a", "appraisals": [item]}) + "\n", encoding="utf-8")
    done = program("evaluate", "--docs", docs, "--gold", gold, "--pred", gold, "--json")
    assert json.loads(done.stdout)["appraisals"]["f1"] == 1.0
