"""Parsing passages: what is read, and how long ones are cut."""

from __future__ import annotations

from dragoman.reading.parse import LONGEST, load_parser, parse
from dragoman.text.passages import Passage


def test_only_what_is_read_is_parsed() -> None:
    """Headings and boilerplate of the body are left; the title is parsed whatever its kind."""
    passages = (
        Passage("Talks in Belgrade", 0, "title", "heading"),
        Passage("They met.", 0),
        Passage("Background", 11, None, "heading"),
        Passage("Press office", 23, None, "boilerplate"),
        Passage("First point.", 40, None, "item"),
    )
    assert [p.doc.text for p in parse(passages, load_parser())] == ["Talks in Belgrade", "They met.", "First point."]


def test_a_long_passage_is_cut_at_sentences_and_keeps_its_offsets() -> None:
    """The parts join to the passage, each begins where its start says, none is longer than the limit."""
    text = " ".join(f"The minister met delegation number {i} in Geneva." for i in range(200))
    parts = parse((Passage(text, 7, None, "turn", "Question"),), load_parser())
    assert len(parts) > 1
    assert "".join(p.passage.text for p in parts) == text
    assert all(len(p.passage.text) <= LONGEST and p.passage.speaker == "Question" for p in parts)
    assert all(text[p.passage.start - 7 :].startswith(p.passage.text) for p in parts)
    assert all(p.doc.text == p.passage.text for p in parts)


def test_a_passage_without_spaces_is_cut_too() -> None:
    """A run of characters without any border is cut at the limit."""
    parts = parse((Passage("x" * (2 * LONGEST + 1), 0),), load_parser())
    assert sum(len(p.passage.text) for p in parts) == 2 * LONGEST + 1


def test_an_object_before_an_infinitive_is_mended() -> None:
    """ "spoke with X to …": X is what the preposition governs, the infinitive hangs on the verb."""
    text = "Jake Sullivan spoke today with Prime Minister Kaja Kallas of Estonia to reinforce the strong relations."
    doc = parse((Passage(text, 0),), load_parser())[0].doc
    name = next(t for t in doc if t.text == "Kallas")
    assert (name.dep_, name.head.text) == ("pobj", "with")
