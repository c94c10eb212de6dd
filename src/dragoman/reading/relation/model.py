"""Run the relation model: int8 ONNX on onnxruntime, one sentence at a time.

Activations are quantised over what is run together; a sentence is always run alone, on one thread, so that its
scores are
the same bytes whatever stands beside it and however many workers there are.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from dragoman.reading.relation.marks import Marked, with_marks

SHIPPED = Path(__file__).parent / "model"
WEIGHTS = "relation.onnx"
PLACES = 6  # decimals of a probability


class RelationModel(msgspec.Struct, frozen=True):
    """A loaded model; `hash` is of its weights (first 16 hex digits of the sha256)."""

    session: Any
    tokenizer: Any
    types: tuple[str, ...]
    marks: tuple[str, str, str, str]
    longest: int
    hash: str

    def scores(self, marked: Marked) -> dict[str, float]:
        """Return the probability of each of the 16 types and of none."""
        pieces = self.tokenizer.encode(with_marks(marked, self.marks))
        ids = np.array([pieces.ids[: self.longest]], dtype=np.int64)
        found = self.session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        return {code: round(float(p), PLACES) for code, p in zip(self.types, found, strict=True)}


class Relation(msgspec.Struct, frozen=True):
    """The relation of one marked sentence: `type` is the best of the 16, `scores` hold none beside them."""

    uid: str
    type: str
    scores: dict[str, float]


@cache
def shipped_model() -> RelationModel:
    """Return the model that ships with the package, loaded once a process."""
    return load_model(SHIPPED)


@cache
def shipped_model_hash() -> str:
    """Return the hash of the shipped model's weights without loading them."""
    return _hash((SHIPPED / WEIGHTS).read_bytes())


def _hash(weights: bytes) -> str:
    return hashlib.sha256(weights).hexdigest()[:16]


def load_model(folder: Path) -> RelationModel:
    """Load a model from a folder of relation.onnx, tokenizer.json and settings.json."""
    import onnxruntime  # noqa: PLC0415 (loading it takes a third of a second, and most commands do without)
    from tokenizers import Tokenizer  # noqa: PLC0415

    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    weights = (folder / WEIGHTS).read_bytes()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(settings["longest"])
    types, marks = tuple(settings["types"]), tuple(settings["marks"])
    return RelationModel(session, tokenizer, types, marks, settings["longest"], _hash(weights))
