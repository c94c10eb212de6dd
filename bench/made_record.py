"""Make a large record out of few readings: `python bench/made_record.py OUT [--readings FILE | --shared FOLDER]`.

The readings are put into a small record in the ordinary way. That is then repeated, each time with the countries
exchanged among those that are told of about as often, with all days moved by some months, and with the words that no
fact and no formula quotes exchanged for others of the same length, so that offsets and quotes hold. Events are
repeated within a document, between other countries, until there are as many as asked for. The same seed makes the
same record.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
import numpy as np
import pyarrow as pa
from anyascii import anyascii

from dragoman.codebook.load import shipped
from dragoman.ingest import known_of, settling
from dragoman.pipeline import open_reader, read_document
from dragoman.record.types import Reading
from dragoman.relations.duplicates import bands
from dragoman.source.document import Document
from dragoman.store.adding import add
from dragoman.store.opening import Connection, open_to_write
from dragoman.store.words import WORD, number_of, searched
from inputs import documents as documents_of
from repeated import TOKEN, Copy, Rows, Small, copies, repeated
from speed import SAMPLES

BATCH = 64
SHORTEST = 5  # letters of a word that may be exchanged
POSSESSIVE = re.compile("'s", re.IGNORECASE)  # as dragoman.store.words.searched leaves it out
TABLES = (
    "versions", "texts", "readings", "readers", "lengths", "uses", "facts", "sides", "pairs", "joined", "members",
    "events", "directed", "links",
)  # fmt: skip


def ready(readings: Path | None, shared: Path | None) -> list[tuple[Document, Reading]]:
    """Return readings with their documents: those of a file, else of the corpora, else of the samples, read now."""
    if readings is None:
        corpora = sorted((shared / "corpora").glob("*.jsonl.gz")) if shared else []
        found = [document for path in corpora or [SAMPLES] for document in documents_of(path)]
        reader = open_reader()
        return [(document, read_document(document, reader)) for document in found]
    lines = readings.read_text(encoding="utf-8").splitlines()
    return [(_document(one), one) for one in (msgspec.json.decode(line, type=Reading) for line in lines)]


def _document(reading: Reading) -> Document:
    head = msgspec.structs.asdict(reading.document)
    return Document(**{name: head[name] for name in Document.__struct_fields__ if name in head})


def small_record(read: Sequence[tuple[Document, Reading]], folder: Path) -> Small:
    """Put the readings into a record in the ordinary way and return what it holds."""
    codebook = shipped()
    known, settle = known_of(codebook), settling(codebook)
    held: list[Small] = []

    def settled(connection: Connection) -> None:
        settle(connection)
        held.append(_small(connection))

    with open_to_write(folder / "small.duckdb", settled) as connection:
        for start in range(0, len(read), BATCH):
            add(connection, read[start : start + BATCH], known)
    return held[0]


def _small(connection: Connection) -> Small:
    rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    kinds = {row[0]: row[4] for row in rows["facts"]}
    rows["sides"] = [(*row, kinds[row[0]]) for row in rows["sides"]]
    joined = {row[0]: row[1] for row in rows["joined"]}
    rows["directed"] = [row for row in rows["directed"] if joined[row[2]] == "events"]
    signs = connection.execute("SELECT signature FROM signatures ORDER BY version").fetchall()
    tokens, counts = _tokens(rows)
    return Small(
        rows,
        versions=max(row[0] for row in rows["versions"]),
        readings=max(row[0] for row in rows["readings"]),
        facts=max(row[0] for row in rows["facts"]),
        joined=max(row[0] for row in rows["joined"]),
        signatures=np.array([np.frombuffer(row[0], dtype="<u4") for row in signs]),
        tokens=tokens,
        counts=counts,
        changing=_changing(rows, tokens),
    )


def _tokens(rows: dict[str, Rows]) -> tuple[list[str], Any]:
    texts = {row[0]: row[1] for row in rows["texts"]}
    numbers: dict[str, int] = {}
    counts = []
    for row in rows["versions"]:
        fields = (row[7], row[8], texts.get(row[0]))
        found = Counter(w for field in fields if field for w in WORD.findall(POSSESSIVE.sub("", anyascii(field))))
        counts += [(row[0], numbers.setdefault(token, len(numbers)), count) for token, count in found.items()]
    return list(numbers), np.array(counts)


def _changing(rows: dict[str, Rows], tokens: Iterable[str]) -> list[str]:
    """Return the words that may be exchanged: those that nothing quotes."""
    quoted = {word for row in rows["facts"] for word in TOKEN.findall(row[8])}
    quoted |= {word for row in rows["uses"] for word in TOKEN.findall(row[1].lower())}
    return sorted(t for t in tokens if len(t) >= SHORTEST and TOKEN.fullmatch(t) and t not in quoted)


def _put(connection: Connection, table: str, columns: Sequence[Any], query: str = "SELECT * FROM batch") -> None:
    batch = pa.table([pa.array(c) for c in columns], names=[f"c{n}" for n in range(len(columns))])
    connection.register("batch", batch)
    connection.execute(f"INSERT INTO {table} {query}")
    connection.unregister("batch")


def _put_words(connection: Connection, small: Small, copy: Copy) -> None:
    """Put the counts of the exchanged words, and signatures that are no other repetition's."""
    words = np.array([number_of("".join(searched(copy.words.get(t, t)))) for t in small.tokens], dtype=np.int64)
    at = copy.number * small.versions
    version, token, count = small.counts.T
    grouped = "SELECT c0, c1, sum(c2) FROM batch GROUP BY ALL ORDER BY c1, c0"
    _put(connection, "counts", [words[token], (version + at).astype(np.int32), count], grouped)
    key = np.random.default_rng(copy.number).integers(0, 2**32, small.signatures.shape[1], dtype=np.uint32)
    signs = [row.astype("<u4").tobytes() for row in small.signatures ^ key]
    numbers = [row[0] + at for row in small.rows["texts"]]
    _put(connection, "signatures", [numbers, signs])
    keys = [(band, n) for n, sign in zip(numbers, signs, strict=True) for band in bands(sign)]
    _put(connection, "bands", list(zip(*keys, strict=True)))


