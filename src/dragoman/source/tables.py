"""Rows of the tabular inputs (JSON lines, CSV, TSV, Parquet), one at a time, each with its place."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.source.decode import SAVE_AS_UTF8, NotTextError, decoded, utf8_chunks
from dragoman.source.document import Refusal
from dragoman.source.rows import COLUMNS, LARGEST_TEXT

Row = tuple[str, Mapping[str, Any]]  # origin (`path:line`) and columns
Rows = Iterator[Row | Refusal]
Notice = Callable[[str], None]

CHUNK = 1 << 16
LARGEST_LINE = 8 * LARGEST_TEXT  # bytes: the longest text with every character escaped, and its other columns
BATCH = 64  # rows of Parquet held at once
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)


def json_lines(path: Path, notice: Notice) -> Rows:
    """Yield the rows of a .jsonl or .jsonl.gz file; blank lines are passed over."""
    passed_over: set[str] = set()
    for origin, line in _lines(path):
        if isinstance(line, Refusal):
            yield line
        elif line.strip():
            row = _json_row(origin, line)
            if not isinstance(row, Refusal):
                _tell(path, row[1], passed_over, notice)
            yield row


def tab_separated(path: Path, notice: Notice) -> Rows:
    """Yield the rows of a .tsv file: one header line, no quoting."""
    header: list[str] = []
    for origin, line in _lines(path):
        if isinstance(line, Refusal):
            yield line
            continue
        cells = line.rstrip("\r\n").split("\t")
        if not header:
            header = cells
            _tell(path, dict.fromkeys(header), set(), notice)
        elif cells != [""]:
            yield _cells_row(origin, header, cells)


def comma_separated(path: Path, notice: Notice) -> Rows:
    """Yield the rows of a .csv file (RFC 4180: quoted cells may hold commas, quotes and line breaks)."""
    csv.field_size_limit(LARGEST_LINE)
    faults: list[Refusal] = []
    reader = csv.reader(_good_lines(path, faults), strict=True)
    header: list[str] = []
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield Refusal(f"{path}:{reader.line_num}", f"not CSV ({error})", "quote the cell as RFC 4180 has it")
            continue
        if not header:
            header = cells
            _tell(path, dict.fromkeys(header), set(), notice)
        elif cells:
            yield _cells_row(f"{path}:{reader.line_num}", header, cells)
    yield from faults


def parquet(path: Path, notice: Notice) -> Rows:
    """Yield the rows of a Parquet file, read by batches; only the columns of a document are read."""
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            _tell(path, dict.fromkeys(names), set(), notice)
            yield from _batches(file, path, [n for n in COLUMNS if n in names])
    except pa.ArrowMemoryError as error:
        raise MemoryError(_first_line(error)) from None  # which is no fault of the file
    except (pa.ArrowException, OSError) as error:
        yield Refusal(str(path), f"not Parquet, or damaged ({_first_line(error)})", "write it again")


def _batches(file: pq.ParquetFile, path: Path, columns: list[str]) -> Rows:
    number = 0
    for batch in file.iter_batches(batch_size=BATCH, columns=columns):
        for row in batch.to_pylist():
            number += 1
            yield f"{path}:{number}", row


def _json_row(origin: str, line: str) -> Row | Refusal:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        return Refusal(origin, f"not JSON ({_first_line(error)})", "give one JSON object a line")
    except UnicodeEncodeError:
        return Refusal(origin, "not JSON (half a surrogate pair)", "give one JSON object a line")
    if not isinstance(row, dict):
        return Refusal(origin, "not a JSON object", "give one JSON object a line")
    return origin, row


def _cells_row(origin: str, header: list[str], cells: list[str]) -> Row | Refusal:
    if len(cells) != len(header):
        problem = f"{len(cells)} cells where the header has {len(header)}"
        return Refusal(origin, problem, "give every row as many cells as the header")
    return origin, dict(zip(header, cells, strict=True))


def _tell(path: Path, row: Mapping[str, Any], told: set[str], notice: Notice) -> None:
    """Name columns that are passed over, each once."""
    for name in row:
        if name not in COLUMNS and name not in told:
            told.add(name)
            notice(f"{path}: the column {name!r} is passed over")


def _good_lines(path: Path, faults: list[Refusal]) -> Iterator[str]:
    for _, line in _lines(path):
        if isinstance(line, Refusal):
            faults.append(line)
        else:
            yield line


def _lines(path: Path) -> Iterator[tuple[str, str | Refusal]]:
    """Yield the lines of a file with their place; one that cannot be read, or where the file breaks off, as Refusal."""
    number = 0
    try:
        with _opened(path) as stream:
            for number, (offset, data) in enumerate(_raw_lines(utf8_chunks(_chunks(stream))), 1):
                yield f"{path}:{number}", _line(f"{path}:{number}", data, offset)
    except NotTextError as error:
        yield f"{path}:{number + 1}", Refusal(f"{path}:{number + 1}", error.problem, error.remedy)
    except DAMAGED:
        origin = f"{path}:{number + 1}"
        yield origin, Refusal(origin, "the compressed file is damaged or cut short here", "fetch or compress it again")
    except OSError as error:
        yield str(path), Refusal(str(path), f"cannot be read ({error.strerror or error})", "mend it or leave it out")


def _line(origin: str, data: bytes, offset: int) -> str | Refusal:
    if len(data) > LARGEST_LINE:
        return Refusal(origin, f"the line has more than {LARGEST_LINE:,} bytes", "split it into documents")
    try:
        # `offset or 1`: a byte order mark is the business of the whole file and is gone by now.
        return decoded(data, offset=max(offset, 1))
    except NotTextError as error:
        return Refusal(origin, error.problem, error.remedy or SAVE_AS_UTF8)


def _opened(path: Path) -> BinaryIO:
    raw = path.open("rb")
    return io.BufferedReader(gzip.GzipFile(fileobj=raw)) if path.suffix == ".gz" else raw


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _raw_lines(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield (offset, line with its end); of an overlong line only enough to see that it is too long."""
    offset, held, length = 0, [], 0
    for chunk in chunks:
        pieces = chunk.split(b"\n")
        for piece in pieces[:-1]:
            held.append(piece + b"\n")
            line = b"".join(held)
            yield offset, line
            offset += length + len(piece) + 1
            held, length = [], 0
        length += len(pieces[-1])
        if pieces[-1] and length <= LARGEST_LINE + CHUNK:
            held.append(pieces[-1])
    if held:
        yield offset, b"".join(held)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].strip()
