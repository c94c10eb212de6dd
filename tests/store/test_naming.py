"""Names that a query means, and words that are near to one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bench.contents import settled

from dragoman.store.naming import NameIndex, agreements_named, name_index, persons_named, respelt
from dragoman.store.opening import open_to_read
from tests.store.made import MEETING, document, taken

SIGNED = "Portugal and Kazakhstan signed the Lisbon Charter on Ports in Lisbon."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NameIndex]:
    """Yield the index of a record of two persons and an agreement."""
    record = tmp_path_factory.mktemp("names") / "r.duckdb"
    taken(record, document(MEETING, id="one"), document(SIGNED, id="two"))
    with open_to_read(record, settled()) as opened:
        yield name_index(opened, ["Portugal", "Kazakhstan"])


@pytest.mark.parametrize("query", ["Sagatov", "daniyar sagatov", "what did Sagatov say of ports", "Daniar Sagatov"])
def test_a_last_name_is_enough(index: NameIndex, query: str) -> None:
    """However it is transliterated, and whatever else is asked."""
    assert [one.name for one in persons_named(index, query, 3)] == ["Daniyar Sagatov"]


def test_a_first_name_alone_names_nobody(index: NameIndex) -> None:
    """There are too many of them."""
    assert persons_named(index, "Daniyar", 3) == ()


def test_an_agreement_is_named_by_all_telling_words(index: NameIndex) -> None:
    """A word that is not in its name means something else."""
    assert [one.name for one in agreements_named(index, "lisbon charter", 3)] == ["Lisbon Charter on Ports in Lisbon"]
    assert agreements_named(index, "lisbon opera", 3) == ()
    assert agreements_named(index, "the of", 3) == ()


def test_an_unknown_word_becomes_the_nearest_name(index: NameIndex) -> None:
    """Words that the record knows stay, and so do those that are near to nothing."""
    assert respelt(index, "Kazahstan gas", lambda word: word == "gas") == "Kazakhstan gas"
    assert respelt(index, "Sagatof", lambda _: False) == "Sagatov"
    assert respelt(index, "Sagatov", lambda _: False) is None
    assert respelt(index, "xylophones", lambda _: False) is None
    assert respelt(index, "Kazahstan", lambda _: True) is None
