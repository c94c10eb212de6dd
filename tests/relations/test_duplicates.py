"""Texts that repeat each other nearly word for word, and those that only come from one mould."""

from __future__ import annotations

import subprocess
import sys

from dragoman.relations.duplicates import SAME, bands, signature, similarity

STEM = " ".join(
    f"Clause {i} of the report on herring says that harbour {i * 7} was dredged by crew {i + 3}." for i in range(30)
)
MOULD = "The Prime Minister spoke today with {} of {}. They discussed {} and agreed to remain in touch on all of it."


def test_a_text_with_another_closing_line_is_the_same() -> None:
    """A changed line leaves a long text nearly the same, and an index finds it."""
    a, b = signature(f"{STEM} Issued in Oslo."), signature(f"{STEM} Issued again in Bergen on Monday.")
    assert similarity(a, b) >= SAME
    assert set(bands(a)) & set(bands(b))


def test_letter_case_and_spaces_do_not_matter() -> None:
    """Only the words count."""
    assert signature(STEM.upper()) == signature(STEM.replace(" ", "\n"))


def test_short_readouts_from_one_mould_differ() -> None:
    """Two calls told in the same words are two calls."""
    a, b = signature(MOULD.format("Ms Quispe", "Peru", "tin")), signature(MOULD.format("Mr Rojas", "Chile", "wool"))
    assert similarity(a, b) < SAME
    assert signature(MOULD) == signature(MOULD)


def test_a_signature_is_the_same_in_another_process() -> None:
    """Signatures are kept in a database, so that nothing of a process may be in them."""
    code = "from dragoman.relations.duplicates import signature; print(signature('a b c d e f g').hex())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == signature("a b c d e f g").hex()


def test_a_signature_has_512_bytes_and_32_bands() -> None:
    """The sizes that the record's columns hold; no two bands of a text have one key."""
    made = signature(STEM)
    assert (len(made), len(bands(made)), len(set(bands(made)))) == (512, 32, 32)
