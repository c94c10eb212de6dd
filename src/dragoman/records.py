"""A record of relations from Python: documents taken in, and what it holds of a pair as values, tables and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import msgspec
import pyarrow as pa

from dragoman.api import as_document, codebook_over
from dragoman.codebook.load import Codebook
from dragoman.exports.batch import Found
from dragoman.exports.cite import Citation, cited
from dragoman.exports.formats.registry import FORMATS
from dragoman.exports.formats.tables import TABLES, rows_of
from dragoman.exports.formats.written import Written
from dragoman.exports.frames import Backend, columns_of, framed, row_of
from dragoman.ingest import Hearers, Taken, ingest, settling
from dragoman.relations.holdings import Filters
from dragoman.relations.sides import names_of, ordered
from dragoman.relations.values import (
    Dossier,
    FollowedCommitment,
    Formula,
    JoinedEvent,
    JoinedMeeting,
    Kind,
    Point,
    TextPolicy,
    Unit,
    Version,
)
from dragoman.source.document import Document
from dragoman.source.open import documents
from dragoman.source.rows import day_of
from dragoman.store.dossier import LIMIT, dossier
from dragoman.store.files import RecordError
from dragoman.store.holdings import RecordHoldings, holdings
from dragoman.store.phrases import formulae_of
from dragoman.store.searching import Hit, search
from dragoman.store.series import By, series

__all__ = ["Record", "RecordError", "ingest_documents", "open_record"]

Given = str | Path | Document | Mapping[str, Any]  # a file or folder of documents, or one document


def ingest_documents(
    record: str | Path,
    inputs: Given | Iterable[Given],
    *,
    workers: int = 1,
    policy: TextPolicy | None = None,
    codebook: str | Path | None = None,
    tell: Callable[[object], None] = lambda _: None,
) -> Taken:
    """Read the documents that a record does not have yet into it, and return how much was new, known and refused.

    `inputs` are files or folders as for `dragoman ingest`, or documents as for `read_documents`. `policy` says what is
    kept of the texts of their publishers from now on: "full", "quote" or "offsets". `tell` hears of each document that
    is refused. With several workers a script keeps its own code under `if __name__ == "__main__":`.

    Raises RecordError, also when another process writes the record; CodebookError; InterruptedRunError on Ctrl-C, after
    which the same call goes on.
    """
    if workers < 1:
        raise ValueError(f"workers is {workers}; give 1 or more")
    if policy is not None and policy not in get_args(TextPolicy):
        raise ValueError(f"no text policy {policy!r}; policies are {', '.join(get_args(TextPolicy))}")
    several = [inputs] if isinstance(inputs, str | Path | Document | Mapping) else inputs
    return ingest(
        Path(record),
        _found(several, tell),
        workers=workers,
        overlay=Path(codebook) if codebook else None,
        policy=policy,
        hearers=Hearers(tell=tell),
    )


@contextmanager
def open_record(
    record: str | Path,
    pair: tuple[str, str] | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    publisher: str | None = None,
    min_confidence: float = 0.0,
    codebook: str | Path | None = None,
) -> Iterator[Record]:
    """Yield what filters leave of a record, to be read until the `with` block ends.

    `pair` are two states or organisations, by code ("RUS") or by a name of the codebook ("Russia", "NATO"), in any
    order; `since` and `until` are ISO days, both included; `min_confidence` is a probability that events must reach.
    The last published snapshot is read, also while another process writes.

    Raises RecordError when there is no record that can be read, ValueError for a filter that can leave nothing.
    """
    book = codebook_over(Path(codebook) if codebook else None)
    filters = Filters(
        pair=_pair(pair, book) if pair else None,
        since=_day(since),
        until=_day(until),
        publisher=publisher,
        min_confidence=min_confidence,
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise ValueError(f"since {since} is after until {until}")
    with holdings(Path(record), settling(book), filters) as held:
        yield Record(held)


class Record(msgspec.Struct, frozen=True):
    """What filters leave of a record that is open: see `open_record`."""

    holdings: RecordHoldings

    def documents(self) -> tuple[Version, ...]:
        """Return the present version of every document, without its text, by day of publication."""
        return tuple(self.holdings.versions())

    def events(self) -> tuple[JoinedEvent, ...]:
        """Return the events, each once with all its reports, by date; undated ones last."""
        return tuple(self.holdings.events())

    def meetings(self) -> tuple[JoinedMeeting, ...]:
        """Return the meetings, each once with all its reports, by date; undated ones last."""
        return tuple(self.holdings.meetings())

    def commitments(self) -> tuple[FollowedCommitment, ...]:
        """Return the commitments with what became of each by the last day that the record knows of."""
        return tuple(self.holdings.commitments())

    def formulae(self) -> tuple[Formula, ...]:
        """Return the formulae of both of the pair about each other, or of every issuer; the most used first."""
        return formulae_of(self.holdings.connection, self.holdings.filters)

    def series(self, unit: Unit = "month", by: By = "all") -> tuple[Point, ...]:
        """Return what each did to the other by period, split "by" type, by quad class or not at all ("all")."""
        for given, choices in ((unit, get_args(Unit)), (by, get_args(By))):
            if given not in choices:
                raise ValueError(f"no series by {given!r}; there are {', '.join(choices)}")
        return series(self.holdings.connection, self.holdings.filters, unit, by)

    def search(self, query: str, kind: Kind | None = None, limit: int = 20) -> tuple[Hit, ...]:
        """Return the documents that hold words of a query, the best first; of one kind only those with such facts."""
        return search(self.holdings.connection, query, self.holdings.filters, kind, limit)

    def dossier(self, limit: int = LIMIT) -> Dossier:
        """Return the whole of a pair, at most `limit` of each kind; ValueError when the record was opened without one.

        Its `comparisons` have, side by side, what each government told of a meeting that several report.
        """
        return dossier(self.holdings.connection, self.holdings.filters, limit)

    def export(self, format: str, out: str | Path) -> Written:  # noqa: A002 - the name of the option of `dragoman export`
        """Write everything in a format of docs/exports.md, and return what was written and what had no room.

        OUT is whole or untouched afterwards. Raises ValueError for a format that there is not, OSError.
        """
        if format not in FORMATS:
            raise ValueError(f"no format {format!r}; formats are {', '.join(FORMATS)}")
        return FORMATS[format].write(self.holdings, Path(out))

    def cite(self, on: str | None = None) -> Citation:
        """Return the sentence that a paper should carry, and its BibTeX; `on` is the ISO day of the citation."""
        return cited(self.holdings, on)

    def to_frame(
        self, table: str = "events", *, unit: Unit = "month", by: By = "all", backend: Backend = "pandas"
    ) -> Any:
        """Return a table as a pandas or polars DataFrame: one row a joined event or meeting, a stated fact, a report.

        Tables are those of the csv export, with the same rows and columns (docs/exports.md), and "series", to which
        alone `unit` and `by` apply. Raises ValueError for another one, ImportError when the backend is not installed.
        """
        if table == "series":
            schema = pa.schema(columns_of(Point))
            rows = [row_of(point) for point in self.series(unit, by)]
            return framed(pa.Table.from_pylist(rows, schema=schema), backend)
        found = {one.name: one for one in TABLES}.get(table)
        if found is None:
            raise ValueError(f"no table {table!r}; tables are {', '.join(t.name for t in TABLES)}, series")
        schema = pa.schema([(column.name, column.type) for column in found.columns])
        rows = [dict(zip(schema.names, row, strict=True)) for row in rows_of(self.holdings, found)]
        return framed(pa.Table.from_pylist(rows, schema=schema), backend)


def _found(inputs: Iterable[Given], tell: Callable[[object], None]) -> Iterator[Found]:
    """Yield the documents of the inputs in order; paths that follow each other are read as one run."""
    numbered = enumerate(inputs, start=1)
    for are_paths, several in groupby(numbered, lambda pair: isinstance(pair[1], str | Path)):
        if are_paths:
            yield from documents((str(given) for _, given in several), notice=tell)
        else:
            yield from (as_document(given, number) for number, given in several)  # type: ignore[arg-type]


def _pair(pair: tuple[str, str], codebook: Codebook) -> tuple[str, str]:
    names = names_of(codebook)
    codes = []
    for name in pair:
        code = names.code(name)
        if code is None:
            raise ValueError(
                f"{name!r} is no state or organisation that is known; give an ISO code or a name like NATO"
            )
        codes.append(code)
    if len(set(codes)) != 2:
        raise ValueError(f"a pair is two different states or organisations, not {' and '.join(map(str, pair))}")
    return ordered(*codes)


def _day(given: str | None) -> str | None:
    day = day_of(given) if given else None
    if given and day is None:
        raise ValueError(f"{given!r} is no ISO day; give one like 2021-12-30")
    return day
