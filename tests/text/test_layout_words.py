"""The layout words of the codebook do what their examples say."""

from __future__ import annotations

import re

import pytest

from dragoman.codebook.load import shipped
from dragoman.codebook.spec import Expression
from dragoman.source.document import Document
from dragoman.text.canonical import canonicalise
from dragoman.text.dates import date_line
from dragoman.text.kinds import is_boilerplate, is_end_mark
from dragoman.text.layout import Layout

MARKED = re.compile(r"\[([^|\]]+)\|([a-z-]+)\]")
PROSE = "The ministers of both states met in Vienna and spoke of trade."


def entries(*concepts: str) -> list[Expression]:
    return [
        e for name in concepts for e in shipped().concept(f"expressions/{name}").entries if isinstance(e, Expression)
    ]


@pytest.mark.parametrize("entry", entries("layout", "boilerplate", "datelines"), ids=lambda e: e.id)
def test_examples_mark_a_phrase_of_their_entry(entry: Expression) -> None:
    """Every example marks one of the entry's phrases with its use."""
    phrases = {p.casefold() for p in entry.phrases}
    for example in entry.examples:
        found = MARKED.search(example)
        assert found, example
        assert found[1].casefold() in phrases
        assert found[2] == entry.use


@pytest.mark.parametrize("entry", entries("boilerplate"), ids=lambda e: e.id)
def test_boilerplate(layout: Layout, entry: Expression) -> None:
    """Examples are furniture, counter examples are not."""
    furniture = is_end_mark if entry.use == "end-mark" else is_boilerplate
    assert all(furniture(MARKED.sub(r"\1", e), layout) for e in entry.examples)
    assert not any(furniture(c, layout) for c in entry.counter)


@pytest.mark.parametrize(
    "entry", [e for e in entries("layout") if e.use in ("date-label", "time-word")], ids=lambda e: e.id
)
def test_date_words(layout: Layout, entry: Expression) -> None:
    """Examples are date lines, counter examples are not."""
    assert all(date_line(MARKED.sub(r"\1", e), layout) for e in entry.examples)
    assert not any(date_line(c, layout) for c in entry.counter)


@pytest.mark.parametrize("entry", [e for e in entries("layout") if e.use == "turn-label"], ids=lambda e: e.id)
def test_turn_labels(layout: Layout, entry: Expression) -> None:
    """Examples begin a turn, counter examples do not."""
    for example in entry.examples:
        document = Document(text=MARKED.sub(r"\1", example), id="x")
        assert canonicalise(document, layout).passages[0].kind in ("turn", "question")
    for counter in entry.counter:
        assert canonicalise(Document(text=counter, id="x"), layout).passages[0].kind == "prose"


@pytest.mark.parametrize("entry", [e for e in entries("layout") if e.use == "question-label"], ids=lambda e: e.id)
def test_question_labels(layout: Layout, entry: Expression) -> None:
    """Examples are questions of the press, counter examples are turns of those who answer or lead."""
    for text, kind in [*((e, "question") for e in entry.examples), *((c, "turn") for c in entry.counter)]:
        document = Document(text=MARKED.sub(r"\1", text), id="x")
        assert canonicalise(document, layout).passages[0].kind == kind


@pytest.mark.parametrize("entry", entries("datelines"), ids=lambda e: e.id)
def test_dateline_words(layout: Layout, entry: Expression) -> None:
    """Examples have a dateline, counter examples have none."""
    for text, expected in [*((e, True) for e in entry.examples), *((c, False) for c in entry.counter)]:
        document = Document(text=MARKED.sub(r"\1", text), id="x")
        assert bool(canonicalise(document, layout).dateline_place) is expected
