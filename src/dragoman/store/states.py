"""The states and organisations of a record: with whom each deals, who held its offices, what it published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from dragoman.relations.folding import fold
from dragoman.relations.holdings import Filters
from dragoman.relations.values import JoinedPerson, Version
from dragoman.store import loading, selecting
from dragoman.store.activity import CountryActivity, PairActivity
from dragoman.store.catalogue import Leaf
from dragoman.store.opening import Connection


class StateEntry(msgspec.Struct, frozen=True):
    """A state or organisation: documents that it published, meetings that were held, events, and how many it deals
    with.
    """

    code: str
    documents: int
    meetings: int
    events: int
    partners: int


class Partner(msgspec.Struct, frozen=True):
    """Whom a state deals with: events of both directions, each counted once, meetings that were held, and the last one.

    `cooperation` and `conflict` count events by their quad class, in words and deeds together; `score` is the mean
    PLOVER score.
    """

    code: str
    events: int
    cooperation: int
    conflict: int
    score: float | None
    meetings: int
    last_meeting: str | None
    last_met: str | None


class Holder(msgspec.Struct, frozen=True):
    """Who was seen in an office, from the first to the last day; `id` is that of the joined person."""

    id: str
    name: str
    first: str | None
    last: str | None
    documents: int


class Office(msgspec.Struct, frozen=True):
    """An office and those who were seen in it, in the order in which they first were."""

    office: str
    holders: tuple[Holder, ...]
    documents: int


def states(
    connection: Connection, countries: Iterable[CountryActivity], of_each: Mapping[str, Sequence[Partner]]
) -> tuple[StateEntry, ...]:
    """Return every state and organisation of which the record tells, those of most events first.

    `countries` are counted (store.activity), `of_each` are the partners of each.
    """
    published = connection.execute(
        "SELECT publisher_country, count(*) FROM versions WHERE present AND publisher_country IS NOT NULL GROUP BY 1"
    ).fetchall()
    met = connection.execute(
        "SELECT s.code, count(DISTINCT m.joined) FROM members m JOIN joined j USING (joined) JOIN sides s USING (fact) "
        "WHERE m.kind = 'meetings' AND starts_with(j.id, 'held-') GROUP BY 1"
    ).fetchall()
    documents, meetings, events = dict(published), dict(met), {one.code: one.events for one in countries}
    found = [
        StateEntry(code, documents.get(code, 0), meetings.get(code, 0), events.get(code, 0), len(of_each.get(code, ())))
        for code in {**documents, **meetings, **events, **of_each}
    ]
    return tuple(sorted(found, key=lambda one: (-one.events, -one.meetings, one.code)))


def partners(connection: Connection, filters: Filters, code: str) -> tuple[Partner, ...]:
    """Return those with whom a state or organisation deals, those of most events first.

    Events that are negated, hypothetical or still to come are left out.
    """
    dealt = {row[0]: row[1:] for row in _dealings(connection, filters, code)}
    met = {row[0]: row[1:] for row in _encounters(connection, filters, code)}
    found = [
        Partner(other, *dealt.get(other, (0, 0, 0, None)), *met.get(other, (0, None, None)))
        for other in {**dealt, **met}
    ]
    return tuple(sorted(found, key=_busiest))


def partners_of_all(connection: Connection, pairs: Sequence[PairActivity]) -> dict[str, tuple[Partner, ...]]:
    """Return what `partners` does of a whole record, of every state and organisation at once; `pairs` are counted."""
    rows = connection.execute(
        "SELECT p.a, p.b, count(DISTINCT j.joined), arg_max(j.id, (coalesce(j.day, ''), j.id)), max(j.day) "
        "FROM pairs p JOIN members m USING (fact) JOIN joined j USING (joined) "
        "WHERE p.kind = 'meetings' AND m.kind = 'meetings' AND starts_with(j.id, 'held-') GROUP BY ALL"
    ).fetchall()
    met = {(a, b): told for a, b, *told in rows}
    dealt = {(one.a, one.b): (one.events, one.cooperation, one.conflict, one.score) for one in pairs if one.events}
    found: dict[str, list[Partner]] = defaultdict(list)
    for a, b in {**dealt, **met}:
        told = (*dealt.get((a, b), (0, 0, 0, None)), *met.get((a, b), (0, None, None)))
        found[a].append(Partner(b, *told))
        found[b].append(Partner(a, *told))
    return {code: tuple(sorted(of, key=_busiest)) for code, of in found.items()}


def _busiest(one: Partner) -> tuple[int, int, str]:
    return -one.events, -one.meetings, one.code


def _dealings(connection: Connection, filters: Filters, code: str) -> list[tuple[Any, ...]]:
    where, parameters = selecting.acts(filters)
    return connection.execute(
        "SELECT other, count(*), count(*) FILTER (quad <= 2), count(*) FILTER (quad > 2), round(favg(score), 2) "
        "FROM (SELECT DISTINCT CASE WHEN actor = ? THEN recipient ELSE actor END AS other, joined "
        "FROM directed WHERE actor = ? OR recipient = ?) JOIN events e USING (joined) "
        f"WHERE {' AND '.join(where)} GROUP BY 1",
        [code, code, code, *parameters],
    ).fetchall()


def _encounters(connection: Connection, filters: Filters, code: str) -> list[tuple[Any, ...]]:
    where, parameters = selecting.of_joined(filters, "meetings")
    return connection.execute(
        "SELECT other, count(*), arg_max(id, (coalesce(day, ''), id)), max(day) FROM ("
        "SELECT DISTINCT CASE WHEN a = ? THEN b ELSE a END AS other, j.joined, j.id, j.day "
        "FROM pairs p JOIN members m USING (fact) JOIN joined j USING (joined) "
        "WHERE (p.a = ? OR p.b = ?) AND p.kind = 'meetings' AND m.kind = 'meetings' AND starts_with(j.id, 'held-') "
        f"AND {' AND '.join(where)}) GROUP BY 1",
        [code, code, code, *parameters],
    ).fetchall()


def persons_of(connection: Connection, code: str) -> tuple[JoinedPerson, ...]:
    """Return the persons of a state or organisation, without their mentions, by their ids."""
    rows = connection.execute(
        "SELECT j.item FROM joined j WHERE j.kind = 'participants' AND j.joined IN (SELECT m.joined FROM members m "
        "JOIN sides s USING (fact) WHERE m.kind = 'participants' AND s.code = ?) ORDER BY j.id",
        [code],
    ).fetchall()
    return tuple(msgspec.json.decode(item, type=JoinedPerson) for (item,) in rows)


def offices_of(persons: Iterable[JoinedPerson]) -> tuple[Office, ...]:
    """Return the offices of persons, those of which most documents tell first."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    held: dict[str, list[Holder]] = defaultdict(list)
    for person in persons:
        for one in person.offices:
            key = fold(one.office)
            written[key][one.office] += one.documents
            held[key].append(Holder(person.id, person.name, one.first, one.last, one.documents))
    found = [_office(written[key].most_common(1)[0][0], holders) for key, holders in held.items()]
    return tuple(sorted(found, key=lambda office: (-office.documents, office.office)))


def _office(name: str, holders: list[Holder]) -> Office:
    in_order = sorted(holders, key=lambda one: (one.first or "9999", one.name, one.id))
    return Office(name, tuple(in_order), sum(one.documents for one in holders))


def published_by(connection: Connection, code: str, limit: int) -> Leaf[Version]:
    """Return documents that a state or organisation published, the newest first."""
    rows = connection.execute(
        "SELECT version, count(*) OVER () FROM versions WHERE present AND publisher_country = ? "
        f"ORDER BY published DESC NULLS LAST, document LIMIT {limit}",
        [code],
    ).fetchall()
    known = loading.versions(connection, [row[0] for row in rows])
    return Leaf(rows[0][1] if rows else 0, tuple(known[row[0]] for row in rows))
