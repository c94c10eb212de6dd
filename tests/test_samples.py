"""The sample communiqués that ship: readable, plainly invented, and saved as files with the same words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import dragoman

SAMPLES = Path(dragoman.__file__).parent / "samples"
MARKS = (
    "This text was invented as a sample for Dragoman.",
    "Ce texte a été inventé comme échantillon pour Dragoman.",
)
COLUMNS = {"id", "url", "title", "summary", "published", "publisher", "publisher_country", "language", "text"}
SAVED = {
    "mkd-tur-scraped.txt": "sample-mkd-tur-2019-06-12",
    "usa-phl-readout.txt": "sample-usa-phl-2022-03-17",
    "omn-tza.txt": "sample-omn-tza-2021-11-29",
    "isl-chl-transcript.txt": "sample-isl-chl-2023-05-11",
    "fin-gha.html": "sample-fin-gha-2024-01-09",
}


@pytest.fixture(scope="module")
def documents() -> dict[str, dict[str, Any]]:
    """Every sample document by its id."""
    lines = (SAMPLES / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    return {document["id"]: document for document in map(json.loads, lines)}


def test_every_document_is_marked_as_invented(documents: dict[str, dict[str, Any]]) -> None:
    """The id, the address and the last line each say that a sample is no real communiqué."""
    for key, document in documents.items():
        assert key.startswith("sample-")
        assert document["url"].startswith("https://example.invalid/")
        assert document["text"].splitlines()[-1] in MARKS


def test_documents_have_only_the_columns_that_are_read(documents: dict[str, dict[str, Any]]) -> None:
    """Reading the samples names no unknown column, and every document has a title, a day and a publisher."""
    for document in documents.values():
        assert set(document) <= COLUMNS
        assert {"title", "published", "publisher"} <= set(document)


def test_lengths_and_number_are_varied(documents: dict[str, dict[str, Any]]) -> None:
    """There are at least sixteen documents of 80 to 500 words, short ones and long ones."""
    lengths = [len(document["text"].split()) for document in documents.values()]
    assert len(lengths) >= 16
    assert 80 <= min(lengths) < 120
    assert 350 < max(lengths) <= 500


def test_the_run_loses_its_phrase_at_the_end(documents: dict[str, dict[str, Any]]) -> None:
    """Eight documents of one pair in order of time; the last two no longer speak of a strategic partnership."""
    run = sorted((d["published"], d["text"]) for key, d in documents.items() if re.search("kaz-prt|prt-kaz", key))
    spoken = ["strategic partnership" in text for _, text in run]
    assert spoken == [True] * 6 + [False] * 2


@pytest.mark.parametrize("name", SAVED)
def test_saved_files_have_the_words_of_their_document(name: str, documents: dict[str, dict[str, Any]]) -> None:
    """Every paragraph of the document stands in the saved file, however its lines are broken."""
    saved = (SAMPLES / name).read_text(encoding="utf-8")
    body = html.fromstring(saved.encode()).text_content() if name.endswith(".html") else saved
    words = " ".join(body.split())
    for paragraph in documents[SAVED[name]]["text"].split("\n\n"):
        assert " ".join(paragraph.split()) in words


def test_the_readme_names_every_file_and_says_invented() -> None:
    """The folder's README lists what is in it and says first that all of it is invented."""
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert readme.splitlines()[2].startswith("**Every text here is invented.**")
    for path in SAMPLES.iterdir():
        assert path.name in readme or path.name == "README.md"
