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
    _keep_uses(connection)
    found = [one for (issuer,) in issuers for one in _formulae(connection, issuer, None)]
    return tuple(sorted(found, key=_by_use))


def most_used(connection: Connection, pair: tuple[str, str], most: int | None = None) -> tuple[Formula, ...]:
    """Return the formulae of both of a pair in the versions of their documents, which the table `written` holds.

    With `most` only those that stand in most documents.
    """
    _keep_uses(connection)
    rows = connection.execute(
        "SELECT publisher_country AS issuer, phrase, count(DISTINCT original) AS documents "
        "FROM used WHERE publisher_country IN (?, ?) "
        f"GROUP BY ALL ORDER BY documents DESC, issuer, phrase {'' if most is None else f'LIMIT {most}'}",
        pair,
    ).fetchall()
    phrases = {side: [phrase for issuer, phrase, _ in rows if issuer == side] for side in pair}
    found = [
        one for issuer, partner in (pair, pair[::-1]) for one in _formulae(connection, issuer, partner, phrases[issuer])
    ]
    return tuple(sorted(found, key=_by_use))


def _keep_uses(connection: Connection) -> None:
    """Make `used` a table of the uses in the versions that are `written`, if their day is known."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE used AS SELECT version, phrase, first, last, u.declared, document, "
        "publisher_country, published, original FROM uses u JOIN written USING (version) WHERE published IS NOT NULL"
    ).fetchall()


def _formulae(
    connection: Connection, issuer: str, partner: str | None, phrases: Sequence[str] | None = None
) -> tuple[Formula, ...]:
    """Return the formulae of an issuer in the versions that are `written`, with `phrases` only these."""
    rows = connection.execute(
        f"SELECT {WRITTEN} FROM written WHERE publisher_country = ? AND published IS NOT NULL", [issuer]
    ).fetchall()
    known = {row[0]: _bare(row) for row in rows}
    partners = frozenset([partner]) if partner else frozenset[str]()
    about = [About(known[row[0]], partners, row[-1]) for row in rows]
    numbers = {(version.document, version.number): number for number, version in known.items()}
    found = _found(connection, issuer, known, phrases)
    return _told(connection, histories(found, about, issuer, partner), numbers)


def _found(
    connection: Connection, issuer: str, known: Mapping[int, Version], phrases: Sequence[str] | None
) -> list[Found]:
    chosen = "" if phrases is None else "AND list_contains(?, phrase)"
    rows = connection.execute(
        "SELECT phrase, list(DISTINCT original), min(age), max(age) FROM (SELECT phrase, original, "
        "(published, document, first, NOT declared, last, version) AS age FROM used "
        f"WHERE publisher_country = ? {chosen}) GROUP BY 1 ORDER BY 1",
        [issuer] if phrases is None else [issuer, phrases],
    ).fetchall()
    return [Found(originals, _used(known, phrase, a), _used(known, phrase, b)) for phrase, originals, a, b in rows]


def _used(known: Mapping[int, Version], phrase: str, age: tuple[Any, ...]) -> Used:
    _, _, first, undeclared, last, version = age
    return Used(known[version], FormulaUse(phrase, first, last, "", not undeclared))


def _bare(row: tuple[Any, ...]) -> Version:
    """Return a version with what formulae are counted by; the whole of it is fetched for what is told."""
    _, document, number, country, published, original, _ = row
    return Version(document, number, "", None, None, None, country, published, None, original)


def _told(
    connection: Connection, found: tuple[Formula, ...], numbers: Mapping[tuple[str, int], int]
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
