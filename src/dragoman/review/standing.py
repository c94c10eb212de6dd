"""What holds of the decisions on a fact: the last of each reviewer, while text and codebook are what they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import msgspec

from dragoman.record.types import Reader
from dragoman.relations.folding import content_words, overlap
from dragoman.relations.values import Kind
from dragoman.review.chain import digest
from dragoman.review.ledger import numbered
from dragoman.review.log import log_of, thing_of
from dragoman.review.values import Decision, Standing, Subject
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list

ALIKE = 0.5  # of the words of the shorter quote, from which two quotes are taken for one that was edited
_FACTS: WeakKeyDictionary[Connection, dict[int, tuple[Decision, int | None]]] = WeakKeyDictionary()


def effective(record: Path, *, kind: Kind | None = None, document: str | None = None) -> list[Decision]:
    """Return what every reviewer says of every fact: the last decision on it that was not taken back."""
    return numbered(record, [one.number for one in log_of(record).said(kind=kind, document=document)])


def additions(record: Path, document: str | None = None) -> list[Decision]:
    """Return the decisions that added facts, to one document or any, and were not taken back."""
    return numbered(record, [one.number for one in log_of(record).added(document)])


def holds(one: Decision, subject: Subject) -> bool:
    """Tell whether a decision is of this fact as it is read now: of the same text, codebook and item."""
    ref, source = subject.ref, subject.source
    now = (ref.document, ref.kind, ref.place, source.version.sha256, source.reader.codebook, digest(subject.machine))
    return thing_of(one) == now


def standing_of(record: Path, subject: Subject, viewer: str | None, *, admin: bool = False) -> Standing:
    """Return what a viewer may see of the decisions on a fact.

    Until they have decided it themselves, that is what they decided of an earlier text or reading; then the decisions
    of all. An admin sees all at once. Who decided and is not shown is counted in `hidden`.
    """
    found = effective(record, kind=subject.ref.kind, document=subject.ref.document)
    return _standing(subject, found, viewer, admin)


def standings_of(
    record: Path, subjects: Iterable[Subject], document: str, viewer: str | None, *, admin: bool = False
) -> dict[str, Standing]:
    """Return by id the standing of facts of one document."""
    found = effective(record, document=document)
    return {subject.id: _standing(subject, found, viewer, admin) for subject in subjects}


def former_of(subject: Subject, found: Iterable[Decision], by: str) -> Decision | None:
    """Return what a reviewer last decided of a fact before its text or reading changed, None if nothing."""
    return max(
        (one for one in found if one.by == by and one.role == "review" and _preceded(one, subject)),
        key=lambda one: (one.machine_sha256 == digest(subject.machine), one.place == subject.ref.place, one.number),
        default=None,
    )


def current_facts(connection: Connection, found: Sequence[Decision]) -> dict[int, int]:
    """Return by the numbers of those decisions that hold for a present fact the fact's number in the record.

    It is remembered for as long as the connection, to a snapshot, which never changes.
    """
    known = _FACTS.setdefault(connection, {})
    fresh = [one for one in found if one.number not in known or known[one.number][0] is not one]
    if fresh:
        held = _current(connection, fresh)
        known.update({one.number: (one, held.get(one.number)) for one in fresh})
    return {one.number: fact for one in found if (fact := known[one.number][1]) is not None}


def _current(connection: Connection, found: Sequence[Decision]) -> dict[int, int]:
    named = [(one.number, one.document, one.sha256, one.kind, one.place) for one in found]
    matched = connection.execute(
        "SELECT d.number, f.fact, v.number, r.reader FROM ("
        "SELECT unnest(?::BIGINT[]) AS number, unnest(?::VARCHAR[]) AS document, unnest(?::VARCHAR[]) AS sha256, "
        "unnest(?::VARCHAR[]) AS kind, unnest(?::INTEGER[]) AS place) d "
        "JOIN versions v ON v.document = d.document AND v.sha256 = d.sha256 AND v.present "
        "JOIN facts f ON f.version = v.version AND f.kind = d.kind AND f.place = d.place AND f.present "
        "JOIN readings r ON r.reading = f.reading",
        [list(column) for column in zip(*named, strict=True)] or [[]] * 5,
    ).fetchall()
    readers = {
        number: Reader(*reader)
        for number, *reader in connection.execute("SELECT reader, program, codebook, model FROM readers").fetchall()
    }
    decided = {one.number: one for one in found}
    alike, read_anew = {}, {}
    for number, fact, version, reader in matched:
        one = decided[number]
        if (one.version, one.reader) == (version, readers[reader]):
            alike[number] = fact
        elif one.reader.codebook == readers[reader].codebook:
            read_anew[number] = fact
    return alike | _same_items(connection, found, read_anew)


def _same_items(connection: Connection, found: Iterable[Decision], facts: dict[int, int]) -> dict[int, int]:
    """Return those facts that another program or model, or out of another version, read as they were decided on."""
    if not facts:
        return {}
    in_list(connection, "reread", sorted(facts.values()))
    items = connection.execute("SELECT fact, item FROM facts JOIN reread ON fact = n").fetchall()
    read = {fact: digest(item) for fact, item in items}
    decided_on = {one.number: one.machine_sha256 for one in found}
    return {number: fact for number, fact in facts.items() if read[fact] == decided_on[number]}


def _standing(subject: Subject, found: Iterable[Decision], viewer: str | None, admin: bool) -> Standing:
    about = [one for one in found if one.kind == subject.ref.kind]
    current = [one for one in about if holds(one, subject)]
    stale = [one for one in about if _preceded(one, subject)]
    if admin or any(one.by == viewer for one in current):
        return Standing(subject.id, tuple(current), tuple(stale))
    return Standing(subject.id, (), tuple(one for one in stale if one.by == viewer), len({one.by for one in current}))


def _preceded(one: Decision, subject: Subject) -> bool:
    """Tell whether a decision was of this fact in an earlier text or reading of its document.

    Its quote shares half of the words, and it says the same or stands at the same place in the reading.
    """
    if (one.document, one.kind) != (subject.ref.document, subject.ref.kind) or holds(one, subject):
        return False
    if one.machine is None or subject.machine is None:
        return one.ref == subject.ref
    then, now = msgspec.json.decode(one.machine), msgspec.json.decode(subject.machine)
    if overlap(content_words(then["evidence"]["exact"]), content_words(now["evidence"]["exact"])) < ALIKE:
        return False
    return one.place == subject.ref.place or _said(then) == _said(now)


def _said(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in ("id", "evidence")}
