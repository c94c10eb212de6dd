"""What counts of many decisions, taken back, forgotten and decided again, is what the file says row by row."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

from dragoman.review.ledger import add, decide, decisions, forget, rows, undo
from dragoman.review.log import Log, log_of, thing_of
from dragoman.review.subjects import source_of, subject_of
from dragoman.review.values import Decision, ReviewError
from dragoman.store.opening import Connection
from tests.review.reviewed import PROMISE, TALKS, VISIT, said

FACTS = (VISIT, TALKS, PROMISE, "tromso/1/events/1")
STANDS = (  # in SQL, row by row: on no document that was forgotten since, and
    "SELECT number FROM decisions d WHERE verdict NOT IN ('undone', 'forgotten') AND NOT EXISTS (SELECT 1 FROM "
    "decisions f WHERE f.verdict = 'forgotten' AND f.document = d.document AND f.number > d.number) AND NOT EXISTS "
    "(SELECT 1 FROM decisions u WHERE u.undoes = d.number"
)
COUNTS = f"{STANDS})"
BLIND = (
    f"{STANDS} AND NOT EXISTS (SELECT 1 FROM decisions o WHERE o.number < u.number AND o.by <> d.by "
    "AND o.verdict NOT IN ('undone', 'forgotten') AND (o.document, o.kind, o.place, o.sha256) = "
    "(d.document, d.kind, d.place, d.sha256)))"
)


def test_what_counts_is_what_the_file_says(connection: Connection, record: Path) -> None:
    """Two hundred decisions by chance; after every tenth the log is what all rows say."""
    chance = random.Random(7)
    for number in range(200):
        decided_somehow(connection, record, chance)
        if number % 10 == 0:
            agrees(record)


def test_what_is_remembered_is_what_is_read_anew(connection: Connection, record: Path) -> None:
    """A log that went on with every decision is the one of who reads the whole file."""
    said(connection, record, VISIT, "accepted", "ana")
    chance, went_on = random.Random(8), log_of(record)
    for _ in range(40):
        said(connection, record, chance.choice(FACTS), "accepted", chance.choice(("ana", "ben")))
        assert log_of(record) is went_on
    anew = Log(0)
    anew.read_on(record, 0)
    assert went_on.said() == anew.said() == log_of(record).said()


def decided_somehow(connection: Connection, record: Path, chance: random.Random) -> None:
    """Decide, add, take back or forget, whatever comes."""
    by, what, fact = chance.choice(("ana", "ben", "cay")), chance.random(), chance.choice(FACTS)
    subject = subject_of(connection, record, fact)
    made = list(decisions(record))
    if made and what < 0.4:
        with suppress(ReviewError):
            undo(record, chance.choice(made[-12:]).number, by, admin=True)
    elif what < 0.43:
        forget(record, subject.ref.document, by)
    elif what < 0.5:
        add(record, source_of(connection, record, "lisbon"), "events", subject.machine or "", by)
    else:
        role = "adjudicated" if what > 0.95 else "review"
        decide(record, subject, chance.choice(("accepted", "rejected")), by, role=role)  # type: ignore[arg-type]


def agrees(record: Path) -> None:
    """Hold the log against the rows."""
    told = {one.number: one for one in decisions(record)}
    counting = [told[number] for (number,) in rows(record, f"{COUNTS} ORDER BY number")]
    unseen = [told[number] for (number,) in rows(record, f"{BLIND} ORDER BY number DESC")]
    log = log_of(record)
    assert numbers(log.said()) == last_words(counting)
    assert numbers(log.said(first=True)) == last_words(unseen)
    assert numbers(log.added()) == numbers([one for one in counting if one.verdict == "added"])
    assert numbers(log.said(document="tromso", kind="events", by="ana")) == last_words(
        [one for one in counting if (one.document, one.kind, one.by) == ("tromso", "events", "ana")]
    )
    assert log.last_of("ben") == max((one.number for one in counting if one.by == "ben"), default=None)


def last_words(found: list[Decision]) -> list[int]:
    """Return by number the last of each reviewer on each fact."""
    return sorted({(one.by, one.role, thing_of(one)): one.number for one in found}.values())


def numbers(found: list[Decision]) -> list[int]:
    """Return the numbers of decisions."""
    return [one.number for one in found]
