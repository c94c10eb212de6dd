"""What people decided of the facts that a page tells, as far as who asks may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path

from dragoman.pages import words
from dragoman.pages.dossier.view import Decided
from dragoman.pages.quoting import clean
from dragoman.relations.values import Version
from dragoman.review.agreement import value_of
from dragoman.review.ledger import numbered
from dragoman.review.log import log_of
from dragoman.review.standing import current_facts, standings_of
from dragoman.review.subjects import subjects_of_document
from dragoman.review.values import Decision, FactRef, ReviewError
from dragoman.store.opening import Connection
from dragoman.web.asking import REVIEWED, Asked
from dragoman.web.choosing import one_of
from dragoman.web.marking import Marks
from dragoman.web.users import User
from dragoman.web.views.review.naming import naming_of
from dragoman.web.views.review.telling import Speech, item_of, rows_of

WITHOUT_REJECTED = "without-rejected"


def decided_on(asked: Asked, versions: Iterable[Version]) -> Marks:
    """Return what was decided of the facts of some documents; raises Fault.

    Readers and admins see what all decided, reviewers that of the facts that they have decided themselves: of the
    others they are still to give a reading of their own. A file of decisions that cannot be read marks nothing; the
    desk says so.
    """
    without = one_of(asked, REVIEWED, (WITHOUT_REJECTED,)) is not None
    record, documents = asked.settings.record, None
    if asked.form == "html":  # the rows of data are read as they are written
        versions = tuple(versions)
        documents = frozenset(one.document for one in versions)
    try:
        log = log_of(record)
        if not log.last:
            return Marks({}, without, documents)
        each = {(one.document, one.sha256): one for one in versions}
        found = [one for document in {name for name, _ in each} for one in log.said(document=document)]
        current = _current(asked.held.connection, found, each)
        seen = {fact: several for fact, several in current.items() if _sees(asked.user, several)}
        return Marks(_put_into_words(asked, seen, each), without, documents)
    except ReviewError:
        return Marks({}, without, documents)


def state_of(record: Path, user: User, documents: frozenset[str] | None = None) -> Hashable:
    """Return a mark of all decisions that a page of some documents may show, and of who is shown them: another answer
    has another one. Without documents it is that of a page of any.
    """
    try:
        log = log_of(record)
    except ReviewError:
        return None
    who = user.name if user.role == "reviewer" else user.role
    if documents is None:
        return (log.others, log.own, who) if log.last else None
    said = tuple(one.number for name in sorted(documents) for one in log.said(document=name))
    return (log.others, who, said) if said else None


def to_read_again(asked: Asked, document: str) -> frozenset[str]:
    """Return the facts of a document that a reviewer, or for an admin anyone, decided before they were read anew."""
    record, user = asked.settings.record, asked.user
    if not user.may("reviewer") or state_of(record, user) is None:
        return frozenset()
    subjects = subjects_of_document(asked.held.connection, record, document)
    found = standings_of(record, subjects, document, user.name, admin=user.may("admin"))
    return frozenset(name for name, one in found.items() if one.stale and not one.current)


def _current(
    connection: Connection, found: Sequence[Decision], each: Mapping[tuple[str, str], Version]
) -> dict[str, list[Decision]]:
    """Return the decisions that hold, by the ids that their facts have now."""
    held, current = current_facts(connection, found), defaultdict(list)
    for one in found:
        version = each.get((one.document, one.sha256))
        if version and one.number in held:
            current[FactRef(one.document, version.number, one.kind, one.place).id].append(one)
    return current


def _sees(user: User, several: Iterable[Decision]) -> bool:
    return user.role != "reviewer" or any(one.by == user.name for one in several)


def _put_into_words(
    asked: Asked, current: Mapping[str, Sequence[Decision]], each: Mapping[tuple[str, str], Version]
) -> dict[str, Decided]:
    settled = {fact: _settling(several) for fact, several in current.items()}
    corrected = [one[-1].number for one in settled.values() if one[-1].verdict == "corrected"]
    whole = {one.number: one for one in numbered(asked.settings.record, corrected)}
    told = {}
    for fact, several in settled.items():
        last = whole.get(several[-1].number, several[-1])
        changes = _changes(asked, last, each[last.document, last.sha256]) if last.verdict == "corrected" else ()
        told[fact] = _decided(several, changes)
    return told


def _settling(several: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that count: an adjudication stands for all."""
    return [one for one in several if one.role == "adjudicated"][-1:] or sorted(several, key=lambda one: one.at)


def _decided(several: Sequence[Decision], changes: tuple[str, ...]) -> Decided:
    last = several[-1]
    by: dict[str, list[str]] = {}
    for one in several:
        by.setdefault(one.verdict, []).append(clean(one.by))
    alike = len({value_of(one) for one in several}) == 1
    who = "; ".join(f"{verdict} by {words.listed(names)}" for verdict, names in by.items())
    settled = ", which settles it" if last.role == "adjudicated" else ""
    return Decided(
        last.verdict if alike else "disputed", tuple(clean(one.by) for one in several), last.at,
        f"{who}{settled}, {words.day(last.at[:10])}", changes if alike else (),
    )  # fmt: skip


def _changes(asked: Asked, one: Decision, version: Version) -> tuple[str, ...]:
    """Return what a correction changed, field by field."""
    read, human = item_of(one.kind, one.machine), item_of(one.kind, one.human)
    if read is None or human is None:
        return ()
    persons = {person.id: person.name or person.evidence.exact for person in version.participants}
    rows = rows_of(read, Speech(naming_of(asked.known.codebook), persons), human)
    changed = [row for row in rows if row.differs]
    return tuple(f"{row.label}: {row.corrected or 'not said'} (read: {row.read or 'not said'})" for row in changed)
