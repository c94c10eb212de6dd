"""Marks on a text: whatever nests and overlaps, no letter of the text is lost and none is marked that is not meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from dragoman.web.views.document.marking import DEEPEST, Ends, Mark, Marked, Run, line, paragraphs

TEXT = "Lisbon, 6 May.\n\nPresident Ana Duarte met President Daniyar Sagatov.\n\nThey spoke of trade."


def mark(start: int, end: int, number: int = 1, kind: str = "events") -> Mark:
    """Return a mark whose anchor tells its number."""
    return Mark(start, end, number, kind, f"{kind}-{number}", f"text-{kind}-{number}")


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    """Give marks that stand anywhere in the text, within each other and across its paragraphs."""
    places = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
    spans = [sorted(place) for place in draw(st.lists(places, max_size=12))]
    return [mark(start, end, number) for number, (start, end) in enumerate(spans, start=1)]


def letters(runs: Sequence[Run], around: frozenset[int] = frozenset()) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield each letter with the numbers of the marks that it stands under."""
    for run in runs:
        if isinstance(run, Marked):
            yield from letters(run.runs, around | {run.mark.number})
        elif isinstance(run, str):
            yield from ((letter, around) for letter in run)


def all_of(runs: Sequence[Run], kind: type) -> Iterator[Run]:
    """Yield the runs of a kind, those within others too."""
    for run in runs:
        if isinstance(run, kind):
            yield run
        if isinstance(run, Marked):
            yield from all_of(run.runs, kind)


@given(marks())
def test_every_letter_knows_the_marks_that_it_stands_under(several: list[Mark]) -> None:
    """The text comes out as it went in, and a letter stands under a mark exactly when the mark's span holds it."""
    found = [one for paragraph in paragraphs(TEXT, several) for one in letters(paragraph)]
    at = [i for i, letter in enumerate(TEXT) if letter != "\n"]
    assert [letter for letter, _ in found if letter != " "] == [TEXT[i] for i in at if TEXT[i] != " "]
    wanted = [(TEXT[i], frozenset(m.number for m in several if m.start <= i < m.end)) for i in at if TEXT[i] != " "]
    assert [(letter, under) for letter, under in found if letter != " "] == wanted


@given(marks())
def test_every_mark_has_one_anchor(several: list[Mark]) -> None:
    """An id stands once on a page, however many pieces a mark was cut into."""
    anchors = [run.anchor for one in paragraphs(TEXT, several) for run in all_of(one, Marked) if run.anchor]
    shown = [m.anchor for m in several if TEXT[m.start : m.end].strip("\n")]
    assert len(anchors) == len(set(anchors))
    assert set(shown) <= set(anchors)


def test_numbers_stand_where_their_marks_end_in_order() -> None:
    """Marks that end at one place are numbered there together."""
    runs = line("one two three", [mark(4, 13, 2), mark(0, 13, 1), mark(4, 7, 3)])
    ends = [tuple(m.number for m in run.marks) for run in all_of(runs, Ends)]  # type: ignore[union-attr]
    assert ends == [(3,), (1, 2)]
    assert isinstance(runs[-1], Ends)


def test_overlapping_marks_are_cut_at_each_other() -> None:
    """What goes on after the mark around it has ended goes on as a piece without an anchor of its own."""
    runs = line("abcdef", [mark(0, 4, 1), mark(2, 6, 2)])
    first, rest = (run for run in runs if isinstance(run, Marked))
    assert first.runs[0] == "ab"
    assert (rest.mark.number, rest.anchor, rest.runs) == (2, "", ("ef",))


def test_the_same_words_of_one_kind_have_one_line() -> None:
    """Eight topics of one phrase are underlined once."""
    runs = line("abcdef", [mark(0, 6, number) for number in range(1, 9)])
    assert [run.plain for run in all_of(runs, Marked)] == [False] + [True] * 7  # type: ignore[union-attr]


def test_marks_nest_only_so_deep() -> None:
    """Hundreds of marks on one phrase do not make a page of hundreds of layers, and none loses its number."""
    runs = line("x" * 400, [mark(n, 400, n + 1) for n in range(300)])
    assert max(run.depth for run in all_of(runs, Marked)) < DEEPEST  # type: ignore[union-attr]
    assert [m.number for run in all_of(runs, Ends) for m in run.marks] == list(range(1, 301))  # type: ignore[union-attr]


def test_nothing_acts_that_hides_in_a_text() -> None:
    """A letter that would turn the line around is shown as one that cannot be shown."""
    assert line("a\u202eb\x07c", []) == ("a\ufffdb\ufffdc",)