def fill(connection: Connection, small: Small, documents: int, events: int, seed: int) -> None:
    """Fill an empty record with repetitions of a small one."""
    _put(connection, "readers", list(zip(*small.rows["readers"], strict=True)))
    last = -1
    again = 0
    for copy in copies(small, documents, events, random.Random(seed)):
        again = again + 1 if copy.number == last else 0
        last = copy.number
        connection.execute("BEGIN")
        for table, rows in repeated(small, copy, again).items():
            if rows:
                _put(connection, table, list(zip(*rows, strict=True)))
        if not again:
            _put_words(connection, small, copy)
        connection.execute("COMMIT")
    connection.execute("INSERT INTO dirty SELECT 'compared', max(version)::VARCHAR FROM versions")
    connection.execute("INSERT INTO dirty VALUES ('changed', '') ON CONFLICT DO NOTHING")  # recurring phrases


def make(out: Path, read: Sequence[tuple[Document, Reading]], documents: int, events: int, seed: int) -> None:
    """Make a record of about so many documents and events; it is published, and nothing in it waits to be settled."""
    with tempfile.TemporaryDirectory() as folder:
        small = small_record(read, Path(folder))
    with open_to_write(out, settling(shipped())) as connection:
        fill(connection, small, documents, events, seed)


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--readings", type=click.Path(exists=True, path_type=Path), help="JSONL that dragoman code wrote")
@click.option("--shared", type=click.Path(path_type=Path), help="folder of which the corpora are read, if none are")
@click.option("--documents", default=100_000, show_default=True)
@click.option("--events", type=int, help="ten a document by default")
@click.option("--seed", default=1, show_default=True)
def main(out: Path, readings: Path | None, shared: Path | None, documents: int, events: int | None, seed: int) -> None:
    """Make a large record out of few readings, by default of the shipped samples."""
    make(out, ready(readings, shared), documents, events or 10 * documents, seed)


if __name__ == "__main__":
    main()
