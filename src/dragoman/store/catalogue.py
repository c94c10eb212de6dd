"""What a record holds, listed: one page at a time of its meetings, persons and agreements, and its states.

Lists show what was joined without its reports: how many there are and whose is counted beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

from dragoman.codebook.values import MeetingKind, MeetingStatus
from dragoman.relations.folding import fold
from dragoman.relations.holdings import Filters
from dragoman.relations.values import JoinedAgreement, JoinedMeeting, JoinedPerson
from dragoman.store import selecting
from dragoman.store.opening import Connection
from dragoman.store.rows import written_out
from dragoman.store.selecting import Parameters

Entry = TypeVar("Entry")
Joined = TypeVar("Joined")
NOWHERE = "XXX"  # stands for the country of persons of whom none is known, as in their ids
STATED = "members m JOIN facts f USING (fact) JOIN versions v USING (version)"  # what was joined, and who says it


class Leaf(msgspec.Struct, Generic[Entry], frozen=True):
    """Some entries of a list, and how many the whole list has."""

    total: int
    entries: tuple[Entry, ...]


class MeetingEntry(msgspec.Struct, frozen=True):
    """A meeting, how many reports tell of it, the countries of the publishers that do, and the day of the first one."""

    meeting: JoinedMeeting
    reports: int
    reported_by: tuple[str, ...]
    told: str | None = None


class PersonEntry(msgspec.Struct, frozen=True):
    """A person, and how many documents name them."""

    person: JoinedPerson
    documents: int


class AgreementEntry(msgspec.Struct, frozen=True):
    """An agreement, how many documents cite it, and the days of the first and the last that do."""

    agreement: JoinedAgreement
    documents: int
    first: str | None
    last: str | None


class Gatherings(msgspec.Struct, frozen=True, kw_only=True):
    """Which meetings are listed: of a kind, held or planned (None: both), those of all of some sides, those that
    governments of several countries report.
    """

    kind: MeetingKind | None = None
    status: MeetingStatus | None = None
    sides: tuple[str, ...] = ()
    by_several: bool = False


def meetings(
    connection: Connection, filters: Filters, chosen: Gatherings, limit: int, offset: int = 0
) -> Leaf[MeetingEntry]:
    """Return meetings that have a report which filters leave, the newest first.

    One that is only announced stands on the day on which it was first told, whatever the day it is for.
    """
    source, parameters = _chosen(filters, chosen)
    found = _newest(connection, source, chosen.status, parameters, limit, offset)
    return Leaf(found.total, _meetings(connection, found.entries))


def statuses(connection: Connection, filters: Filters, chosen: Gatherings) -> dict[str, int]:
    """Return how many meetings that `meetings` lists were held, and how many are only announced."""
    source, parameters = _chosen(filters, msgspec.structs.replace(chosen, status=None))
    held, planned = connection.execute(
        "SELECT count(*) FILTER (starts_with(j.id, 'held-')), count(*) FILTER (starts_with(j.id, 'planned-')) "
        f"{source}",
        parameters,
    ).fetchall()[0]
    return {"held": held, "planned": planned}


def _chosen(filters: Filters, chosen: Gatherings) -> tuple[str, Parameters]:
    """Return the query of meetings from its FROM on, and its parameters."""
    where, parameters = selecting.of_joined(filters, "meetings")
    if chosen.kind:  # the end of an id tells it; of two that would be alike the second has a number behind
        where.append("regexp_matches(j.id, ?)")
        parameters.append(rf"-{chosen.kind}(-\d+)?$")
    if chosen.status:
        where.append("starts_with(j.id, ?)")
        parameters.append(f"{chosen.status}-")
    for side in chosen.sides:
        where.append(
            "j.joined IN (SELECT joined FROM members m JOIN sides s USING (fact) "
            "WHERE m.kind = 'meetings' AND s.code = ?)"
        )
        parameters.append(side)
    if chosen.by_several:
        where.append(
            f"j.joined IN (SELECT joined FROM {STATED} WHERE m.kind = 'meetings' GROUP BY 1 "
            "HAVING count(DISTINCT v.publisher_country) > 1)"
        )
    return f"FROM joined j WHERE {' AND '.join(where)}", parameters


def meetings_among(
    connection: Connection, reports: Collection[int], status: MeetingStatus, limit: int, offset: int = 0
) -> Leaf[MeetingEntry]:
    """Return the meetings, held or planned, of which some facts are reports, the newest first as `meetings` has it."""
    among = f"SELECT joined FROM members WHERE kind = 'meetings' AND fact IN {written_out(reports)}"
    source = f"FROM joined j WHERE j.joined IN ({among}) AND starts_with(j.id, '{status}-')"
    found = _newest(connection, source, status, Parameters(), limit, offset)
    return Leaf(found.total, _meetings(connection, found.entries))


def _newest(
    connection: Connection, source: str, status: MeetingStatus | None, parameters: Parameters, limit: int, offset: int
) -> Leaf[int]:
    """Return the numbers of meetings, the newest first."""
    if status == "held":
        return _leaf(connection, source, "j.day DESC NULLS LAST, j.id", parameters, limit, offset)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE listed AS SELECT j.joined, j.day, j.id {source}", parameters
    ).fetchall()
    told = (
        f"(SELECT m.joined, min(v.published[:10]) AS told FROM {STATED} WHERE m.joined IN (SELECT joined FROM listed) "
        "GROUP BY 1) t USING (joined)"
    )
    day = "CASE WHEN starts_with(j.id, 'held-') THEN j.day ELSE t.told END DESC NULLS LAST, j.id"
    return _leaf(connection, f"FROM listed j LEFT JOIN {told}", day, Parameters(), limit, offset)


def _meetings(connection: Connection, numbers: Sequence[int]) -> tuple[MeetingEntry, ...]:
    rows = connection.execute(
        "SELECT m.joined, count(*), list_sort(list(DISTINCT v.publisher_country)), min(v.published[:10]) "
        f"FROM {STATED} WHERE m.joined IN {written_out(numbers)} GROUP BY 1"
    ).fetchall()
    told = {joined: (reports, tuple(countries or ()), day) for joined, reports, countries, day in rows}
    items = _items(connection, numbers, JoinedMeeting)
    return tuple(MeetingEntry(items[number], *told[number]) for number in numbers)


def persons(
    connection: Connection, limit: int, offset: int = 0, *, name: str = "", country: str | None = None
) -> Leaf[PersonEntry]:
    """Return persons, those whom most documents name first; of a country, or with words in one of their spellings."""
    where, parameters = ["j.kind = 'participants'"], Parameters()
    if country:  # the form of the program's own JSON, in which no text can stand so: its quotation marks are escaped
        where.append("contains(j.item, ?)")
        told = msgspec.json.encode(None if country == NOWHERE else country).decode("utf-8")
        parameters.append(f'"country":{told}')
    for word in fold(name).split():
        where.append(  # the id is of the usual name, without accents; JSON is only read where the word stands at all
            "(contains(j.id, ?) OR contains(lower(j.item), ?) AND contains(lower(j.item ->> '$.spellings'), ?))"
        )
        parameters += [word] * 3
    source = (
        "FROM joined j JOIN "
        "(SELECT joined, count(*) AS documents FROM members WHERE kind = 'participants' GROUP BY 1) c "
        f"USING (joined) WHERE {' AND '.join(where)}"
    )
    found = _leaf(connection, source, "documents DESC, j.id", parameters, limit, offset)
    rows = connection.execute(
        f"SELECT m.joined, count(DISTINCT v.document) FROM {STATED} WHERE m.joined IN {written_out(found.entries)} "
        "GROUP BY 1"
    ).fetchall()
    documents = dict(rows)
    items = _items(connection, found.entries, JoinedPerson)
    return Leaf(found.total, tuple(PersonEntry(items[number], documents[number]) for number in found.entries))


def homes(connection: Connection) -> dict[str | None, int]:
    """Return how many persons the record has of each country, of none that is known under None."""
    rows = connection.execute(
        "SELECT item ->> '$.country', count(*) FROM joined WHERE kind = 'participants' GROUP BY 1"
    ).fetchall()
    return dict(rows)


def agreements(
    connection: Connection, filters: Filters, limit: int, offset: int = 0, *, name: str = "", sides: Sequence[str] = ()
) -> Leaf[AgreementEntry]:
    """Return agreements that have a citation which filters leave, those that most documents cite first.

    Days and documents are those of such citations; `name` is of words in one of the agreement's names, `sides` all
    those that must be parties.
    """
    cited, parameters = _citations(filters)
    where = ["true"]
    for word in fold(name).split():
        where.append("(contains(j.id, ?) OR contains(strip_accents(lower(j.item ->> '$.names')), ?))")
        parameters += [word] * 2
    for side in sides:
        where.append("list_contains(json_extract_string(j.item, '$.parties[*]'), ?)")
        parameters.append(side)
    source = f"FROM ({cited}) c JOIN joined j USING (joined) WHERE {' AND '.join(where)}"
    found = _leaf(connection, source, "c.documents DESC, j.id", parameters, limit, offset)
    dates, parameters = _citations(filters, found.entries)
    days = {row[0]: row[1:] for row in connection.execute(dates, parameters).fetchall()}
    items = _items(connection, found.entries, JoinedAgreement)
    return Leaf(found.total, tuple(AgreementEntry(items[number], *days[number]) for number in found.entries))


def _citations(filters: Filters, numbers: Sequence[int] | None = None) -> tuple[str, Parameters]:
    """Return a query of documents and days of the citations that filters leave, by agreement, and its parameters."""
    where, parameters = ["m.kind = 'agreements'"], Parameters()
    if numbers is not None:
        where.append(f"m.joined IN {written_out(numbers)}")
    if filters.pair or filters.publisher:
        query, more = selecting.facts(Filters(pair=filters.pair, publisher=filters.publisher), "agreements")
        where.append(f"m.fact IN ({query})")
        parameters += more
    selecting.of_days("v.published", filters, where, parameters)
    return (
        "SELECT m.joined, count(DISTINCT v.document) AS documents, min(v.published[:10]), max(v.published[:10]) "
        f"FROM {STATED} WHERE {' AND '.join(where)} GROUP BY 1"
    ), parameters


def _leaf(
    connection: Connection, source: str, order: str, parameters: Parameters, limit: int, offset: int
) -> Leaf[int]:
    """Return the numbers of some of what was joined: `source` is the query from its FROM on, of the table `j`."""
    rows = connection.execute(
        f"SELECT j.joined, count(*) OVER () {source} ORDER BY {order} LIMIT {limit} OFFSET {offset}", parameters
    ).fetchall()
    if not rows and offset:  # beyond the end
        rows = connection.execute(f"SELECT NULL, count(*) {source}", parameters).fetchall()
    return Leaf(rows[0][1] if rows else 0, tuple(row[0] for row in rows if row[0]))


def _items(connection: Connection, numbers: Sequence[int], shape: type[Joined]) -> Mapping[int, Joined]:
    """Return what was joined by numbers, without its reports."""
    rows = connection.execute(f"SELECT joined, item FROM joined WHERE joined IN {written_out(numbers)}").fetchall()
    return {number: msgspec.json.decode(item, type=shape) for number, item in rows}
