"""The relation of a marked pair: the model's distribution with the codebook's votes."""

from __future__ import annotations

import pytest

from dragoman.pipeline import open_reader
from dragoman.reading.relation.marks import read_marks
from dragoman.relating import BOTH_MARKS, ONE_MARK, relate, votes


@pytest.mark.parametrize(
    ("marked", "code"),
    [
        ("<s>Canada</s> expelled four <t>Russian diplomats</t> on Friday.", "SANCTION"),
        ("<s>Turkish police</s> arrested <t>three journalists</t> in Ankara.", "COERCE"),
        ("<t>Peru</t> was thanked by <s>Chile</s> for its help.", "SUPPORT"),
        ("<s>The Foreign Minister of Ghana</s> met <t>the President of Togo</t> in Lomé.", "CONSULT"),
    ],
)
def test_plain_pairs_are_typed(marked: str, code: str) -> None:
    """What the codebook's own examples say in other words is typed as they say."""
    found = relate("x", marked, open_reader())
    assert found.type == code
    assert sum(found.scores.values()) == pytest.approx(1, abs=1e-4)


def test_an_event_between_both_marks_is_a_full_vote() -> None:
    """An event that has only one mark in its place is a smaller one, and one between others is none."""
    loaded = open_reader()
    assert votes(read_marks("<s>Canada</s> expelled four <t>Russian diplomats</t>."), loaded) == {
        "SANCTION": BOTH_MARKS
    }
    assert votes(read_marks("<s>Canada</s> expelled four Russian diplomats, <t>Reuters</t> said."), loaded) == {
        "SANCTION": ONE_MARK
    }
    assert (
        votes(read_marks("As <s>Norway</s> and <t>Chad</t> looked on, Canada expelled four Russian diplomats."), loaded)
        == {}
    )


def test_scores_do_not_depend_on_what_was_asked_before() -> None:
    """One sentence at a time: the same bytes whatever came before."""
    loaded, marked = open_reader(), "<s>Chile</s> thanked <t>Peru</t> for its help."
    first = relate("x", marked, loaded)
    relate(
        "y",
        "<s>Iran</s> vowed to retaliate against <t>Israel</t> after the long and bloody night of the strikes.",
        loaded,
    )
    assert relate("x", marked, loaded) == first
