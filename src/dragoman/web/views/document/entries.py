"""What stands beside a text: its facts and silences in words, in the order in which it tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier.facts import Telling, fact, shelved
from dragoman.pages.dossier.view import Decided, Fact
from dragoman.pages.quoting import clean
from dragoman.record.types import Evidence, Place, Silence
from dragoman.relations.values import Kind, Stated
from dragoman.store.documents import ReadDocument
from dragoman.web.views.document.marking import Mark

KINDS: dict[Kind, tuple[str, str]] = {  # in words: many, and one
    "participants": ("Participants", "Participant"),
    "meetings": ("Meetings", "Meeting"),
    "agreements": ("Agreements", "Agreement"),
    "positions": ("Positions", "Position"),
    "commitments": ("Commitments", "Commitment"),
    "appraisals": ("Thanks and criticism", "Thanks or criticism"),
    "requests": ("Requests", "Request"),
    "topics": ("Topics", "Topic"),
    "events": ("Events", "Event"),
}
SILENCES = "silences"
FIELDS = ("title", "summary", None)  # in the order of a page


Order = tuple[int, int, int, int]


class Entry(msgspec.Struct, frozen=True):
    """A fact or a silence beside the text.

    `key` is KIND-PLACE, behind the prefix of its document where a page holds two; it is the entry's anchor, and
    `text-KEY` that of its words. `quote` holds the words where they do not stand on the page, `marks` the places of the
    text by field. `fact` is None for a silence, whose reason is `why`.
    """

    number: int
    kind: str
    noun: str
    key: str
    id: str
    fact: Fact | None = None
    why: str = ""
    quote: str = ""
    said: str = ""
    marks: tuple[tuple[str | None, Mark], ...] = ()
    decided: Decided | None = None


class Across(msgspec.Struct, frozen=True):
    """The way from the words of a fact to the same matter in another text: a letter, and how the two tell it."""

    letter: str
    standing: str
    address: str
    label: str


class Note(msgspec.Struct, frozen=True):
    """What the number at the end of marked words leads to, and what those hear who hear the page.

    `here` is whether the words tell of the meeting that the page is of, `across` where another text tells the same.
    """

    address: str
    label: str
    here: bool = False
    across: tuple[Across, ...] = ()


def entries_of(
    document: ReadDocument,
    names: words.Names,
    reasons: Mapping[str, str],
    decided: Mapping[str, Decided],
    prefix: str = "",
) -> tuple[Entry, ...]:
    """Return the facts and silences of a document in the order of its text; what is in its title comes first.

    `decided` is what people decided of its facts; `prefix` leads every key, so that a page can hold two documents.
    """
    told = Telling(names, shelved([document.version], names), decided=decided)
    found: list[tuple[Order, Callable[[int], Entry]]] = [
        (_order(one.item.evidence, rank), partial(_fact, f"{prefix}{kind}-", kind, one, document, told))
        for rank, (kind, one) in enumerate(document.facts)
    ]
    found += [
        ((FIELDS.index(None), one.start, -one.end, -1), partial(_silence, f"{prefix}{SILENCES}-{place}", one, reasons))
        for place, one in enumerate(document.silences, start=1)
    ]
    ordered = sorted(found, key=lambda one: one[0])
    return tuple(numbered(number) for number, (_, numbered) in enumerate(ordered, start=1))


def marks_of(entries: tuple[Entry, ...], field: str | None) -> list[Mark]:
    """Return the marks of a field: None is the text itself."""
    return [mark for entry in entries for of, mark in entry.marks if of == field]


def _order(evidence: Evidence, rank: int) -> Order:
    return FIELDS.index(evidence.field), evidence.start, -evidence.end, rank


def _fact(leading: str, kind: Kind, stated: Stated[Any], document: ReadDocument, told: Telling, number: int) -> Entry:
    key = leading + stated.id.rpartition("/")[2]
    evidence, found = stated.item.evidence, fact(stated, told)
    return Entry(
        number=number,
        kind=kind,
        noun=KINDS[kind][1],
        key=key,
        id=stated.id,
        fact=msgspec.structs.replace(found, quotes=()),
        quote="" if _shows(document, evidence) else clean(evidence.exact),
        said=found.quotes[0].said,
        decided=found.quotes[0].decided,
        marks=tuple(_marks(number, kind, key, evidence)),
    )


def _shows(document: ReadDocument, evidence: Evidence) -> bool:
    """Tell whether the words of a fact stand on the page, where they are marked."""
    return evidence.field is not None or document.text is not None


def _marks(number: int, kind: str, key: str, evidence: Evidence) -> Iterator[tuple[str | None, Mark]]:
    places: tuple[Evidence | Place, ...] = (evidence, *evidence.also)
    for place in places:
        anchor = f"text-{key}" if place is evidence else ""
        yield place.field, Mark(place.start, place.end, number, kind, key, anchor)


def _silence(key: str, silence: Silence, reasons: Mapping[str, str], number: int) -> Entry:
    mark = Mark(silence.start, silence.end, number, SILENCES, key, f"text-{key}")
    why = clean(reasons.get(silence.reason, silence.reason))
    return Entry(number=number, kind=SILENCES, noun="Silence", key=key, id="", why=why, marks=((None, mark),))
