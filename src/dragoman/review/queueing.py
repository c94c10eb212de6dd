"""The queue: which facts a reviewer decides next, the most doubtful first.

The doubt of an event is 1 - |2p - 1|, p being the probability of the event that it is joined in: one of which the
reading was unsure and that nobody else reports comes first. Other facts have no probability. Their doubt is the mean of
two shares: whether a side is missing (a participant's state, the second side of a meeting, agreement, commitment,
appraisal or request; positions and topics have but one, which is always there), 1 or 0; and s / (s + f), s and f being
the silences and the facts of the document's reading. Facts of the same doubt come in the order of the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

import msgspec

from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.relations.values import Kind
from dragoman.review.ledger import skipped
from dragoman.review.log import log_of
from dragoman.review.standing import current_facts, effective, former_of
from dragoman.review.subjects import subjects, version_of
from dragoman.review.values import Decision, Entry, FactRef, Mode
from dragoman.store import selecting
from dragoman.store.opening import Connection
from dragoman.store.rows import written_out
from dragoman.store.selecting import Parameters

LIMIT = 20
RANKED = 5_000  # facts of each kind whose rank by doubt is remembered
AHEAD = 20  # times as many events as are asked for are looked at before all that filters leave
DOUBTFUL_EVENTS = """
WITH asked AS ({asked})
SELECT m.fact, 1 - abs(2 * confidence - 1), 'the machine gives it a probability of ' || format('{{:.2f}}', confidence)
FROM asked JOIN {likely} USING (fact) WHERE {unpassed} ORDER BY 2 DESC, m.fact LIMIT {limit}
"""
LIKELY = "members m JOIN events e USING (joined)"
LIKELY_AHEAD = """(
    SELECT m.fact, e.confidence FROM members m JOIN events e USING (joined)
    WHERE abs(2 * e.confidence - 1) <= {farthest} AND {unpassed}
    ORDER BY abs(2 * e.confidence - 1), m.fact LIMIT {ahead}
) m"""
FARTHEST = "SELECT max(far) FROM (SELECT abs(2 * confidence - 1) AS far FROM events ORDER BY 1 LIMIT ?)"
DOUBTFUL_OTHERS = """
WITH silent AS (SELECT reading, json_array_length(silences) AS silences FROM readings WHERE present),
told AS (SELECT reading, count(*) AS facts FROM facts WHERE present GROUP BY reading),
asked AS ({asked}),
lacking AS (SELECT m.fact, reading, {lacking} AS lacks FROM asked m WHERE {unpassed})
SELECT fact, (lacks::INTEGER + silences / (silences + facts)) / 2,
    CASE WHEN lacks THEN '{missing}' ELSE '' END,
    CASE silences WHEN 0 THEN '' WHEN 1 THEN 'one passage of its document could not be read'
    ELSE silences || ' passages of its document could not be read' END
