"""Phrases by themselves, and the examples of offices and agents in the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from dragoman.codebook.load import shipped
from dragoman.codebook.spec import Agent, Entry, Expression, Office
from dragoman.reading.mentions.lexicon import Lexicon
from dragoman.reading.mentions.phrase import PhraseActor, actor_of_phrase

from .scenes import MakeScene

TABLE = Path(__file__).parent / "phrases.tsv"  # phrase, country, sector
MARK = re.compile(r"\[([^|\]]+)\|([A-Z]{3}(?: [A-Z]{3})*)\]")

PHRASES = [
    ("four Saudi men", "SAU", "CVL"),
    ("retired vice president", None, "ELI"),
    ("cyber police", None, "COP"),
    ("Director of Central Intelligence", None, "SPY"),
    ("an American destroyer", "USA", "MIL"),
    ("opposition leaders in Chad's capital", "TCD", "OPP"),
    ("the Syrian government", "SYR", "GOV"),
    ("protesters in Kyiv", "UKR", "SOC"),
    ("nothing at all", None, None),
]


@pytest.mark.parametrize(("phrase", "country", "sector"), PHRASES)
def test_a_phrase_has_country_and_sector(
    lexicon: Lexicon, nlp: Language, phrase: str, country: str | None, sector: str | None
) -> None:
    """The head noun gives the sector, what it is tied to the country."""
    found = actor_of_phrase(phrase, lexicon, nlp)
    assert (found.text, found.country, found.sector) == (phrase, country, sector)


def test_the_table_of_phrases_is_read_as_well_as_before(lexicon: Lexicon, nlp: Language) -> None:
    """Country and sector of some four hundred phrases; a sector left empty in the table is not asked."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    found = [(actor_of_phrase(phrase, lexicon, nlp), country, sector) for phrase, country, sector in rows]
    wrong_country = [a.text for a, country, _ in found if (a.country or "") != country]
    wrong_sector = [a.text for a, _, sector in found if sector and a.sector != sector]
    assert len(wrong_country) <= 0.04 * len(rows), wrong_country
    assert len(wrong_sector) <= 0.04 * len(rows), wrong_sector


def test_an_office_holder_has_name_and_office(lexicon: Lexicon, nlp: Language) -> None:
    """A named office-holder keeps name and office apart."""
    found = actor_of_phrase("Iranian Foreign Minister Mohammad Javad Zarif", lexicon, nlp)
    expected = PhraseActor(
        "Iranian Foreign Minister Mohammad Javad Zarif", "IRN", "GOV", (), "Mohammad Javad Zarif", "Foreign Minister"
    )
    assert found == expected


def test_an_empty_phrase_is_nobody(lexicon: Lexicon, nlp: Language) -> None:
    """Blank input gives its text back."""
    assert actor_of_phrase("  ", lexicon, nlp) == PhraseActor("  ")


def examples() -> Iterator[tuple[str, str]]:
    """Yield (entry, example) of every office and agent, and of modifiers with a sector."""
    entries: list[Entry] = [*shipped().entries(Office), *shipped().entries(Agent)]
    entries += [
        e for e in shipped().entries(Expression) if e.use.isupper() or e.use in ("part", "past", "dropped", "deputy")
    ]
    for entry in entries:
        yield from ((entry.id, text) for text in entry.examples if MARK.search(text))


@pytest.mark.parametrize(("entry", "example"), sorted(set(examples())))
def test_examples_of_the_codebook_are_found(make_scene: MakeScene, entry: str, example: str) -> None:
    """The marked span of an example resolves to its country and sector."""
    match = MARK.search(example)
    assert match is not None
    text = MARK.sub(r"\1", example)
    start, codes = match.start(), set(match.group(2).split())
    scene = make_scene(text)
    found = [
        {c for c in (a.country, a.sector) if c}
        for p, part in enumerate(scene.parsed)
        for t in part.doc[:]
        if start <= t.idx < start + len(match.group(1))
        for a in scene.actors(p, t)
        if a.quote.start <= start + 4 and a.quote.end >= start + len(match.group(1)) - 1
    ]
    assert any(codes <= f for f in found), f"{entry}: {found}"
