"""Queries as people write them: words, phrases, what must not stand."""

from __future__ import annotations

import pytest

from dragoman.store.queries import Query, query_of


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Vučić", ["vucic"]),
        ("the treaty of the states", ["treaty", "stat"]),
        ("of the", ["of", "the"]),
        ("treaty treaties", ["treaty"]),
        ("", []),
        ("- * ()", []),
    ],
)
def test_words_are_looked_for_as_texts_are_counted(written: str, words: list[str]) -> None:
    """Without accents and endings, each once; those that say nothing only where there are no others."""
    assert query_of(written).words == words


def test_a_phrase_stands_side_by_side() -> None:
    """In any marks of quotation and across a line; its words are looked for as well."""
    for written in ('"Red Lines" gas', "“red lines” gas", "„red lines“ gas"):
        asked = query_of(written)
        assert asked.phrases == ("red lines",)
        assert len(asked.terms) == 3
        assert asked.holds("They named their red\nlines.")
        assert not asked.holds("The lines that they drew were red.")
    assert query_of('"Novi Pazar"').holds("in Nóvi Pažar")


def test_a_minus_takes_away() -> None:
    """A word or a phrase; a hyphen within a word is none."""
    asked = query_of('treaty -gas -"red lines" non-aligned')
    assert asked.without == ("gas",)
    assert asked.without_phrases == ("red lines",)
    assert asked.words == ["treaty", "non", "align"]
    assert not asked.holds("red lines")


def test_a_word_is_looked_for_in_its_other_spellings() -> None:
    """Together they are one word of the query."""
    asked = query_of("Sergei treaty", lambda word: ("sergey", "serguei") if word == "sergei" else ())
    assert asked == Query((("sergei", "sergey", "serguei"), ("treaty",)))


def test_a_mark_that_is_not_closed_is_passed_over() -> None:
    """What follows it are words."""
    assert query_of('"open phrase').phrases == ()
