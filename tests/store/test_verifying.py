"""Every stored fact against its text, and its words in later ones."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from dragoman.cli.records import settled
from dragoman.ingest import ingest
from dragoman.pipeline import open_reader
from dragoman.relations.values import TextPolicy
from dragoman.source.document import Document
from dragoman.source.rows import document_of
from dragoman.store.opening import open_to_read
from dragoman.store.verifying import Compared, Fault, Finding, Orphaned, Refound, Verified, verify
from tests.conftest import Program

PAGE = (
    "President Ana Duarte of Portugal met today in Lisbon with President Daniyar Sagatov of Kazakhstan.\n\n"
    "Ana Duarte thanked Kazakhstan for its help after the floods in the north of the country.\n\n"
    "Portugal will open an embassy in Astana before the end of the year, the President promised."
)
THANKS = "for its help after the floods in the north of the country"


def page(text: str = PAGE, **fields: str) -> Document:
    """Return a page of one address, whose id follows from its text unless one is given."""
    row = {"text": text, "url": "https://portugal.example/1", "publisher": "President of Portugal", **fields}
    document = document_of({"published": "2024-05-06", "publisher_country": "PRT", **row}, "page.html")
    assert isinstance(document, Document)
    return document


def findings(record: Path, newer: Iterable[Document] = ()) -> tuple[list[Finding], Verified]:
    """Return what is found in a record, and the summary."""
    with open_to_read(record, settled()) as connection:
        *found, last = verify(connection, open_reader().layout, newer)
    assert isinstance(last, Verified)
    return found, last


@pytest.fixture(scope="module")
def of_samples(tmp_path_factory: pytest.TempPathFactory, sample_rows: list[dict[str, Any]]) -> Path:
    """Return a record of the sample communiqués, which no test changes."""
    record = tmp_path_factory.mktemp("verify") / "samples.duckdb"
    found = [document_of(row, f"line {number}") for number, row in enumerate(sample_rows, start=1)]
    ingest(record, found)
    return record


@pytest.fixture
def record_of(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes a record of a few pages."""

    def made(*pages: Document, policy: TextPolicy = "full") -> Path:
        record = tmp_path / "record.duckdb"
        ingest(record, pages, policy=policy)
        return record

    return made


def test_all_facts_of_the_samples_hold(of_samples: Path, sample_rows: list[dict[str, Any]]) -> None:
    """A record that nobody touched has no fault."""
    found, summary = findings(of_samples)
    assert found == []
    assert summary.versions == len(sample_rows)
    assert summary.facts == summary.hold > 100


def test_given_anew_the_samples_are_unchanged(of_samples: Path, sample_rows: list[dict[str, Any]]) -> None:
    """The same documents give the same canonical text and head."""
    given = [document_of(row, f"line {number}") for number, row in enumerate(sample_rows, start=1)]
    found, _ = findings(of_samples, [one for one in given if isinstance(one, Document)])
    assert {one.standing for one in found if isinstance(one, Compared)} == {"unchanged"}
    assert len(found) == len(sample_rows)


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE texts SET canonical = replace(canonical, 'Lisbon', 'Madrid')", "hash"),
        ("UPDATE texts SET canonical = replace(canonical, 'Lisbon', 'Madrid')", "words"),
        ("UPDATE texts SET canonical = 'A' || canonical", "words"),
        ("UPDATE versions SET sha256 = repeat('0', 64)", "hash"),
        ("DELETE FROM texts", "text"),
        ("UPDATE facts SET item = replace(item, '\"start\":', '\"start\":1')", "words"),
        ('UPDATE facts SET item = regexp_replace(item, \'"suffix":"..\', \'"suffix":"??\')', "surroundings"),
        ('UPDATE facts SET item = regexp_replace(item, \'"trigger":."exact":"\', \'\\0x\')', "trigger"),
        ('UPDATE facts SET item = regexp_replace(item, \'"actor":.."text":"\', \'\\0x\')', "actor"),
        ("UPDATE facts SET item = '{' || item", "form"),
    ],
)
def test_what_was_altered_by_hand_is_reported(record_of: Callable[..., Path], statement: str, part: str) -> None:
    """Whatever is changed behind the program's back, in text, hash or fact, does not hold."""
    record = record_of(page())
    with duckdb.connect(str(record)) as connection:
        connection.execute(statement).fetchall()
    with duckdb.connect(str(record)) as connection:
        *found, summary = verify(connection, open_reader().layout, [page(PAGE + "\n\nMore news follows.")])
    found = [one for one in found if isinstance(one, Fault)]
    assert part in {one.part for one in found}
    assert isinstance(summary, Verified)
    assert summary.faults == len(found)


