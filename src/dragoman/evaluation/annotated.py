"""Documents and annotated records as the evaluation reads them: `code` records and annotation records alike."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

Form = TypeVar("Form")
KINDS = ("participants", "meetings", "agreements", "positions", "commitments", "appraisals", "requests", "events")


class EvaluationError(ValueError):
    """Input that cannot be scored; the message is one line: what, where, and what to do."""


class Coded(msgspec.Struct, frozen=True):
    """An entity of a `code` record, of which only the country counts."""

    country: str | None = None


class Quoted(msgspec.Struct, frozen=True):
    """The evidence of an item of a `code` record."""

    exact: str | None = None


Codes = tuple[str | Coded | None, ...] | None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An item of any kind: its quote (`quote` in annotations, `evidence` in `code` records) and what is compared."""

    quote: str | None = None
    evidence: Quoted | tuple[Quoted, ...] | None = None
    optional: bool | None = None
    name: str | None = None
    offices: tuple[str, ...] | None = None
    country: str | None = None
    kind: str | None = None
    status: str | None = None
    countries: Codes = None
    date: str | None = None
    place: str | None = None
    act: str | None = None
    stance: str | None = None
    holder: Codes = None
    by: Codes = None
    strength: str | None = None
    type: str | None = None
    mode: str | None = None
    actor: Codes = None
    recipient: Codes = None
    auxiliary: str | None = None

    @property
    def words(self) -> str:
        """The quote as it is written, empty when the item has none."""
        evidence = self.evidence
        first = (evidence[0] if evidence else None) if isinstance(evidence, tuple) else evidence
        return self.quote or (first.exact if first else None) or ""


class Head(msgspec.Struct, frozen=True):
    """What a `code` record says of its document, of which only the id counts."""

    id: str | int


class Annotations(msgspec.Struct, frozen=True):
    """The items of one document, by kind; a kind that is left out has none."""

    doc_id: str | int | None = None
    document: Head | None = None
    participants: tuple[Item, ...] | None = None
    meetings: tuple[Item, ...] | None = None
    agreements: tuple[Item, ...] | None = None
    positions: tuple[Item, ...] | None = None
    commitments: tuple[Item, ...] | None = None
    appraisals: tuple[Item, ...] | None = None
    requests: tuple[Item, ...] | None = None
    events: tuple[Item, ...] | None = None

    @property
    def key(self) -> str | None:
        """The id of the document that is annotated, None when the record names none."""
        if self.doc_id:
            return str(self.doc_id)
        return str(self.document.id) if self.document else None

    def of(self, kind: str) -> tuple[Item, ...]:
        """Return the items of one of KINDS."""
        found: tuple[Item, ...] | None = getattr(self, kind)
        return found or ()


class Words(msgspec.Struct, frozen=True):
    """The words of a document, in which quotes are looked for."""

    id: str | int
    text: str | None = None
    title: str | None = None
    summary: str | None = None


def read_words(path: Path) -> dict[str, Words]:
    """Return the documents of a JSONL file (plain or .gz) by id; raises EvaluationError."""
    return {str(words.id): words for _, words in _rows(path, Words)}


def read_annotations(path: Path) -> dict[str, Annotations]:
    """Return the records of a JSONL file (plain or .gz) by document id; raises EvaluationError."""
    found: dict[str, Annotations] = {}
    for line, record in _rows(path, Annotations):
        if record.key is None:
            raise EvaluationError(f"{path}:{line}: the record names no document; give it `doc_id` or `document.id`")
        found[record.key] = record
    return found


def _rows(path: Path, form: type[Form]) -> Iterator[tuple[int, Form]]:
    decoder = msgspec.json.Decoder(form)
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            try:
                yield number, decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise EvaluationError(f"{path}:{number}: {_one_line(error)}; give one JSON object a line") from None


def _lines(path: Path) -> list[bytes]:
    try:
        content = path.read_bytes()
        return (gzip.decompress(content) if path.suffix == ".gz" else content).split(b"\n")
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        raise EvaluationError(
            f"{path}: cannot be read ({_one_line(reason)}); give a .jsonl or .jsonl.gz file"
        ) from None


def _one_line(error: object) -> str:
    return " ".join(str(error).split())
