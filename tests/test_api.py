"""The Python API: one text, many documents, and the examples of its docstrings."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dragoman
import dragoman.api
from dragoman.source.document import Document

TEXT = "Chile thanked Peru for its help after the earthquake."


def test_examples_of_the_docstrings_are_right() -> None:
    """What the docstrings show is what happens."""
    failed, tried = doctest.testmod(dragoman.api)
    assert tried > 3
    assert failed == 0


def test_importing_the_package_loads_no_reader() -> None:
    """`import dragoman` is quick: what is heavy is loaded when it is asked for."""
    code = "import sys, dragoman; sys.exit('spacy' in sys.modules or 'pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_api_is_what_it_says() -> None:
    """Every name of `__all__` is there, and another one is an AttributeError."""
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'reader_'"):
        dragoman.reader_  # noqa: B018


def test_a_reading_keeps_what_was_given() -> None:
    """The head of the record has the title, the day, the publisher and the id that were given."""
    head = dragoman.read(
        TEXT, title="Thanks", published="2024-05-06", publisher="Office", country="chl", id="x"
    ).document
    assert (head.id, head.title, head.published, head.publisher) == ("x", "Thanks", "2024-05-06", "Office")
    assert (head.publisher_country, head.published_basis) == ("CHL", "given")


@pytest.mark.parametrize(
    "given", [{"text": " "}, {"text": TEXT, "published": "soon"}, {"text": TEXT, "country": "Chile"}]
)
def test_what_cannot_be_read_is_refused(given: dict[str, Any]) -> None:
    """The refusal says what is wrong and what to do."""
    with pytest.raises(dragoman.Refused) as refused:
        dragoman.read(**given)
    assert refused.value.refusal.remedy


def test_documents_come_back_in_order_with_their_refusals() -> None:
    """Mappings and Documents, lazily; a refusal stands where its document stood."""
    given = [{"text": TEXT, "id": "a"}, {"id": "b"}, Document(text=TEXT, id="c")]
    one, two, three = dragoman.read_documents(given)
    assert isinstance(one, dragoman.Reading)
    assert isinstance(two, dragoman.Refusal)
    assert isinstance(three, dragoman.Reading)
    assert (one.document.id, two.origin, three.document.id) == ("a", "document 2", "c")
    with pytest.raises(ValueError, match="workers is 0"):
        list(dragoman.read_documents([], workers=0))


def test_workers_change_nothing(sample_rows: list[dict[str, Any]], tmp_path: Path) -> None:
    """Two processes give the records that one gives."""
    alone, two = (list(dragoman.read_documents(sample_rows[:10], workers=n)) for n in (1, 2))
    assert alone == two


def test_a_fault_of_the_reader_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever happens in one document is one line, and the others are read."""

    def broken(document: Document, loaded: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr(dragoman.api, "read_document", broken)
    (refusal,) = dragoman.read_documents([{"text": TEXT, "id": "a"}])
    assert str(refusal).startswith("document 1: the document 'a' could not be read (ZeroDivisionError: by zero); ")


def test_a_frame_has_a_row_for_every_event(sample_rows: list[dict[str, Any]]) -> None:
    """The table of the samples' events holds each of them once."""
    readings = [r for r in dragoman.read_documents(sample_rows[:5]) if isinstance(r, dragoman.Reading)]
    frame = dragoman.to_frame(readings)
    assert len(frame) == sum(len(r.events) for r in readings)
    assert {"document", "type", "actor_country", "recipient_country", "quote"} <= set(frame.columns)