def test_an_edited_page_keeps_what_it_still_says(record_of: Callable[..., Path]) -> None:
    """Facts whose words stand in the page are found where they stand now; of the others it is told."""
    record = record_of(page(id="visit"))
    edited = PAGE.replace("help", "support").replace("President Ana", "Press service, corrected.\n\nPresident Ana", 1)
    before = record.read_bytes()
    found, summary = findings(record, [page(edited, id="visit")])
    orphans = [one for one in found if isinstance(one, Orphaned)]
    again = [one for one in found if isinstance(one, Refound)]
    assert orphans
    assert all(THANKS.split()[2] in one.exact for one in orphans)
    assert again
    assert all("help" not in one.evidence.exact for one in again)
    (compared,) = [one for one in found if isinstance(one, Compared)]
    assert (compared.version, compared.standing) == ("visit/1", "edited")
    assert (compared.refound, compared.orphaned) == (len(again), len(orphans))
    assert summary.facts == summary.hold == len(found) - 1
    assert record.read_bytes() == before


def test_a_page_without_an_id_is_known_by_its_address(record_of: Callable[..., Path]) -> None:
    """An id that was made from the text is another after an edit; the address is not."""
    record = record_of(page())
    stranger = page("Another page of another place.", url="https://elsewhere.example/2")
    found, _ = findings(record, [page(PAGE + "\n\nMore news follows."), stranger])
    standings = [(one.page, one.standing) for one in found if isinstance(one, Compared)]
    assert standings == [("page.html", "edited"), ("page.html", "unknown")]


def test_former_versions_are_looked_for_in_the_present_one(record_of: Callable[..., Path]) -> None:
    """What an earlier version said is found in the present text or told as orphaned, and still holds by its own."""
    record = record_of(page(id="visit"))
    ingest(record, [page(f"Corrected.\n\n{PAGE}".replace("will open", "may open"), id="visit")])
    found, summary = findings(record)
    assert summary.versions == 2
    assert summary.facts == summary.hold
    assert {type(one) for one in found} == {Refound, Orphaned}
    assert (summary.refound, summary.orphaned) == (
        sum(isinstance(one, Refound) for one in found),
        sum(isinstance(one, Orphaned) for one in found),
    )
    for one in found:
        assert isinstance(one, Refound | Orphaned)
        assert one.fact.startswith("visit/1/")
        assert one.where == "visit/2"
        assert ("will open" in one.exact) if isinstance(one, Orphaned) else ("will open" not in one.evidence.exact)


@pytest.mark.parametrize("policy", ["quote", "offsets"])
def test_without_the_text_facts_are_checked_by_the_page(record_of: Callable[..., Path], policy: TextPolicy) -> None:
    """What cannot be checked is counted, and checked when the unchanged page is given."""
    record = record_of(page(), policy=policy)
    found, summary = findings(record)
    assert found == []
    assert summary.unchecked == summary.facts > 0
    found, with_page = findings(record, [page()])
    assert found == [Compared("page.html", f"{page().id}/1", "unchanged")]
    assert with_page.hold == with_page.facts == summary.facts


def test_where_no_words_are_kept_none_are_sought(record_of: Callable[..., Path]) -> None:
    """Places alone are of no use in an edited page, and none is made up."""
    record = record_of(page(), policy="offsets")
    found, summary = findings(record, [page(PAGE + " It rained.")])
    (compared,) = found
    assert isinstance(compared, Compared)
    assert (compared.refound, compared.orphaned, compared.unsought) == (0, 0, summary.facts)


def test_the_command_ends_with_1_when_a_fact_does_not_hold(
    program: Program, of_samples: Path, tmp_path: Path, samples: Path
) -> None:
    """One line for each fault and one for all; with --json an object for each."""
    record = tmp_path / "altered.duckdb"
    shutil.copyfile(of_samples, record)
    good = program("verify", "--record", record, samples / "samples.jsonl", "--json")
    assert good.returncode == 0
    assert [json.loads(line)["finding"] for line in good.stdout.splitlines()][-2:] == ["page", "summary"]
    with duckdb.connect(str(record)) as connection:
        connection.execute("UPDATE texts SET canonical = upper(canonical) WHERE version = 1").fetchall()
    bad = program("verify", "--record", record)
    assert bad.returncode == 1
    assert "does not hold (hash)" in bad.stdout
    assert bad.stderr == ""
    *faults, summary = [
        json.loads(line) for line in program("verify", "--record", record, "--json").stdout.splitlines()
    ]
    assert {one["finding"] for one in faults} == {"fault"}
    assert msgspec.convert(summary, Verified).faults == len(faults) > 0


def test_what_is_refused_is_told_in_one_line(program: Program, of_samples: Path, tmp_path: Path) -> None:
    """No record, and no such page, are told with what to do."""
    missing = program("verify", "--record", tmp_path / "none.duckdb")
    assert missing.returncode == 1
    assert len(missing.stderr.splitlines()) == 1
    refused = program("verify", "--record", of_samples, tmp_path / "none.html")
    assert refused.returncode == 1
    assert "no such file" in refused.stderr
