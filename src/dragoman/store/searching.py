"""Full-text search: BM25 over the record's own tables.

Robertson and Zaragoza (2009), The Probabilistic Relevance Framework: BM25 and Beyond, with their usual k1 and b, and
the idf of Lucene, which is never negative.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

import msgspec
import numpy as np

from dragoman.relations.holdings import Filters
from dragoman.relations.values import Kind, Stated, Version
from dragoman.store import loading, selecting
from dragoman.store.opening import Connection
from dragoman.store.queries import Query, query_of
from dragoman.store.rows import in_list, written_out
from dragoman.store.words import WORD, number_of, searched

K1 = 1.2
B = 0.75
MOST_PLACES = 500  # of words of a query in one text that are compared
STEP = 50  # documents in whose facts the words are looked for at once
AROUND = 110  # characters of a snippet on either side of the first word that was found
LOOKED_AT = 300  # documents, those that answer best, in whose texts a phrase is looked for
MOST_FACTS = 10_000  # of a kind in one document that are gone through
FEW_FACTS = 5  # of a document that was not looked for by words
SCORES = f"""
    WITH found AS (
        SELECT term, version, sum(count)::INTEGER AS count FROM counts JOIN asked ON word = n GROUP BY term, version
    ),
    sizes AS (SELECT count(*) AS documents, avg(words) AS words FROM lengths),
    spread AS (SELECT term, count(*) AS documents FROM found GROUP BY term)
    SELECT f.version, sum(
        ln(1 + (z.documents - s.documents + 0.5) / (s.documents + 0.5))
        * f.count * ({K1} + 1) / (f.count + {K1} * (1 - {B} + {B} * l.words / z.words))
    ) AS score, count(*)::INTEGER AS held
    FROM found f JOIN spread s USING (term) JOIN lengths l USING (version) CROSS JOIN sizes z
    GROUP BY f.version
