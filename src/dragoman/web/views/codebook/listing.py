"""All of the codebook: its kinds, or the entries of a kind or of some words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import msgspec

from dragoman.relations.folding import fold
from dragoman.web.asking import Asked
from dragoman.web.faults import wrong
from dragoman.web.paging import paging, slice_of
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.codebook.entries import KINDS, Item, items

ON_A_PAGE = 120
LONGEST = 200  # characters of a query


class Group(msgspec.Struct, frozen=True):
    """The entries of one concept that are on the page."""

    kind: str
    concept: str
    about: str
    items: tuple[Item, ...]


def show(asked: Asked) -> View:
    """Return the kinds of entries or, by `kind` and `q`, entries; raises Fault."""
    codebook = asked.known.codebook
    kind, query = asked.query.get("kind") or None, (asked.query.get("q") or "").strip()
    if kind is not None and kind not in KINDS:
        raise wrong("kind", kind, f"Give one of {', '.join(KINDS)}.")
    if len(query) > LONGEST:
        raise wrong("q", query, f"Give at most {LONGEST} characters.")
    every = items(codebook)
    found = _found(every, kind, query)
    chosen = bool(kind or query)
    part = slice_of(asked, ON_A_PAGE)
    shown = found[part.offset : part.offset + part.limit] if chosen else []
    content = {
        "kinds": KINDS, "counts": _counts(every), "kind": kind, "query": query, "chosen": chosen,
        "pages": paging(asked, part, len(found) if chosen else 0), "total": len(found), "groups": _groups(shown),
        "codebook": codebook.hash,
    }  # fmt: skip
    data = {
        "codebook": codebook.hash, "kinds": _counts(every),
        "entries": [{"kind": i.kind, "id": i.id, "title": i.title, "concept": i.concept} for i in found],
    }  # fmt: skip
    title = f"Codebook: {KINDS[kind].title.lower()}" if kind else "Codebook"
    return View("codebook.html", title, content, data, lambda: (_sheet(found),))


def _found(every: Sequence[Item], kind: str | None, query: str) -> list[Item]:
    """Return the entries of a kind in which every word of a query begins a word."""
    wanted = [f" {word}" for word in fold(query).split()]
    return [
        item
        for item in every
        if kind in (None, item.kind) and all(word in f" {item.sought}" for word in wanted) and (wanted or not query)
    ]


def _counts(every: Sequence[Item]) -> dict[str, int]:
    counts = dict.fromkeys(KINDS, 0)
    for item in every:
        counts[item.kind] += 1
    return counts


def _groups(found: Sequence[Item]) -> tuple[Group, ...]:
    by_concept = groupby(found, key=lambda item: (item.kind, item.concept))
    groups = ((kind, concept, tuple(members)) for (kind, concept), members in by_concept)
    return tuple(Group(kind, concept.replace("_", " "), members[0].about, members) for kind, concept, members in groups)


def _sheet(found: Sequence[Item]) -> Sheet:
    rows: list[tuple[Any, ...]] = [
        (
            item.kind, item.id, item.title, item.concept, item.words, len(getattr(item.entry, "examples", ())),
            len(getattr(item.entry, "counter", ())),
        )
        for item in found
    ]  # fmt: skip
    return Sheet("entries", ("kind", "id", "title", "concept", "words", "examples", "counter_examples"), rows)
