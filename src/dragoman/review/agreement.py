"""How far reviewers agree: Krippendorff's alpha for nominal data, and where they differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.relations.values import Kind
from dragoman.review.ledger import numbered
from dragoman.review.log import Thing, log_of, thing_of
from dragoman.review.standing import current_facts
from dragoman.review.values import KINDS, Agreement, Counted, Decision, Disagreement
from dragoman.store.opening import Connection

RESAMPLES = 1_000
SEED = 2011
BOUNDS = (2.5, 97.5)  # percentiles
Value = tuple[str, str | None]


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return Krippendorff's alpha for nominal data; None where it is not defined.

    A unit holds the values that it was given, whoever gave them; those with fewer than two are passed over. By
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: with n pairable values, o(c,c) the
    coincidences of a value with itself and n(c) how often it was given,
    1 - (n - 1) * (n - sum of o(c,c)) / (n * n - sum of n(c) * n(c)). Where all values are one it is not defined.
    """
    pairable = [Counter(unit) for unit in units if len(unit) > 1]
    given: Counter[Hashable] = Counter(value for unit in pairable for value in unit.elements())
    n = given.total()
    expected = n * n - sum(count * count for count in given.values())
    if not expected:
        return None
    alike = sum(sum(count * (count - 1) for count in unit.values()) / (unit.total() - 1) for unit in pairable)
    return 1 - (n - 1) * (n - alike) / expected


@lru_cache(maxsize=2 * len(KINDS))
def interval(units: tuple[tuple[Hashable, ...], ...]) -> tuple[float, float] | None:
    """Return the ends of the 95% interval of an alpha by the percentile bootstrap over units of two values or more.

    Resamples in which all values are one, of which alpha is not defined, are passed over; None when all are. The seed
    is fixed, so that the same decisions have the same interval. Units that are alike to alpha are drawn together; a
    value that one unit alone has is another one each time it is drawn.
    """
    given = [Counter(unit) for unit in units]
    several = Counter(chain.from_iterable(given))
    shared = [value for value, of in several.items() if of > 1]
    kinds = Counter(
        (
            unit.total(),
            sum(count * (count - 1) for count in unit.values()) / (unit.total() - 1),
            sum(count * count for value, count in unit.items() if several[value] == 1),
            *(unit[value] for value in shared),
        )
        for unit in given
    )
    columns = np.array([list(kind) for kind in kinds], dtype=float).T
    sizes, alike, lone, counts = columns[0], columns[1], columns[2], columns[3:].T
    shares = np.array(list(kinds.values())) / len(given)
    drawn = np.random.default_rng(SEED).multinomial(len(given), shares, RESAMPLES).astype(float)
    n = drawn @ sizes
    expected = n * n - ((drawn @ counts) ** 2).sum(axis=1) - drawn @ lone
    varied = expected > 0
    if not varied.any():
        return None
    alphas: NDArray[np.float64] = 1 - (n - 1)[varied] * (n - drawn @ alike)[varied] / expected[varied]
    low, high = np.percentile(alphas, BOUNDS)
    return float(low), float(high)


def value_of(one: Decision) -> Value:
    """Return what a decision says: its verdict, and the item of a correction, which is equal or not."""
    return one.verdict, one.human_sha256


def agreement(record: Path) -> tuple[Agreement, ...]:
    """Return for each kind that was decided how far reviewers agree.

    What counts is the first decision of each reviewer on a fact, made before the others' could be seen; one that was
    taken back counts too if another had decided by then. Its value is its verdict, and that of a correction also its
    item: two corrections agree when their items are equal. Adjudications do not count, nor what is said of facts that
    reviewers added.
    """
    found = defaultdict(list)
    for one in log_of(record).said(first=True):
        if one.role == "review" and one.machine_sha256 is not None:
            found[one.kind].append(one)
    return tuple(_agreement(kind, found[kind]) for kind in KINDS if kind in found)


def disputes(connection: Connection, record: Path, kind: Kind | None = None) -> list[list[Decision]]:
    """Return what is said, without words, of the present facts of which reviewers now say different things.

    Those without an adjudication come first.
    """
    by_fact = defaultdict(list)
    said = log_of(record).said(kind=kind)
    facts = current_facts(connection, said)
    for one in said:
        if one.number in facts:
            by_fact[facts[one.number]].append(one)
    found = [several for _, several in sorted(by_fact.items()) if len(several) > 1 and differ(several)]
    return sorted(found, key=lambda several: any(one.role == "adjudicated" for one in several))


def disagreements(record: Path, found: Iterable[Sequence[Decision]]) -> tuple[Disagreement, ...]:
    """Return disputes with their words. It is for admins: it tells what each decided."""
    several = [[one.number for one in of] for of in found]
    told = {one.number: one for one in numbered(record, chain.from_iterable(several))}
    return tuple(_disagreement([told[number] for number in numbers]) for numbers in several)


def differ(several: Iterable[Decision]) -> bool:
    """Tell whether reviewers say different things, whatever was adjudicated."""
    return len({value_of(one) for one in several if one.role == "review"}) > 1


def counted(record: Path) -> tuple[Counted, ...]:
    """Return how many facts of each kind each reviewer has decided, by verdict."""
    counts: defaultdict[tuple[Kind, str], Counter[str]] = defaultdict(Counter)
    for one in log_of(record).said():
        counts[one.kind, one.by]["adjudicated" if one.role == "adjudicated" else one.verdict] += 1
    ordered = sorted(counts.items(), key=lambda pair: (KINDS.index(pair[0][0]), pair[0][1]))
    return tuple(Counted(kind, by, dict(sorted(of.items()))) for (kind, by), of in ordered)


def _agreement(kind: Kind, found: Sequence[Decision]) -> Agreement:
    units: defaultdict[Thing, list[Value]] = defaultdict(list)
    for one in found:
        units[thing_of(one)].append(value_of(one))
    several = [unit for unit in units.values() if len(unit) > 1]
    reviewers, found_alpha = len({one.by for one in found}), alpha(several)
    of = Agreement(kind, found_alpha, len(several), sum(map(len, several)), reviewers)
    ends = interval(tuple(map(tuple, several))) if of.tells and found_alpha is not None else None
    return msgspec.structs.replace(of, low=ends[0], high=ends[1]) if ends else of


def _disagreement(several: Sequence[Decision]) -> Disagreement:
    adjudicated = [one for one in several if one.role == "adjudicated"]
    reviewed = tuple(one for one in several if one.role == "review")
    return Disagreement(reviewed[0].ref.id, reviewed[0].kind, reviewed, adjudicated[-1] if adjudicated else None)
