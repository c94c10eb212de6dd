"""Who deals with whom, and how much: pairs and countries of a record by their events, meetings and documents."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from dragoman.relations.holdings import Filters
from dragoman.store.holdings import last_day
from dragoman.store.opening import Connection
from dragoman.store.tallies import Tally, tally

NEWEST = 60  # meetings, by pair: enough for some of several sides

# As in a series: what is denied, conditional, still to come or past history is not counted.
_EVENTS = """
    SELECT s.*, e.day, s.joined::INTEGER AS number, e.quad < 3 AS cooperates, e.score::FLOAT AS score,
        e.confidence::FLOAT AS confidence
    FROM ({sides}) s JOIN events e USING (joined) WHERE e.auxiliary IS NULL
"""
_PAIRS = "SELECT DISTINCT least(actor, recipient) AS a, greatest(actor, recipient) AS b, joined FROM directed"
_SIDES = "SELECT actor AS code, joined FROM directed UNION SELECT recipient, joined FROM directed"
_ABSENT = "fact NOT IN (SELECT fact FROM facts WHERE NOT present)"  # these are few
_MEETINGS = f"""
    SELECT DISTINCT p.a, p.b, j.day, m.joined::INTEGER AS number
    FROM (SELECT a, b, fact FROM pairs WHERE kind = 'meetings' AND {_ABSENT}) p
    JOIN members m USING (fact) JOIN joined j USING (joined) WHERE starts_with(j.id, 'held-')
"""
_DOCUMENTS = f"""
    SELECT p.a, p.b, v.published[:10] AS day, v.version AS number
    FROM (SELECT a, b, version FROM pairs WHERE {_ABSENT}
        UNION SELECT pair_a, pair_b, version FROM versions WHERE pair_a IS NOT NULL) p
    JOIN versions v USING (version) WHERE v.present
"""


class PairActivity(msgspec.Struct, frozen=True):
    """How much a record has of a pair: joined events (those of cooperation and of conflict), their mean PLOVER score
    (-10 to 7), joined meetings that were held, documents, and the last day of any of them that is not after the
    record's last.
    """

    a: str
    b: str
    events: int
    cooperation: int
    conflict: int
    score: float | None
    meetings: int
    documents: int
    last: str | None


class CountryActivity(msgspec.Struct, frozen=True):
    """The joined events of a country or body with others, and their mean PLOVER score."""

    code: str
    events: int
    score: float


class Counted(msgspec.Struct, frozen=True):
    """Pairs and countries, those with most events first, and the numbers of the last held meetings of two sides or more
    that were not after the record's last day, the newest first.
    """

    pairs: tuple[PairActivity, ...]
    countries: tuple[CountryActivity, ...]
    meetings: tuple[int, ...]


class Activity(msgspec.Struct, frozen=True):
    """What is counted of a snapshot: see `counted`."""

    events: Tally
    sides: Tally
    meetings: Tally
    documents: Tally
    last_day: str | None


def activity(connection: Connection) -> Activity:
    """Return the columns of a snapshot from which its activity is counted (some seconds for a million events)."""
    return Activity(
        events=tally(connection, _EVENTS.format(sides=f"SELECT a, b, joined FROM ({_PAIRS})"), ("a", "b")),
        sides=tally(connection, _EVENTS.format(sides=_SIDES), ("code",)),
        meetings=tally(connection, _MEETINGS, ("a", "b")),
        documents=tally(connection, _DOCUMENTS, ("a", "b")),
        last_day=last_day(connection),
    )


def counted(connection: Connection, of: Activity, filters: Filters) -> Counted:
    """Return what filters leave of a snapshot; a pair among the filters is passed over."""
    joined, versions = _of_publisher(connection, filters.publisher)
    meetings = _of_days(of.meetings, filters, joined)
    events, documents = _chosen(of.events, filters, joined), _of_days(of.documents, filters, versions)
    sides = _chosen(of.sides, filters, joined)
    return Counted(_pairs(events, meetings, documents, of.last_day), _countries(sides), _newest(meetings, of.last_day))


def _pairs(events: Tally, meetings: Tally, documents: Tally, last_day: str | None) -> tuple[PairActivity, ...]:
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for name, told in (("events", events), ("meetings", meetings), ("documents", documents)):
        days = told.last(last_day)
        for place in np.flatnonzero(counts := told.count()):
            one = found.setdefault(told.groups[place], {"last": ""})
            one[name] = int(counts[place])
            one["last"] = max(one["last"], days[place] or "")
    _weigh(events, found)
    pairs = [
        PairActivity(
            a=pair[0], b=pair[1], events=one.get("events", 0), cooperation=one.get("cooperation", 0),
            conflict=one.get("events", 0) - one.get("cooperation", 0), score=one.get("score"),
            meetings=one.get("meetings", 0), documents=one.get("documents", 0), last=one["last"] or None,
        )
        for pair, one in found.items()
    ]  # fmt: skip
    return tuple(sorted(pairs, key=lambda one: (-one.events, -one.documents, one.a, one.b)))


def _countries(sides: Tally) -> tuple[CountryActivity, ...]:
    counts, scores = sides.count(), sides.count(sides.columns["score"])
    found = [
        CountryActivity(sides.groups[n][0], int(counts[n]), round(float(scores[n] / counts[n]), 2))
        for n in np.flatnonzero(counts)
    ]
    return tuple(sorted(found, key=lambda one: (-one.events, one.code)))


def _newest(meetings: Tally, last_day: str | None) -> tuple[int, ...]:
    numbers = meetings.within(None, last_day).columns["number"][-NEWEST:]
    return tuple(dict.fromkeys(int(number) for number in numbers[::-1]))


def _weigh(events: Tally, found: dict[tuple[str, ...], dict[str, Any]]) -> None:
    counts = events.count()
    cooperation, scores = events.count(events.columns["cooperates"]), events.count(events.columns["score"])
    for n in np.flatnonzero(counts):
        found[events.groups[n]] |= {
            "cooperation": int(cooperation[n]), "score": round(float(scores[n] / counts[n]), 2),
        }  # fmt: skip


def _chosen(events: Tally, filters: Filters, joined: Any) -> Tally:
    left = _of_days(events, filters, joined)
    if filters.min_confidence <= 0:
        return left
    return left.where(left.columns["confidence"] >= np.float32(filters.min_confidence))


def _of_days(told: Tally, filters: Filters, numbers: Any) -> Tally:
    left = told.within(filters.since, filters.until)
    return left if numbers is None else left.where(np.isin(left.columns["number"], numbers))


def _of_publisher(connection: Connection, publisher: str | None) -> tuple[Any, Any]:
    """Return the numbers of what a publisher reports, joined, and of its versions; None for all publishers."""
    if publisher is None:
        return None, None
    versions = connection.execute("SELECT version FROM versions WHERE publisher = ?", [publisher]).fetchnumpy()
    joined = connection.execute(
        "SELECT DISTINCT m.joined FROM members m JOIN facts f USING (fact) JOIN versions v USING (version) "
        "WHERE v.publisher = ?",
        [publisher],
    ).fetchnumpy()
    return joined["joined"], versions["version"]
