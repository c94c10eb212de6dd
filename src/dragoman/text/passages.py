"""The canonical text of a document, cut into the passages that are read one at a time."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.source.document import PublishedBasis

FieldName = Literal["title", "summary"]
PassageKind = Literal["prose", "turn", "question", "item", "heading", "boilerplate"]


class Passage(msgspec.Struct, frozen=True):
    """A paragraph (or list item, or speaker's turn): `text` is its field's text from `start`.

    `field` is None for the canonical body. `speaker` is the label of a transcript turn ("Vladimir Putin", "Question"),
    else None; where the passage begins a turn, the label itself stands at `label_start` of the body. Only prose, turns
    and items are parsed; questions of the press state nothing, and headings and boilerplate are kept for layout and
    silences.
    """

    text: str
    start: int
    field: FieldName | None = None
    kind: PassageKind = "prose"
    speaker: str | None = None
    label_start: int | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Canonical(msgspec.Struct, frozen=True):
    """What the text room makes of a document: canonical body, recovered head, language, passages.

    `text` is the canonical body (`document.text` of the record): paragraphs joined by a blank line, one space between
    words, no markup. `title`, `published` and `dateline_place` are lifted out of the body where they stood in it.
    `published` is an ISO day (YYYY-MM-DD), the publisher's "today".
    """

    text: str
    title: str | None
    summary: str | None
    published: str | None
    published_basis: PublishedBasis
    dateline_place: str | None
    language: str | None
    passages: tuple[Passage, ...]
