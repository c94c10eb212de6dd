"""Verify a record: every stored fact against the text it was read from, and what became of its words since.

Nothing is written. A fact whose words are not kept (the text policies `quote` and `offsets`) is counted as unchecked,
until the page is given anew.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from dragoman.reading.findings import Quote
from dragoman.record.checking import Part, problems
from dragoman.record.evidence import Fields, evidence
from dragoman.record.refind import refind_evidence
from dragoman.record.types import Entity, Event, Evidence, Place
from dragoman.relations.values import Kind
from dragoman.source.document import Document
from dragoman.store.identity import known_as
from dragoman.store.loading import TYPES
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list
from dragoman.text.canonical import canonicalise
from dragoman.text.layout import Layout

BATCH = 500  # versions whose texts and facts are held at once
BODY = ""
HELD = (
    "SELECT v.version, v.document, v.number, v.sha256, v.title, v.summary, v.policy, t.canonical, "
    "v.policy = 'offsets' OR coalesce(p.policy, 'full') = 'offsets' FROM versions v "
    "LEFT JOIN texts t ON t.version = v.version "
    "LEFT JOIN publishers p ON p.publisher = coalesce(v.publisher, '')"
)
Standing = Literal["unchanged", "edited", "unknown"]


class Fault(msgspec.Struct, frozen=True, tag="fault", tag_field="finding"):
    """What does not hold: a fact (DOCUMENT/VERSION/KIND/PLACE), or a version as a whole (DOCUMENT/VERSION).

    `held` is what the record has, `found` what its text has instead.
    """

    fact: str
    part: Part | Literal["text", "hash", "form"]
    held: str
    found: str


class Refound(msgspec.Struct, frozen=True, tag="refound", tag_field="finding"):
    """Evidence of an earlier text that was found again: `where` is DOCUMENT/VERSION, or the page that was given."""

    fact: str
    where: str
    evidence: Evidence


class Orphaned(msgspec.Struct, frozen=True, tag="orphaned", tag_field="finding"):
    """Evidence whose words a later text does not have, or has where they could be others."""

    fact: str
    where: str
    exact: str


class Compared(msgspec.Struct, frozen=True, tag="page", tag_field="finding"):
    """A page that was given, beside the present version of its document (DOCUMENT/VERSION, None if there is none).

    `unsought` are facts of which no words are kept.
    """

    page: str
    version: str | None
    standing: Standing
    refound: int = 0
    orphaned: int = 0
    unsought: int = 0


class Verified(msgspec.Struct, frozen=True, tag="summary", tag_field="finding"):
    """What was verified: versions and their facts, of which so many hold, do not hold (`broken`) or are unchecked.

    `faults` counts every Fault. `refound` and `orphaned` count facts of former versions in the present ones.
    """

    versions: int = 0
    facts: int = 0
    hold: int = 0
    broken: int = 0
    unchecked: int = 0
    faults: int = 0
    refound: int = 0
    orphaned: int = 0


Tally = Counter[str]  # by the names of Verified's fields
Finding = Fault | Refound | Orphaned | Compared | Verified


class Held(msgspec.Struct, frozen=True):
    """A version with what is kept of its words; of one that is `bare`, facts may be kept without their words."""

    version: int
    document: str
    number: int
    sha256: str
    title: str | None
    summary: str | None
    policy: str
    text: str | None
    bare: bool

    @property
    def id(self) -> str:
        """DOCUMENT/VERSION."""
        return f"{self.document}/{self.number}"

    @property
    def fields(self) -> Fields:
        """The texts that evidence may quote, without the body where that is not kept."""
        named = {"title": self.title or "", "summary": self.summary or ""}
        return named if self.text is None else {BODY: self.text, **named}


class Fact(msgspec.Struct, frozen=True):
    """A stored fact: its id, kind and JSON."""

    id: str
    kind: Kind
    item: str

    def told(self) -> Any:
        """Return the fact as a value; raises msgspec.DecodeError."""
        return msgspec.json.decode(self.item, type=TYPES[self.kind])

    def proof(self) -> Evidence | None:
        """Return the evidence of the fact, None of one that is no value of its kind."""
        try:
            proof: Evidence = self.told().evidence
        except msgspec.DecodeError:
            return None
        return proof


def count_of_versions(connection: Connection) -> int:
    """Return how many versions a record holds: with the pages, what `progress` counts up to."""
    (count,) = connection.execute("SELECT count(*) FROM versions").fetchall()[0]
    return int(count)


def verify(
    connection: Connection,
    layout: Layout,
    newer: Iterable[Document] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Finding]:
    """Yield what is found of every stored fact, then of former versions, then of the pages in `newer`; Verified last.

    `progress` is told how many more versions and pages were checked.
    """
    tally: Tally = Counter()
    for held, facts in _stored(connection):
        tally["versions"] += 1
        yield from _of_version(held, facts, tally)
        progress(1)
    yield from _of_former_versions(connection, tally)
    for page in newer:
        yield from _of_page(connection, page, layout, tally)
        progress(1)
    yield Verified(facts=tally["hold"] + tally["broken"] + tally["unchecked"], **tally)


def _of_version(held: Held, facts: Sequence[Fact], tally: Tally) -> Iterator[Fault]:
    """Yield what is wrong with a version's text and its facts."""
    for fault in _of_text(held):
        tally["faults"] += 1
        yield fault
    for fact in facts:
        yield from _of_fact(fact, held, held.fields, tally)


