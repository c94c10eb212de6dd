"""Names of one instrument are joined, and what only names a kind is not."""

from __future__ import annotations

import pytest

from dragoman.relations.agreements import join_agreements
from tests.relations.making import named, version

ONE = version("one", "2024-05-06", "PRT")
OTHER = version("other", "2024-05-07", "KAZ")


def count(name: str, other: str, parties: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> int:
    """Return how many instruments two names in two documents are."""
    made = [named(ONE, name, *parties), named(OTHER, other, *others)]
    assert join_agreements(made) == join_agreements(made[::-1])
    return len(join_agreements(made))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Tallinn Accords", "the 2019 Tallinn accords"),
        ("“Lisbon” Convention", "Lisbon Convention"),
        ("Convention on Migratory Reptiles (CMRX", "CMRX"),
        ("UN Charter", "UN Charter"),
        ("S/RES/2202", "resolution S/RES/2202"),
        ("Chile-Peru Free Trade Agreement", "free trade agreement between Peru and Chile"),
        ("ABQ Treaty", "ABQ treaty"),
    ],
)
def test_names_of_one_instrument(name: str, other: str) -> None:
    """Articles, quotes, years, brackets, the order of parties and abbreviations make no other instrument."""
    assert count(name, other) == 1


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Memorandum of Understanding", "Memorandum of Understanding"),
        ("Joint Declaration", "joint declaration"),
        ("UN Security Council resolutions", "UN Security Council resolutions"),
        ("Chile-Peru Treaty", "Chile-Bolivia Treaty"),
        ("Chile-Peru Free Trade Agreement", "Chile-Bolivia Free Trade Agreement"),
        ("S/RES/2202", "S/RES/2203"),
        ("1998 Tallinn Accords", "2019 Tallinn Accords"),
        ("Plan of Action", "Action Plan"),
    ],
)
def test_names_of_two_instruments(name: str, other: str) -> None:
    """What only names a kind, other parties, another symbol and another year are other instruments."""
    assert count(name, other) == 2


def test_parties_tell_what_a_common_name_means() -> None:
    """A name of common words is one instrument for the same parties alone."""
    name = "Agreement on Higher Education"
    assert count(name, name, ("CHL", "PER"), ("PER", "CHL")) == 1
    assert count(name, name, ("CHL", "PER"), ("CHL", "BOL")) == 2
    assert count(name, name, ("CHL", "PER"), ()) == 2


def test_a_kind_is_joined_inside_its_document() -> None:
    """A document and what repeats it mean the same by the same words."""
    copy = version("copy", "2024-05-09", "KAZ", original="one")
    name = "Memorandum of Understanding"
    (one,) = join_agreements([named(ONE, name, "CHL"), named(ONE, name, "PER", place=2), named(copy, name)])
    assert (one.id, one.parties, len(one.citations)) == ("memorandum-understanding", ("CHL", "PER"), 3)
