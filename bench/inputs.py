"""The measuring data, read from the folder that stands beside the project."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dragoman.evaluation.counterparts import Headline
from dragoman.evaluation.re3d import Entry, Relation, Release
from dragoman.evaluation.relations import Marked
from dragoman.source.document import Document, Refusal
from dragoman.source.rows import document_of

HEADLINES = ("kremlin_headline_counterparts", "whitehouse_title_counterparts")
DOMESTIC = ("kremlin_headline_domestic_negatives",)
SEED_PUBLISHER = "SRB"
RE3D_PUBLISHER = "GBR"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSONL file, plain or .gz."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from map(json.loads, content.splitlines())


def documents(path: Path) -> list[Document]:
    """Return the documents of a JSONL file."""
    return [_document(row, str(path)) for row in rows(path)]


def headlines(shared: Path, names: tuple[str, ...]) -> list[tuple[Headline, Document]]:
    """Return headlines with their documents, from which the title is withheld."""
    found = []
    for name in names:
        for row in rows(shared / "gold" / f"{name}.jsonl"):
            document = _corpus(shared, row["doc"])[row["id"]]
            found.append((msgspec.convert(row, Headline), msgspec.structs.replace(document, title=None)))
    return found


def bare_sentences(sentences: tuple[Marked, ...]) -> list[Document]:
    """Return a document for each annotated sentence, with nothing but its words."""
    return [_document({"id": s.uid, "text": s.sentence}, f"sentence {s.uid}") for s in sentences]


def seed(shared: Path) -> tuple[dict[str, Any], Document]:
    """Return the first communiqué with all that its record must and must not hold."""
    gold = json.loads((shared / "seed/gold.json").read_text(encoding="utf-8"))
    text = (shared / "seed/communique.txt").read_text(encoding="utf-8")
    return gold, _document({"id": gold["doc_id"], "text": text, "publisher_country": SEED_PUBLISHER}, "seed")


def releases(shared: Path) -> list[tuple[Release, Document]]:
    """Return the releases of re3d with their annotation, and the documents that are read."""
    folder = shared / "gold/re3d_uk_government"
    entities = msgspec.convert(list(rows(folder / "entities.json")), list[Entry])
    relations = msgspec.convert(list(rows(folder / "relations.json")), list[Relation])
    found = []
    for row in rows(folder / "documents.json"):
        key = row["_id"]
        document = {"id": key, "text": row["text"], "title": row["title"], "url": row["sourceUrl"]}
        document |= {"publisher": row["sourceName"], "publisher_country": RE3D_PUBLISHER}
        annotation = (
            tuple(e for e in entities if e.document_id == key),
            tuple(r for r in relations if r.document_id == key),
        )
        found.append((Release(key, row["text"], *annotation), _document(document, f"re3d {key}")))
    return found


_corpora: dict[Path, dict[str, Document]] = {}


def _corpus(shared: Path, name: str) -> dict[str, Document]:
    path = shared / "corpora" / f"{name}_dev.jsonl.gz"
    if path not in _corpora:
        _corpora[path] = {document.id: document for document in documents(path)}
    return _corpora[path]


def _document(row: dict[str, Any], origin: str) -> Document:
    made = document_of(row, origin)
    if isinstance(made, Refusal):
        raise SystemExit(str(made))
    return made
