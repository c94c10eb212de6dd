"""Paragraphs of a text: hard-wrapped lines joined, list items and blocks kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dragoman.text.markup import strip_inline

BLANK_LINES = re.compile(r"\n(?:[ ]*\n)+")
SPACES = re.compile(r"[ ]{2,}")
BULLETS = "•●▪▫◦‣■□○∙·➢►▶✓✔\uf0a7\uf0b7\uf0d8\uf0fc\uf02d"
BULLET = re.compile(rf"(?:[{BULLETS}][ ]*|[-*–—+][ ]+)+")
NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4})(?:[.)](?=[ ]|[A-Z\"“])[ ]*)")
INNER_BULLET = re.compile(r"[ ](?<=\S.)(?=[•●▪◦➢►][ ]?\w)")
INNER_MARK = re.compile("[•●▪◦➢►]")
BULLET_LINE = re.compile(rf"[ ]*(?:[{BULLETS}]|[-*+][ ])")
NOT_LETTERS = re.compile(r"[\W\d_]")
NUMBER_LINE = re.compile(r"[ ]*(?:\d{1,2}[.)][ ]|\([a-z0-9]{1,3}\)[ ])")
WIDEST_WRAP = 100  # characters; text wrapped wider than that is not wrapped by hand
NARROWEST_WRAP = 50
FEWEST_LINES = 3
FULL_SHARE = 0.6
ROOM = 4  # characters that ragged wrapping leaves
SHORT_LINE = 0.55  # of the width


def split_paragraphs(text: str, open_endings: frozenset[str] = frozenset()) -> list[str]:
    """Return the paragraphs of a text without block markup, each on one line with single spaces, none at its ends.

    Paragraphs end at blank lines; a single line feed ends one too, unless the lines are wrapped at a width. A
    paragraph that plainly goes on in the next (it ends in one of `open_endings`, or without a stop before a small
    letter) is joined to it. List items begin with "•" or their number.
    """
    blocks = [block.split("\n") for block in BLANK_LINES.split(text)]
    common = wrap_width(blocks)
    lines = (
        _spaced(strip_inline(line)) for block in blocks for line in _unwrapped(block, wrap_width([block]) or common)
    )
    items = (item for line in lines for item in (INNER_BULLET.split(line) if INNER_MARK.search(line) else (line,)))
    tidy = (t for item in items if (t := _tidy(item)))
    return _joined(tidy, open_endings)


def item_start(paragraph: str) -> int:
    """Return where the words of a list item begin, after its bullet or number; 0 if it is no item."""
    marker = BULLET.match(paragraph) or NUMBER.match(paragraph)
    return marker.end() if marker and marker.end() < len(paragraph) else 0


def wrap_width(blocks: Sequence[Sequence[str]]) -> int | None:
    """Return the width at which the lines of a text are wrapped, or None if a line feed ends a paragraph there.

    Lines are wrapped when most that have a line after them have no room for its first word.
    """
    pairs = [(len(a.rstrip()), _first_word(b)) for block in blocks for a, b in pairwise(block) if a.strip()]
    if len(pairs) < FEWEST_LINES:
        return None
    lengths = sorted(length for length, _ in pairs)
    width = lengths[len(lengths) * 3 // 4]  # a few lines with addresses are wider
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return None
    full = sum(length + 1 + word > width for length, word in pairs)
    return width if full >= FULL_SHARE * len(pairs) else None


def _first_word(line: str) -> int:
    return len(line.split(maxsplit=1)[0]) if line.strip() else 0


def _unwrapped(block: Sequence[str], width: int | None) -> Iterable[str]:
    if width is None:
        return block
    paragraphs: list[list[str]] = []
    before, emphasised = "", 0  # emphasis that is not closed yet holds lines together
    for line in block:
        emphasised = (emphasised + before.count("**")) % 2
        if not before or (not emphasised and _begins(line, before.rstrip(), width)):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
        before = line
    return (" ".join(lines) for lines in paragraphs)


def _begins(line: str, before: str, width: int) -> bool:
    """Return whether a line begins a paragraph: an item, or a line after one that was ended on purpose.

    Such a line had room for the next word, and stops or is short: wrappers keep some words together, so that room alone
    shows nothing, and a figure wrapped to the start of a line makes no item.
    """
    if BULLET_LINE.match(line) or (before[-1:] in ".;:" and NUMBER_LINE.match(line)):
        return True
    if len(before) + 1 + _first_word(line) + ROOM > width:
        return False
    return before[-1:] in ".!?:;" or len(before) < SHORT_LINE * width


def _spaced(line: str) -> str:
    return SPACES.sub(" ", line.replace("\n", " "))


def _tidy(paragraph: str) -> str:
    paragraph = paragraph.strip()
    marker = BULLET.match(paragraph)
    if not marker:
        return paragraph
    words = paragraph[marker.end() :].lstrip()
    return f"{_bullet(marker[0])} {words}" if words else ""


def _bullet(marker: str) -> str:
    return marker[0] if marker[0] in "–—" else "•"


def _joined(paragraphs: Iterable[str], open_endings: frozenset[str]) -> list[str]:
    whole: list[list[str]] = []
    for paragraph in paragraphs:
        if whole and _goes_on(whole[-1][-1], paragraph, open_endings):
            whole[-1].append(paragraph)
        else:
            whole.append([paragraph])
    return [" ".join(parts) for parts in whole]


def _goes_on(before: str, after: str, open_endings: frozenset[str]) -> bool:
    if item_start(after) or not before[-1].isalpha():
        return False
    last = NOT_LETTERS.split(before[-40:])[-1].casefold()
    return after[0].islower() or (last in open_endings and before[-1].islower() and after[0].isalnum())
