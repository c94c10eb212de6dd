"""The schema of a record: steps from any earlier one to the present, and a refusal of a later one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from bench.contents import settled

from dragoman.store.files import RecordError, publish
from dragoman.store.opening import migrations, open_to_read, open_to_write
from tests.store.conftest import told_by
from tests.store.made import MEETING, document, rows, taken


def of_first_steps(record: Path, steps: int) -> None:
    """Make a record as a program that knew only the first steps would have left it."""
    with duckdb.connect(str(record)) as connection:
        connection.execute("CREATE TABLE migrations (step INTEGER PRIMARY KEY)")
        for number, step in enumerate(migrations()[:steps], start=1):
            connection.execute(step)
            connection.execute("INSERT INTO migrations VALUES (?)", [number])
        connection.execute("INSERT INTO publishers VALUES ('Invented Ministry', 'quote')")
    publish(record)


def schema(record: Path) -> list[tuple[str]]:
    """Return the statements that would make the tables and indexes of a record."""
    return rows(record, "SELECT sql FROM duckdb_tables() UNION SELECT sql FROM duckdb_indexes() ORDER BY 1")


@pytest.mark.parametrize("steps", range(1, len(migrations()) + 1))
def test_a_record_of_an_earlier_schema_is_brought_to_the_present_one(steps: int, tmp_path: Path) -> None:
    """Whatever step a record stands at, reading it finds the present schema and what it held."""
    old, new = tmp_path / "old.duckdb", tmp_path / "new.duckdb"
    of_first_steps(old, steps)
    with open_to_write(new, settled()):
        pass
    assert schema(old) == schema(new)
    assert rows(old, "SELECT * FROM publishers") == [("Invented Ministry", "quote")]
    assert rows(old, "SELECT count(*) FROM migrations") == [(len(migrations()),)]


def test_a_record_of_an_earlier_schema_takes_documents_in(tmp_path: Path) -> None:
    """An old record is written on as a new one would be."""
    old = tmp_path / "old.duckdb"
    of_first_steps(old, 1)
    assert taken(old, document(MEETING)).documents == 1


def test_a_record_of_a_later_schema_is_refused(record: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither writing nor reading touches what a newer program wrote; both say so in one line."""
    with duckdb.connect(str(record)) as connection:
        connection.execute("INSERT INTO migrations VALUES (?)", [len(migrations()) + 1])
    publish(record)
    before = record.read_bytes()
    with pytest.raises(RecordError, match="newer dragoman") as caught, open_to_read(record, settled()):
        pass
    assert "\n" not in str(caught.value)
    status, out, err = told_by(capfd, "ingest", __file__, "--record", record)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert "newer dragoman" in err
    assert record.read_bytes() == before


def test_what_is_no_record_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file of another kind is left alone, in one line."""
    other = tmp_path / "other.duckdb"
    other.write_text("Minutes of a meeting that never was.\n" * 400, encoding="utf-8")
    before = other.read_bytes()
    status, out, err = told_by(capfd, "ingest", __file__, "--record", other)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert "no record that can be opened" in err
    assert other.read_bytes() == before


def test_reading_no_record_makes_none(tmp_path: Path) -> None:
    """To read what is not there is refused with the command that makes it, and leaves nothing behind."""
    with (
        pytest.raises(RecordError, match="dragoman ingest"),
        open_to_read(tmp_path / "none.duckdb", settled()),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
