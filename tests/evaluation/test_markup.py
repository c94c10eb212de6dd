"""The markup of examples is taken off, and its faults are named."""

from __future__ import annotations

import pytest

from dragoman.evaluation.markup import MarkupError, parse_example


def test_spans_and_triggers_are_offsets_of_the_bare_text() -> None:
    """Marks are taken off, and their offsets are those of the bare text."""
    example = parse_example("[Ana Lind|actor] {met} [Bo Ek of Japan|recipient].")
    assert example.text == "Ana Lind met Bo Ek of Japan."
    assert [(s.label, example.text[s.start : s.end]) for s in example.spans] == [
        ("actor", "Ana Lind"),
        ("recipient", "Bo Ek of Japan"),
    ]
    assert [example.text[slice(*t)] for t in example.triggers] == ["met"]


def test_marks_may_nest() -> None:
    """A trigger may stand in a span and a span in a span."""
    example = parse_example("the [[Iranian|IRN] {attack}|actor] on it")
    assert example.text == "the Iranian attack on it"
    assert [(s.label, s.text) for s in example.spans] == [("actor", "Iranian attack"), ("IRN", "Iranian")]
    assert example.triggers == ((12, 18),)


def test_backslash_and_bar_outside_marks_are_text() -> None:
    """A backslash takes a bracket as it is, and a bar outside marks is a bar."""
    assert parse_example(r"\[sic\] a|b").text == "[sic] a|b"


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("[Serbia met", "column 1 is not closed"),
        ("Serbia] met", "column 7 closes nothing"),
        ("[Serbia] met", "has no label"),
        ("[Serbia|] met", "empty label"),
        ("[|SRB] met", "empty span"),
        ("he {} left", "column 4 is empty"),
        ("[a {b|X] c}", "closes nothing"),
    ],
)
def test_faults_are_named_with_their_column(marked: str, fault: str) -> None:
    """Wrong markup is refused with the fault and where it is."""
    with pytest.raises(MarkupError, match=fault):
        parse_example(marked)