"""


class Hit(msgspec.Struct, frozen=True):
    """A document that was found: how well it answers (BM25), the words around the first match, its facts of the kind
    that was asked for whose quotes hold a word of the query.
    """

    version: Version
    score: float
    snippet: str
    facts: tuple[Stated[Any], ...] = ()


class Matches(msgspec.Struct, frozen=True):
    """Versions that hold words of a query, as arrays: their numbers, how well they answer (BM25), how many of the words
    they hold.
    """

    numbers: Any
    weights: Any
    held: Any

    def where(self, chosen: Any) -> Matches:
        """Return those for which an array of truth values holds, or those at some places in their order."""
        return Matches(self.numbers[chosen], self.weights[chosen], self.held[chosen])


def search(
    connection: Connection,
    query: str,
    filters: Filters,
    kind: Kind | None = None,
    limit: int = 20,
    offset: int = 0,
    *,
    some: bool = False,
) -> tuple[Hit, ...]:
    """Return the documents that hold all words of a query, the best first; of one kind only those with such facts.

    Where no document holds all of them, or with `some`, those that hold fewer are found too. A query without words
    finds nothing.
    """
    asked = query_of(query)
    found = matches(connection, asked)
    chosen, parameters = selecting.versions(filters)
    if kind:
        with_facts, more = selecting.facts(filters, kind, "version")
        chosen = f"SELECT version FROM ({chosen}) WHERE version IN ({with_facts})"
        parameters = [*parameters, *more]
    allowed = connection.execute(chosen, parameters).fetchnumpy()["version"]
    best, _ = ordered(connection, found.where(np.isin(found.numbers, allowed)), asked, some=some)
    rows = [(int(number), float(weight)) for number, weight in zip(best.numbers, best.weights, strict=True)]
    return shown(connection, rows[: (1 if kind is None else 10) * (limit + offset)], asked.words, kind, limit, offset)


def ordered(connection: Connection, found: Matches, asked: Query, *, some: bool) -> tuple[Matches, int]:
    """Return what is shown of some matches, the best first, and how many more hold fewer of the words.

    Those that hold all the words stand first; where there are any the others are left out, but with `some`. A phrase
    is looked for in the best of them.
    """
    found = found.where(np.lexsort((found.numbers, -found.weights, -found.held)))
    whole = found.held == len(asked.terms)
    fewer = 0
    if whole.any() and not some:
        fewer = int(np.count_nonzero(~whole))
        found = found.where(whole)
    if asked.phrases or asked.without_phrases:
        found = found.where(slice(LOOKED_AT))
        found = found.where(_with_phrases(connection, found.numbers.tolist(), asked))
    return found, fewer


def _with_phrases(connection: Connection, numbers: Sequence[int], asked: Query) -> Any:
    """Return for each version whether its title, summary and text have the phrases that are asked for."""
    rows = connection.execute(
        "SELECT version, concat_ws(' | ', v.title, v.summary, t.canonical) FROM versions v "
        f"LEFT JOIN texts t USING (version) WHERE version IN {written_out(numbers)}"
    ).fetchall()
    held = {number for number, text in rows if asked.holds(text)}
    return np.array([number in held for number in numbers], bool)


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
    """Return the words around the place where most words of a query stand close together, the first of such."""
    place = _place(text, set(words))
    if place is None:
        return " ".join(text[: 2 * AROUND].split())
    start, end = max(0, place.start() - AROUND), min(len(text), place.end() + AROUND)
    start = text.find(" ", start, place.start()) + 1 or start if start else 0  # words are not cut
    end = max(text.rfind(" ", place.end(), end), place.end()) if end < len(text) else end
    told = " ".join(text[start:end].split())
    return ("… " if start else "") + told + (" …" if end < len(text) else "")


def _place(text: str, wanted: set[str]) -> re.Match[str] | None:
    """Return the first of the words of a query that stand closest together in a text."""
    low = [word.removesuffix("y") for word in wanted]
    likely = re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, low))})[\w'’]*") if low else WORD
    found = [(m, known) for m in likely.finditer(text) if (known := wanted.intersection(searched(m.group())))]
    if not found:  # written otherwise than in plain letters
        return next((m for m in WORD.finditer(text) if wanted.intersection(searched(m.group()))), None)
    best, most = found[0][0], (0, -AROUND)
    for n, (place, known) in enumerate(found[:MOST_PLACES]):
        near = {word: m.end() for m, others in reversed(found[n : n + 2 * len(wanted)]) for word in others}
        ends = [end for end in near.values() if end - place.start() <= AROUND]
        if ends and known and (told := (len(ends), -max(ends) + place.start())) > most:
            best, most = place, told
    return best


def matches(connection: Connection, asked: Query) -> Matches:
    """Return every version that holds one of the words that are asked for, and none that it must not hold."""
    if not asked.terms:
        return Matches(np.array([], int), np.array([]), np.array([], int))
    numbers = [(number_of(word), place) for place, term in enumerate(asked.terms) for word in term]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE asked AS SELECT unnest(?::BIGINT[]) AS n, unnest(?::INTEGER[]) AS term",
        [[number for number, _ in numbers], [place for _, place in numbers]],
    ).fetchall()
    found = connection.execute(SCORES).fetchnumpy()
    told = Matches(found["version"], found["score"], found["held"])
    if not asked.without:
        return told
    in_list(connection, "unwanted", [number_of(word) for word in asked.without])
    unwanted = connection.execute("SELECT DISTINCT version FROM counts JOIN unwanted ON word = n").fetchnumpy()
    return told.where(~np.isin(told.numbers, unwanted["version"]))


def known_words(connection: Connection, words: Sequence[str]) -> frozenset[str]:
    """Return those of the words that stand in any document."""
    numbers = {number_of(word): word for word in words}
    rows = connection.execute(f"SELECT DISTINCT word FROM counts WHERE word IN {written_out(numbers)}").fetchall()
    return frozenset(numbers[row[0]] for row in rows)


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
