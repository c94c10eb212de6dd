"""Forms made from the record's types: what is filled in is what was read, and what is read from them is checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from bench.contents import settled

from dragoman.codebook.load import shipped
from dragoman.codebook.spec import Organisation, Territory
from dragoman.relations.values import Kind
from dragoman.review.subjects import subjects_of_document
from dragoman.review.values import KINDS, Subject
from dragoman.store.loading import TYPES
from dragoman.store.opening import open_to_read
from dragoman.web.views.review.defined import defined
from dragoman.web.views.review.fields import FIXED, Part, parts_of
from dragoman.web.views.review.forms import where_of
from dragoman.web.views.review.naming import naming_of
from dragoman.web.views.review.passage import in_place, passage_of, whole
from dragoman.web.views.review.telling import Speech, rows_of
from dragoman.web.views.review.typed import Span, Where, place_of, taken, typed_of, typed_span
from dragoman.web.views.review.wording import LABELS, MEANT, ONE
from tests.store.made import rows

FORM_ITSELF = {"do", "state", "note", "as", "number"}  # what the pages' own fields are called


@pytest.fixture(scope="module")
def subjects(made_once: Path) -> tuple[Subject, ...]:
    """Return every fact of the samples."""
    names = [name for (name,) in rows(made_once, "SELECT document FROM versions WHERE present ORDER BY 1")]
    with open_to_read(made_once, settled()) as connection:
        return tuple(one for name in names for one in subjects_of_document(connection, made_once, name))


def all_parts(kind: Kind) -> Iterator[Part]:
    """Yield the fields of a kind and those within them."""
    for part in parts_of(TYPES[kind]):
        yield part
        yield from part.parts


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_has_a_name_and_meets_no_other(kind: Kind) -> None:
    """All fields but those that follow are asked for, each by a name in words; none is called like the form's own."""
    names = {part.name for part in parts_of(TYPES[kind])}
    assert names == {field.encode_name for field in msgspec.structs.fields(TYPES[kind])} - FIXED
    assert names.isdisjoint(FORM_ITSELF)
    for part in all_parts(kind):
        assert part.name in LABELS or f"{part.shape}.{part.name}" in LABELS
        assert part.choices or part.meaning != "choice"


def test_a_form_says_what_it_was_filled_with(subjects: tuple[Subject, ...]) -> None:
    """Every fact of the samples goes into its form and comes out of it as it was."""
    assert {one.ref.kind for one in subjects} == set(KINDS)
    for one in subjects:
        where, parts = where_of(one.source, shipped()), parts_of(TYPES[one.ref.kind])
        item = msgspec.json.decode(msgspec.json.encode(one.item))
        span = Span(one.item.evidence.field or "", one.item.evidence.start, one.item.evidence.end)
        got = taken(typed_of(item, parts, where) | typed_span(span, where.fields), parts, where, span)
        assert got.wrong == {}
        assert got.span == span
        assert got.item == {part.name: item[part.name] for part in parts}, one.id


def test_every_fact_is_told_by_field(subjects: tuple[Subject, ...]) -> None:
    """A table of a fact has its words, and no code of a country that has a name."""
    naming = naming_of(shipped())
    for one in subjects:
        told = {row.label: row.read for row in rows_of(one.item, Speech(naming, one.source.persons))}
        assert told["Words in the text"] == " ".join(one.item.evidence.exact.split())
        assert not {"USA", "KAZ", "PRT", "IND"} & {word for text in told.values() for word in text.split("; ")}


def test_every_country_is_known_by_the_name_that_is_shown() -> None:
    """What a form shows for a code is taken back as that code, and so is every name of the codebook."""
    naming = naming_of(shipped())
    assert {naming.code(name) for name in naming.countries.values()} == set(naming.countries)
    assert all(naming.code(one.name) for one in shipped().entries(Territory))
    assert naming.code("nato") == naming.code("OSCE") == "IGO"
    assert naming.code("Ruritania") is None
    assert any(one.country == "IGO" for one in shipped().entries(Organisation))


@pytest.mark.parametrize(
    ("sought", "near", "until", "place"),
    [
        ("the port", 0, None, (0, 8)),
        ("the port", 30, None, (24, 32)),
        ("the port", 20, 40, (24, 32)),
        ("a 'great' port", 0, None, (36, 50)),
        ("the harbour", 0, None, None),
        ("  ", 0, None, None),
    ],
)
def test_words_are_found_where_they_are_meant(
    sought: str, near: int, until: int | None, place: tuple[int, int] | None
) -> None:
    """The nearest place counts; kinds of spaces, quotes and dashes do not."""
    text = "the port is old. It was the port of a ‘great’\nport of old."
    assert place_of(sought, text, near, until) == place


def test_the_passage_has_some_sentences_around_and_marks_the_words() -> None:
    """Its pieces joined are the text from its first to its last sentence, the words and the trigger in them marked."""
    text = "\n\n".join(f"Sentence {n} stands here. And {n} more." for n in range(12))
    start = text.index("Sentence 6")
    found = passage_of(text, Span("", start, start + 10), None)
    assert found.more_before
    assert found.more_after
    assert 3 < len(found.paragraphs) < 8
    for paragraph in found.paragraphs:
        joined = "".join(piece.text for piece in paragraph.pieces)
        assert text[paragraph.start :].startswith(joined)
    assert [piece.text for one in found.paragraphs for piece in one.pieces if piece.mark] == ["Sentence 6"]
    assert "".join(p.text for one in whole(text, Span("", 0, 0)).paragraphs for p in one.pieces) == text.replace(
        "\n", ""
    )


def test_what_hides_or_reorders_is_shown_at_its_place() -> None:
    """Every such character becomes one that is seen, so that offsets stay."""
    text = "a\u202eb\u200bc\x1bd e"
    assert in_place(text) == "a\ufffdb\ufffdc\ufffdd e"
    assert len(in_place(text)) == len(text)


def test_a_kind_is_told_with_examples_of_the_codebook(subjects: tuple[Subject, ...]) -> None:
    """What fires on the same word comes first; every kind has its meaning."""
    assert set(MEANT) == set(ONE) == set(KINDS)
    thanks = next(one for one in subjects if one.ref.kind == "appraisals" and one.item.kind == "gratitude")
    told = defined("appraisals", thanks.item, shipped())
    assert told.examples
    assert told.counter
    event = next(one for one in subjects if one.ref.kind == "events")
    assert defined("events", event.item, shipped()).link == f"/codebook/types/{event.item.type}"


def test_rows_of_a_form_are_bounded() -> None:
    """A form that names a million rows is read up to a limit, and what is no number as none."""
    where = Where(naming_of(shipped()), {}, {"": "a text"})
    parts = tuple(part for part in parts_of(TYPES["events"]) if part.name == "actor")
    for count in ("999999999", "-1", "x"):
        got = taken({"actor.n": [count]}, parts, where, Span("", 0, 1))
        assert got.item == {"actor": []}
