"""Documents into a record: new ones, known ones, edited ones, the same ones under another codebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bench.contents import contents, differences, export_digests

import dragoman
from dragoman.api import codebook_over
from dragoman.ingest import Hearers, known_of, settling
from dragoman.source.document import Document
from dragoman.source.open import documents
from dragoman.store.adding import KINDS, add
from dragoman.store.opening import open_to_write
from tests.store.conftest import told_by
from tests.store.made import EDITED, MEETING, THANKS, document, rows, taken

PRESENT = "SELECT document, number, v.present, count(f.fact) FILTER (f.present) FROM versions v LEFT JOIN facts f"
EACH_VERSION = f"{PRESENT} USING (version) GROUP BY ALL ORDER BY ALL"
OVERLAY = """\
concept: mine
about: Phrases of one's own.
entries:
  - id: invented_friendship
    phrase: "invented friendship"
    examples: ["They praised their {invented friendship}."]
    counter: ["The friend was invented."]
"""


def of_samples(samples: Path) -> list[Document]:
    """Return the sample documents."""
    return [one for one in documents([str(samples / "samples.jsonl")]) if isinstance(one, Document)]


def test_a_record_holds_every_fact_of_its_readings(made_once: Path, sample_rows: list[dict[str, Any]]) -> None:
    """What a record keeps of the samples is what reading them gives, item by item and to the letter."""
    kept = {}
    for name, kind, item in rows(made_once, "SELECT document, kind, item FROM facts JOIN versions USING (version)"):
        kept.setdefault((name, kind), []).append(json.loads(item))
    found = {}
    for reading in dragoman.read_documents(sample_rows):
        assert isinstance(reading, dragoman.Reading)
        told = json.loads(reading.to_json())
        found |= {(told["document"]["id"], kind): told[kind] for kind in KINDS if told[kind]}
    assert kept == found


def test_the_second_time_nothing_is_new(record: Path, samples: Path) -> None:
    """Taking the same documents in again adds no document, version, reading or fact, and changes no table."""
    before, bytes_before = contents(record), export_digests(record)
    again = taken(record, *of_samples(samples))
    assert (again.documents, again.facts, again.known) == (0, 0, len(of_samples(samples)))
    assert differences(before, contents(record)) == []
    assert export_digests(record) == bytes_before


def test_names_of_what_is_joined_are_unique(made_once: Path) -> None:
    """No two joined things of one kind go by the same id."""
    assert rows(made_once, "SELECT kind, id FROM joined GROUP BY ALL HAVING count(*) > 1") == []


def test_the_same_document_twice_in_one_run_is_taken_in_once(tmp_path: Path) -> None:
    """A list that names a document twice gives one version, one reading, and each fact once."""
    once, twice = tmp_path / "once.duckdb", tmp_path / "twice.duckdb"
    taken(once, document(MEETING))
    told = taken(twice, document(MEETING), document(MEETING))
    assert (told.documents, told.known) == (1, 1)
    assert differences(contents(once), contents(twice)) == []


def test_an_edited_page_is_a_new_version(tmp_path: Path) -> None:
    """The earlier version stays with its text and facts; only those of the new one count as present."""
    record = tmp_path / "r.duckdb"
    taken(record, document(MEETING, id="visit"), document(THANKS, id="thanks"))
    before = rows(record, "SELECT fact, item FROM facts JOIN versions USING (version) WHERE number = 1 ORDER BY fact")
    added = []
    told = taken(record, document(EDITED, id="visit"), hearers=Hearers(added=added.append))
    assert (told.documents, [(one.id, one.version) for one in added]) == (1, [("visit", 2)])
    versions = [row[:3] for row in rows(record, EACH_VERSION)]
    assert versions == [("thanks", 1, True), ("visit", 1, False), ("visit", 2, True)]
    texts = rows(record, "SELECT canonical FROM versions JOIN texts USING (version) WHERE document = 'visit'")
    assert sorted(texts) == sorted([(MEETING,), (EDITED,)])
    after = rows(record, "SELECT fact, item FROM facts JOIN versions USING (version) WHERE number = 1 ORDER BY fact")
    assert after == before
    query = "SELECT DISTINCT v.number FROM members JOIN facts USING (fact) JOIN versions v USING (version)"
    joined = rows(record, f"{query} WHERE document = 'visit'")
    assert joined == [(2,)]


def test_an_edited_page_gives_the_same_whenever_it_comes(tmp_path: Path) -> None:
    """Both versions in one run, or in two runs, make the same record."""
    one, two = tmp_path / "one.duckdb", tmp_path / "two.duckdb"
    # The other government repeats the first version word by word, and no longer the second.
    copy = document(MEETING, id="copy", publisher="Government of Kazakhstan", publisher_country="KAZ")
    all_of = [document(MEETING, id="visit", published="2024-05-05"), copy, document(THANKS, id="visit")]
    taken(one, *all_of)
    for each in all_of:
        taken(two, each)
    assert differences(contents(one), contents(two)) == []
    assert rows(two, "SELECT original FROM versions WHERE document = 'copy'") == [("copy",)]


def test_the_same_address_is_the_same_document(tmp_path: Path) -> None:
    """A page without an id of its own is known again by its address and publisher."""
    record = tmp_path / "r.duckdb"
    page = {"url": "https://example.invalid/visit"}
    taken(record, document(MEETING, **page), document(EDITED, **page))
    taken(record, document(EDITED, **page, publisher="Government of Chile"))
    found = rows(record, "SELECT publisher, number, present FROM versions ORDER BY version")
    assert found == [
        ("Government of Portugal", 1, False),
        ("Government of Portugal", 2, True),
        ("Government of Chile", 1, True),
    ]
    assert rows(record, "SELECT count(DISTINCT document) FROM versions") == [(2,)]


def test_another_codebook_reads_anew(tmp_path: Path) -> None:
    """Both readings of one version stay, each with its reader, and can be held against each other."""
    record, overlay = tmp_path / "r.duckdb", overlay_in(tmp_path / "mine")
    visit = document(MEETING, id="visit")
    first = taken(record, visit)
    second = taken(record, visit, overlay=overlay)
    assert (first.documents, second.documents) == (1, 1)
    assert taken(record, visit, overlay=overlay).documents == 0
    assert taken(record, visit).documents == 0
    readings = rows(record, "SELECT version, codebook, present FROM readings JOIN readers USING (reader) ORDER BY 3")
    assert [(version, present) for version, _, present in readings] == [(1, False), (1, True)]
    assert len({codebook for _, codebook, _ in readings}) == 2
    same = rows(
        record,
        "SELECT count(*) FROM facts a JOIN facts b USING (version, kind, place, item) WHERE a.reading < b.reading",
    )
    assert same == [(first.facts,)]
    assert rows(record, "SELECT count(*) FROM facts WHERE present") == [(second.facts,)]


def test_another_codebook_brings_no_earlier_version_back(tmp_path: Path) -> None:
    """An earlier version that is read anew stays an earlier version, whatever order the files come in."""
    record, overlay = tmp_path / "r.duckdb", overlay_in(tmp_path / "mine")
    old, new = document(MEETING, id="visit"), document(EDITED, id="visit")
    taken(record, old, new)
    before = rows(record, EACH_VERSION)
    taken(record, new, old, overlay=overlay)
    assert rows(record, EACH_VERSION) == before
    assert before[0][2:] == (False, 0)


def test_a_text_that_is_cleaned_otherwise_is_a_version_of_its_own(record: Path, samples: Path) -> None:
    """Facts of a later program never stand beside a text that their offsets do not belong to."""
    codebook = codebook_over(None)
    sample = of_samples(samples)[0]
    reading = next(iter(dragoman.read_documents([sample])))
    assert isinstance(reading, dragoman.Reading)
    head = msgspec.structs.replace(reading.document, text="\n" + reading.document.text, sha256="0" * 64)
    later = msgspec.structs.replace(reading.reader, version="99")
    with open_to_write(record, settling(codebook)) as connection:
        other = msgspec.structs.replace(reading, document=head, reader=later)
        assert [one.version for one in add(connection, [(sample, other)], known_of(codebook))] == [2]
    found = rows(record, f"SELECT number, present FROM versions WHERE document = '{sample.id}' ORDER BY 1")
    assert found == [(1, False), (2, True)]


def test_every_document_that_is_in_gives_a_line(
    tmp_path: Path, samples: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """`dragoman ingest --json` tells id, version and number of facts; the sum is told on the standard error."""
    given = tmp_path / "in.jsonl"
    three = (samples / "samples.jsonl").read_text(encoding="utf-8").splitlines()[:3]
    given.write_text("\n".join([*three, '{"id": "empty", "text": ""}']), encoding="utf-8")
    status, out, err = told_by(capfd, "ingest", given, "--record", tmp_path / "r.duckdb", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1  # one was refused
    assert [line["id"] for line in lines] == [json.loads(row)["id"] for row in three]
    assert f"3 documents added with {sum(line['facts'] for line in lines)} facts; 0 were known" in err


def overlay_in(folder: Path) -> Path:
    """Make a codebook of one's own, of one entry."""
    (folder / "formulae").mkdir(parents=True)
    (folder / "formulae" / "mine.yaml").write_text(OVERLAY, encoding="utf-8")
    return folder
