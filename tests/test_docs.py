"""The documentation is a contract: its examples run, and it names everything there is."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import dragoman.api
import dragoman.exports.frames
from dragoman.cli.main import COMMANDS
from dragoman.codebook.load import shipped
from dragoman.codebook.spec import Reason
from dragoman.reading.frames.match import OUTPUTS
from tests.conftest import ROOT, Program

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}


def test_the_examples_of_the_api_run() -> None:
    """docs/api.md and the docstrings of the API do what they say."""
    for found in (
        doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False),
        doctest.testmod(dragoman.api),
        doctest.testmod(dragoman.exports.frames),
    ):
        assert found.failed == 0


def test_the_python_of_the_readme_runs() -> None:
    """The README's Python block runs as it stands."""
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})


def test_every_command_is_in_the_readme() -> None:
    """Whatever `dragoman --help` lists, the README shows."""
    for command in COMMANDS:
        assert f"dragoman {command}" in README


def test_every_link_leads_somewhere() -> None:
    """Relative links of README and docs name files that are there."""
    for folder, text in ((ROOT, README), *((ROOT / "docs", text) for text in DOCS.values())):
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (folder / link).exists(), link


def test_every_reason_is_explained() -> None:
    """docs/silences.md explains each reason with the words of the codebook."""
    for reason in shipped().entries(Reason):
        assert f"| `{reason.id}` | {reason.means} |" in DOCS["silences.md"]


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_of_a_frame_is_documented(name: str) -> None:
    """docs/codebook.md names what a frame may give."""
    assert f"`{name}`" in DOCS["codebook.md"]


def test_the_commands_of_the_tour_run(program: Program, tmp_path: Path) -> None:
    """Each `dragoman` line of the README's tour ends with status 0."""
    tour = README.split("## A tour of five minutes")[1].split("From Python")[0]
    for line in re.findall(r"^dragoman (.+)$", tour, re.MULTILINE):
        words = re.findall(r'"([^"]*)"|(\S+)', line)
        arguments = [a or b for a, b in words]
        arguments = [str(tmp_path / Path(a).name) if a.startswith("build/") else a for a in arguments]
        done = program(*arguments, timeout=300)
        assert done.returncode == 0, f"{line}: {done.stderr}"
