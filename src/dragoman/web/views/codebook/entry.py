"""One entry of the codebook: what it means, what it holds, its examples as they are tested, and what names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Agent, EventType, Frame, Office, Organisation, Outcome, Territory
from dragoman.evaluation.markup import Example, MarkupError, parse_example
from dragoman.web import links
from dragoman.web.asking import Asked
from dragoman.web.faults import Fault
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.codebook.details import Value, fields
from dragoman.web.views.codebook.entries import KINDS, Item, Mode, by_name, frames_giving

MOST_NAMING = 60  # entries that name this one, of a kind
OUTCOME = " => "  # between a promise and what came of it


class Piece(msgspec.Struct, frozen=True):
    """A piece of an example: `mark` is what is marked there ("trigger", or what the span must be read as)."""

    text: str
    mark: str = ""


class Naming(msgspec.Struct, frozen=True):
    """Entries that name this one."""

    title: str
    values: tuple[Value, ...]
    further: int


def show(asked: Asked) -> View:
    """Return the page of the entry that the address names; raises Fault."""
    codebook = asked.known.codebook
    kind, name = asked.path["kind"], asked.path["name"]
    item = by_name(codebook).get((kind, name))
    if item is None:
        advice = "Look for it in the codebook."
        raise Fault(404, "not-found", f"The codebook holds no “{kind}/{name}”.", advice)
    entry = item.entry
    examples, counter = (getattr(entry, field, ()) for field in ("examples", "counter"))
    content = {
        "item": item, "kind": KINDS[kind], "means": getattr(entry, "means", None), "note": getattr(entry, "note", None),
        "fields": fields(entry, codebook),
        "examples": [pieces(one) for one in examples[:MOST_NAMING]],
        "counter": [pieces(one) for one in counter],
        "naming": _naming(item, codebook), "codebook": codebook.hash,
    }  # fmt: skip
    data = {
        "kind": kind, "id": name, "title": item.title, "concept": item.concept, "about": item.about,
        "place": item.place, "entry": entry,
    }  # fmt: skip
    rows = [("must be found", one) for one in examples] + [("must not be found", one) for one in counter]
    title = f"{item.title}: {KINDS[kind].one.lower()} of the codebook"
    return View("entry.html", title, content, data, lambda: (Sheet("examples", ("expected", "example"), rows),))


def pieces(marked: str) -> list[Piece]:
    """Return an example in pieces, with what is marked in it; of marks within marks the outer one is shown."""
    found: list[Piece] = []
    for place, part in enumerate(marked.split(OUTCOME)):
        if place:
            found.append(Piece(" → later: "))
        try:
            found += _pieces(parse_example(part))
        except MarkupError:  # a counter example is bare and may hold a bracket of its own
            found.append(Piece(part))
    return found


def _pieces(example: Example) -> Iterable[Piece]:
    marks = [(span.start, span.end, span.label) for span in example.spans]
    marks += [(start, end, "trigger") for start, end in example.triggers]
    end = 0
    for start, until, label in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if start < end:
            continue
        yield from (Piece(text) for text in [example.text[end:start]] if text)
        yield Piece(example.text[start:until], label)
        end = until
    if example.text[end:]:
        yield Piece(example.text[end:])


def _naming(item: Item, codebook: Codebook) -> tuple[Naming, ...]:
    """Return the entries that name one, by kind."""
    entry = item.entry
    groups: list[tuple[str, str, Sequence[Any]]] = []
    match entry:
        case EventType():
            groups = [
                ("Frames that give it", "frames", frames_giving(codebook.entries(Frame), entry.id)),
                (
                    "Outcomes that it shows",
                    "outcomes",
                    [one for one in codebook.entries(Outcome) if entry.id in one.events],
                ),
            ]
        case Mode():
            frames = frames_giving(codebook.entries(Frame), entry.type, entry.mode)
            groups = [("Frames that give it", "frames", frames)]
        case Territory():
            groups = _of_territory(entry, codebook)
        case _ if item.kind == "sectors":
            groups = _of_sector(item.id, codebook)
        case _ if item.kind == "contexts":
            frames = [one for one in codebook.entries(Frame) if one.event and item.id in one.event.contexts]
            groups = [("Frames that give it", "frames", frames)]
    return tuple(_group(title, kind, found, codebook) for title, kind, found in groups if found)


def _of_territory(entry: Territory, codebook: Codebook) -> list[tuple[str, str, Sequence[Any]]]:
    organisations = codebook.entries(Organisation)
    return [
        (
            "Organisations of which it is a member",
            "organisations",
            [o for o in organisations if entry.code in o.members],
        ),
        ("Its bodies, parties and companies", "organisations", [o for o in organisations if o.country == entry.code]),
    ]


def _of_sector(code: str, codebook: Codebook) -> list[tuple[str, str, Sequence[Any]]]:
    offices = [one for one in codebook.entries(Office) if one.sector == code]
    agents = [one for one in codebook.entries(Agent) if code in (one.sector, *one.other_sectors)]
    organisations = [one for one in codebook.entries(Organisation) if code in (one.sector, *one.other_sectors)]
    return [
        ("Offices", "offices", offices), ("Unnamed agents", "agents", agents),
        ("Organisations", "organisations", organisations),
    ]  # fmt: skip


def _group(title: str, kind: str, found: Sequence[Any], codebook: Codebook) -> Naming:
    values = [Value(by_name(codebook)[kind, one.id].title, links.concept(kind, one.id)) for one in found[:MOST_NAMING]]
    return Naming(title, tuple(values), max(0, len(found) - MOST_NAMING))
