"""Agreements between states read from short communiqués."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.pipeline import open_reader, read_document
from dragoman.record.types import Agreement
from dragoman.source.document import Document


@cache
def agreements(text: str) -> tuple[Agreement, ...]:
    """Return the agreements of a document."""
    document = Document(text=text, id="d", published="2021-05-05", language="en")
    return read_document(document, open_reader()).agreements


ACTS = (
    ("The ministers signed a treaty on mutual legal assistance.", "signed"),
    ("The ministers will sign a treaty on mutual legal assistance.", "planned"),
    ("The ministers will witness the signing of a treaty on mutual legal assistance.", "planned"),
    ("The ministers negotiated a treaty on mutual legal assistance.", "planned"),
    ("I announce the signing today of a new Social Protection Agreement between Chile and Peru.", "signed"),
    ("Parliament ratified the Treaty on Mutual Legal Assistance.", "ratified"),
    ("Chile suspended the Treaty on Mutual Legal Assistance.", "suspended"),
    ("Chile withdrew from the Lima Convention.", "ended"),
    ("The ministers praised the Treaty on Mutual Legal Assistance.", "cited"),
    ("They marked the anniversary of the signing of the Treaty on Mutual Legal Assistance.", "cited"),
)


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_act_is_what_happens_to_the_instrument(text: str, act: str) -> None:
    """The word that governs the name tells the act, its tense whether it has happened."""
    assert [a.act for a in agreements(text)] == [act]


NAMES = (
    ("They called for the implementation of the Minsk Agreements.", "Minsk Agreements"),
    ("They recalled the NATO-Russia Founding Act.", "NATO-Russia Founding Act"),
    ("They stand by their Open Skies Treaty obligations.", "Open Skies Treaty"),
    ("They welcomed Resolution 2202.", "Resolution 2202"),
)


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_name_is_as_written(text: str, name: str) -> None:
    """The name is the run of words that names the instrument."""
    assert [a.name for a in agreements(text)] == [name]


NONE = (
    "The parties reached agreement on a number of issues.",
    "The minister made a statement on the budget.",
    "The workers voted on the new workplace agreement.",
    "The Eastern Partnership has six members.",
    "The agreement was praised.",
)


@pytest.mark.parametrize("text", NONE)
def test_what_is_not_identified_is_no_agreement(text: str) -> None:
    """A mass noun, a speech, a domestic contract or a bare head names no instrument between states."""
    assert agreements(text) == ()


def test_short_name_is_the_full_one() -> None:
    """ "The Agreement" is the one that was named in full."""
    found = agreements("Chile and Peru signed the Agreement on Fisheries. The Agreement on Fisheries will help both.")
    assert [(a.name, a.act) for a in found] == [("Agreement on Fisheries", "signed")]
