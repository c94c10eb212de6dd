"""The document's own words, made safe to show and cut to a sensible length."""

from __future__ import annotations

import unicodedata

QUOTE_LENGTH = 200
JOINERS = "\u200c\u200d"  # these shape letters in Persian and Indic scripts and cannot move anything
UNSHOWABLE = frozenset({"Cc", "Cf", "Co", "Cs"})


def clean(text: str) -> str:
    """Return `text` on one line, with whatever could act on a terminal or reorder the line shown as U+FFFD."""
    return showable(" ".join(text.split()))


def showable(text: str) -> str:
    """Return `text` with its spaces as they are, and whatever could act on what shows it or reorder it as U+FFFD."""
    return text if text.isprintable() else "".join(map(_shown, text))


def cut(text: str, length: int = QUOTE_LENGTH) -> str:
    """Return `text` in at most `length` characters: whole words from both ends, the middle left out."""
    if len(text) <= length:
        return text
    room = length - len(" … ")
    front, back = text[: room - room // 3], text[-(room // 3) :]
    return f"{_whole_words(front)} … {_whole_words(back[::-1])[::-1]}"


def quoted(text: str, length: int = QUOTE_LENGTH) -> str:
    """Return the document's words clean, cut and in typographic quotes."""
    return f"“{cut(clean(text), length)}”"


def _shown(character: str) -> str:
    if character == "\xad":  # a soft hyphen is not seen on paper either
        return ""
    if character.isspace():
        return " "
    return "�" if unicodedata.category(character) in UNSHOWABLE and character not in JOINERS else character


def _whole_words(text: str) -> str:
    head, space, _ = text.rpartition(" ")
    return head if space else text
