"""The dossier of a pair: everything that a record holds of it, the newest first, at most a limit of each kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from dragoman.relations.comparing import compare
from dragoman.relations.formulae import About, FormulaUse, Used, formulae
from dragoman.relations.holdings import Filters
from dragoman.relations.values import Comparison, Counts, Dossier, Formula, JoinedMeeting, Kind, Stated, Use, Version
from dragoman.store import loading, selecting
from dragoman.store.holdings import LinkRow, last_day, links_of, with_links
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list
from dragoman.store.series import series
from dragoman.store.sheaf import JOINED, Sheaf, gathered

LIMIT = 100  # of each kind: what a person can look through; the counts say how many there are
COMPARED: tuple[Kind, ...] = ("topics", "positions", "commitments", "appraisals", "requests", "agreements")
FORMULAE = 40
STATED: tuple[Kind, ...] = ("positions", "appraisals", "requests", "topics")
Fact = tuple[Kind, Stated[Any]]


def dossier(connection: Connection, filters: Filters, limit: int = LIMIT) -> Dossier:
    """Return the dossier of the pair that the filters name; ValueError when they name none."""
    if filters.pair is None:
        raise ValueError("a dossier is of a pair; give two states or organisations")
    sheaf = gathered(connection, filters, limit)
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
        counts=Counts(**{name: sheaf.counts.get(name, 0) for name in Counts.__struct_fields__}),
        meetings=shown["meetings"],
        events=shown["events"],
        agreements=shown["agreements"],
        comparisons=comparisons(connection, shown["meetings"]),
        commitments=with_links(promised, links, facts, last_day(connection) or ""),
        **{str(kind): tuple(told[n] for n in sheaf.newest.get(kind, [])) for kind in STATED},
        formulae=_most_used(connection, filters.pair),
        series=series(connection, filters, by="quad", directed=False),
        documents=_versions(connection, sheaf.versions),
    )


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


def comparisons(connection: Connection, meetings: Sequence[JoinedMeeting]) -> tuple[Comparison, ...]:
    """Return what each government told of those meetings that two or more report."""
    several = [
        meeting
        for meeting in meetings
        if len({r.version.publisher_country for r in meeting.reports if r.version.publisher_country}) > 1
    ]
    told = _told(connection, {(r.version.document, r.version.number) for m in several for r in m.reports})
    return tuple(
        compare(
            m, [fact for d in sorted({(r.version.document, r.version.number) for r in m.reports}) for fact in told[d]]
        )
        for m in several
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
    return tuple(sorted(found, key=_by_use))


def _formulae(connection: Connection, issuer: str, partner: str | None, filters: Filters) -> tuple[Formula, ...]:
    query, parameters = selecting.versions(filters)
    rows = connection.execute(
        f"SELECT version, length FROM versions WHERE publisher_country = ? AND version IN ({query})",
        [issuer, *parameters],
    ).fetchall()
    return _of_issuer(connection, issuer, partner, dict(rows), "true")


def _most_used(connection: Connection, pair: tuple[str, str]) -> tuple[Formula, ...]:
    """Return those formulae of a pair, whose versions are `written`, that stand in most documents."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE most_used AS "
        "SELECT publisher_country AS issuer, phrase, count(DISTINCT original) AS documents "
        "FROM uses JOIN written USING (version) JOIN versions USING (version) "
        "WHERE publisher_country IN (?, ?) AND published IS NOT NULL GROUP BY ALL "
        f"ORDER BY documents DESC, issuer, phrase LIMIT {FORMULAE}",
        pair,
    ).fetchall()
    found: list[Formula] = []
    for issuer, partner in (pair, pair[::-1]):
        rows = connection.execute(
            "SELECT version, length FROM versions JOIN written USING (version) WHERE publisher_country = ?", [issuer]
        ).fetchall()
        chosen = "phrase IN (SELECT phrase FROM most_used WHERE issuer = ?)"
        found += _of_issuer(connection, issuer, partner, dict(rows), chosen, [issuer])
    return tuple(sorted(found, key=_by_use))


def _of_issuer(
    connection: Connection,
    issuer: str,
    partner: str | None,
    lengths: Mapping[int, int],
    chosen: str,
    parameters: Sequence[str] = (),
) -> tuple[Formula, ...]:
    """Return the formulae in versions of an issuer, of those phrases that a condition chooses."""
    known = loading.versions(connection, sorted(lengths))
    partners = frozenset([partner]) if partner else frozenset[str]()
    about = [About(version, partners, lengths[number]) for number, version in known.items()]
    uses = connection.execute(
        "SELECT version, phrase, first, last, declared FROM uses JOIN wanted ON version = n "
        f"WHERE {chosen} ORDER BY version, first, declared DESC",
        parameters,
    ).fetchall()
    used = [
        Used(known[number], FormulaUse(phrase, first, last, "", declared))
        for number, phrase, first, last, declared in uses
    ]
    numbers = {(version.document, version.number): number for number, version in known.items()}
    return _quoted(connection, formulae(used, about, issuer, partner), numbers)


def _quoted(
    connection: Connection, found: tuple[Formula, ...], numbers: Mapping[tuple[str, int], int]
) -> tuple[Formula, ...]:
    """Return formulae with the words of their first and last use: of all others nobody sees them."""
    at = {id(use): numbers[use.version.document, use.version.number] for f in found for use in (f.first, f.last)}
    words = loading.texts(connection, sorted(set(at.values())))

    def quoted(use: Use, phrase: str) -> Use:
        return msgspec.structs.replace(use, exact=words.get(at[id(use)], "")[use.start : use.end] or phrase)

    return tuple(
        msgspec.structs.replace(f, first=quoted(f.first, f.phrase), last=quoted(f.last, f.phrase)) for f in found
    )


def _by_use(formula: Formula) -> tuple[int, str, str]:
    return -formula.documents, formula.issuer, formula.phrase