def _of_text(held: Held) -> Iterator[Fault]:
    if held.text is None:
        if held.policy == "full":
            yield Fault(held.id, "text", held.sha256, "")
    elif (found := _sha256(held.text)) != held.sha256:
        yield Fault(held.id, "hash", held.sha256, found)


def _of_fact(fact: Fact, held: Held, fields: Fields, tally: Tally) -> Iterator[Fault]:
    try:
        told = fact.told()
    except msgspec.DecodeError as error:
        faults = [Fault(fact.id, "form", fact.item, str(error))]
    else:
        if not _is_checkable(told.evidence, held, fields):
            tally["unchecked"] += 1
            return
        faults = [Fault(fact.id, problem.part, problem.held, problem.found) for problem in problems(told, fields)]
    tally["faults"] += len(faults)
    tally["broken"] += bool(faults)
    tally["hold"] += not faults
    yield from faults


def _is_checkable(proof: Evidence, held: Held, fields: Fields) -> bool:
    """Tell whether a fact's words are kept (a fact that lost them is broken), and all texts that they stand in."""
    if held.bare and not proof.exact:
        return False
    places: tuple[Evidence | Place, ...] = (proof, *proof.also)
    return all((at.field or BODY) in fields for at in places)


def _of_former_versions(connection: Connection, tally: Tally) -> Iterator[Refound | Orphaned]:
    """Yield where the words of former versions stand in the present one, of documents whose text is kept."""
    for numbers in _batches(connection, "SELECT version FROM versions WHERE NOT present ORDER BY version"):
        facts = _facts(connection, numbers, "r.present")
        former = _held(connection, numbers)
        present = _present(connection, [held.document for held in former.values()])
        for number, held in former.items():
            now = present.get(held.document)
            if now is None or now.text is None:
                continue
            for found in _sought(facts[number], held.fields, now.fields, now.id):
                tally["refound"] += isinstance(found, Refound)
                tally["orphaned"] += isinstance(found, Orphaned)
                yield found


def _of_page(connection: Connection, page: Document, layout: Layout, tally: Tally) -> Iterator[Finding]:
    """Yield what became of a document's facts in a page that was given; the record is not changed by it."""
    held = _document_of(connection, page)
    if held is None:
        yield Compared(page.origin or page.id, None, "unknown")
        return
    canonical = canonicalise(page, layout)
    fields = {BODY: canonical.text, "title": canonical.title or "", "summary": canonical.summary or ""}
    named = (canonical.title or "", canonical.summary or "")
    if _sha256(canonical.text) == held.sha256 and named == (held.title or "", held.summary or ""):
        yield from _of_unchanged(connection, held, fields, tally)
        yield Compared(page.origin or page.id, held.id, "unchanged")
    else:
        yield from _of_edited(connection, held, fields, page.origin or page.id)


def _of_unchanged(connection: Connection, held: Held, fields: Fields, tally: Tally) -> Iterator[Fault]:
    """Check by the page what could not be checked by the record, which does not keep the text."""
    for fact in _facts(connection, [held.version])[held.version]:
        proof = fact.proof()
        if proof and not _is_checkable(proof, held, held.fields):
            tally["unchecked"] -= 1
            yield from _of_fact(_with_words(fact, proof, fields), held, fields, tally)


