"""The dossier of a pair: everything that a record holds of it, the newest first, at most a limit of each kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dragoman.relations.comparing import compare
from dragoman.relations.holdings import Filters
from dragoman.relations.values import Comparison, Counts, Dossier, JoinedMeeting, Kind, Stated, Version
from dragoman.store import loading
from dragoman.store.holdings import LinkRow, last_day, links_of, with_links
from dragoman.store.opening import Connection
from dragoman.store.phrases import most_used
from dragoman.store.rows import in_list
from dragoman.store.series import series
from dragoman.store.sheaf import JOINED, Sheaf, gathered

LIMIT = 100  # of each kind: what a person can look through; the counts say how many there are
COMPARED: tuple[Kind, ...] = ("topics", "positions", "commitments", "appraisals", "requests", "agreements")
FORMULAE = 40  # that stand in most documents
STATED: tuple[Kind, ...] = ("positions", "appraisals", "requests", "topics")
Fact = tuple[Kind, Stated[Any]]


def dossier(
    connection: Connection,
    filters: Filters,
    limit: int = LIMIT,
    *,
    compared: int | None = None,
    formulae: int = FORMULAE,
    page: int = 1,
) -> Dossier:
    """Return the dossier of the pair that the filters name; ValueError when they name none.

    With `compared`, so many of the newest meetings that several governments report are shown, however old they
    are, and only these are compared. Of `page`, counted from 1, any other than the first has what follows on those
    before it.
    """
    if filters.pair is None:
        raise ValueError("a dossier is of a pair; give two states or organisations")
    sheaf = gathered(connection, filters, limit, compared or 0 if page == 1 else 0, page)
    promised = sheaf.newest.get("commitments", [])
    links = links_of(connection, promised)
    heads = loading.heads(connection, [number for kind in JOINED for number in sheaf.newest.get(kind, [])])
    facts = _facts(connection, sheaf, heads, links)
    told = {fact: one for fact, (_, one) in facts.items()}
    joined = {head.joined: loading.assembled(head, told) for head in heads}
    shown: dict[str, Any] = {kind: tuple(joined[number] for number in sheaf.newest.get(kind, [])) for kind in JOINED}
    return Dossier(
        a=filters.pair[0],
        b=filters.pair[1],
        since=filters.since,
        until=filters.until,
        reader=loading.reader_of_record(connection),
        counts=counts_of(sheaf),
        meetings=shown["meetings"],
        events=shown["events"],
        agreements=shown["agreements"],
        comparisons=comparisons(connection, shown["meetings"], compared),
        commitments=with_links(promised, links, facts, last_day(connection) or ""),
        **{str(kind): tuple(told[n] for n in sheaf.newest.get(kind, [])) for kind in STATED},
        formulae=most_used(connection, filters.pair, formulae) if formulae else (),
        series=series(connection, filters, by="quad", directed=False),
        documents=_versions(connection, sheaf.versions),
    )


def counts_of(sheaf: Sheaf) -> Counts:
    """Return how much there is of a pair."""
    return Counts(**{name: sheaf.counts.get(name, 0) for name in Counts.__struct_fields__})


def _facts(
    connection: Connection, sheaf: Sheaf, heads: Sequence[loading.Head], links: Sequence[LinkRow]
) -> dict[int, tuple[Kind, Stated[Any]]]:
    """Return all facts that a dossier shows, fetched at once: to look for few or for many of them takes as long."""
    numbers = [number for kind in (*STATED, "commitments") for number in sheaf.newest.get(kind, [])]
    numbers += [fact for head in heads for fact in head.members]
    return loading.few_stated(connection, {*numbers, *(link.other for link in links)})


def _versions(connection: Connection, numbers: Sequence[int]) -> tuple[Version, ...]:
    known = loading.versions(connection, numbers)
    return tuple(known[number] for number in numbers)


def comparisons(
    connection: Connection, meetings: Sequence[JoinedMeeting], most: int | None = None
) -> tuple[Comparison, ...]:
    """Return what each government told of those meetings that two or more report, of the first `most` of these."""
    several = [
        meeting
        for meeting in meetings
        if len({r.version.publisher_country for r in meeting.reports if r.version.publisher_country}) > 1
    ][:most]
    return told_of(connection, several)


def told_of(connection: Connection, meetings: Sequence[JoinedMeeting]) -> tuple[Comparison, ...]:
    """Return what each government told of meetings, however many report them."""
    told = _told(connection, {(r.version.document, r.version.number) for m in meetings for r in m.reports})
    return tuple(
        compare(
            m, [fact for d in sorted({(r.version.document, r.version.number) for r in m.reports}) for fact in told[d]]
        )
        for m in meetings
    )


def _told(connection: Connection, documents: Collection[tuple[str, int]]) -> dict[tuple[str, int], list[Fact]]:
    """Return what versions of documents say in all."""
    if not documents:
        return {}
    in_list(connection, "reporting", sorted({document for document, _ in documents}))
    kinds = ", ".join(f"'{kind}'" for kind in COMPARED)
    facts = connection.execute(
        f"SELECT fact FROM facts WHERE present AND kind IN ({kinds}) AND version IN "
        "(SELECT version FROM versions JOIN reporting ON document = n)"
    ).fetchall()
    found: dict[tuple[str, int], list[Fact]] = {document: [] for document in documents}
    for _, (kind, one) in sorted(loading.few_stated(connection, [row[0] for row in facts]).items()):
        found.setdefault((one.version.document, one.version.number), []).append((kind, one))
    return found


def publishers_of(connection: Connection, pair: tuple[str, str]) -> dict[str, int]:
    """Return the publishers of the documents of a pair with the number of these, whoever has most of them first."""
    rows = connection.execute(
        "SELECT publisher, count(*) FROM versions WHERE present AND publisher IS NOT NULL AND version IN ("
        "SELECT version FROM pairs WHERE a = ? AND b = ? UNION ALL "
        "SELECT version FROM versions WHERE pair_a = ? AND pair_b = ?) GROUP BY 1 ORDER BY 2 DESC, 1",
        [*pair, *pair],
    ).fetchall()
    return dict(rows)
