"""Actors as CAMEO, GDELT and ICEWS name them."""

from __future__ import annotations

import pytest

from dragoman.exports.formats.sides import side_of
from dragoman.record.types import Entity
from tests.exports.formats.made_events import ABKHAZ, CROWD, NATO, PORTUGAL, SAGATOV, UNKNOWN, entity


@pytest.mark.parametrize(
    ("given", "code", "name"),
    [
        (PORTUGAL, "PRT", "Portugal"),
        (SAGATOV, "KAZGOVMIL", "Данияр Сағатов"),
        (CROWD, "CVL", "General Population / Civilian / Social"),
        (NATO, "IGONAT", "NATO"),
        (entity("Bucharest", "ROU", "GOV"), "ROMGOV", "Government (Romania)"),
        (entity("the Commission", "EUR", "GOV", name="European Commission"), "IGOEUREEC", "European Commission"),
        (entity("reporters", "KEN", "JRN"), "KENMED", "News (Kenya)"),
        (entity("Taipei", "TWN", "GOV"), "TWNGOV", "Government (Taiwan)"),
    ],
)
def test_codes_and_names(given: Entity, code: str, name: str) -> None:
    """A code is made of country and agents, or of an organisation's parts; a nameless actor is called by both."""
    side = side_of(given)
    assert side
    assert (side.code, side.name) == (code, name)


def test_words_alone_are_no_actor() -> None:
    """An actor of no country and no sector has no code, and none is made up from its words."""
    assert side_of(UNKNOWN) is None


def test_an_entity_under_its_claimants_code_is_not_that_country() -> None:
    """Sukhumi does not act as Georgia."""
    assert side_of(ABKHAZ) is None
