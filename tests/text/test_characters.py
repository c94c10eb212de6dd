"""Characters are repaired, markup is taken off, lines are joined."""

from __future__ import annotations

import pytest

from dragoman.text.captions import cut_captions, part_sentences
from dragoman.text.characters import clean_characters
from dragoman.text.markup import strip_blocks, strip_inline
from dragoman.text.paragraphs import split_paragraphs


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("e\u0301t\u00e9", "été"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("co\u00adop\u200beration\u202e\ufeff", "cooperation"),
        ("R&amp;D &lt;x&gt; &amp;amp; &nbsp;&D;", "R&D <x> &  &D;"),
        ("“quoted” – dash — and ’", "“quoted” – dash — and ’"),
        ("half\ud800", "half"),
    ],
)
def test_characters(text: str, clean: str) -> None:
    """Odd spaces, invisible signs and entities go; quotes and dashes stay."""
    assert clean_characters(text) == clean


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("21<sup>st</sup> century", "21st century"),
        ("<p>One.</p><p>Two.</p>", "\n\nOne.\n\n\n\nTwo.\n\n"),
        ("a <!-- hidden --> b", "a \n\n b"),
        ("<script>run()</script>text", "\n\ntext"),
        ("3 < 4 and <…> and <Name>", "3 < 4 and <…> and <Name>"),
        ("\\[name\\]", "[name]"),
    ],
)
def test_block_markup(text: str, plain: str) -> None:
    """Tags and escapes go; what is no markup stays."""
    assert strip_blocks(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**bold** and *slanted* and _low_", "bold and slanted and low"),
        ("the [Joint\nStatement](https://example.org/a_(b)?x=1) of May", "the Joint\nStatement of May"),
        ("a snake_case_name and 5 * 3 * 2", "a snake_case_name and 5 * 3 * 2"),
        ("[not a link] (aside)", "[not a link] (aside)"),
    ],
)
def test_inline_markup(text: str, plain: str) -> None:
    """Signs of links and emphasis go, their words stay."""
    assert strip_inline(text) == plain


WRAPPED = """The ministers of both states met today in the capital, conveying their
desire to deepen relations between the two countries and to work together
on trade. They agreed to speak again on May
13. The talks were open and friendly, as both of the delegations noted at
the end.

-   They will build a bridge over the river on the border, and will open
    it in spring.
-   They will open a school.
"""


def test_wrapped_lines_are_joined() -> None:
    """Lines wrapped at a width are one paragraph; items of a list stand apart."""
    first, *items = split_paragraphs(WRAPPED)
    assert first.startswith("The ministers")
    assert "on May 13. The talks" in first
    assert first.endswith("at the end.")
    assert items == [
        "• They will build a bridge over the river on the border, and will open it in spring.",
        "• They will open a school.",
    ]


def test_single_line_feeds_part_paragraphs() -> None:
    """Where lines are not wrapped each is a paragraph."""
    lines = [f"The ministers of state number {i} met and spoke {'at length ' * i}of trade." for i in range(1, 15, 3)]
    assert split_paragraphs("\n".join(lines)) == [" ".join(line.split()) for line in lines]


def test_a_sentence_torn_by_a_blank_line() -> None:
    """A paragraph that plainly goes on in the next is one with it; a heading is not."""
    torn = "The Prime Minister will be\n\nvisiting us. He meets them in\n\nBrisbane.\n\nBackground\n\nThey met before."
    assert split_paragraphs(torn, frozenset({"in"})) == [
        "The Prime Minister will be visiting us. He meets them in Brisbane.",
        "Background",
        "They met before.",
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            "President of Ruritania Anton Zorin Zorin AntonPresident of the Republic of Ruritania: Thank you.",
            "President of Ruritania Anton Zorin: Thank you.",
        ),
        ("Anton ZorinZorin AntonPresident of Ruritania(retranslated): Yes.", "Anton Zorin(retranslated): Yes."),
        ("Anton Zorin Zorin Anton: Yes.", "Anton Zorin: Yes."),
        (
            "He met Anton Zorin Zorin AntonPresident of the Republic of Ruritania in the hall.",
            "He met Anton Zorin in the hall.",
        ),
        ("The New New Deal was praised.", "The New New Deal was praised."),
        ("Zorin, Zorin Anton and BrahMos met.", "Zorin, Zorin Anton and BrahMos met."),
    ],
)
def test_captions(text: str, plain: str) -> None:
    """A name repeated family name first with an office glued to it is cut; other repetitions stay."""
    assert cut_captions(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It came to an end.The ministers left.", "It came to an end. The ministers left."),
        ('It reads, in part:"Today we meet."', 'It reads, in part: "Today we meet."'),
        ("The U.S.Army and node.js, 3.14 and St.Petersburg", "The U.S.Army and node.js, 3.14 and St.Petersburg"),
        ("See www.example.Com and https://example.org/a.Page", "See www.example.Com and https://example.org/a.Page"),
    ],
)
def test_glued_sentences(text: str, plain: str) -> None:
    """A space is set between sentences, not inside abbreviations, figures and addresses."""
    assert part_sentences(text) == plain
