"""Take documents into a record: what is new is read and kept, what is known is passed over."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import msgspec

from dragoman.api import codebook_over, reading_work
from dragoman.codebook.load import Codebook
from dragoman.exports.batch import Found, InterruptedRunError, interrupts
from dragoman.exports.ordered import chunked, in_order
from dragoman.pipeline import reader_of
from dragoman.record.types import Reading
from dragoman.relations.formulae import compiled
from dragoman.relations.outcomes import knowledge_of
from dragoman.relations.sides import names_of
from dragoman.relations.values import TextPolicy
from dragoman.source.document import Document, Refusal
from dragoman.store.adding import Added, Known, add, is_known
from dragoman.store.keeping import set_policy
from dragoman.store.opening import Connection, Settle, open_to_write
from dragoman.store.settling import settle

CHUNK = 8  # documents that are read, and then put into the record, at once


class Taken(msgspec.Struct, frozen=True):
    """What an ingest did: documents and facts that are new, documents that were known, documents refused."""

    documents: int = 0
    facts: int = 0
    known: int = 0
    refused: int = 0


class Hearers(msgspec.Struct, frozen=True):
    """Who is told: of each document that is in for good, of refusals, of documents passed (new or not), and of what is
    joined anew (how much is done, of how much).
    """

    added: Callable[[Added], None] = lambda _: None
    tell: Callable[[object], None] = lambda _: None
    progress: Callable[[int], None] = lambda _: None
    joined: Callable[[int, int], None] = lambda done, of: None


def ingest(
    record: Path,
    found: Iterable[Found],
    *,
    workers: int = 1,
    overlay: Path | None = None,
    policy: TextPolicy | None = None,
    hearers: Hearers | None = None,
) -> Taken:
    """Read the documents that a record does not have yet into it, and return what was done.

    What was told as added is kept whatever happens to this process; the same call goes on where it was stopped.
    `policy` says what is kept of the texts of all publishers in `found`, from now on.
    Raises RecordError, CodebookError, InterruptedRunError.
    """
    hearers = hearers or Hearers()
    codebook = codebook_over(overlay)
    known, reader = known_of(codebook), reader_of(codebook)
    taken = Taken()
    with open_to_write(record, settling(codebook, hearers.joined)) as connection, interrupts() as stopped:
        waiting: deque[tuple[Found, ...]] = deque()
        passed: list[Document] = []
        told = _with_policy(connection, found, policy)
        fresh = _fresh(told, lambda document: is_known(connection, document, reader), passed, hearers)
        chunks = _kept(chunked(fresh, CHUNK), waiting)
        with closing(in_order(chunks, partial(reading_work, overlay), workers)) as results:
            for outcomes in results:
                taken = _take(connection, waiting.popleft(), outcomes, known, taken, hearers)
                if stopped():
                    break
        taken = msgspec.structs.replace(taken, known=taken.known + len(passed))
    if stopped():
        raise InterruptedRunError(f"{record}: stopped, {taken.documents} new documents are in the record")
    return taken


def known_of(codebook: Codebook) -> Known:
    """Return what a record needs of a codebook."""
    return Known(names_of(codebook), compiled(codebook))


def settling(codebook: Codebook, progress: Callable[[int, int], None] = lambda done, of: None) -> Settle:
    """Return what makes anew, in a record, all that follows from changed facts."""
    return partial(settle, names=names_of(codebook), knowledge=knowledge_of(codebook), progress=progress)


def _fresh(
    found: Iterable[Found], is_in: Callable[[Document], bool], passed: list[Document], hearers: Hearers
) -> Iterator[Found]:
    """Yield what is new to a record; what is not goes to `passed`."""
    for one in found:
        if isinstance(one, Document) and is_in(one):
            passed.append(msgspec.structs.replace(one, text=""))
            hearers.progress(1)
        else:
            yield one


def _with_policy(connection: Connection, found: Iterable[Found], policy: TextPolicy | None) -> Iterator[Found]:
    """Set the policy of every publisher before the first of its documents is taken in."""
    told: set[str | None] = set()
    for one in found:
        if policy and isinstance(one, Document) and one.publisher not in told:
            set_policy(connection, one.publisher, policy)
            told.add(one.publisher)
        yield one


def _kept(chunks: Iterable[tuple[Found, ...]], waiting: deque[tuple[Found, ...]]) -> Iterator[tuple[Found, ...]]:
    for chunk in chunks:
        waiting.append(chunk)
        yield chunk


def _take(
    connection: Connection,
    chunk: tuple[Found, ...],
    outcomes: tuple[Reading | Refusal, ...],
    known: Known,
    taken: Taken,
    hearers: Hearers,
) -> Taken:
    pairs = list(zip(chunk, outcomes, strict=True))
    refusals = [outcome for _, outcome in pairs if isinstance(outcome, Refusal)]
    read = [(d, r) for d, r in pairs if isinstance(d, Document) and isinstance(r, Reading)]
    added = add(connection, read, known)
    for refusal in refusals:
        hearers.tell(refusal)
    for one in added:
        hearers.added(one)
    hearers.progress(len(chunk))
    return Taken(
        documents=taken.documents + len(added),
        facts=taken.facts + sum(one.facts for one in added),
        known=taken.known + len(read) - len(added),
        refused=taken.refused + len(refusals),
    )
