"""How far reviewers agree: Krippendorff's alpha for nominal data, and where they differ."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

from dragoman.relations.values import Kind
from dragoman.review.values import Agreement, Disagreement


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return Krippendorff's alpha for nominal data; None where it is not defined.

    A unit holds the values that it was given, whoever gave them; those with fewer than two are passed over. Krippendorff
    (2011), Computing Krippendorff's Alpha-Reliability: 1 - (n - 1) * D_o / D_e over the matrix of coincidences.
    """
    raise NotImplementedError


def agreement(record: Path) -> tuple[Agreement, ...]:
    """Return for each kind that was decided how far reviewers agree.

    The value of a decision is its verdict, and that of a correction also its item: two corrections agree when their
    items are equal. Adjudications and added facts do not count.
    """
    raise NotImplementedError


def disagreements(record: Path, kind: Kind | None = None) -> tuple[Disagreement, ...]:
    """Return the facts of which reviewers say different things, those without an adjudication first (for admins)."""
    raise NotImplementedError
