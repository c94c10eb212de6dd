"""How a record is cited."""

from __future__ import annotations

import msgspec

from dragoman.exports.cite import cited
from dragoman.record.types import Reader
from dragoman.relations.holdings import Filters
from tests.exports.formats.held import empty, small

SENTENCE = (
    "Coded with Dragoman 1.2.3 (codebook c0deb00cc0deb00c, without a model) from 2 documents published from 2024-05 to "
    "2024-05-06; no filters; cited on 2026-11-24."
)


def test_the_sentence_says_what_was_read_by_what() -> None:
    """Version, codebook, model, documents, their days, filters and the day of the citation."""
    assert cited(small(), "2026-11-24").sentence == SENTENCE


def test_filters_and_model_are_named() -> None:
    """What was left out by a filter is told, so that others can ask for the same."""
    filters = Filters(pair=("RUS", "UKR"), since="2021-10-01", publisher="A & B", min_confidence=0.5)
    held = msgspec.structs.replace(empty(), filters=filters, reader=Reader("1", "abc", "def"))
    said = cited(held)
    assert "(codebook abc, model def) from 0 documents; filters: pair RUS–UKR, since 2021-10-01" in said.sentence
    assert said.sentence.endswith("publisher A & B, confidence of events at least 0.5.")
    assert r"publisher A \& B" in said.bibtex


def test_the_entry_names_software_version_and_day() -> None:
    """An entry for BibTeX; without a day it has neither year nor day."""
    entry = cited(small(), "2026-11-24").bibtex
    assert entry.startswith("@software{dragoman-c0deb00c,\n")
    assert "  version = {1.2.3},\n  year = {2026},\n" in entry
    assert "  urldate = {2026-11-24},\n}\n" in entry
    assert "year" not in cited(small()).bibtex
