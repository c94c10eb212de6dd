"""Find the recurring phrases of a record's issuers anew when texts have come in, and where they stand.

What one document costs does not grow with the record: phrases are looked for in some hundred documents of an issuer,
those of which the ids have the lowest hashes, so that which they are follows from what the record holds alone; the
phrases of each are kept; and only those texts are searched anew that hold a phrase that came or went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from dragoman.relations.formulae import find_uses
from dragoman.relations.recurring import FEWEST, Recurring, compiled_recurring, most_telling, phrases_of, score, telling
from dragoman.store.loading import texts
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list, insert, next_number
from dragoman.store.words import number_of

DRAWN = 400  # documents of an issuer: what is in six of them or more is found
BATCH = 500  # texts that are held at once
SAMPLE = f"""
    SELECT version, publisher_country FROM versions
    WHERE present AND publisher_country IS NOT NULL AND original = document AND version IN (SELECT version FROM texts)
    QUALIFY row_number() OVER (PARTITION BY publisher_country ORDER BY md5(document), document) <= {DRAWN} ORDER BY 1
"""
Numbers = Any  # a sorted array of the numbers of a text's phrases
Issuers = Mapping[str, Mapping[int, Numbers]]  # of the documents that were drawn: by issuer and version


def find_recurring(connection: Connection) -> None:
    """Bring the recurring phrases of all issuers and their uses up to date, in one transaction."""
    if not connection.execute("SELECT 1 FROM dirty WHERE kind = 'changed' LIMIT 1").fetchall():
        return
    connection.execute("BEGIN")
    found = _found(connection, _drawn(connection))
    before = _told(connection)
    told = {issuer: most_telling(of) for issuer, of in found.items()}
    _find_uses(connection, before, told)
    rows = [(issuer, one.phrase, one.documents, one in told[issuer]) for issuer, of in found.items() for one in of]
    connection.execute("DELETE FROM recurring").fetchall()
    insert(connection, "recurring", rows)
    connection.execute("COMMIT")


def _drawn(connection: Connection) -> Issuers:
    """Return the phrases of the documents that are drawn, and keep those of no others."""
    issuers = dict(connection.execute(SAMPLE).fetchall())
    in_list(connection, "drawn", list(issuers))
    connection.execute("DELETE FROM phrases WHERE version NOT IN (SELECT n FROM drawn)").fetchall()
    new = connection.execute("SELECT n FROM drawn WHERE n NOT IN (SELECT version FROM phrases) ORDER BY 1").fetchall()
    for start in range(0, len(new), BATCH):
        words = texts(connection, [row[0] for row in new[start : start + BATCH]])
        insert(connection, "phrases", [(version, _numbers(words[version]).tobytes()) for version in sorted(words)])
    drawn: dict[str, dict[int, Numbers]] = defaultdict(dict)
    for version, numbers in connection.execute("SELECT version, numbers FROM phrases ORDER BY 1").fetchall():
        drawn[issuers[version]][version] = np.frombuffer(numbers, dtype="<i8")
    return dict(sorted(drawn.items()))


def _numbers(text: str) -> Numbers:
    return np.array(sorted(map(number_of, phrases_of(text))), dtype="<i8")


def _found(connection: Connection, drawn: Issuers) -> dict[str, list[Recurring]]:
    """Return all telling phrases of every issuer."""
    total = sum(map(len, drawn.values()))
    counted = {issuer: _counted(documents.values(), FEWEST) for issuer, documents in drawn.items()}
    everywhere = _everywhere(drawn, counted)
    numbers = {
        issuer: telling(counted[issuer], len(documents), everywhere, total) for issuer, documents in drawn.items()
    }
    phrases = _named(connection, drawn, numbers)
    return {
        issuer: [
            Recurring(issuer, phrases[n], own, score(own, size, everywhere[n] - own, total - size))
            for n in numbers[issuer]
            for own, size in [(counted[issuer][n], len(documents))]
        ]
        for issuer, documents in drawn.items()
    }


def _counted(documents: Iterable[Numbers], fewest: int) -> dict[int, int]:
    numbers, counts = np.unique(np.concatenate(list(documents)), return_counts=True)
    often = counts >= fewest
    return dict(zip(numbers[often].tolist(), counts[often].tolist(), strict=True))


def _everywhere(drawn: Issuers, counted: Mapping[str, Mapping[int, int]]) -> dict[int, int]:
    """Return in how many documents of all issuers those phrases stand that some issuer has often enough."""
    asked = np.array(sorted({number for own in counted.values() for number in own}), dtype="<i8")
    counts = np.zeros(len(asked), dtype=int)
    for documents in drawn.values():
        said = np.concatenate(list(documents.values()))
        at = np.minimum(np.searchsorted(asked, said), len(asked) - 1) if len(asked) else said[:0]
        counts += np.bincount(at[asked[at] == said[: len(at)]], minlength=len(asked))
    return dict(zip(asked.tolist(), counts.tolist(), strict=True))


def _named(connection: Connection, drawn: Issuers, numbers: Mapping[str, Sequence[int]]) -> dict[int, str]:
    """Return the phrases that numbers stand for: those that were found before, the others from texts that hold them."""
    known = {number_of(row[0]): row[0] for row in connection.execute("SELECT phrase FROM recurring").fetchall()}
    for issuer, found in numbers.items():
        open_ = np.array(sorted({n for n in found if n not in known}), dtype="<i8")
        for version, said in drawn[issuer].items():
            if not len(open_):
                break
            if np.isin(open_, said, assume_unique=True).any():
                known |= {number_of(phrase): phrase for phrase in phrases_of(texts(connection, [version])[version])}
                open_ = np.setdiff1d(open_, said, assume_unique=True)
    return known


def _told(connection: Connection) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for issuer, phrase in connection.execute("SELECT issuer, phrase FROM recurring WHERE told").fetchall():
        found[issuer].add(phrase)
    return {issuer: frozenset(phrases) for issuer, phrases in found.items()}


def _find_uses(
    connection: Connection, before: Mapping[str, frozenset[str]], told: Mapping[str, Sequence[Recurring]]
) -> None:
    """Search the new texts, and those that hold a phrase that came or went."""
    connection.execute(
        "DELETE FROM uses WHERE NOT declared AND version IN (SELECT version FROM versions WHERE NOT present)"
    ).fetchall()
    for issuer in sorted({*before, *told}):
        now = frozenset(one.phrase for one in told.get(issuer, ()))
        changed = _changed(connection, issuer, now - before.get(issuer, frozenset()), before.get(issuer, now) - now)
        compiled = compiled_recurring(told.get(issuer, ()), issuer)
        for start in range(0, len(changed), BATCH):
            words = texts(connection, changed[start : start + BATCH])
            connection.execute("DELETE FROM uses WHERE NOT declared AND version IN (SELECT n FROM wanted)").fetchall()
            rows = [
                (use.phrase, use.phrase, False, version, use.start, use.end)
                for version in sorted(words)
                for use in find_uses(words[version], compiled)
            ]
            insert(connection, "uses", rows)
    connection.execute("DELETE FROM dirty WHERE kind = 'searched'").fetchall()
    last = next_number(connection, "versions", "version") - 1
    connection.execute("INSERT INTO dirty VALUES ('searched', ?)", [str(last)]).fetchall()


def _changed(connection: Connection, issuer: str, came: Iterable[str], went: Iterable[str]) -> list[int]:
    """Return the versions of an issuer whose texts are new, may hold a phrase that came or held one that went."""
    words = [_longest(phrase) for phrase in came]
    holding = " OR ".join("contains(lower(canonical), ?)" for _ in words) or "false"
    rows = connection.execute(
        "SELECT version FROM versions JOIN texts USING (version) WHERE present AND publisher_country = ? AND ("
        "version > coalesce((SELECT max(part::INTEGER) FROM dirty WHERE kind = 'searched'), 0) OR "
        "version IN (SELECT version FROM uses WHERE NOT declared AND list_contains(?::VARCHAR[], phrase)) OR "
        f"({holding})) ORDER BY 1",
        [issuer, sorted(went), *words],
    ).fetchall()
    return [row[0] for row in rows]


def _longest(phrase: str) -> str:
    """Return the longest word of a phrase in plain letters; for none "", which all texts hold."""
    return max((word for word in phrase.split() if word.isascii()), key=len, default="")
