"""Who takes part, in communiqués written in the manner of twelve chanceries."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from dragoman.pipeline import open_reader, read_document
from dragoman.source.document import Document

ROWS = [msgspec.json.decode(line) for line in (Path(__file__).parent / "chanceries.jsonl").read_bytes().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_those_who_take_part_have_name_offices_and_country(row: dict[str, object]) -> None:
    """Each person of the list is a participant, with the offices as written and the right state."""
    fields = {name: row[name] for name in ("id", "publisher", "publisher_country", "published", "title", "text")}
    reading = read_document(msgspec.convert(fields, Document), open_reader())
    found = [{"name": p.name, "offices": list(p.offices), "country": p.country} for p in reading.participants]
    assert [p for p in row["participants"] if p not in found] == []  # type: ignore[attr-defined]
