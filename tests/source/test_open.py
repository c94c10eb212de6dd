"""Inputs of every kind, good and bad, become documents and refusals in order."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import io
import json
import socket
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.source.document import Document, Refusal
from dragoman.source.open import documents, one
from dragoman.source.rows import LARGEST_TEXT, Defaults, fault_of

PAGE = """<!DOCTYPE html><html><head><title>Ministers meet in Vienna</title>
<meta property="article:published_time" content="2021-05-05T10:00:00+02:00"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ministers meet in Vienna</h1>{}</article></body></html>"""
BODY = "".join(
    f"<p>The ministers of both states met in the capital and spoke of trade, part {i}.</p>" for i in range(8)
)


def read(path: Path, **keywords: object) -> list[Document | Refusal]:
    return list(documents([str(path)], **keywords))  # type: ignore[arg-type]


def write_lines(path: Path, rows: Iterable[object]) -> Path:
    path.write_text("".join(r if isinstance(r, str) else json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def test_jsonl_keeps_the_columns_of_a_document(tmp_path: Path) -> None:
    """Every column of the contract arrives; `published` stays as it is written."""
    row = {
        "id": "a1",
        "text": "They met.",
        "url": "https://example.org/1",
        "title": "Meeting",
        "summary": "Short.",
        "published": "2021-01-22 22:14:29-05:00",
        "publisher": "Ministry",
        "publisher_country": "SRB",
        "language": "en",
    }
    (document,) = read(write_lines(tmp_path / "in.jsonl", [row]))
    assert isinstance(document, Document)
    assert {name: getattr(document, name) for name in row} == row
    assert document.published_basis == "given"
    assert document.origin == f"{tmp_path / 'in.jsonl'}:1"


def test_id_defaults_to_the_digest_of_the_text(tmp_path: Path) -> None:
    """A document without an id gets the first 16 hex digits of the sha256 of its text."""
    (document,) = read(write_lines(tmp_path / "in.jsonl", [{"text": "Žena met."}]))
    assert isinstance(document, Document)
    assert document.id == hashlib.sha256("Žena met.".encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{broken\n", "not JSON"),
        ("[1]\n", "not a JSON object"),
        ('{"title": "x"}\n', "no `text`"),
        ('{"text": "  "}\n', "empty"),
        ('{"text": 5}\n', "not a string"),
        ('{"text": "x", "published": "yesterday"}\n', "no date"),
        ('{"text": "x", "published": "2021-02-30"}\n', "no date"),
        ('{"text": "x", "publisher_country": "Serbia"}\n', "no ISO code"),
        ('{"text": "x", "title": ["y"]}\n', "`title` is a list"),
        ('{"text": "x", "id": true}\n', "`id` is true or false"),
    ],
)
def test_a_bad_line_is_refused_and_the_rest_is_read(tmp_path: Path, line: str, problem: str) -> None:
    """A bad line gives one refusal that names its place; the lines about it are read."""
    found = read(write_lines(tmp_path / "in.jsonl", [{"text": "One."}, line, {"text": "Two."}]))
    assert [type(f) for f in found] == [Document, Refusal, Document]
    assert str(found[1]).startswith(f"{tmp_path / 'in.jsonl'}:2: ")
    assert problem in str(found[1])
    assert "\n" not in str(found[1])


def test_other_columns_are_named_once(tmp_path: Path) -> None:
    """A column that is passed over is named once for the file, not once a line."""
    told: list[str] = []
    path = write_lines(tmp_path / "in.jsonl", [{"text": f"{i}", "place": "x"} for i in range(3)])
    assert len(read(path, notice=told.append)) == 3
    assert told == [f"{path}: the column 'place' is passed over"]


def test_two_documents_with_one_id(tmp_path: Path) -> None:
    """The second of two documents with one id is refused, over all inputs of a run."""
    a = write_lines(tmp_path / "a.jsonl", [{"text": "One.", "id": 7}])
    b = write_lines(tmp_path / "b.jsonl", [{"text": "Two.", "id": "7"}, {"text": "Three."}])
    found = list(documents([str(a), str(b)]))
    assert [type(f) for f in found] == [Document, Refusal, Document]
    assert "'7'" in str(found[1])


def test_a_truncated_gzip_gives_its_good_lines(tmp_path: Path) -> None:
    """Of a .gz that breaks off the whole lines are read, then one refusal says so."""
    lines = "".join(json.dumps({"text": hashlib.sha256(str(i).encode()).hexdigest() * 40}) + "\n" for i in range(400))
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-4000])
    found = read(path)
    assert len(found) > 100
    assert all(isinstance(f, Document) for f in found[:-1])
    assert "cut short" in str(found[-1])


def test_csv_with_quotes_and_line_breaks(tmp_path: Path) -> None:
    """CSV cells may hold commas, doubled quotes and line breaks."""
    path = tmp_path / "in.csv"
    path.write_bytes(
        b'\xef\xbb\xbfid,text,title\r\n1,"They met,\r\nand said ""yes"".",T\r\n2,Short.,\r\n3,too,many,cells\r\n'
    )
    first, second, third = read(path)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, first.title) == ('They met,\r\nand said "yes".', "T")
    assert second.title is None
    assert str(third).startswith(f"{path}:5: 4 cells")


def test_tsv_has_no_quoting(tmp_path: Path) -> None:
    """In delimited text a quote is a quote and a row is a line."""
    path = tmp_path / "in.tsv"
    path.write_text('id\ttext\n1\t"He met her\n2\tthey met\n', encoding="utf-8")
    assert [f.text for f in read(path) if isinstance(f, Document)] == ['"He met her', "they met"]


def test_parquet_by_batches(tmp_path: Path) -> None:
    """Parquet rows are read in order, typed dates and all."""
    path = tmp_path / "in.parquet"
    days = [datetime.date(2021, 5, i % 28 + 1) for i in range(150)]
    pq.write_table(pa.table({"text": [f"They met {i}." for i in range(150)], "published": days, "x": range(150)}), path)
    told: list[str] = []
    found = read(path, notice=told.append)
    assert [f.text for f in found if isinstance(f, Document)] == [f"They met {i}." for i in range(150)]
    assert isinstance(found[3], Document)
    assert found[3].published == "2021-05-04"
    assert len(told) == 1


def test_a_file_that_is_no_parquet(tmp_path: Path) -> None:
    """A damaged Parquet file gives one refusal of one line."""
    path = tmp_path / "in.parquet"
    path.write_bytes(b"PAR1 nothing")
    (refusal,) = read(path)
    assert isinstance(refusal, Refusal)
    assert "\n" not in str(refusal)


def test_a_folder_in_the_order_of_its_names(tmp_path: Path) -> None:
    """Files of a folder are read sorted; others are passed over with a notice."""
    for name in ("b.txt", "a.txt", "c.png"):
        (tmp_path / name).write_text(f"Text of {name}.")
    told: list[str] = []
    found = read(tmp_path, notice=told.append)
    assert [f.text for f in found if isinstance(f, Document)] == ["Text of a.txt.", "Text of b.txt."]
    assert told == [f"{tmp_path / 'c.png'}: passed over, not a kind of file that is read"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(tmp_path: Path, encoding: str) -> None:
    """UTF-8 and marked UTF-16 are read alike, as text and as JSON lines."""
    (tmp_path / "a.txt").write_text("Čepurin met Đorđević.", encoding=encoding)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "Đorđević spoke."}, ensure_ascii=False), encoding=encoding)
    assert [f.text for f in read(tmp_path) if isinstance(f, Document)] == ["Čepurin met Đorđević.", "Đorđević spoke."]


def test_other_encodings_are_refused_with_the_byte(tmp_path: Path) -> None:
    """A text in Latin-1 is refused: the byte is named, nothing is guessed."""
    path = tmp_path / "a.txt"
    path.write_bytes("Ministre français".encode("latin-1"))
    assert str(read(path)[0]) == f"{path}: not UTF-8 at byte 13; save it as UTF-8"


def test_binary_and_overlong_texts_are_refused(tmp_path: Path) -> None:
    """NUL bytes and texts beyond the limit are refused."""
    (tmp_path / "a.txt").write_bytes(b"PK\0\0")
    write_lines(tmp_path / "b.jsonl", [{"text": "x" * (LARGEST_TEXT + 1)}, {"text": "Fine."}])
    binary, overlong, fine = read(tmp_path)
    assert "binary" in str(binary)
    assert "5,000,000" in str(overlong)
    assert isinstance(fine, Document)


@pytest.mark.parametrize(("name", "remedy"), [("https://example.org/a", "save the page"), ("/nowhere/a.txt", "check")])
def test_addresses_and_missing_files_are_refused(name: str, remedy: str) -> None:
    """An address is not fetched and a missing file is named."""
    (refusal,) = documents([name])
    assert isinstance(refusal, Refusal)
    assert refusal.origin == name
    assert remedy in refusal.remedy
    assert one(name) == refusal


def test_documents_are_read_lazily(tmp_path: Path) -> None:
    """The first document comes before the rest is read."""
    path = write_lines(tmp_path / "in.jsonl", [{"text": f"Text {i}."} for i in range(1000)])
    assert len(list(islice(documents([str(path), "/nowhere"]), 2))) == 2


def test_a_page_gives_its_main_text_title_and_date(tmp_path: Path) -> None:
    """Of a page the article is read, with its title, and its date with the basis metadata."""
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(BODY), encoding="utf-8")
    document = one(str(path))
    assert isinstance(document, Document)
    assert "part 7." in document.text
    assert "Home" not in document.text
    assert (document.title, document.published) == ("Ministers meet in Vienna", "2021-05-05")
    assert document.published_basis == "metadata"


def test_what_is_given_wins_over_the_page(tmp_path: Path) -> None:
    """Options of the command line win over what a page says of itself."""
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(BODY), encoding="utf-8")
    document = one(str(path), defaults=Defaults(title="Given", published="2021-05-06", publisher_country="aut"))
    assert isinstance(document, Document)
    assert (document.title, document.published, document.published_basis) == ("Given", "2021-05-06", "given")
    assert document.publisher_country == "AUT"


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    """A page that holds nothing to read is refused."""
    path = tmp_path / "page.html"
    path.write_text("<html><body><script>run()</script></body></html>")
    assert "no main text" in str(one(str(path)))


def test_a_page_that_looks_like_an_address_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is ever fetched, not even when a .html file holds only an address."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("tried to reach the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    path = tmp_path / "page.html"
    path.write_text("https://example.org/a-page")
    assert isinstance(one(str(path)), Refusal | Document)


def test_standard_input_is_told_apart() -> None:
    """Standard input may be plain text or a page."""
    text = one("-", stdin=io.BytesIO(b"They met in Vienna."))
    page = one("-", stdin=io.BytesIO(PAGE.format(BODY).encode()))
    assert isinstance(text, Document)
    assert isinstance(page, Document)
    assert text.text == "They met in Vienna."
    assert page.published_basis == "metadata"


def test_faults_of_the_defaults() -> None:
    """What is wrong with an option is told in one line."""
    assert fault_of(Defaults(published="2021-05-05", publisher_country="SRB")) is None
    assert "no date" in (fault_of(Defaults(published="5 May")) or "")
