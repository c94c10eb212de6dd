"""Score records against annotated communiqués: precision, recall, F1 and fields, with bootstrap intervals."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.evaluation.annotated import (
    KINDS,
    Annotations,
    EvaluationError,
    Words,
    read_annotations,
    read_words,
)
from dragoman.evaluation.matching import field_checks, pairs, searched

RESAMPLES = 1000
Tally = dict[str, tuple[int, int]]


class KindScore(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one kind of item was found; the interval is the central 95 % of a bootstrap over documents."""

    gold: int
    pred: int
    matched: int
    precision: float
    recall: float
    f1: float
    f1_low: float | None = None
    f1_high: float | None = None


class FieldScore(msgspec.Struct, frozen=True):
    """The share of matched items (`n`) whose field is right."""

    accuracy: float
    n: int


class Score(msgspec.Struct, frozen=True):
    """The score of records against annotations; `unread` are gold documents for which there was no record."""

    kinds: dict[str, KindScore]
    fields: dict[str, FieldScore]
    unread: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the object of `--json`: one entry a kind, and `fields`."""
        return {**msgspec.to_builtins(self.kinds), "fields": msgspec.to_builtins(self.fields)}

    def lines(self) -> list[str]:
        """Return the table as it is printed."""
        kinds = [
            f"{kind:13s} P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f} "
            f"[{s.f1_low or 0:.3f}, {s.f1_high or 0:.3f}]  gold {s.gold} pred {s.pred}"
            for kind, s in self.kinds.items()
        ]
        return kinds + [f"  {name:24s} {s.accuracy:.3f} of {s.n}" for name, s in self.fields.items()]


class Count(msgspec.Struct, frozen=True):
    """What one document adds: (matched, gold, predicted) by kind, and (right, matched) by field."""

    kinds: dict[str, tuple[int, int, int]]
    fields: Tally


def evaluate_files(docs: Path, gold: Path, pred: Path) -> Score:
    """Score a file of `code` or annotation records; raises EvaluationError with one line that says what is wrong."""
    return score(read_words(docs), read_annotations(gold), read_annotations(pred))


def score(
    docs: Mapping[str, Words],
    gold: Mapping[str, Annotations],
    pred: Mapping[str, Annotations],
    resamples: int = RESAMPLES,
) -> Score:
    """Score the records of every gold document; one without a record counts as a record with nothing in it.

    Raises EvaluationError when the words of a gold document are not among `docs`.
    """
    unknown = [key for key in gold if key not in docs]
    if unknown:
        raise EvaluationError(f"document {unknown[0]!r}: annotated but not among the documents; give the same ids")
    ids = sorted(gold)
    counts = [count(searched(docs[key]), gold[key], pred.get(key, Annotations())) for key in ids]
    unread = tuple(key for key in ids if key not in pred)
    return Score(_kind_scores(counts, resamples), _field_scores(counts), unread)


def count(text: str, gold: Annotations, pred: Annotations) -> Count:
    """Count one document, whose searched text is given; optional gold items and what matches them do not count."""
    kinds: dict[str, tuple[int, int, int]] = {}
    fields: Tally = {}
    for kind in KINDS:
        expected, found = gold.of(kind), pred.of(kind)
        matches = [(expected[i], found[j]) for i, j in pairs(kind, expected, found, text)]
        required = [(g, p) for g, p in matches if not g.optional]
        demanded = sum(not g.optional for g in expected)
        kinds[kind] = (len(required), demanded, len(found) - len(matches) + len(required))
        for g, p in required:
            for name, right in field_checks(kind, g, p):
                hits, seen = fields.get(f"{kind}.{name}", (0, 0))
                fields[f"{kind}.{name}"] = (hits + right, seen + 1)
    return Count(kinds, fields)


def _kind_scores(counts: list[Count], resamples: int) -> dict[str, KindScore]:
    draws = _draws(len(counts), resamples)
    return {kind: _kind_score([c.kinds[kind] for c in counts], draws) for kind in KINDS}


def _draws(documents: int, resamples: int) -> NDArray[np.int64]:
    """Return the resampled documents, one row a resample; the seed is part of the evaluation's definition."""
    chance = random.Random(0)
    rows = [chance.choices(range(documents), k=documents) for _ in range(resamples)]
    return np.array(rows, dtype=np.int64).reshape(resamples, documents)


def _kind_score(counts: list[tuple[int, int, int]], draws: NDArray[np.int64]) -> KindScore:
    table = np.array(counts, dtype=np.int64).reshape(-1, 3)
    matched, gold, pred = (int(n) for n in table.sum(axis=0))
    sums = table[draws].sum(axis=1)
    resampled = sorted(_f1(int(m), int(g), int(p)) for m, g, p in sums)
    low, high = _interval(resampled)
    return KindScore(
        gold=gold,
        pred=pred,
        matched=matched,
        precision=round(matched / pred, 3) if pred else 0.0,
        recall=round(matched / gold, 3) if gold else 0.0,
        f1=round(_f1(matched, gold, pred), 3),
        f1_low=low,
        f1_high=high,
    )


def _interval(values: list[float]) -> tuple[float | None, float | None]:
    if not values:
        return None, None
    return round(values[int(0.025 * len(values))], 3), round(values[int(0.975 * len(values))], 3)


def _f1(matched: int, gold: int, pred: int) -> float:
    return 2 * matched / (gold + pred) if gold + pred else 0.0


def _field_scores(counts: list[Count]) -> dict[str, FieldScore]:
    sums: Tally = {}
    for counted in counts:
        for name, (right, seen) in counted.fields.items():
            hits, total = sums.get(name, (0, 0))
            sums[name] = (hits + right, total + seen)
    return {name: FieldScore(round(right / seen, 3), seen) for name, (right, seen) in sorted(sums.items())}