def _with_words(fact: Fact, proof: Evidence, fields: Fields) -> Fact:
    """Give a fact of which only places are kept the words that stand there."""
    text = fields.get(proof.field or BODY, "")
    if proof.exact or not 0 <= proof.start < proof.end <= len(text):
        return fact
    words = evidence(Quote(proof.field or "", proof.start, proof.end), fields)
    told = msgspec.structs.replace(fact.told(), evidence=words)
    if isinstance(told, Event):
        sides = {"actor": _named(told.actor, text), "recipient": _named(told.recipient, text)}
        told = msgspec.structs.replace(told, **sides)
    return Fact(fact.id, fact.kind, msgspec.json.encode(told).decode("utf-8"))


def _named(entities: Sequence[Entity], text: str) -> tuple[Entity, ...]:
    return tuple(msgspec.structs.replace(e, text=e.text or text[e.start : e.end]) for e in entities)


def _of_edited(connection: Connection, held: Held, fields: Fields, page: str) -> Iterator[Finding]:
    facts = _facts(connection, [held.version], "f.present")[held.version]
    found = list(_sought(facts, held.fields, fields, page))
    refound = sum(isinstance(one, Refound) for one in found)
    yield from found
    yield Compared(page, held.id, "edited", refound, len(found) - refound, len(facts) - len(found))


def _sought(facts: Sequence[Fact], former: Fields, fields: Fields, where: str) -> Iterator[Refound | Orphaned]:
    """Yield where the words of facts stand in other texts; facts whose words are not kept are passed over."""
    for fact in facts:
        proof = fact.proof()
        if proof is None or not proof.exact:
            continue
        now = refind_evidence(proof, fields, former)
        yield Refound(fact.id, where, now) if now else Orphaned(fact.id, where, proof.exact)


def _stored(connection: Connection) -> Iterator[tuple[Held, Sequence[Fact]]]:
    for numbers in _batches(connection, "SELECT version FROM versions ORDER BY version"):
        facts = _facts(connection, numbers)
        for number, held in _held(connection, numbers).items():
            yield held, facts[number]


def _batches(connection: Connection, query: str) -> Iterator[list[int]]:
    rows = connection.execute(query).fetchall()
    for start in range(0, len(rows), BATCH):
        yield [row[0] for row in rows[start : start + BATCH]]


def _held(connection: Connection, numbers: Sequence[int]) -> dict[int, Held]:
    in_list(connection, "wanted", numbers)
    rows = connection.execute(f"{HELD} JOIN wanted ON v.version = n ORDER BY v.version").fetchall()
    return {row[0]: Held(*row) for row in rows}


def _present(connection: Connection, documents: Sequence[str]) -> dict[str, Held]:
    in_list(connection, "wanted", sorted(set(documents)))
    rows = connection.execute(f"{HELD} JOIN wanted ON v.document = n WHERE v.present").fetchall()
    return {row[1]: Held(*row) for row in rows}


def _facts(connection: Connection, numbers: Sequence[int], which: str = "true") -> dict[int, list[Fact]]:
    """Return the facts of versions, an empty list for a version without; `which` is a condition on f and r."""
    in_list(connection, "wanted", numbers)
    rows = connection.execute(
        "SELECT f.version, v.document, v.number, f.kind, f.place, f.item FROM facts f JOIN wanted ON f.version = n "
        f"JOIN versions v ON v.version = f.version JOIN readings r ON r.reading = f.reading WHERE {which} "
        "ORDER BY f.fact"
    ).fetchall()
    facts: dict[int, list[Fact]] = {number: [] for number in numbers}
    for version, document, number, kind, place, item in rows:
        facts[version].append(Fact(f"{document}/{number}/{kind}/{place}", kind, item))
    return facts


def _document_of(connection: Connection, page: Document) -> Held | None:
    """Return the present version of the document that a page is, known by its id or else by its address."""
    name = known_as(connection, page)
    found = _present(connection, [name]).get(name)
    if found is None and page.url:
        rows = connection.execute(
            "SELECT DISTINCT document FROM versions WHERE url = ? AND present", [page.url]
        ).fetchall()
        if len(rows) == 1:
            found = _present(connection, [rows[0][0]]).get(rows[0][0])
    return found


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
