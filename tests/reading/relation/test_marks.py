"""The marks of a sentence."""

from __future__ import annotations

import pytest

from dragoman.reading.relation.marks import MarkError, read_marks, with_marks

MARKS = ("[S]", "[/S]", "[T]", "[/T]")


def test_places_refer_to_the_bare_sentence() -> None:
    """The text between the places is the actors'."""
    marked = read_marks("<s>Chile</s> met <t>Peru</t>.")
    assert marked.text == "Chile met Peru."
    assert [marked.text[a:b] for a, b in marked.source] == ["Chile"]
    assert [marked.text[a:b] for a, b in marked.target] == ["Peru"]


def test_an_actor_may_be_marked_in_several_places() -> None:
    """Every place of an actor is kept, in order."""
    marked = read_marks("<s>Chile</s> said <s>it</s> met <t>Peru</t>.")
    assert [marked.text[a:b] for a, b in marked.source] == ["Chile", "it"]


def test_marks_may_nest_and_touch() -> None:
    """A target inside the source, and one right behind it."""
    nested = read_marks("<s>the critics of <t>Peru</t></s> left")
    assert nested.text[slice(*nested.target[0])] == "Peru"
    assert nested.text[slice(*nested.source[0])] == "the critics of Peru"
    touching = read_marks("<t>Libyan</t><s>minister</s>")
    assert touching.text == "Libyanminister"


def test_an_end_without_a_mark_is_not_named() -> None:
    """No mark, no place."""
    assert read_marks("<s>Chile</s> resigned.").target == ()


@pytest.mark.parametrize("broken", ["<s>Chile met Peru", "Chile</s> met", "<t>a</t></t>"])
def test_broken_marks_are_named(broken: str) -> None:
    """What does not close is an error that says which mark."""
    with pytest.raises(MarkError, match=r"[st]>"):
        read_marks(broken)


def test_other_marks_go_where_the_first_ones_stood() -> None:
    """The model's marks stand apart from the words, nested ones inside."""
    assert with_marks(read_marks("<s>Chile</s> met <t>Peru</t>."), MARKS) == "[S] Chile [/S] met [T] Peru [/T] ."
    assert with_marks(read_marks("<s>foes of <t>Peru</t></s> left"), MARKS) == "[S] foes of [T] Peru [/T] [/S] left"