FROM lacking JOIN silent USING (reading) JOIN told USING (reading) ORDER BY 2 DESC, fact LIMIT {limit}
"""
UNPASSED = "m.fact NOT IN (SELECT unnest(?::BIGINT[]))"
SECOND_SIDE = "fact NOT IN (SELECT fact FROM pairs WHERE kind = '{kind}' AND NOT whole)"
LACKING: dict[Kind, tuple[str, str]] = {  # what makes a side missing, and how that is told
    "participants": ("coalesce(part, '?') = '?'", "no name or no state"),
    "positions": ("false", ""),
    "topics": ("false", ""),
}
_PRESENT: WeakKeyDictionary[Connection, Mapping[Kind, int]] = WeakKeyDictionary()


class Asked(msgspec.Struct, frozen=True):
    """A reviewer's queue in numbers of the record: a query of its facts, those decided, those skipped in their order.

    `only` are the facts that it is drawn from, None for all; `few` tells that filters leave but few, `whole` that there
    are none.
    """

    kind: Kind
    query: str
    parameters: Parameters
    decided: frozenset[int]
    skipped: tuple[int, ...]
    only: frozenset[int] | None = None
    few: bool = False
    whole: bool = False


class Doubt(msgspec.Struct, frozen=True):
    """How doubtful a fact is, and why."""

    fact: int
    doubt: float
    why: tuple[str, ...]


_DOUBTS: WeakKeyDictionary[Connection, dict[Kind, Sequence[Doubt]]] = WeakKeyDictionary()


def queue(
    connection: Connection,
    record: Path,
    reviewer: str,
    kind: Kind,
    *,
    filters: Filters = EVERYTHING,
    document: str | None = None,
    mode: Mode = "first",
    limit: int = LIMIT,
) -> tuple[Entry, ...]:
    """Return the facts of a kind that filters leave and a reviewer has yet to decide: by doubt, skipped ones last.

    With the mode `second` only facts that exactly one other reviewer decided, without telling what. What was decided
    of another text or codebook is in it again, as reopened.
    """
    said = _said(record, reviewer, kind, mode)
    asked = _asked(connection, record, said, reviewer, kind, filters, document, mode)
    found = [*_fresh(connection, asked, limit)]
    found += _put_off(connection, asked, limit - len(found))
    known = subjects(connection, record, [one.fact for one in found])
    documents = {one.document for one in said if one.by == reviewer}
    formers = {
        one.fact: former_of(
            known[one.fact], effective(record, kind=kind, document=known[one.fact].ref.document), reviewer
        )
        for one in found
        if known[one.fact].ref.document in documents
    }
    return tuple(
        Entry(known[one.fact], one.doubt, one.why, one.fact in asked.skipped, formers.get(one.fact)) for one in found
    )


def waiting(
    connection: Connection,
    record: Path,
    reviewer: str,
    kind: Kind,
    *,
    filters: Filters = EVERYTHING,
    document: str | None = None,
    mode: Mode = "first",
) -> int:
    """Return how many facts are in the queue of the same arguments."""
    said = _said(record, reviewer, kind, mode)
    asked = _asked(connection, record, said, reviewer, kind, filters, document, mode)
    if asked.whole:  # what was decided is all in it
        return len(asked.only) if asked.only is not None else present(connection)[kind] - len(asked.decided)
    if asked.only is not None:
        return _count(connection, _within(asked, asked.only))
    return _count(connection, asked) - _count(connection, _within(asked, asked.decided))


def present(connection: Connection) -> Mapping[Kind, int]:
    """Return how many present facts of each kind a snapshot has: it never changes, and they are counted once."""
    if connection not in _PRESENT:
        counted = connection.execute("SELECT kind, count(*) FROM facts WHERE present GROUP BY kind").fetchall()
        _PRESENT[connection] = Counter(dict(counted))
    return _PRESENT[connection]


def _said(record: Path, reviewer: str, kind: Kind, mode: Mode) -> list[Decision]:
    """Return what was decided by the reviewer, or, where that matters, by all."""
    return log_of(record).said(kind=kind, by=None if mode == "second" else reviewer)


def _asked(
    connection: Connection,
    record: Path,
    said: Sequence[Decision],
    reviewer: str,
    kind: Kind,
    filters: Filters,
    document: str | None,
    mode: Mode,
) -> Asked:
    query, parameters = selecting.facts(filters, kind, "fact, f.reading, f.part")
    if document is not None:
        query += " AND f.version = ?"  # a number, by which the few rows are found quickly
        parameters.append(version_of(connection, document))
    facts = current_facts(connection, said)
    mine = frozenset(facts[one.number] for one in said if one.number in facts and one.by == reviewer)
    only = None
    if mode == "second":
        others = Counter(facts[one.number] for one in said if one.number in facts and one.role == "review")
        only = frozenset(fact for fact, reviewers in others.items() if reviewers == 1) - mine
    put_off = _facts_of(connection, skipped(record, reviewer, kind))
    left = tuple(fact for fact in put_off if fact not in mine and (only is None or fact in only))
    few = document is not None or filters.pair is not None
    whole = document is None and filters == EVERYTHING
    return Asked(kind, query, parameters, mine, left, only, few, whole)


def _fresh(connection: Connection, asked: Asked, limit: int) -> list[Doubt]:
    """Return the most doubtful facts that were not skipped."""
    passed = asked.decided.union(asked.skipped)
    if asked.only is not None:
        return _doubts(connection, _within(asked, asked.only - passed), frozenset(), limit)
    if asked.whole:
        found = [one for one in _most_doubtful(connection, asked) if one.fact not in passed][:limit]
        if len(found) == limit:
            return found
    if asked.kind == "events" and not asked.few:
        found = _doubts(connection, asked, passed, limit, ahead=limit * AHEAD)
        if len(found) == limit:
            return found
    return _doubts(connection, asked, passed, limit)


def _most_doubtful(connection: Connection, asked: Asked) -> Sequence[Doubt]:
    """Return the most doubtful facts of a kind of a snapshot, whatever was decided: they are looked for once."""
    known = _DOUBTS.setdefault(connection, {})
    if asked.kind not in known:
        known[asked.kind] = _doubts(connection, asked, frozenset(), RANKED, ahead=RANKED)
    return known[asked.kind]


def _put_off(connection: Connection, asked: Asked, limit: int) -> list[Doubt]:
    """Return the facts that the reviewer skipped, the first one first."""
    if limit <= 0 or not asked.skipped:
        return []
    put_off = _within(asked, frozenset(asked.skipped))
    found = _doubts(connection, put_off, frozenset(), len(asked.skipped))
    return sorted(found, key=lambda one: asked.skipped.index(one.fact))[:limit]


def _within(asked: Asked, numbers: frozenset[int]) -> Asked:
    """Return what is asked for among some facts only."""
    return msgspec.structs.replace(asked, query=f"{asked.query} AND f.fact IN {written_out(sorted(numbers))}")


def _doubts(connection: Connection, asked: Asked, passed: frozenset[int], limit: int, *, ahead: int = 0) -> list[Doubt]:
    """Return the most doubtful facts that are asked for, but those that are passed over.

    With `ahead` events are looked for only among that many most doubtful ones of the record, which is quicker.
    """
    given = {"asked": asked.query, "limit": limit}
    if asked.kind != "events":
        second = (SECOND_SIDE.format(kind=asked.kind), "no second side is named")
        lacking, missing = LACKING.get(asked.kind, second)
        query = DOUBTFUL_OTHERS.format(**given, unpassed=UNPASSED, lacking=lacking, missing=missing)
    elif ahead:
        (farthest,) = connection.execute(FARTHEST, [ahead + len(passed)]).fetchall()[0]
        likely = LIKELY_AHEAD.format(farthest=farthest or 0, unpassed=UNPASSED, ahead=ahead)
        query = DOUBTFUL_EVENTS.format(**given, unpassed="true", likely=likely)
    else:
        query = DOUBTFUL_EVENTS.format(**given, unpassed=UNPASSED, likely=LIKELY)
    rows = connection.execute(query, [*asked.parameters, sorted(passed)]).fetchall()
    return [Doubt(fact, doubt, tuple(filter(None, why))) for fact, doubt, *why in rows]


def _count(connection: Connection, asked: Asked) -> int:
    return int(connection.execute(f"SELECT count(*) FROM ({asked.query})", asked.parameters).fetchall()[0][0])


def _facts_of(connection: Connection, refs: Sequence[FactRef]) -> list[int]:
    """Return the present facts that are named, by their numbers and in that order."""
    if not refs:
        return []
    named = [[ref.document for ref in refs], [ref.version for ref in refs], [ref.kind for ref in refs]]
    rows = connection.execute(
        "SELECT f.fact, v.document, v.number, f.kind, f.place FROM ("
        "SELECT unnest(?::VARCHAR[]) AS document, unnest(?::INTEGER[]) AS version, unnest(?::VARCHAR[]) AS kind, "
        "unnest(?::INTEGER[]) AS place) n "
        "JOIN versions v ON v.document = n.document AND v.number = n.version AND v.present "
        "JOIN facts f ON f.version = v.version AND f.kind = n.kind AND f.place = n.place AND f.present",
        [*named, [ref.place for ref in refs]],
    ).fetchall()
    found = {FactRef(*row): fact for fact, *row in rows}
    return [found[ref] for ref in refs if ref in found]
