"""Gold out of decisions: the evaluation of what was read gives exactly what the decisions say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman.evaluation.score import Score, evaluate_files
from dragoman.relations.holdings import Filters
from dragoman.review.gold import Exported, export_gold
from dragoman.review.items import Rules, added, corrected
from dragoman.review.ledger import add, decide, undo
from dragoman.review.subjects import source_of, subject_of, subjects_of_document
from dragoman.review.values import KINDS, ReviewError
from dragoman.store.opening import Connection, open_to_read
from tests.conftest import Program
from tests.review.conftest import CHOSEN
from tests.review.reviewed import PROMISE, TALKS, VISIT, accept_all, said, settled
from tests.store.made import MEETING, document, taken

QUOTE = "Kazakhstan will open a consulate in Porto next spring"
PROVED = {"start": MEETING.index(QUOTE), "end": MEETING.index(QUOTE) + len(QUOTE)}


def test_all_accepted_is_all_right(connection: Connection, record: Path, tmp_path: Path) -> None:
    """What was read is then exactly the gold, kind by kind and field by field."""
    for one in ("lisbon", "tromso", *CHOSEN):
        accept_all(connection, record, one)
    done = exported(connection, record, tmp_path)
    assert (done.documents, done.optional, done.incomplete, done.without_text) == (5, 0, 0, ())
    score = scored(connection, record, tmp_path)
    for kind, of in score.kinds.items():
        count = counted(connection, kind)
        assert (of.gold, of.pred, of.matched, of.f1) == (count, count, count, 1.0 if count else 0.0)
    assert {of.accuracy for of in score.fields.values()} == {1.0}


def test_what_was_rejected_is_a_false_find(connection: Connection, record: Path, tmp_path: Path) -> None:
    """It is left out of the gold, and what was accepted is not."""
    for subject in accept_all(connection, record, "lisbon"):
        if subject.id in (PROMISE, "lisbon/1/participants/2"):
            decide(record, subject, "rejected", "ana")
    exported(connection, record, tmp_path)
    kinds = scored(connection, record, tmp_path).kinds
    assert (kinds["commitments"].gold, kinds["commitments"].pred, kinds["commitments"].matched) == (0, 1, 0)
    assert (kinds["participants"].precision, kinds["participants"].recall) == (0.5, 1.0)
    assert kinds["events"].f1 == 1.0


def test_what_was_corrected_counts_as_corrected(
    connection: Connection, record: Path, tmp_path: Path, rules: Rules
) -> None:
    """A wrong type is a miss and a false find, a wrong strength a wrong field."""
    accept_all(connection, record, "lisbon")
    for identity, change in ((TALKS, {"type": "AGREE"}), (PROMISE, {"strength": "weak"})):
        subject = subject_of(connection, record, identity)
        decide(record, subject, "corrected", "ana", human=corrected(subject, change, rules))
    exported(connection, record, tmp_path)
    score = scored(connection, record, tmp_path)
    assert (score.kinds["events"].gold, score.kinds["events"].pred, score.kinds["events"].matched) == (1, 1, 0)
    assert (score.kinds["commitments"].f1, score.fields["commitments.strength"].accuracy) == (1.0, 0.0)
    (event,) = gold(tmp_path)["lisbon"]["events"]
    assert (event["type"], event["quote"]) == ("AGREE", MEETING[:98])


def test_what_was_added_is_a_miss(connection: Connection, record: Path, tmp_path: Path, rules: Rules) -> None:
    """Until it is taken back."""
    accept_all(connection, record, "lisbon")
    given = {"by": ["PRT"], "what": "open a consulate", "evidence": PROVED}
    source = source_of(connection, record, "lisbon")
    one = add(record, source, "requests", added(source, "requests", given, rules), "ana")
    exported(connection, record, tmp_path)
    of = scored(connection, record, tmp_path).kinds["requests"]
    assert (of.gold, of.pred, of.matched) == (1, 0, 0)
    undo(record, one.number, "ana")
    exported(connection, record, tmp_path)
    assert not gold(tmp_path)["lisbon"]["requests"]


def test_what_is_undecided_is_neither_rewarded_nor_punished(
    connection: Connection, record: Path, tmp_path: Path
) -> None:
    """Nor is what is of a kind that was not asked for; a document that nobody looked at is not there."""
    said(connection, record, VISIT, "accepted", "ana")
    said(connection, record, TALKS, "accepted", "ana")
    done = exported(connection, record, tmp_path)
    assert (done.documents, done.items, done.optional) == (1, 2, 3)
    kinds = scored(connection, record, tmp_path).kinds
    assert (kinds["meetings"].f1, kinds["events"].f1) == (1.0, 1.0)
    assert (kinds["participants"].gold, kinds["participants"].pred) == (0, 0)
    assert set(gold(tmp_path)) == {"lisbon"}
    done = exported(connection, record, tmp_path, kinds=("meetings",))
    assert (done.items, done.optional) == (1, 4)


def test_only_documents_that_were_wholly_decided(connection: Connection, record: Path, tmp_path: Path) -> None:
    """Of the kinds that were asked for."""
    accept_all(connection, record, "tromso")
    said(connection, record, VISIT, "accepted", "ana")
    done = exported(connection, record, tmp_path, complete=True)
    assert (set(gold(tmp_path)), done.incomplete) == ({"tromso"}, 1)
    done = exported(connection, record, tmp_path, complete=True, kinds=("meetings",))
    assert (set(gold(tmp_path)), done.incomplete) == ({"lisbon"}, 0)
    with pytest.raises(ReviewError, match="no document that was wholly decided is left to export"):
        exported(
            connection,
            record,
            tmp_path,
            complete=True,
            kinds=("requests", "events"),
            filters=Filters(pair=("KAZ", "PRT")),
        )


def test_an_adjudication_wins_and_without_one_what_is_disputed_is_optional(
    connection: Connection, record: Path, tmp_path: Path, rules: Rules
) -> None:
    """As it was read and as it was corrected."""
    subject = subject_of(connection, record, PROMISE)
    decide(record, subject, "corrected", "ana", human=corrected(subject, {"by": ["PRT"]}, rules))
    said(connection, record, PROMISE, "accepted", "ben")
    for by, verdict in (("ana", "accepted"), ("ben", "rejected")):
        said(connection, record, VISIT, verdict, by)  # type: ignore[arg-type]
    exported(connection, record, tmp_path)
    told = gold(tmp_path)["lisbon"]
    assert [(one["by"], one["optional"]) for one in told["commitments"]] == [(["PRT"], True), (["KAZ"], True)]
    assert [one["optional"] for one in told["meetings"]] == [True]
    said(connection, record, VISIT, "rejected", "cay", role="adjudicated")
    said(connection, record, PROMISE, "accepted", "cay", role="adjudicated")
    exported(connection, record, tmp_path)
    told = gold(tmp_path)["lisbon"]
    assert [(one["by"], one.get("optional")) for one in told["commitments"]] == [(["KAZ"], None)]
    assert told["meetings"] == []


def test_who_was_rejected_is_named_by_no_fact(connection: Connection, record: Path, tmp_path: Path) -> None:
    """A list leaves the person out; what they said is told by their name."""
    for subject in accept_all(connection, record, "lisbon"):
        if subject.id == "lisbon/1/participants/2":
            decide(record, subject, "rejected", "ana")
    exported(connection, record, tmp_path)
    told = gold(tmp_path)["lisbon"]
    assert [one["id"] for one in told["participants"]] == ["p1"]
    assert told["meetings"][0]["participants"] == ["p1"]
    assert told["commitments"][0]["attribution"] == {"layer": "speaker", "by": "Daniyar Sagatov"}


def test_what_two_added_alike_stands_once(connection: Connection, record: Path, tmp_path: Path, rules: Rules) -> None:
    """What they added otherwise is disputed, what one of them added twice is two facts."""
    source = source_of(connection, record, "lisbon")
    given: dict[str, Any] = {"by": ["PRT"], "what": "open a consulate", "evidence": PROVED}

    def put(change: dict[str, Any], by: str) -> int:
        return add(record, source, "requests", added(source, "requests", {**given, **change}, rules), by).number

    put({}, "ana")
    put({}, "ben")
    exported(connection, record, tmp_path)
    assert [one.get("optional") for one in gold(tmp_path)["lisbon"]["requests"]] == [None]
    other = put({"to": ["KAZ"]}, "cay")
    exported(connection, record, tmp_path)
    assert [one.get("optional") for one in gold(tmp_path)["lisbon"]["requests"]] == [True, True]
    undo(record, other, "cay")
    put({"by": ["KAZ"]}, "ana")
    exported(connection, record, tmp_path)
    assert [one.get("optional") for one in gold(tmp_path)["lisbon"]["requests"]] == [None, None]


def test_a_fact_that_was_added_may_be_rejected(
    connection: Connection, record: Path, tmp_path: Path, rules: Rules
) -> None:
    """By an admin, who wins."""
    source = source_of(connection, record, "lisbon")
    given = {"by": ["PRT"], "what": "open a consulate", "evidence": PROVED}
    one = add(record, source, "requests", added(source, "requests", given, rules), "ana")
    said(connection, record, one.ref.id, "rejected", "cay", role="adjudicated")
    exported(connection, record, tmp_path)
    assert gold(tmp_path)["lisbon"]["requests"] == []


def test_what_was_decided_of_another_text_is_no_gold(record: Path, tmp_path: Path) -> None:
    """The document is not reviewed then."""
    with open_to_read(record, settled) as connection:
        accept_all(connection, record, "lisbon")
    taken(record, document(MEETING + " They spoke of wine.", id="lisbon"))
    with open_to_read(record, settled) as connection, pytest.raises(ReviewError, match="no document that was decided"):
        exported(connection, record, tmp_path)


def test_texts_that_are_not_kept_cannot_be_exported(record: Path, tmp_path: Path) -> None:
    """The others are, and it is told which are not."""
    taken(record, document(MEETING, id="quoted", publisher="Invented Ministry"), policy="quote")
    with open_to_read(record, settled) as connection:
        accept_all(connection, record, "quoted")
        with pytest.raises(ReviewError, match=r"no text is kept of quoted$"):
            exported(connection, record, tmp_path)
        accept_all(connection, record, "tromso")
        done = exported(connection, record, tmp_path)
    assert (done.documents, done.without_text, set(gold(tmp_path))) == (1, ("quoted",), {"tromso"})


def test_the_documents_are_read_as_they_were(
    connection: Connection, record: Path, tmp_path: Path, program: Program
) -> None:
    """`dragoman code` on docs.jsonl gives records that the gold of all accepted calls right."""
    for one in ("lisbon", *CHOSEN):
        accept_all(connection, record, one)
    exported(connection, record, tmp_path)
    folder = tmp_path / "gold"
    pred = tmp_path / "pred.jsonl"
    assert program("code", folder / "docs.jsonl", "-o", pred).returncode == 0
    score = evaluate_files(folder / "docs.jsonl", folder / "gold.jsonl", pred)
    assert {of.f1 for of in score.kinds.values() if of.gold} == {1.0}


def exported(connection: Connection, record: Path, tmp_path: Path, **options: Any) -> Exported:
    """Export gold into a folder."""
    return export_gold(connection, record, tmp_path / "gold", **options)


def gold(tmp_path: Path) -> dict[str, Any]:
    """Return the annotated records by document."""
    lines = (tmp_path / "gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["doc_id"]: one for one in map(json.loads, lines)}


def counted(connection: Connection, kind: str) -> int:
    """Return how many facts of a kind there are."""
    return int(connection.execute("SELECT count(*) FROM facts WHERE present AND kind = ?", [kind]).fetchall()[0][0])


def scored(connection: Connection, record: Path, tmp_path: Path) -> Score:
    """Score what the record holds of the exported documents against the gold."""
    pred = tmp_path / "pred.jsonl"
    with pred.open("wb") as out:
        for one in gold(tmp_path):
            told: dict[str, Any] = {"doc_id": one, **{kind: [] for kind in KINDS}}
            for subject in subjects_of_document(connection, record, one):
                if subject.machine:
                    told[subject.ref.kind].append(json.loads(subject.machine))
            out.write(msgspec.json.encode(told) + b"\n")
    return evaluate_files(tmp_path / "gold" / "docs.jsonl", tmp_path / "gold" / "gold.jsonl", pred)
