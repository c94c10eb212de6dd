"""Keeping a record: forgetting, backups of a record in use, decisions, and what it tells of itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from bench.contents import contents, differences, settled

from dragoman.source.document import Document
from dragoman.source.open import documents
from dragoman.store.adding import KINDS
from dragoman.store.files import RecordError
from dragoman.store.keeping import backup, decide, forget, info, restore
from tests.store.conftest import told_by, writer_of
from tests.store.made import EDITED, MEETING, THANKS, document, files_hold, rows, taken, words_of
from tests.store.test_ingest import overlay_in
from tests.store.test_opening import schema

KAZAKH = {"publisher": "Government of Kazakhstan", "publisher_country": "KAZ"}


def test_what_rests_on_a_document_alone_goes_with_it(tmp_path: Path) -> None:
    """After forgetting, a record is as one that never had the document, with every version of it."""
    record, never = tmp_path / "r.duckdb", tmp_path / "never.duckdb"
    stays = [document(THANKS, id="thanks"), document(MEETING, id="visit-kaz", **KAZAKH)]
    goes = [document(MEETING, id="visit"), document(EDITED, id="visit")]
    taken(record, stays[0], *goes, stays[1])
    taken(never, *stays)
    assert rows(record, "SELECT count(*) FROM members WHERE kind = 'meetings'") == [(2,)]
    facts = forget(record, "visit", settled())
    assert facts > 0
    assert differences(contents(record), contents(never)) == []
    assert schema(record) == schema(never)


def test_no_byte_of_a_forgotten_document_is_left(record: Path) -> None:
    """Its words are neither in a table nor in free space of the record, of the snapshot, or of a file beside them."""
    words = "The quinces of Setubal were admired by all who came."
    taken(record, document(f"{MEETING}\n\n{words}", id="visit"))
    assert files_hold(record, words)
    assert files_hold(record, "President Daniyar Sagatov of Kazakhstan")
    forget(record, "visit", settled())
    assert not files_hold(record, words)
    assert not files_hold(record, "Daniyar Sagatov")
    assert "Sagatov" not in words_of(record)


def test_a_document_taken_in_after_a_forgotten_one_is_compared(tmp_path: Path) -> None:
    """Numbers that become free again hide no repeat: the next document is compared with all others."""
    record = tmp_path / "r.duckdb"
    taken(record, document(MEETING, id="visit"), document(THANKS, id="thanks"))
    forget(record, "thanks", settled())
    taken(record, document(MEETING, id="copy", published="2024-05-07", **KAZAKH))
    assert rows(record, "SELECT original FROM versions WHERE document = 'copy'") == [("visit",)]


def test_repeats_of_a_forgotten_document_repeat_each_other(tmp_path: Path) -> None:
    """Of three that say the same the second becomes the first when the first is forgotten."""
    record = tmp_path / "r.duckdb"
    for day in ("04", "05", "06"):
        taken(record, document(MEETING, id=f"visit-{day}", published=f"2024-05-{day}"))
    forget(record, "visit-04", settled())
    found = rows(record, "SELECT document, original FROM versions ORDER BY 1")
    assert found == [("visit-05", "visit-05"), ("visit-06", "visit-05")]


def test_a_forgetting_that_was_killed_is_ended_by_the_next(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the process ended before the files were written anew, the same command does that."""
    words = "The quinces of Setubal were admired by all who came."
    taken(record, document(f"{MEETING}\n\n{words}", id="visit"))
    with monkeypatch.context() as patched:
        patched.setattr("dragoman.store.keeping._rewrite", _killed)
        with pytest.raises(KeyboardInterrupt):
            forget(record, "visit", settled())
    assert forget(record, "visit", settled()) == 0
    assert not files_hold(record, words)
    with pytest.raises(RecordError, match="no document"):
        forget(record, "visit", settled())


def _killed(record: Path) -> None:
    raise KeyboardInterrupt


