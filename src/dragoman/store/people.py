"""One person in a record: who they are, whom they met, what they said, and the documents that name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dragoman.record.types import Attribution
from dragoman.relations.values import JoinedPerson, Kind, Stated, Version
from dragoman.store import loading
from dragoman.store.catalogue import Leaf, MeetingEntry, meetings_among
from dragoman.store.opening import Connection
from dragoman.store.rows import in_list, written_out

SAID: tuple[Kind, ...] = ("positions", "commitments", "appraisals", "requests")
STEP = loading.FEW  # facts that are looked up at once


class Life(msgspec.Struct, frozen=True):
    """What documents tell of a person, of each the newest first: `person` is without the mentions.

    `meetings` were held, `announced` are to be.

    `said` are facts of which they are the speaker, each with its kind.
    """

    person: JoinedPerson
    documents: Leaf[Version]
    meetings: Leaf[MeetingEntry]
    announced: Leaf[MeetingEntry]
    said: Leaf[tuple[Kind, Stated[Any]]]


class _Told(msgspec.Struct, frozen=True):
    """What of a fact tells who spoke and who was there."""

    attribution: Attribution | None = None
    voiced_by: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()

    def names(self, participant: str) -> bool:
        """Tell whether a participant speaks or was there."""
        spoken = self.attribution and self.attribution.layer == "speaker" and self.attribution.by == participant
        return bool(spoken) or participant in self.voiced_by or participant in self.participants


def life_of(connection: Connection, name: str, limit: int) -> Life | None:
    """Return what documents tell of a person by the id of the joined person, at most a limit of each kind, or None."""
    rows = connection.execute(
        "SELECT joined, item FROM joined WHERE id = ? AND kind = 'participants'", [name]
    ).fetchall()
    if not rows:
        return None
    number, item = rows[0]
    mentions = connection.execute("SELECT fact FROM members WHERE joined = ?", [number]).fetchall()
    seen = {version: who for version, _, _, who in _rows(connection, (row[0] for row in mentions), "item ->> '$.id'")}
    facts = _facts(connection, seen)
    reports = [fact for kind, _, fact in facts if kind == "meetings"]
    said = sorted((day or "", fact) for kind, day, fact in facts if kind != "meetings")[::-1]
    stated = loading.few_stated(connection, [fact for _, fact in said[:limit]])
    return Life(
        person=msgspec.json.decode(item, type=JoinedPerson),
        documents=_documents(connection, list(seen), limit),
        meetings=meetings_among(connection, reports, "held", limit),
        announced=meetings_among(connection, reports, "planned", limit),
        said=Leaf(len(said), tuple(stated[fact] for _, fact in said[:limit])),
    )


def _facts(connection: Connection, seen: dict[int, str]) -> list[tuple[Kind, str | None, int]]:
    """Return kind, day and number of the facts in which participants speak or are present, told by version."""
    in_list(connection, "naming", list(seen))
    kinds = ", ".join(f"'{kind}'" for kind in (*SAID, "meetings"))
    rows = connection.execute(
        f"SELECT fact FROM facts JOIN naming ON version = n WHERE present AND kind IN ({kinds})"
    ).fetchall()
    found = []
    for version, fact, (kind, day), item in _rows(connection, (row[0] for row in rows), "item"):
        if msgspec.json.decode(item, type=_Told).names(seen[version]):
            found.append((kind, day, fact))
    return found


def _rows(connection: Connection, numbers: Iterable[int], told: str) -> Iterator[tuple[Any, ...]]:
    """Yield version, number, (kind, day) and something told of facts by their numbers."""
    every = sorted(numbers)
    for start in range(0, len(every), STEP):
        chosen = written_out(every[start : start + STEP])
        rows = connection.execute(
            f"SELECT version, fact, kind, day, {told} FROM facts WHERE fact IN {chosen}"
        ).fetchall()
        yield from ((version, fact, (kind, day), what) for version, fact, kind, day, what in rows)


def _documents(connection: Connection, numbers: Sequence[int], limit: int) -> Leaf[Version]:
    in_list(connection, "naming", list(numbers))
    rows = connection.execute(
        "SELECT version FROM versions JOIN naming ON version = n "
        f"ORDER BY published DESC NULLS LAST, document LIMIT {limit}"
    ).fetchall()
    known = loading.versions(connection, [row[0] for row in rows])
    return Leaf(len(set(numbers)), tuple(known[row[0]] for row in rows))
