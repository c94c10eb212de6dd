"""A document as it comes in, and the refusal that stands for one that cannot be read."""

from __future__ import annotations

from typing import Literal

import msgspec

PublishedBasis = Literal["given", "metadata", "text", "url", "feed", "unknown"]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One incoming document: its words as delivered, and what its source says of it.

    `published` is an ISO date or date and time as written; `origin` names where it was read (a path, a line, a URL)
    for messages, and is no part of the record.
    """

    text: str
    id: str
    url: str | None = None
    title: str | None = None
    summary: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    publisher: str | None = None
    publisher_country: str | None = None
    language: str | None = None
    origin: str = ""


class Refusal(msgspec.Struct, frozen=True):
    """Why a document gives no record: what was refused, where, and what to do."""

    origin: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.problem}; {self.remedy}"


class Refused(Exception):  # noqa: N818 (it is no error of the program)
    """A document that gives no record; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
