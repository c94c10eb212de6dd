"""Decisions are kept for good, by many at once, and one that was changed behind their back shows."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from signal import SIGKILL
from subprocess import PIPE, Popen
from sys import executable
from textwrap import dedent

import msgspec
import pytest

from dragoman.review.chain import FIRST, digest, hash_of
from dragoman.review.ledger import (
    COLUMNS,
    add,
    decide,
    decision,
    decisions,
    head,
    ledger_path,
    skip,
    skipped,
    undo,
    verify_chain,
)
from dragoman.review.queueing import waiting
from dragoman.review.standing import effective
from dragoman.review.subjects import source_of, subject_of
from dragoman.review.values import Head, ReviewError
from dragoman.store.opening import Connection, open_to_read
from tests.review.reviewed import PROMISE, TALKS, VISIT, accept_all, said, settled
from tests.store.conftest import told_by
from tests.store.made import MEETING, document, files_hold, taken

Capture = pytest.CaptureFixture[str]


def test_a_decision_is_read_back_as_it_was_given(connection: Connection, record: Path) -> None:
    """It tells who said what of which fact, as which reader read it from which text."""
    subject = subject_of(connection, record, VISIT)
    given = decide(record, subject, "accepted", "ana", note=" as the page has it ")
    assert decision(record, 1) == given
    assert (given.number, given.by, given.verdict, given.note) == (1, "ana", "accepted", "as the page has it")
    assert (given.ref.id, given.machine, given.reader) == (VISIT, subject.machine, subject.source.reader)
    assert given.sha256 == subject.source.version.sha256
    assert (given.previous, given.hash) == (FIRST, hash_of(given))
    assert head(record) == Head(1, given.hash)


def test_the_record_is_not_written(connection: Connection, record: Path) -> None:
    """Deciding leaves the record and its snapshot as they are."""
    before = {path.name: path.stat().st_mtime_ns for path in record.parent.glob("r.duckdb*")}
    said(connection, record, VISIT, "accepted", "ana")
    after = {
        path.name: path.stat().st_mtime_ns for path in record.parent.glob("r.duckdb*") if ".review" not in path.name
    }
    assert after == before


def test_nothing_was_decided_where_there_is_no_file(record: Path) -> None:
    """Asking does not make the file."""
    assert not list(decisions(record))
    assert head(record) == Head(0, FIRST)
    assert not verify_chain(record)
    assert not ledger_path(record).exists()


def test_undone_what_was_said_before_holds_again(connection: Connection, record: Path) -> None:
    """The last decision of a reviewer on a fact counts, and taking it back brings back the one before."""
    said(connection, record, VISIT, "accepted", "ana")
    said(connection, record, VISIT, "rejected", "ana")
    assert [one.verdict for one in effective(record)] == ["rejected"]
    undo(record, 2, "ana")
    assert [one.verdict for one in effective(record)] == ["accepted"]
    undo(record, 1, "ana")
    assert not effective(record)
    assert [one.undoes for one in decisions(record)] == [None, None, 2, 1]
    assert not verify_chain(record)


def test_one_takes_back_ones_own_and_once(connection: Connection, record: Path) -> None:
    """An admin takes back those of all."""
    said(connection, record, VISIT, "accepted", "ana")
    told = []
    for number in (1, 7):  # nobody else learns of it, not even whose it is
        with pytest.raises(ReviewError, match=rf"^number: there is no decision {number} that ben may") as refused:
            undo(record, number, "ben")
        told.append(str(refused.value).replace(str(number), "N"))
    assert told[0] == told[1]
    undone = undo(record, 1, "ben", admin=True)
    assert (undone.by, undone.undoes, undone.ref.id) == ("ben", 1, VISIT)
    for number, message in ((1, "taken back already"), (2, "there is no decision 2"), (9, "there is no decision 9")):
        with pytest.raises(ReviewError, match=message):
            undo(record, number, "ana")
    with pytest.raises(ReviewError, match="is none on a fact"):
        undo(record, 2, "ben")
    assert len(list(decisions(record))) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"verdict": "added"}, "^verdict: "),
        ({"verdict": "corrected"}, "^human: "),
        ({"human": "{}"}, "^human: "),
        ({"by": "  "}, "^by: "),
        ({"by": "a\nb"}, "^by: "),
        ({"note": "x" * 3000}, "^note: 3000 characters"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    connection: Connection, record: Path, options: dict[str, str], message: str
) -> None:
    """The message names the field, and nothing is kept."""
    given = {"verdict": "accepted", "by": "ana", **options}
    with pytest.raises(ReviewError, match=message):
        decide(record, subject_of(connection, record, VISIT), **given)  # type: ignore[arg-type]
    assert not list(decisions(record))


def test_what_is_added_gets_an_id_and_place_of_its_own(connection: Connection, record: Path) -> None:
    """They are made of the number of the decision."""
    source = source_of(connection, record, "lisbon")
    person = msgspec.json.encode(subject_of(connection, record, "lisbon/1/participants/1").item).decode()
    said(connection, record, VISIT, "accepted", "ana")
    one = add(record, source, "participants", person, "ana")
    assert (one.ref.id, msgspec.json.decode(one.human or "")["id"]) == ("lisbon/1/participants/-2", "pa2")
    assert (one.machine, one.hash) == (None, hash_of(one))


def test_skips_are_by_reviewer_and_go_with_a_decision(connection: Connection, record: Path) -> None:
    """They come in the order in which they were skipped."""
    first, second = (subject_of(connection, record, f"lisbon/1/participants/{n}") for n in (1, 2))
    skip(record, second.ref, "ana")
    skip(record, first.ref, "ana")
    skip(record, first.ref, "ben")
    assert skipped(record, "ana", "participants") == (second.ref, first.ref)
    decide(record, second, "accepted", "ana")
    assert skipped(record, "ana", "participants") == (first.ref,)
    assert skipped(record, "ben", "participants") == (first.ref,)


def test_what_is_forgotten_leaves_no_word_and_the_chain_holds(record: Path, capfd: Capture) -> None:
    """Who decided and when stays; when the document comes back, nothing of it has been decided."""
    with open_to_read(record, settled) as connection:
        accept_all(connection, record, "lisbon")
        said(connection, record, VISIT, "rejected", "ben", note="It was in Setubal.")
        said(connection, record, "tromso/1/events/1", "accepted", "ana")
        skip(record, subject_of(connection, record, TALKS).ref, "ben")
    assert files_hold(record, "consulate in Porto")
    assert told_by(capfd, "forget", "lisbon", "--record", record)[0] == 0
    assert not files_hold(record, "consulate in Porto")
    assert not files_hold(record, "Setubal")
    assert files_hold(record, "medicines")
    assert not verify_chain(record)
    *before, last = decisions(record)
    assert (last.verdict, last.document, len(before)) == ("forgotten", "lisbon", 7)
    assert [one.by for one in before] == ["ana"] * 5 + ["ben", "ana"]
    assert [one.document for one in effective(record)] == ["tromso"]
    assert skipped(record, "ben", "events") == ()
    taken(record, document(MEETING, id="lisbon"))
    with open_to_read(record, settled) as connection:
        assert waiting(connection, record, "ana", "events", document="lisbon") == 1
        said(connection, record, TALKS, "accepted", "ana")
    assert len(effective(record)) == 2


def test_words_that_nobody_forgot_may_not_go(connection: Connection, record: Path) -> None:
    """The file refuses it, and without its triggers it shows."""
    five_decisions(connection, record)
    gone = "UPDATE decisions SET machine = NULL WHERE number = 2"
    with closing(sqlite3.connect(ledger_path(record))) as file, pytest.raises(sqlite3.IntegrityError, match="never"):
        file.execute(gone)
    tampered(record, gone)
    (broken,) = verify_chain(record)
    assert (broken.number, "its words are gone" in broken.what) == (2, True)


def test_a_backup_holds_the_decisions(connection: Connection, record: Path, tmp_path: Path, capfd: Capture) -> None:
    """Restored, they are there again; where there are some already those stay."""
    five_decisions(connection, record)
    saved, restored = tmp_path / "saved.backup", tmp_path / "again.duckdb"
    assert told_by(capfd, "backup", "--record", record, "-o", saved)[0] == 0
    status, _, err = told_by(capfd, "restore", saved, "--record", restored)
    assert (status, err) == (0, f"dragoman: {restored}: restored from {saved}\n")
    assert list(decisions(restored)) == list(decisions(record))
    said(connection, restored, VISIT, "rejected", "cay")
    status, _, err = told_by(capfd, "restore", saved, "--record", restored, "--overwrite")
    assert (status, err.splitlines()[0]) == (
        0,
        f"dragoman: {ledger_path(restored)}: holds decisions and stays as it is; those that were to go there are in "
        f"{ledger_path(saved)}",
    )
    assert len(list(decisions(restored))) == 6
    assert not verify_chain(restored)


def test_many_decide_at_once_and_nothing_is_lost(connection: Connection, record: Path) -> None:
    """Eight threads append two hundred decisions to a file that none of them found there."""
    subject = subject_of(connection, record, TALKS)

    def decided(number: int) -> int:
        return decide(record, subject, "accepted" if number % 2 else "rejected", f"reviewer {number % 8}").number

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(decided, range(200)))
    assert sorted(numbers) == list(range(1, 201))
    assert [one.number for one in decisions(record)] == sorted(numbers)
    assert not verify_chain(record)


def test_a_killed_process_loses_nothing_that_it_told(connection: Connection, record: Path) -> None:
    """Three processes are killed while they decide; what they told is there, and the chain holds."""
    script = dedent(f"""\
        import sys
        from pathlib import Path
        from dragoman.review.ledger import decide
        from dragoman.review.subjects import subject_of
        from dragoman.store.opening import open_to_read
        record = Path(sys.argv[1])
        with open_to_read(record, lambda connection: None) as connection:
            subject = subject_of(connection, record, "{VISIT}")
        while True:
            print(decide(record, subject, "accepted", "ana").number, flush=True)
    """)
    told = 0
    for lines in (3, 17, 40):
        with Popen([executable, "-c", script, str(record)], stdout=PIPE, text=True) as process:
            assert process.stdout
            for _ in range(lines):
                told = int(process.stdout.readline())
            process.send_signal(SIGKILL)
            told = max([told, *map(int, process.stdout.read().split())])
        assert [one.number for one in decisions(record)][:told] == list(range(1, told + 1))
        assert not verify_chain(record)


def test_the_file_refuses_changes(connection: Connection, record: Path) -> None:
    """Rows are appended and never edited or deleted."""
    said(connection, record, VISIT, "accepted", "ana")
    with closing(sqlite3.connect(ledger_path(record))) as file:
        for change in ("UPDATE decisions SET note = 'x'", "DELETE FROM decisions", "DELETE FROM head"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                file.execute(change)


EDITED = "UPDATE decisions SET verdict = 'rejected' WHERE number = 3"
REMOVED = "DELETE FROM decisions WHERE number = 3"
CUT = "DELETE FROM decisions WHERE number > 3"
MOVED = "UPDATE decisions SET number = -number WHERE number IN (2, 3); " + (
    "UPDATE decisions SET number = number + 5 WHERE number < 0"
)
REST = COLUMNS.removeprefix("number, ")
COPIED = f"INSERT INTO decisions SELECT 6, {REST} FROM decisions WHERE number = 5"
PUT_IN = "UPDATE decisions SET number = -number WHERE number > 2; " + (
    f"INSERT INTO decisions SELECT 3, {REST} FROM decisions WHERE number = 2; "
    "UPDATE decisions SET number = 1 - number WHERE number < 0"
)


@pytest.mark.parametrize(
    ("change", "number", "what"),
    [
        (EDITED, 3, "was edited"),
        ("UPDATE decisions SET at = '2020-01-01T00:00:00.000Z' WHERE number = 5", 5, "was edited"),
        ("UPDATE decisions SET by = 'eve' WHERE number = 1", 1, "was edited"),
        (REMOVED, 3, "is missing"),
        ("DELETE FROM decisions WHERE number = 1", 1, "is missing"),
        (CUT, 4, "is missing"),
        ("DELETE FROM decisions", 1, "is missing"),
        (MOVED, 2, "was edited"),
        (COPIED, 6, "was edited"),
        (PUT_IN, 3, "was edited"),
        ("UPDATE decisions SET machine = replace(machine, 'met', 'mot') WHERE number = 2", 2, "was edited"),
        ("UPDATE decisions SET note = 'x' WHERE number = 4", 4, "was edited"),
        ("UPDATE head SET number = 4", 5, "is not the one that was written last"),
    ],
)
def test_what_was_changed_behind_the_back_shows(
    connection: Connection, record: Path, change: str, number: int, what: str
) -> None:
    """The first decision that is not as it was written is told by its number."""
    five_decisions(connection, record)
    tampered(record, change)
    broken = verify_chain(record)
    assert broken[0].number == number
    assert broken[0].what.startswith(what)


def test_who_hashes_an_edited_decision_anew_is_found_by_the_next(connection: Connection, record: Path) -> None:
    """And who hashes all anew by a head that was noted elsewhere."""
    five_decisions(connection, record)
    noted = head(record)
    forged(record, 3, 3)
    assert [one.number for one in verify_chain(record)] == [4]
    forged(record, 3, 5)
    assert not verify_chain(record)
    assert [one.number for one in verify_chain(record, noted)] == [5]


def test_a_noted_head_holds_while_decisions_follow(connection: Connection, record: Path) -> None:
    """It is of its own number, whatever came after it; what it is of must be there."""
    five_decisions(connection, record)
    noted = head(record)
    said(connection, record, VISIT, "accepted", "cay")
    assert not verify_chain(record, noted)
    assert [one.number for one in verify_chain(record, Head(9, "0" * 64))] == [7]


def test_what_is_no_file_of_decisions_is_told_in_one_line(record: Path) -> None:
    """So is one of another schema."""
    ledger_path(record).write_bytes(b"no database, whatever it is called" * 40)
    with pytest.raises(ReviewError, match=r"r\.duckdb\.review: is no file of decisions"):
        head(record)
    ledger_path(record).unlink()
    with closing(sqlite3.connect(ledger_path(record))) as file:
        file.execute("PRAGMA user_version = 9")
    with pytest.raises(ReviewError, match="has schema 9, and this dragoman knows 1"):
        verify_chain(record)


def five_decisions(connection: Connection, record: Path) -> None:
    """Decide five times."""
    for identity, by in ((VISIT, "ana"), (TALKS, "ana"), (PROMISE, "ana"), (VISIT, "ben"), (TALKS, "ben")):
        said(connection, record, identity, "accepted", by)


def tampered(record: Path, change: str) -> None:
    """Change the file as one does who has taken its triggers off."""
    with closing(sqlite3.connect(ledger_path(record))) as file:
        triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            file.execute(f"DROP TRIGGER {name}")
        file.executescript(change)
        file.commit()


def forged(record: Path, first: int, last: int) -> None:
    """Edit a decision and hash it anew, and those after it up to another one."""
    previous = decision(record, first - 1).hash
    for number in range(first, last + 1):
        edited = msgspec.structs.replace(
            decision(record, number), note="forged", note_sha256=digest("forged"), previous=previous
        )
        previous = hash_of(edited)
        words = f"note = 'forged', note_sha256 = '{edited.note_sha256}'"
        change = f"UPDATE decisions SET {words}, previous = '{edited.previous}', hash = '{previous}'"
        end = f"UPDATE head SET hash = '{previous}' WHERE number = {number}"
        tampered(record, f"{change} WHERE number = {number}; {end}")
