"""Languages are told from the words of the text."""

from __future__ import annotations

import pytest

from dragoman.text.language import language_of
from dragoman.text.layout import Layout


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The President met with President of the Republic of Turkey Recep Tayyip Erdoğan in the city of Ankara.",
            "en",
        ),
        ("Kassym-Jomart Tokayev and Gurbanguly Berdymuhamedov met in Nur-Sultan.", None),
        (
            "Bundeskanzlerin Merkel hat heute in Berlin den Präsidenten der Republik empfangen und mit ihm gesprochen.",
            "de",
        ),
        ("Le président de la République a rencontré aujourd’hui le ministre des affaires étrangères.", "fr"),
        ("Председник Републике састао се данас у Београду са министром спољних послова.", "sr"),
        ("Yes.", None),
        ("12 May 2020", None),
        ("", None),
    ],
)
def test_languages(layout: Layout, text: str, language: str | None) -> None:
    """The language of a text is told, with foreign names in it too; too short a text is left open."""
    assert language_of(text, layout) == language


def test_the_given_language(layout: Layout) -> None:
    """A given language wins if it is a code; anything else is passed over."""
    text = "The ministers met in the capital and they spoke of trade."
    assert language_of(text, layout, "sr") == "sr"
    assert language_of(text, layout, "en-GB") == "en"
    assert language_of(text, layout, "English") == "en"
    assert language_of(text, layout, "xx") == "en"
