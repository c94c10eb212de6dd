"""Characters as they are read: composed, without invisible ones, every odd space a plain one."""

from __future__ import annotations

import html
import re
import unicodedata

LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028]")
PAGE_ENDS = re.compile("[\x0c\u2029]")
ODD_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Soft hyphens, zero-width signs, marks of direction, controls, and halves of surrogate pairs, which no UTF-8 can hold.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
TO_MEND = re.compile(f"[\r\x0b\x85\u2028\x0c\u2029{ODD_SPACES.pattern[1:-1]}{INVISIBLE.pattern[1:-1]}]")
ENTITY = re.compile(r"&(?:amp;)*(?=#|\w)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
DEEPEST_ENTITY = 8  # "&amp;amp;lt;" and such, unescaped as often as a page was escaped


def clean_characters(text: str) -> str:
    """Return the text with its characters repaired; line feeds are kept, quotes and dashes stay as they are.

    Mojibake is not guessed at. Doing it again changes nothing.
    """
    text = _without_entities(text)
    if TO_MEND.search(text):
        text = LINE_ENDS.sub("\n", text)
        text = PAGE_ENDS.sub("\n\n", text)
        text = INVISIBLE.sub("", text)
        text = ODD_SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", text)


def _without_entities(text: str) -> str:
    for _ in range(DEEPEST_ENTITY):
        if "&" not in text:
            break
        plainer = ENTITY.sub(_character, text)
        if plainer == text:
            break
        text = plainer
    return text


def _character(entity: re.Match[str]) -> str:
    plain = html.unescape(entity[0])
    return plain if plain else " "
