"""Invented documents, and short ways to take them into a record and to look into it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.contents import settled

from dragoman.ingest import Taken, ingest
from dragoman.source.document import Document, Refusal
from dragoman.source.rows import document_of
from dragoman.store.opening import open_to_read

THANKS = "Foreign Minister Elin Aune of Norway thanked Chile for the medicines that were flown to Tromso."
MEETING = (
    "President Ana Duarte of Portugal met today in Lisbon with President Daniyar Sagatov of Kazakhstan. "
    "Kazakhstan will open a consulate in Porto next spring, President Sagatov said."
)
EDITED = MEETING.replace("next spring", "next autumn")


def document(text: str, **fields: str) -> Document:
    """Return an invented document; its publisher is Portugal's government unless told otherwise."""
    row = {"published": "2024-05-06", "publisher": "Government of Portugal", "publisher_country": "PRT", **fields}
    made = document_of({"text": text, **row}, "made")
    assert not isinstance(made, Refusal)
    return made


def taken(record: Path, *documents: Document, **options: Any) -> Taken:
    """Take documents into a record."""
    return ingest(record, list(documents), **options)


def rows(record: Path, query: str) -> list[tuple[Any, ...]]:
    """Return what a query finds in the snapshot of a record."""
    with open_to_read(record, settled()) as connection:
        return connection.execute(query).fetchall()


def words_of(record: Path) -> str:
    """Return every value of every table of a record, so that nothing hides in compressed blocks."""
    with open_to_read(record, settled()) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return repr([connection.execute(f"SELECT * FROM {table}").fetchall() for (table,) in tables])


def files_hold(record: Path, words: str) -> bool:
    """Tell whether the bytes of the record or of any file beside it hold some words."""
    beside = [path for path in record.parent.glob(f"{record.name}*") if path.is_file()]
    return any(words.encode("utf-8") in path.read_bytes() for path in beside)
