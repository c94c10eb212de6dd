"""Decisions as gold: annotated records that `dragoman evaluate` takes, with the documents that they annotate.

An item is in the form of the record, with the `quote` of the annotations beside its `evidence`. What was accepted
stands as it was read, what was corrected as it was corrected, what was added as it was added; what was rejected is left
out. An adjudication wins over all reviewers. What is undecided, of a kind that was not asked for, or disputed without
an adjudication is `optional`: neither rewarded nor punished. So is what the evaluation cannot match with itself, such
as a participant of whom neither name nor office is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.evaluation import matching
from dragoman.evaluation.annotated import KINDS as EVALUATED
from dragoman.evaluation.annotated import Item, Words
from dragoman.exports.formats.atomic import whole_folder
from dragoman.record.checking import problems
from dragoman.record.evidence import Fields
from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.relations.values import Kind
from dragoman.review.standing import effective, holds
from dragoman.review.subjects import subjects_of_document
from dragoman.review.values import KINDS, Decision, ReviewError, Source, Subject
from dragoman.store import selecting
from dragoman.store.loading import TYPES
from dragoman.store.opening import Connection

Told = dict[str, Any]


class Exported(msgspec.Struct, frozen=True):
    """What was written: documents, items that count, items that are optional.

    Left out were `incomplete` documents that are not wholly decided, and those `without_text`, since it is not kept.
    """

    documents: int
    items: int
    optional: int
    incomplete: int
    without_text: tuple[str, ...]


class Judged(msgspec.Struct, frozen=True):
    """What was decided of a fact: the items that it leaves, and whether they count or are optional."""

    subject: Subject
    items: tuple[Any, ...]
    optional: bool
    decided: bool

    @property
    def kind(self) -> Kind:
        """The kind of the fact."""
        return self.subject.ref.kind


Document = tuple[Source, list[Judged]]


def export_gold(
    connection: Connection,
    record: Path,
    out: Path,
    *,
    kinds: Sequence[Kind] = KINDS,
    filters: Filters = EVERYTHING,
    complete: bool = False,
) -> Exported:
    """Write docs.jsonl and gold.jsonl of the documents that were reviewed, and that filters leave, into a folder.

    With `complete` only documents of which every fact of the kinds was decided. Raises ReviewError when nothing is
    left to write; OSError.
    """
    found = _judged_documents(connection, record, kinds, filters)
    without_text = tuple(source.version.document for source, _ in found if source.fields is None)
    readable = [(source, judged) for source, judged in found if source.fields is not None]
    chosen = [one for one in readable if not complete or _is_complete(one, kinds)]
    if not chosen:
        of = f"; no text is kept of {', '.join(without_text)}" if without_text else ""
        raise ReviewError(f"{record}: no document that was {'wholly ' * complete}decided is left to export{of}")
    gold = [_gold(source, judged) for source, judged in chosen]
    with whole_folder(out) as folder:
        _write(folder / "docs.jsonl", [_document(source) for source, _ in chosen])
        _write(folder / "gold.jsonl", gold)
    items = [item for told in gold for kind in EVALUATED for item in told[kind]]
    optional = sum(item.get("optional", False) for item in items)
    return Exported(len(chosen), len(items) - optional, optional, len(readable) - len(chosen), without_text)


def _judged_documents(connection: Connection, record: Path, kinds: Sequence[Kind], filters: Filters) -> list[Document]:
    """Return the documents with a decision that holds, each with what was decided of its facts."""
    said: defaultdict[str, list[Decision]] = defaultdict(list)
    for one in effective(record):
        said[one.document].append(one)
    query, parameters = selecting.versions(filters)
    left = connection.execute(f"SELECT document FROM versions WHERE version IN ({query})", parameters).fetchall()
    found = []
    for document in sorted({row[0] for row in left} & said.keys()):
        subjects = subjects_of_document(connection, record, document)
        judged = [_judged(subject, said[document], kinds) for subject in subjects]
        if any(one.decided for one in judged):
            found.append((subjects[0].source, judged))
    return found


def _is_complete(document: Document, kinds: Sequence[Kind]) -> bool:
    return all(one.decided for one in document[1] if one.kind in kinds)


def _judged(subject: Subject, said: Iterable[Decision], kinds: Sequence[Kind]) -> Judged:
    """Return what is left of a fact when all who decided it are heard."""
    about = [one for one in said if one.kind == subject.ref.kind and holds(one, subject)]
    heard = [one for one in about if one.role == "adjudicated"][-1:] or about
    left = tuple(dict.fromkeys(_left(subject, one) for one in heard))
    items = tuple(item for item in left if item is not None)
    if not heard or subject.ref.kind not in kinds:
        return Judged(subject, (subject.item,), optional=True, decided=False)
    return Judged(subject, items, optional=len(left) > 1, decided=True)


def _left(subject: Subject, one: Decision) -> Any:
    """Return the item that a decision leaves of a fact, None when it rejects it."""
    if one.verdict == "rejected":
        return None
    return subject.item if one.human is None else msgspec.json.decode(one.human, type=TYPES[one.kind])


def _gold(source: Source, judged: Sequence[Judged]) -> Told:
    """Return the annotated record of a document."""
    words = matching.searched(Words(source.version.document, *map(_fields(source).get, ("", "title", "summary"))))
    settled = _added_once(judged, words)
    kept = {item.id for one in settled if one.kind == "participants" for item in one.items}
    told: Told = {"doc_id": source.version.document, **{kind: [] for kind in KINDS}}
    for one in settled:
        for item in one.items:
            if one.kind == "topics":  # of which annotations hold the words alone
                told["topics"] += [] if one.optional else [item.text]
            elif not any(problems(item, _fields(source))):
                found = _annotated(_consistent(item, kept, source.persons))
                optional = one.optional or not _matches(one.kind, found, found, words)
                told[one.kind].append({**found, "optional": True} if optional else found)
    return told


def _added_once(judged: Sequence[Judged], words: str) -> list[Judged]:
    """Return what was decided, each fact once that several reviewers added alike.

    Where they added what the evaluation takes for one, and not alike, all of it is optional.
    """
    settled: list[Judged] = []
    for one in judged:
        twins = [n for n, other in enumerate(settled) if _are_one(one, other, words)]
        if any(_said(settled[n]) == _said(one) for n in twins):
            continue
        for n in twins:
            settled[n] = msgspec.structs.replace(settled[n], optional=True)
        settled.append(msgspec.structs.replace(one, optional=one.optional or bool(twins)))
    return settled


def _are_one(one: Judged, other: Judged, words: str) -> bool:
    """Tell whether two reviewers added the same fact, as the evaluation has it."""
    authors = {one.subject.author, other.subject.author}
    if None in authors or len(authors) < 2 or one.kind != other.kind:
        return False
    if not one.items or not other.items:
        return False
    return _said(one) == _said(other) or _matches(one.kind, _annotated(one.items[0]), _annotated(other.items[0]), words)


def _said(one: Judged) -> Told:
    return {name: value for name, value in msgspec.to_builtins(one.items[0]).items() if name != "id"}


def _matches(kind: Kind, gold: Told, predicted: Told, words: str) -> bool:
    """Tell whether the evaluation takes an item for another one."""
    if kind not in EVALUATED:
        return False
    a, b = msgspec.convert(gold, Item), msgspec.convert(predicted, Item)
    return bool(matching.pairs(kind, [a], [b], words))


def _annotated(item: Any) -> Told:
    """Return an item in the form of the record, with the quote of the annotations."""
    told: Told = msgspec.to_builtins(item)
    return {**told, "quote": item.evidence.exact}


def _consistent(item: Any, kept: Collection[str], persons: Mapping[str, str]) -> Any:
    """Return an item that names no participant who was rejected: out of lists they go, who says it is told by name."""
    for name in ("participants", "voiced_by"):
        if hasattr(item, name):
            left = tuple(person for person in getattr(item, name) if person in kept)
            item = msgspec.structs.replace(item, **{name: left})
    attribution = getattr(item, "attribution", None)
    if attribution and attribution.by in persons and attribution.by not in kept:
        named = msgspec.structs.replace(attribution, by=persons[attribution.by])
        item = msgspec.structs.replace(item, attribution=named)
    return item


def _document(source: Source) -> Told:
    """Return a document as `dragoman code` and the evaluation take it."""
    version, fields = source.version, _fields(source)
    return {
        "id": version.document,
        "url": version.url,
        "title": fields["title"] or None,
        "summary": fields["summary"] or None,
        "published": version.published,
        "publisher": version.publisher,
        "publisher_country": version.publisher_country,
        "language": version.language,
        "text": fields[""],
    }


def _fields(source: Source) -> Fields:
    return source.fields or {}


def _write(path: Path, rows: Iterable[Told]) -> None:
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
