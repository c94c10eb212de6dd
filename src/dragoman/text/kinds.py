"""What a paragraph is by its shape: boilerplate, title, heading, sentence."""

from __future__ import annotations

import re

from dragoman.text.layout import Layout
from dragoman.text.paragraphs import item_start

STOPS = ".!?…:;,–—"
CLOSERS = "\"”’')]»*"
LONGEST_TITLE = 250
MOST_TITLE_WORDS = 36
LONGEST_HEADING = 110
MOST_HEADING_WORDS = 14
LONGEST_NOTICE = 240  # characters; a longer paragraph that begins like a notice says something
ADDRESS_ALONE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[+(]?\d[\d ()/.-]{6,}\d")
NO_WORDS = re.compile(r"[\W_]+")


def is_boilerplate(paragraph: str, layout: Layout) -> bool:
    """Return whether a paragraph is furniture of the page: it states nothing."""
    if len(paragraph) > LONGEST_NOTICE:
        return False
    bare = paragraph.strip(" .:|–—-•*[]()<>").casefold()
    if not bare or NO_WORDS.fullmatch(paragraph) or bare in layout.boilerplate_lines:
        return True
    if layout.boilerplate_start.match(paragraph):
        return True
    found = ADDRESS_ALONE.sub("", paragraph)
    return found != paragraph and len(found.split()) <= 2


def is_end_mark(paragraph: str, layout: Layout) -> bool:
    """Return whether a paragraph is only a sign that ends the release ("###", "-30-")."""
    bare = paragraph.replace(" ", "")
    if not bare.strip("#*_=~-–—"):
        return True
    return len(paragraph) <= 20 and paragraph.casefold() in layout.end_marks


def is_title_like(line: str, layout: Layout) -> bool:
    """Return whether a line can be a title: short, begins with a capital or figure, has no final stop, is no item."""
    words = line.split()
    if not (2 <= len(words) <= MOST_TITLE_WORDS and len(line) <= LONGEST_TITLE) or item_start(line):
        return False
    first = next((c for c in line if c.isalnum()), "")
    return (first.isupper() or first.isdigit()) and not _stopped(line, ".…:;,") and not is_boilerplate(line, layout)


def is_sentence_like(paragraph: str, layout: Layout) -> bool:
    """Return whether a paragraph reads as a sentence: it ends with a stop, or is too long for a title."""
    if is_boilerplate(paragraph, layout):
        return False
    words = len(paragraph.split())
    return words > MOST_TITLE_WORDS or (words >= 4 and _stopped(paragraph, ".!?…:;"))


def is_heading(paragraph: str) -> bool:
    """Return whether a paragraph that others follow is a heading: short, with no stop."""
    if len(paragraph) > LONGEST_HEADING or len(paragraph.split()) > MOST_HEADING_WORDS:
        return False
    return not paragraph[0].islower() and not _stopped(paragraph, STOPS) and paragraph[-1] not in '"”'


def _stopped(line: str, stops: str) -> bool:
    return line.rstrip(CLOSERS)[-1:] in stops if line.rstrip(CLOSERS) else True
