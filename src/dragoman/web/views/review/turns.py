"""A reviewer's way through a queue: which one it is, and the fact that comes next or before."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from dragoman.relations.values import Kind
from dragoman.review.history import last_of
from dragoman.review.queueing import queue, waiting
from dragoman.review.subjects import is_present
from dragoman.review.values import KINDS, Entry, Mode, Subject
from dragoman.web import links
from dragoman.web.asking import FILTERS, Asked
from dragoman.web.faults import missing, wrong
from dragoman.web.sheets import Sheet
from dragoman.web.view import Moved, View
from dragoman.web.views.review.decisions import done_decision, done_of
from dragoman.web.views.review.telling import item_of

PRESENT = "SELECT 1 FROM versions WHERE document = ? AND present"
ORDERS = ("doubt", "text")
AHEAD = 200  # facts of a queue among which the neighbours of one are looked for
WHOLE = 2_000  # facts of one document, which are read in the order of its text
QUEUE = ("kind", "document", "order", "mode", *FILTERS)  # what a queue is told by in an address


class Turn(msgspec.Struct, frozen=True):
    """A queue: its kinds, where it is drawn from, its order."""

    kinds: tuple[Kind, ...]
    document: str | None
    order: str
    mode: Mode
    query: str


def turn_of(asked: Asked) -> Turn:
    """Return the queue that an address names; raises Fault."""
    kind, order, mode = (asked.query.get(name) or "" for name in ("kind", "order", "mode"))
    if kind and kind not in KINDS:
        raise wrong("kind", kind, f"Kinds are {', '.join(KINDS)}.")
    if order and order not in ORDERS:
        raise wrong("order", order, f"Orders are {', '.join(ORDERS)}.")
    if mode not in ("", "first", "second"):
        raise wrong("mode", mode, "Modes are first and second.")
    document = asked.query.get("document") or None
    if document and not asked.held.connection.execute(PRESENT, [document]).fetchall():
        raise missing("document", document)
    told = {name: asked.query.get(name) for name in QUEUE}
    return Turn(
        kinds=tuple(one for one in KINDS if kind in ("", one)), document=document,
        order="text" if order == "text" and document else "doubt", mode="second" if mode == "second" else "first",
        query=urlencode({name: given for name, given in told.items() if given}),
    )  # fmt: skip


def left(asked: Asked, turn: Turn, kind: Kind) -> int:
    """Return how many facts of a kind are left in a queue."""
    return waiting(
        asked.held.connection, asked.settings.record, asked.user.name, kind, filters=asked.filters,
        document=turn.document, mode=turn.mode,
    )  # fmt: skip


def in_text(document: str) -> str:
    """Return the query of the queue that goes through a document in the order of its text."""
    return urlencode({"document": document, "order": "text"})


def doubt_of(asked: Asked, subject: Subject) -> Entry | None:
    """Return how doubtful a fact is, and why, where the user has yet to decide it."""
    ref, record = subject.ref, asked.settings.record
    found = queue(asked.held.connection, record, asked.user.name, ref.kind, document=ref.document, limit=WHOLE)
    return next((entry for entry in found if entry.subject.ref == ref), None)


def show(asked: Asked) -> View:
    """Go to the fact that is next in a queue, next to `after` or before `before`; say so when none is left."""
    turn = turn_of(asked)
    address = _neighbour(asked, turn) or _first(asked, turn)
    done = asked.query.get("done")
    if address:
        raise Moved(address_of(address, turn, done, asked.form))
    content = {"turn": turn, "last": last_of(asked.settings.record, asked.user.name), "done": done_of(asked)}
    data = {"kinds": turn.kinds, "mode": turn.mode, "document": turn.document, "left": 0}
    return View("review_done.html", "Nothing is left here", content, data, lambda: (Sheet("left", ("left",), [(0,)]),))


def address_of(fact: str, turn: Turn, done: str | None = None, form: str = "html") -> str:
    """Return the address of a fact as a decision of a queue; `done` is the number of what was decided just now."""
    query = "&".join(filter(None, [turn.query, f"done={done}" if done and done.isdecimal() else ""]))
    path = links.review(fact)
    return links.twin(path, form, query) if form != "html" else f"{path}{'?' if query else ''}{query}"


def next_address(turn: Turn, **more: object) -> str:
    """Return the address that leads to the next fact of a queue."""
    query = "&".join(filter(None, [turn.query, urlencode(more)]))
    return f"/review/next{'?' if query else ''}{query}"


def _first(asked: Asked, turn: Turn) -> str | None:
    """Return the fact that comes first, or, in the order of a text, next to the one that was decided or passed."""
    passed = asked.query.get("after")
    found = [entry for entry in _some(asked, turn, 2 if passed else 1) if entry.subject.id != passed]
    at = _start_of_last(asked) if turn.order == "text" else None
    ahead = (entry for entry in found if at is None or _place(entry) > (False, at))
    entry = next(ahead, None) or next(iter(found), None)
    return entry.subject.id if entry else None


def _start_of_last(asked: Asked) -> int | None:
    """Return where the words of the fact stand that the user decided just now."""
    done = done_decision(asked)
    item = item_of(done.kind, done.machine or done.human) if done and done.verdict != "undone" else None
    return item.evidence.start if item is not None else None


def _some(asked: Asked, turn: Turn, limit: int) -> Sequence[Entry]:
    """Return the first facts of a queue; those of several kinds by their doubt, whatever their kind."""
    text = turn.order == "text"
    found = [
        entry
        for kind in turn.kinds
        for entry in queue(
            asked.held.connection, asked.settings.record, asked.user.name, kind, filters=asked.filters,
            document=turn.document, mode=turn.mode, limit=WHOLE if text else limit,
        )
    ]  # fmt: skip
    return sorted(found, key=_place if text else _doubt)


def _place(entry: Entry) -> tuple[bool, int]:
    return entry.skipped, entry.subject.item.evidence.start


def _doubt(entry: Entry) -> tuple[bool, float]:
    return entry.skipped, 0 if entry.skipped else -entry.doubt  # what was skipped stays in the order in which it was


def _neighbour(asked: Asked, turn: Turn) -> str | None:
    """Return the fact after or before one of the queue; before the first one what was decided last."""
    after, before = asked.query.get("after"), asked.query.get("before")
    name = after or before
    if not name:
        return None
    names = [entry.subject.id for entry in _some(asked, turn, AHEAD // len(turn.kinds))]
    at = names.index(name) if name in names else -1
    if after:
        return names[at + 1] if 0 <= at < len(names) - 1 else None
    if at > 0:
        return names[at - 1]
    record = asked.settings.record
    last = last_of(record, asked.user.name)
    elsewhere = last is not None and last.ref.id != name and is_present(asked.held.connection, record, last.ref.id)
    return last.ref.id if last and elsewhere else None
