"""Texts that repeat each other nearly word for word, by MinHash (Broder 1997, with datasketch)."""

from __future__ import annotations

import numpy as np
from datasketch import MinHash

from dragoman.relations.words import words

SHINGLE = 5  # words: short enough that a changed word touches five shingles only, long enough to be nobody's phrase
PERMUTATIONS = 128  # the standard error of an estimate of .8 is then .035
SEED = 1
# Versions of one release differ in a title, a dateline or a closing line; readouts from one mould share a half at most.
SAME = 0.8
# 32 bands of 4 rows: a pair at .8 shares a band with a probability over .9999, a pair at .3 with one of .23.
ROWS = 4
# A text of fewer words has too few shingles for a share of them to mean anything: only equal ones are the same.
FEWEST_WORDS = 40


def signature(text: str) -> bytes:
    """Return the MinHash signature of a text's shingles of five words: 128 numbers of four bytes, the same anywhere."""
    said = words(text)
    made = MinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update_batch([shingle.encode("utf-8") for shingle in _shingles(said)])
    return np.asarray(made.hashvalues, dtype="<u4").tobytes()


def bands(signature: bytes) -> tuple[bytes, ...]:
    """Return the keys of a signature in an index: texts that are nearly the same share at least one.

    A key begins with the place of its band, so that all can stand in one column.
    """
    size = ROWS * 4
    return tuple(bytes([i // size]) + signature[i : i + size] for i in range(0, len(signature), size))


def similarity(a: bytes, b: bytes) -> float:
    """Return the estimated share of the shingles of two texts that they have in common, from 0 to 1."""
    return float(np.mean(np.frombuffer(a, dtype="<u4") == np.frombuffer(b, dtype="<u4")))


def _shingles(said: tuple[str, ...]) -> list[str]:
    if len(said) < FEWEST_WORDS:
        return [" ".join(said)]
    return [" ".join(said[i : i + SHINGLE]) for i in range(len(said) - SHINGLE + 1)]
