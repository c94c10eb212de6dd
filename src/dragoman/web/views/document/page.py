"""A document: what it says, and what was read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.exports.frames import row_of
from dragoman.pages import words
from dragoman.pages.dossier.facts import followable, publisher
from dragoman.pages.dossier.view import Decided
from dragoman.pages.quoting import clean
from dragoman.relations.values import Version
from dragoman.store.documents import ReadDocument, read_document_of
from dragoman.web.asking import Asked, Knowledge
from dragoman.web.faults import missing
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.document.entries import KINDS, SILENCES, Entry, Note, entries_of, marks_of
from dragoman.web.views.document.marking import line, paragraphs
from dragoman.web.views.marks import decided_on, to_read_again
from dragoman.web.views.review.turns import in_text

FACTS = (
    "number", "kind", "fact", "label", "who", "what", "details", "said", "quote", "field", "start", "end",
)  # fmt: skip
SILENT = ("number", "reason", "why", "start", "end", "words")
POLICIES = {
    "full": "The whole text is kept.",
    "quote": "The text of this publisher is not kept. What is kept are the words of each fact, and they stand below.",
    "offsets": "Neither the text of this publisher nor any words of it are kept. What is kept is where each fact "
    "stands, counted in characters from the beginning of the text.",
}


def show(asked: Asked) -> View:
    """Return the page of the document that the address names, in its present version or `?version=`; raises Fault."""
    number = asked.number("version", 0, least=1, most=1_000_000) or None
    document = read_document_of(asked.held.connection, asked.path["id"], number)
    if document is None:
        raise missing("document", asked.path["id"] + (f", version {number}" if number else ""))
    asks = in_text(document.version.document) if asked.user.may("reviewer") else ""
    marks = decided_on(asked, [document.version])
    kept = tuple((kind, one) for kind, one in document.facts if marks.keeps(one))
    document = msgspec.structs.replace(document, facts=kept)
    again = to_read_again(asked, document.version.document)
    content = {"document": told(document, asked.known, marks.decided), "again": again, "asks": asks}
    return View(
        "document.html", title_of(document.version), content, record_form(document),
        lambda: sheets_of(document, asked.known), marks=marks,
    )  # fmt: skip


def title_of(version: Version) -> str:
    """Return the title of a document, or its id where it has none."""
    return clean(version.title or "") or f"Untitled document {clean(version.document)}"


def told(
    document: ReadDocument, known: Knowledge, decided: Mapping[str, Decided] | None = None, prefix: str = ""
) -> dict[str, Any]:
    """Return what the template of a document is filled with, with what people decided of its facts; `prefix` leads
    every anchor of it.
    """
    version = document.version
    entries = entries_of(document, known.shown, words.reasons_of(known.codebook), decided or {}, prefix)
    counts = Counter(entry.kind for entry in entries)
    return {
        "title": line(version.title or "", marks_of(entries, "title")),
        "summary": line(document.summary or "", marks_of(entries, "summary")),
        "paragraphs": paragraphs(document.text or "", marks_of(entries, None)),
        "entries": entries,
        "notes": {entry.number: Note(f"#{entry.key}", label_of(entry)) for entry in entries},
        "kinds": kinds_of(counts),
        "none": words.listed([name.lower() for kind, name in _kinds() if not counts[kind] and kind != SILENCES]),
        "policy": POLICIES[document.policy],
        "keeps": document.text is not None,
        "version": version,
        "name": title_of(version),
        "publisher": publisher(version, known.shown),
        "published": words.published(version.published, document.published_basis),
        "address": clean(version.url or ""),
        "link": followable(version.url),
        "reader": document.reader,
        "versions": document.versions,
        "repeats": [(one, title_of(one), publisher(one, known.shown)) for one in document.repeats],
    }


def record_form(document: ReadDocument) -> dict[str, Any]:
    """Return a document in the form of a record, with the id of every fact as its `fact`."""
    version = document.version
    head = {
        "id": version.document, "version": version.number, "url": version.url, "publisher": version.publisher,
        "publisher_country": version.publisher_country, "title": version.title, "summary": document.summary,
        "published": version.published, "published_basis": document.published_basis, "language": version.language,
        "sha256": version.sha256, "policy": document.policy, "text": document.text,
    }  # fmt: skip
    facts: dict[str, Any] = {
        kind: [{"fact": one.id, **msgspec.to_builtins(one.item)} for of, one in document.facts if of == kind]
        for kind in KINDS
    }
    return {
        "document": head, **facts, "silences": document.silences, "reader": document.reader,
        "versions": [one.number for one in document.versions], "repeats": [one.document for one in document.repeats],
    }  # fmt: skip


def sheets_of(document: ReadDocument, known: Knowledge) -> tuple[Sheet, Sheet]:
    """Return the facts and the silences of a document as tables."""
    entries = entries_of(document, known.shown, words.reasons_of(known.codebook), {})
    items = {stated.id: row_of(stated.item) for _, stated in document.facts}
    facts = [_fact_row(entry, items[entry.id]) for entry in entries if entry.kind != SILENCES]
    return Sheet("facts", FACTS, facts), Sheet(SILENCES, SILENT, _silence_rows(document, entries))


def _kinds() -> list[tuple[str, str]]:
    return [*((kind, name) for kind, (name, _) in KINDS.items()), (SILENCES, "Silences")]


def kinds_of(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Return the kinds of which there are any: each in words, with their number."""
    return [(kind, name, counts[kind]) for kind, name in _kinds() if counts[kind]]


def label_of(entry: Entry) -> str:
    """Return what an entry is, for those who hear a page."""
    return f"{entry.noun} {entry.number}: {entry.why or (entry.fact and (entry.fact.who or entry.fact.what))}"


def _fact_row(entry: Entry, item: Mapping[str, Any]) -> tuple[Any, ...]:
    found = entry.fact
    assert found is not None
    return (
        entry.number, entry.kind, entry.id, found.label, found.who, found.what, found.details, entry.said,
        item["quote"], item["field"], item["start"], item["end"],
    )  # fmt: skip


def _silence_rows(document: ReadDocument, entries: tuple[Entry, ...]) -> list[tuple[Any, ...]]:
    silences = sorted(document.silences, key=lambda silence: (silence.start, silence.end))
    told_as = [entry for entry in entries if entry.kind == SILENCES]
    return [
        (entry.number, one.reason, entry.why, one.start, one.end, (document.text or "")[one.start : one.end])
        for entry, one in zip(told_as, silences, strict=True)
    ]
