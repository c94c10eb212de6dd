"""The whole line: quotes in place on real and hostile texts, and the same bytes whatever runs it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bench.corpora import faults_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.record.types import Reading

PIECES = st.sampled_from(
    [
        "President Ana Duarte of Portugal met today in Lisbon with President Daniyar Sagatov of Kazakhstan. ",
        "Norway thanked Việt Nam for its help. ",
        "\u202bمرحبا\u202c ",
        "🇵🇹🤝🇰🇿 ",
        "e\u0301te\u0301 ",
        "\r\n",
        "\n\n",
        "\u00a0\u00a0",
        "<b>Canada</b> condemned the attack on Mali. ",
        '"We will sign a treaty," the Minister said. ',
        "5 May 2021\n\n",
        "\\### ",
        "1,000 ",
        "— ",
    ]
)


def misplaced(reading: Reading) -> list[str]:
    """Return the spans of a record that are not the words at their place."""
    record: dict[str, Any] = json.loads(reading.to_json())
    head = record["document"]
    fields = {None: head["text"], "title": head["title"] or "", "summary": head["summary"] or ""}
    items = [item for value in record.values() if isinstance(value, list) for item in value]
    return [fault for item in items for fault in faults_of(item, fields)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=12), st.text(max_size=40))
def test_quotes_stand_in_their_place_in_generated_texts(pieces: list[str], noise: str) -> None:
    """Emoji, combining marks, right-to-left text, line ends, markup and noise move no quote."""
    text = "".join(pieces) + noise + "".join(reversed(pieces))
    try:
        reading = dragoman.read(text, published="2024-05-06", country="PRT")
    except dragoman.Refused:
        return
    assert misplaced(reading) == []


def test_quotes_stand_in_their_place_in_the_samples(sample_rows: list[dict[str, Any]]) -> None:
    """Every sample is read, and its record quotes its own text."""
    for found in dragoman.read_documents(sample_rows):
        assert isinstance(found, dragoman.Reading)
        assert misplaced(found) == []


def test_quotes_stand_in_their_place_in_real_texts(shared: Path) -> None:
    """A sample of every corpus: no refusal, no quote out of place, no line of the record that is not JSON."""
    for corpus in sorted((shared / "corpora").glob("*.jsonl.gz")):
        with gzip.open(corpus, "rt", encoding="utf-8") as stream:
            rows = [json.loads(line) for line in stream][::20]
        for found in dragoman.read_documents(rows):
            assert isinstance(found, dragoman.Reading)
            assert misplaced(found) == []


@pytest.mark.parametrize("seed", ["0", "1234"])
def test_the_hash_seed_changes_no_byte(seed: str, sample_rows: list[dict[str, Any]]) -> None:
    """A record is a pure function of document and reader."""
    row = sample_rows[0]
    here = dragoman.read(
        row["text"],
        title=row.get("title"),
        published=row.get("published"),
        country=row.get("publisher_country"),
        id="x",
    )
    program = (
        "import json,sys,dragoman; r=json.load(sys.stdin);"
        "print(dragoman.read(r['text'],title=r.get('title'),published=r.get('published'),country=r.get('publisher_country'),id='x').to_json())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(row),
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert done.stdout.strip() == here.to_json()


def test_reading_again_gives_the_same_record(sample_rows: list[dict[str, Any]]) -> None:
    """What was read before leaves no trace in what is read after."""
    first = [r.to_json() for r in dragoman.read_documents(sample_rows[:6]) if isinstance(r, dragoman.Reading)]
    again = [r.to_json() for r in dragoman.read_documents(reversed(sample_rows[:6])) if isinstance(r, dragoman.Reading)]
    assert first == again[::-1]
