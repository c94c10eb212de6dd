"""The dossier of a pair: everything that a record holds of it, the newest first, at most a limit of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.relations.comparing import compare
from dragoman.relations.formulae import About, FormulaUse, Used, formulae
from dragoman.relations.holdings import Filters
from dragoman.relations.values import Comparison, Counts, Dossier, Formula, JoinedMeeting, Kind, Stated
from dragoman.store import loading, selecting
from dragoman.store.holdings import followed, last_day
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list
from dragoman.store.series import series

LIMIT = 100  # of each kind: what a person can look through; the counts say how many there are
COMPARED: tuple[Kind, ...] = ("topics", "positions", "commitments", "appraisals", "requests", "agreements")
FORMULAE = 40


def dossier(connection: Connection, filters: Filters, limit: int = LIMIT) -> Dossier:
    """Return the dossier of the pair that the filters name; ValueError when they name none."""
    if filters.pair is None:
        raise ValueError("a dossier is of a pair; give two states or organisations")
    meetings = tuple(_joined(connection, filters, "meetings", limit))
    return Dossier(
        a=filters.pair[0],
        b=filters.pair[1],
        since=filters.since,
        until=filters.until,
        reader=loading.reader_of_record(connection),
        counts=_counts(connection, filters),
        meetings=meetings,
        comparisons=comparisons(connection, meetings),
        events=tuple(_joined(connection, filters, "events", limit)),
        commitments=followed(connection, _facts(connection, filters, "commitments", limit), last_day(connection) or ""),
        positions=_stated(connection, filters, "positions", limit),
        agreements=tuple(_joined(connection, filters, "agreements", limit)),
        appraisals=_stated(connection, filters, "appraisals", limit),
        requests=_stated(connection, filters, "requests", limit),
        topics=_stated(connection, filters, "topics", limit),
        formulae=formulae_of(connection, filters)[:FORMULAE],
        series=series(connection, filters, by="quad", directed=False),
        documents=_versions(connection, filters, limit),
    )


def comparisons(connection: Connection, meetings: Sequence[JoinedMeeting]) -> tuple[Comparison, ...]:
    """Return what each government told of those meetings that two or more report."""
    found = []
    for meeting in meetings:
        publishers = {r.version.publisher_country for r in meeting.reports if r.version.publisher_country}
        if len(publishers) > 1:
            found.append(compare(meeting, _told(connection, meeting)))
    return tuple(found)


def formulae_of(connection: Connection, filters: Filters) -> tuple[Formula, ...]:
    """Return the formulae of both of a pair about each other (without a pair: of every issuer about all), and what
    is missing, the most used first.
    """
    pairs: list[tuple[str, str | None]] = []
    if filters.pair:
        a, b = filters.pair
        pairs = [(a, b), (b, a)]
    else:
        rows = connection.execute(
            "SELECT DISTINCT publisher_country FROM versions WHERE present AND publisher_country IS NOT NULL ORDER BY 1"
        ).fetchall()
        pairs = [(row[0], None) for row in rows]
    found = [one for issuer, partner in pairs for one in _formulae(connection, issuer, partner, filters)]
    return tuple(sorted(found, key=lambda f: (-f.documents, f.issuer, f.phrase)))


def _formulae(connection: Connection, issuer: str, partner: str | None, filters: Filters) -> tuple[Formula, ...]:
    query, parameters = selecting.versions(filters)
    rows = connection.execute(
        f"SELECT version, length FROM versions WHERE publisher_country = ? AND version IN ({query})",
        [issuer, *parameters],
    ).fetchall()
    lengths = dict(rows)
    known = loading.versions(connection, sorted(lengths))
    partners = frozenset([partner]) if partner else frozenset[str]()
    about = [About(version, partners, lengths[number]) for number, version in known.items()]
    uses = connection.execute(
        "SELECT version, phrase, first, last, declared FROM uses JOIN wanted ON version = n ORDER BY version, first"
    ).fetchall()
    words = loading.texts(connection, sorted({row[0] for row in uses}))
    used = [
        Used(known[number], FormulaUse(phrase, first, last, words.get(number, "")[first:last] or phrase, declared))
        for number, phrase, first, last, declared in uses
    ]
    return formulae(used, about, issuer, partner)


def _told(connection: Connection, meeting: JoinedMeeting) -> list[tuple[Kind, Stated[Any]]]:
    """Return what the reports of a meeting say in all."""
    documents = sorted({(r.version.document, r.version.number) for r in meeting.reports})
    numbers = [
        connection.execute(
            "SELECT version FROM versions WHERE document = ? AND number = ?", [document, number]
        ).fetchall()[0][0]
        for document, number in documents
    ]
    kinds = ", ".join(f"'{kind}'" for kind in COMPARED)
    of = ", ".join(map(str, numbers))
    query = f"SELECT fact FROM facts WHERE present AND version IN ({of}) AND kind IN ({kinds})"
    return [(kind, one) for _, kind, one in loading.stated(connection, query, people=True)]


def _counts(connection: Connection, filters: Filters) -> Counts:
    return Counts(
        documents=_count(connection, *selecting.versions(filters)),
        **{kind: _count(connection, *selecting.joined(filters, kind)) for kind in ("meetings", "events", "agreements")},
        **{
            kind: _count(connection, *selecting.facts(filters, kind))
            for kind in ("commitments", "positions", "appraisals", "requests")
        },
    )


def _count(connection: Connection, query: str, parameters: selecting.Parameters) -> int:
    return int(connection.execute(f"SELECT count(*) FROM ({query})", parameters).fetchall()[0][0])


def _joined(connection: Connection, filters: Filters, kind: Kind, limit: int) -> list[Any]:
    """Return what was joined of a kind, the newest first."""
    query, parameters = selecting.joined(filters, kind)
    newest = query.rsplit(" ORDER BY ", 1)[0] + " ORDER BY j.day DESC NULLS LAST, j.id"
    rows = connection.execute(f"{newest} LIMIT {limit}", parameters).fetchall()
    return list(loading.joined(connection, kind, [row[0] for row in rows]))


def _facts(connection: Connection, filters: Filters, kind: Kind, limit: int) -> list[int]:
    query, parameters = selecting.facts(filters, kind)
    rows = connection.execute(f"{query} ORDER BY f.day DESC NULLS LAST, f.fact LIMIT {limit}", parameters).fetchall()
    return [row[0] for row in rows]


def _stated(connection: Connection, filters: Filters, kind: Kind, limit: int) -> tuple[Stated[Any], ...]:
    numbers = _facts(connection, filters, kind, limit)
    in_list(connection, "chosen", numbers)
    found = {fact: one for fact, _, one in loading.stated(connection, "SELECT n FROM chosen", people=True)}
    return tuple(found[number] for number in numbers)


def _versions(connection: Connection, filters: Filters, limit: int) -> tuple[Any, ...]:
    query, parameters = selecting.versions(filters)
    newest = query.rsplit(" ORDER BY ", 1)[0] + " ORDER BY v.published DESC NULLS LAST, v.document"
    numbers = [row[0] for row in connection.execute(f"{newest} LIMIT {limit}", parameters).fetchall()]
    known = loading.versions(connection, numbers)
    return tuple(known[number] for number in numbers)
