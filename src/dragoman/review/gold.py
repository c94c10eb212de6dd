"""Decisions as gold: annotated records that `dragoman evaluate` takes, with the documents that they annotate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.relations.values import Kind
from dragoman.review.values import KINDS
from dragoman.store.opening import Connection


class Exported(msgspec.Struct, frozen=True):
    """What was written: documents, items that count, items that are optional, and documents whose text is not kept."""

    documents: int
    items: int
    optional: int
    without_text: tuple[str, ...]


def export_gold(
    connection: Connection,
    record: Path,
    out: Path,
    *,
    kinds: Sequence[Kind] = KINDS,
    filters: Filters = EVERYTHING,
    complete: bool = False,
) -> Exported:
    """Write docs.jsonl and gold.jsonl of the reviewed documents into a folder.

    With `complete` only documents of which every fact of the kinds was decided. Raises ReviewError, OSError.
    """
    raise NotImplementedError