def test_forgetting_while_another_writes_is_refused(record: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It is told at once, and nothing is forgotten."""
    before = rows(record, "SELECT count(*) FROM versions")
    with writer_of(record):
        status, out, err = told_by(capfd, "forget", "sample-mkd-tur-2019-06-12", "--record", record)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert rows(record, "SELECT count(*) FROM versions") == before


@pytest.mark.parametrize("command", [("forget", "visit"), ("info",), ("backup", "-o", "out.backup")])
def test_a_record_that_is_not_there_is_not_made(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A mistyped name leaves no empty record behind."""
    monkeypatch.chdir(tmp_path)
    status, out, err = told_by(capfd, *command, "--record", "none.duckdb")
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_a_record_in_use_is_restored(record: Path, tmp_path: Path) -> None:
    """What was published last is copied while another process writes, and is a record again in another place."""
    before, saved, again = contents(record), tmp_path / "r.backup", tmp_path / "again.duckdb"
    with writer_of(record):
        backup(record, saved, settled())
    restore(saved, again, settled())
    assert differences(before, contents(again)) == []
    assert taken(again, document(MEETING)).documents == 1


def test_a_backup_takes_the_place_of_a_record_only_when_told_so(record: Path, tmp_path: Path) -> None:
    """Neither a backup nor a record is replaced without --overwrite; with it the later record is gone."""
    before, saved = contents(record), tmp_path / "r.backup"
    backup(record, saved, settled())
    taken(record, document(MEETING))
    later = contents(record)
    for refused in (lambda: backup(record, saved, settled()), lambda: restore(saved, record, settled())):
        with pytest.raises(RecordError, match="exists and is left alone"):
            refused()
    assert differences(later, contents(record)) == []
    restore(saved, record, settled(), overwrite=True)
    assert differences(before, contents(record)) == []


def test_what_is_no_backup_is_not_restored(record: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Another file, half a backup, one of a newer program: told in one line, and the record is as it was."""
    before = record.read_bytes()
    whole = record.read_bytes()
    half, newer, other = tmp_path / "half.backup", tmp_path / "newer.backup", tmp_path / "other.backup"
    half.write_bytes(whole[: len(whole) // 2])
    other.write_text("Minutes of a meeting that never was.\n" * 400, encoding="utf-8")
    of_newer_schema(record, newer)
    for saved in (half, newer, other, tmp_path / "none.backup"):
        status, out, err = told_by(capfd, "restore", saved, "--record", record, "--overwrite")
        assert (status, out, len(err.splitlines())) == (1, "", 1), saved
        assert record.read_bytes() == before


def of_newer_schema(record: Path, out: Path) -> None:
    """Copy a record as if a newer program had written it."""
    shutil.copyfile(record, out)
    with duckdb.connect(str(out)) as connection:
        connection.execute("INSERT INTO migrations SELECT max(step) + 1 FROM migrations")


def test_a_record_tells_what_it_holds(record: Path) -> None:
    """Counts are those of the tables, and a record that was written since says so."""
    found = info(record, settled())
    assert (found.documents, found.versions, found.readings) == (24, 24, 24)
    assert dict(found.facts) == dict(rows(record, "SELECT kind, count(*) FROM facts WHERE present GROUP BY 1"))
    assert set(found.facts) <= set(KINDS)
    assert found.publishers["Government of North Macedonia"] == "full"
    assert not found.written_since
    with writer_of(record):
        assert info(record, settled()).written_since


def test_decisions_survive_what_is_made_anew(record: Path, tmp_path: Path, samples: Path) -> None:
    """What a person decided of a link stays when its documents are read anew, and can be taken back."""
    (link,) = the_link(record)
    decide(record, link, "confirmed", "Ines", "2024-06-01T10:00:00", settled())
    told = [one for one in documents([str(samples / "samples.jsonl")]) if isinstance(one, Document)]
    about = [one for one in told if one.id in both_documents(record)]
    assert taken(record, *about, overlay=overlay_in(tmp_path / "mine")).documents == len(about) > 0
    decided = "SELECT decision, decided_by FROM decisions JOIN links ON link = id"
    assert rows(record, decided) == [("confirmed", "Ines")]
    decide(record, link, None, "Ines", "2024-06-02T10:00:00", settled())
    assert rows(record, "SELECT * FROM decisions") == []
    with pytest.raises(RecordError, match="no link"):
        decide(record, "none", "rejected", "Ines", "2024-06-02T10:00:00", settled())


def test_a_decision_on_a_forgotten_link_goes_with_it(record: Path) -> None:
    """A decision rests on both documents of its link."""
    (link,) = the_link(record)
    decide(record, link, "rejected", "Ines", "2024-06-01T10:00:00", settled())
    forget(record, both_documents(record)[-1], settled())
    assert rows(record, "SELECT 1 FROM decisions") == []
    assert the_link(record) == []


def the_link(record: Path) -> list[str]:
    """Return the ids of the links that go back on a promise: the samples have one."""
    return [link for (link,) in rows(record, "SELECT id FROM links WHERE kind = 'contradicted' ORDER BY 1")]


def both_documents(record: Path) -> list[str]:
    """Return the documents of the link, in order."""
    query = (
        "SELECT DISTINCT document FROM links l JOIN facts ON fact IN (commitment, other) JOIN versions USING (version) "
        "WHERE l.kind = 'contradicted'"
    )
    return [name for (name,) in rows(record, f"{query} ORDER BY 1")]


def test_info_is_one_object(record: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`dragoman info --json` gives the same as from Python."""
    status, out, _ = told_by(capfd, "info", "--record", record, "--json")
    assert status == 0
    assert json.loads(out)["documents"] == info(record, settled()).documents


def test_nothing_beside_is_forgotten_while_another_writes(record: Path) -> None:
    """What is kept of a document elsewhere goes only when the document can go."""
    gone: list[str] = []
    with writer_of(record), pytest.raises(RecordError):
        forget(record, "sample-mkd-tur-2019-06-12", lambda _: None, lambda: gone.append("words"))
    assert gone == []
