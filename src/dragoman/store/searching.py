"""Full-text search: BM25 over the record's own tables.

Robertson and Zaragoza (2009), The Probabilistic Relevance Framework: BM25 and Beyond, with their usual k1 and b, and
the idf of Lucene, which is never negative.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from dragoman.relations.holdings import Filters
from dragoman.relations.values import Kind, Stated, Version
from dragoman.store import loading, selecting
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list, written_out
from dragoman.store.words import WORD, number_of, searched

K1 = 1.2
B = 0.75
STEP = 50  # documents in whose facts the words are looked for at once
AROUND = 110  # characters of a snippet on either side of the first word that was found
MOST_WORDS = 16  # of a query; more tell nothing new
MOST_FACTS = 10_000  # of a kind in one document that are gone through
FEW_FACTS = 5  # of a document that was not looked for by words
SCORES = f"""
    WITH found AS (SELECT word, version, count FROM counts JOIN asked ON word = n),
    sizes AS (SELECT count(*) AS documents, avg(words) AS words FROM lengths),
    spread AS (SELECT word, count(*) AS documents FROM found GROUP BY word)
    SELECT f.version, sum(
        ln(1 + (z.documents - s.documents + 0.5) / (s.documents + 0.5))
        * f.count * ({K1} + 1) / (f.count + {K1} * (1 - {B} + {B} * l.words / z.words))
    ) AS score
    FROM found f JOIN spread s USING (word) JOIN lengths l USING (version) CROSS JOIN sizes z
    {{where}} GROUP BY f.version
"""


class Hit(msgspec.Struct, frozen=True):
    """A document that was found: how well it answers (BM25), the words around the first match, its facts of the kind
    that was asked for whose quotes hold a word of the query.
    """

    version: Version
    score: float
    snippet: str
    facts: tuple[Stated[Any], ...] = ()


def search(
    connection: Connection, query: str, filters: Filters, kind: Kind | None = None, limit: int = 20, offset: int = 0
) -> tuple[Hit, ...]:
    """Return the documents that hold words of a query, the best first; of one kind only those with such facts.

    A word in the query that stands in no document counts for nothing; a query without words finds nothing.
    """
    words = words_of(query)
    rows = _ranked(connection, words, filters, kind, limit + offset if kind is None else 10 * (limit + offset))
    return shown(connection, rows, words, kind, limit, offset)


def words_of(query: str) -> list[str]:
    """Return the words of a query as they are looked for, each once."""
    return list(dict.fromkeys(searched(query)))[:MOST_WORDS]


def shown(
    connection: Connection,
    rows: Sequence[tuple[int, float]],
    words: Sequence[str],
    kind: Kind | None,
    limit: int,
    offset: int,
) -> tuple[Hit, ...]:
    """Return versions with their scores as hits, in their order; of one kind those with facts that hold a word.

    Without words a hit has its first few facts of the kind.
    """
    facts: dict[int, tuple[Stated[Any], ...]] = {}
    for start in range(0, len(rows) if kind else 0, STEP):
        facts |= _facts(connection, [row[0] for row in rows[start : start + STEP]], kind, words) if kind else {}
        if len(facts) >= offset + limit:
            break
    found = [row for row in rows if kind is None or row[0] in facts][offset : offset + limit]
    numbers = [row[0] for row in found]
    known, texts = loading.versions(connection, numbers), loading.texts(connection, numbers)
    return tuple(
        Hit(known[number], round(score, 4), snippet(texts.get(number) or "", words), facts.get(number, ()))
        for number, score in found
    )


def snippet(text: str, words: Sequence[str]) -> str:
    """Return the words around the first place that holds a word of a query."""
    wanted = set(words)
    place = next((m for m in WORD.finditer(text) if set(searched(m.group())) & wanted), None)
    if place is None:
        return " ".join(text[: 2 * AROUND].split())
    start, end = max(0, place.start() - AROUND), min(len(text), place.end() + AROUND)
    start = text.find(" ", start, place.start()) + 1 or start if start else 0  # words are not cut
    end = max(text.rfind(" ", place.end(), end), place.end()) if end < len(text) else end
    told = " ".join(text[start:end].split())
    return ("… " if start else "") + told + (" …" if end < len(text) else "")


def scores(connection: Connection, words: Sequence[str]) -> tuple[Any, Any]:
    """Return every version that holds one of the words, and how well it answers (BM25), as two arrays of numbers."""
    in_list(connection, "asked", [number_of(word) for word in words])
    found = connection.execute(SCORES.format(where="")).fetchnumpy()
    return found["version"], found["score"]


def known_words(connection: Connection, words: Sequence[str]) -> frozenset[str]:
    """Return those of the words that stand in any document."""
    numbers = {number_of(word): word for word in words}
    rows = connection.execute(f"SELECT DISTINCT word FROM counts WHERE word IN {written_out(numbers)}").fetchall()
    return frozenset(numbers[row[0]] for row in rows)


def _ranked(
    connection: Connection, words: Sequence[str], filters: Filters, kind: Kind | None, limit: int
) -> list[tuple[int, float]]:
    if not words:
        return []
    chosen, parameters = selecting.versions(filters)
    if kind:
        with_facts, more = selecting.facts(filters, kind, "version")
        chosen = f"SELECT version FROM ({chosen}) WHERE version IN ({with_facts})"
        parameters = [*parameters, *more]
    in_list(connection, "asked", [number_of(word) for word in words])
    where = f"WHERE f.version IN ({chosen})"
    return connection.execute(
        f"{SCORES.format(where=where)} ORDER BY score DESC, f.version LIMIT {limit}", parameters
    ).fetchall()


def _facts(
    connection: Connection, numbers: Sequence[int], kind: Kind, words: Sequence[str]
) -> dict[int, tuple[Stated[Any], ...]]:
    """Return the facts of versions whose quotes hold a word of a query (their first, without one); only these are
    decoded.
    """
    most = MOST_FACTS if words else FEW_FACTS
    of = dict(
        connection.execute(
            f"SELECT fact, version FROM facts WHERE present AND kind = ? AND version IN {written_out(numbers)} "
            f"QUALIFY row_number() OVER (PARTITION BY version ORDER BY place) <= {most}",
            [kind],
        ).fetchall()
    )
    chosen = _holding(connection, of, words) if words else list(of)
    found: dict[int, list[Stated[Any]]] = {}
    for fact, (_, one) in sorted(loading.few_stated(connection, chosen).items()):
        found.setdefault(of[fact], []).append(one)
    return {number: tuple(facts) for number, facts in found.items()}


def _holding(connection: Connection, facts: Collection[int], words: Sequence[str]) -> list[int]:
    quotes = connection.execute(
        f"SELECT fact, item ->> '$.evidence.exact' FROM facts WHERE fact IN {written_out(facts)}"
    ).fetchall()
    return [fact for fact, exact in quotes if _holds(exact or "", words)]


def _holds(quote: str, words: Sequence[str]) -> bool:
    """Tell whether a quote holds a word of a query; most do not even hold its letters, which is told faster."""
    if quote.isascii():
        low = quote.lower()
        words = [word for word in words if word.removesuffix("y") in low]
    return bool(words) and not set(searched(quote)).isdisjoint(words)
