"""A document made canonical: repaired, laid out, its head lifted, cut into passages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dragoman.source.document import Document, PublishedBasis
from dragoman.source.rows import day_of
from dragoman.text.captions import cut_captions, part_sentences
from dragoman.text.characters import clean_characters
from dragoman.text.head import Head, dateline, lift_head
from dragoman.text.kinds import is_boilerplate, is_end_mark, is_heading
from dragoman.text.language import language_of
from dragoman.text.layout import Layout
from dragoman.text.markup import strip_blocks, strip_inline
from dragoman.text.paragraphs import item_start, split_paragraphs
from dragoman.text.passages import Canonical, FieldName, Passage, PassageKind
from dragoman.text.turns import Turn, find_turns

BREAK = "\n\n"
MARKUP_LEFT = re.compile(r"[<&\\*_#\[]")
FEWEST_STANDFIRST_WORDS = 7
MOST_PASSES = 8


def canonicalise(document: Document, layout: Layout) -> Canonical:
    """Return the canonical text of a document, with its head and passages.

    Never raises. Canonical text that is canonicalised again, with the head that was found, stays as it is.
    """
    known = Head(
        title=clean_line(document.title),
        published=day_of(document.published) if document.published else None,
        basis=_basis(document),
    )
    head, body = _settled(document.text, known, layout)
    summary = clean_line(document.summary)
    opening = _opening(body, layout)
    found = dateline(body[opening], layout) if opening is not None else None
    dated = head.published is None and found is not None and found.day is not None
    return Canonical(
        text=BREAK.join(body),
        title=head.title,
        summary=summary,
        published=found.day if found and dated else head.published,
        published_basis="text" if dated else head.basis,
        dateline_place=head.place or (found.place if found else None),
        language=language_of(BREAK.join(body), layout, document.language),
        passages=(
            *_field("title", head.title),
            *_field("summary", summary),
            *_passages(body, layout, (opening, found.end) if opening is not None and found else (-1, 0)),
        ),
    )


def _settled(text: str, head: Head, layout: Layout) -> tuple[Head, list[str]]:
    """Return the head and the paragraphs of the body, laid out until doing so once more would change nothing.

    One pass does for plain text. What was hidden in markup, or parted by a line that is lifted, takes another.
    """
    body: list[str] = []
    for _ in range(MOST_PASSES):
        paragraphs = _paragraphs(text, layout)
        head, body = lift_head([p for p in paragraphs if not is_end_mark(p, layout)], head, layout)
        plain = BREAK.join(body)
        if plain == text or (body == paragraphs and not MARKUP_LEFT.search(text)):
            break
        text = plain
    return head, body


def _paragraphs(text: str, layout: Layout) -> list[str]:
    """Return the paragraphs of a text, head and end marks and all, mended."""
    clean = clean_characters(text)
    plain = strip_blocks(clean)
    if plain != clean:  # what a tag held apart may now compose
        plain = clean_characters(plain)
    paragraphs = split_paragraphs(plain, layout.open_endings)
    mended = (unicodedata.normalize("NFC", part_sentences(cut_captions(p))) for p in paragraphs)
    return [p for p in mended if p]


def clean_line(text: str | None) -> str | None:
    """Return a title or summary on one line, its characters repaired and markup taken off; None if nothing is left."""
    if text is None:
        return None
    return " ".join(strip_inline(strip_blocks(clean_characters(text))).split()) or None


def _basis(document: Document) -> PublishedBasis:
    if not document.published or not day_of(document.published):
        return "unknown"
    return "given" if document.published_basis == "unknown" else document.published_basis


def _opening(body: list[str], layout: Layout) -> int | None:
    return next((i for i, p in enumerate(body) if not is_boilerplate(p, layout) and not is_heading(p)), None)


def _field(name: FieldName, text: str | None) -> Iterator[Passage]:
    if text:
        yield Passage(text, 0, name)


def _passages(body: list[str], layout: Layout, opening: tuple[int, int]) -> Iterator[Passage]:
    """Yield the passages of the body; `opening` is the paragraph with a dateline, and where that ends."""
    turns = find_turns(body, layout)
    transcript = sum(map(len, turns)) > 1
    speaker, at = None, 0
    for i, paragraph in enumerate(body):
        start = opening[1] if i == opening[0] else 0
        kind = _kind(body, i, layout)
        if turns[i]:
            yield from _turns(paragraph, at, start, turns[i], speaker, layout)
            speaker = turns[i][-1].speaker if transcript else None
        elif kind in ("prose", "item"):
            start = item_start(paragraph) if kind == "item" else start
            spoken = _spoken(speaker, layout) if speaker and kind == "prose" else kind
            yield Passage(paragraph[start:], at + start, None, spoken, speaker)
        else:
            speaker = None if kind == "heading" else speaker
            yield Passage(paragraph, at, None, kind)
        at += len(paragraph) + len(BREAK)


def _spoken(speaker: str, layout: Layout) -> PassageKind:
    """A question of the press is a turn that states nothing."""
    return "question" if speaker.casefold() in layout.question_labels else "turn"


def _turns(
    paragraph: str, at: int, start: int, turns: list[Turn], speaker: str | None, layout: Layout
) -> Iterator[Passage]:
    """Yield the passages of a paragraph that stands at `at` of the body and holds labels of turns."""
    before = paragraph[start : turns[0].label_start].rstrip() if turns[0].label_start > start else ""
    if before:
        yield Passage(before, at + start, None, _spoken(speaker, layout) if speaker else "prose", speaker)
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        words = paragraph[turn.start : following.label_start if following else None].rstrip()
        kind = _spoken(turn.speaker, layout)
        yield Passage(words, at + turn.start, None, kind, turn.speaker, at + turn.label_start)


def _kind(body: list[str], i: int, layout: Layout) -> PassageKind:
    if is_boilerplate(body[i], layout):
        return "boilerplate"
    if item_start(body[i]):
        return "item"
    if i + 1 == len(body) or not is_heading(body[i]):
        return "prose"
    # A line of words at the very top is a standfirst, which tells the news in a sentence; later ones head a section.
    return "prose" if i == 0 and len(body[i].split()) >= FEWEST_STANDFIRST_WORDS else "heading"
