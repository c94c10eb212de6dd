"""The formulae of a record: those of a pair about each other, or of every issuer about all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from dragoman.relations.formulae import About, FormulaUse, Found, Used, histories
from dragoman.relations.holdings import Filters
from dragoman.relations.values import Formula, Use, Version
from dragoman.store import loading, selecting
from dragoman.store.opening import Connection
from dragoman.store.sheaf import WRITTEN


def formulae_of(connection: Connection, filters: Filters) -> tuple[Formula, ...]:
    """Return the formulae of both of a pair about each other (without a pair: of every issuer about all), and what
    is missing, the most used first.
    """
    query, parameters = selecting.versions(filters)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE written AS SELECT {WRITTEN} FROM versions WHERE version IN ({query})", parameters
    ).fetchall()
    if filters.pair:
        a, b = filters.pair
        return most_used(connection, (a, b))
    issuers = connection.execute(
        "SELECT DISTINCT publisher_country FROM written WHERE publisher_country IS NOT NULL ORDER BY 1"
    ).fetchall()
    return _formulae(connection, [(row[0], None) for row in issuers])


def issuers(connection: Connection) -> tuple[str, ...]:
    """Return the codes of those who published documents of a record, sorted."""
    rows = connection.execute(
        "SELECT DISTINCT publisher_country FROM versions WHERE present AND publisher_country IS NOT NULL ORDER BY 1"
    ).fetchall()
    return tuple(row[0] for row in rows)


def of_issuer(connection: Connection, issuer: str, most: int) -> tuple[Formula, ...]:
    """Return the formulae of an issuer, a country's code, about all its partners: those in most of its documents."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE written AS SELECT {WRITTEN} FROM versions "
        "WHERE present AND publisher_country = ?",
        [issuer],
    ).fetchall()
    return _formulae(connection, [(issuer, None)], most)


def most_used(connection: Connection, pair: tuple[str, str], most: int | None = None) -> tuple[Formula, ...]:
    """Return the formulae of both of a pair in the versions of their documents, which the table `written` holds.

    With `most` only those that stand in most documents.
    """
    return _formulae(connection, [pair, pair[::-1]], most)


def _formulae(
    connection: Connection, sides: Sequence[tuple[str, str | None]], most: int | None = None
) -> tuple[Formula, ...]:
    """Return the formulae of issuers, each about a partner or all, in the versions that are `written`."""
    rows = connection.execute(
        f"SELECT {WRITTEN} FROM written WHERE list_contains(?, publisher_country) AND published IS NOT NULL",
        [[issuer for issuer, _ in sides]],
    ).fetchall()
    known = {row[0]: _bare(row) for row in rows}
    found = _found(connection, [issuer for issuer, _ in sides], most)
    made: list[Formula] = []
    for issuer, partner in sides:
        partners = frozenset([partner]) if partner else frozenset[str]()
        about = [About(known[row[0]], partners, row[-1]) for row in rows if known[row[0]].publisher_country == issuer]
        of_issuer = [
            Found(originals, _used(known, phrase, first), _used(known, phrase, last))
            for of, phrase, originals, first, last in found
            if of == issuer
        ]
        made += histories(of_issuer, about, issuer, partner)
    numbers = {(version.document, version.number): number for number, version in known.items()}
    return tuple(sorted(_told(connection, made, numbers), key=_by_use))


def _found(connection: Connection, issuers: Sequence[str], most: int | None) -> list[tuple[Any, ...]]:
    """Return issuer, phrase, originals and the first and last use of what stands in most documents that are written."""
    return connection.execute(
        "SELECT publisher_country, phrase, list(DISTINCT original) AS originals, min(age), max(age) FROM ("
        "SELECT publisher_country, phrase, original, "
        "(published, document, first, NOT u.declared, last, version) AS age "
        "FROM uses u JOIN written USING (version) WHERE list_contains(?, publisher_country) AND published IS NOT NULL) "
        "GROUP BY 1, 2 ORDER BY len(originals) DESC, 1, 2 " + ("" if most is None else f"LIMIT {most}"),
        [issuers],
    ).fetchall()


def _used(known: Mapping[int, Version], phrase: str, age: tuple[Any, ...]) -> Used:
    _, _, first, undeclared, last, version = age
    return Used(known[version], FormulaUse(phrase, first, last, "", not undeclared))


def _bare(row: tuple[Any, ...]) -> Version:
    """Return a version with what formulae are counted by; the whole of it is fetched for what is told."""
    _, document, number, country, published, original, _ = row
    return Version(document, number, "", None, None, None, country, published, None, original)


def _told(
    connection: Connection, found: Sequence[Formula], numbers: Mapping[tuple[str, int], int]
) -> tuple[Formula, ...]:
    """Return formulae with the whole of the versions that they tell of, and the words of first and last uses."""

    def number_of(version: Version) -> int:
        return numbers[version.document, version.number]

    used = {number_of(use.version) for f in found for use in (f.first, f.last)}
    missing = {number_of(one.version) for f in found for one in f.missing}
    words, known = loading.texts(connection, used), loading.versions(connection, sorted(used | missing))

    def whole(use: Use, phrase: str) -> Use:
        number = number_of(use.version)
        exact = words.get(number, "")[use.start : use.end] or phrase
        return msgspec.structs.replace(use, version=known[number], exact=exact)

    return tuple(
        msgspec.structs.replace(
            f,
            first=whole(f.first, f.phrase),
            last=whole(f.last, f.phrase),
            missing=tuple(msgspec.structs.replace(m, version=known[number_of(m.version)]) for m in f.missing),
        )
        for f in found
    )


def _by_use(formula: Formula) -> tuple[int, str, str]:
    return -formula.documents, formula.issuer, formula.phrase
