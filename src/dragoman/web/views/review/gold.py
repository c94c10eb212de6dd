"""Decisions as gold, in one file to keep."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from dragoman.relations.values import Kind
from dragoman.review.gold import export_gold
from dragoman.review.values import KINDS, ReviewError
from dragoman.web.asking import Asked
from dragoman.web.cache import Answer
from dragoman.web.faults import Fault, wrong


def show(asked: Asked) -> Answer:
    """Return the reviewed documents with what was decided as a zip of docs.jsonl and gold.jsonl; raises Fault."""
    kinds = _kinds(asked)
    with tempfile.TemporaryDirectory() as folder:
        try:
            export_gold(
                asked.held.connection, asked.settings.record, Path(folder), kinds=kinds, filters=asked.filters,
                complete=asked.query.get("complete") == "yes",
            )  # fmt: skip
        except ReviewError as error:
            advice = "Look at the chain of decisions on the page of review."
            raise Fault(409, "no-gold", f"The gold cannot be made: {error}.", advice) from None
        return Answer(_zipped(Path(folder)), "application/zip", "gold.zip")


def _kinds(asked: Asked) -> tuple[Kind, ...]:
    given = asked.query.get("kind") or ""
    if given and given not in KINDS:
        raise wrong("kind", given, f"Kinds are {', '.join(KINDS)}.")
    return tuple(kind for kind in KINDS if given in ("", kind))


def _zipped(folder: Path) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted(folder.rglob("*.jsonl")):
            bundle.write(path, path.name)
    return held.getvalue()
