"""Take readings into a record: versions of documents, their texts and facts, a batch in one transaction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, get_args

import msgspec

from dragoman.record.types import Attribution, Reader, Reading
from dragoman.relations import events, meetings
from dragoman.relations.compared import STATEMENTS
from dragoman.relations.duplicates import bands, signature
from dragoman.relations.following import FOLLOWED_KINDS, group_of
from dragoman.relations.formulae import CompiledFormulae, find_uses
from dragoman.relations.sides import Names, belongs_to_document, body_of_document, pair_of_document, pairs_of, sides_of
from dragoman.relations.values import Kind, TextPolicy
from dragoman.source.document import Document
from dragoman.store.identity import input_hash, known_as
from dragoman.store.opening import Connection
from dragoman.store.rows import insert_all, next_number
from dragoman.store.words import counted, number_of

KINDS: tuple[Kind, ...] = get_args(Kind)
YEARS = 1  # after its own, in which a promise that one state makes to nobody is followed among all that it does
ALL = "*"  # the partition of what is joined over the whole record
# Fields that hold wording of a text, and what stands there when no words may be kept; names, offices and places stay.
WORDLESS = {
    "exact": "", "prefix": "", "suffix": "", "text": "", "on": "", "what": "",
    "purpose": None, "condition": None, "reason": None,
}  # fmt: skip
PARTICIPANT = re.compile(r"p\d+")


class Known(msgspec.Struct, frozen=True):
    """What a record needs of the codebook: names of states and organisations, and the declared formulae."""

    names: Names
    formulae: CompiledFormulae


class Added(msgspec.Struct, frozen=True):
    """A document that is in the record for good: its id, the number of its version, how many facts it holds."""

    id: str
    version: int
    facts: int


class Numbers(msgspec.Struct):
    """The next free numbers of a record's tables, counted on within a batch."""

    version: int
    reading: int
    fact: int


class Batch(msgspec.Struct):
    """Documents that are put into the tables at once: their rows, and by what they can be known again."""

    known: Known
    numbers: Numbers
    policies: dict[str, TextPolicy]
    first: int  # number of a fact of the batch
    rows: defaultdict[str, list[tuple[Any, ...]]] = msgspec.field(default_factory=lambda: defaultdict(list))
    names: set[str] = msgspec.field(default_factory=set)  # ids and addresses


def is_known(connection: Connection, document: Document, reader: Reader) -> bool:
    """Tell whether exactly this document was already read by exactly this reader."""
    found = connection.execute(
        "SELECT 1 FROM versions v JOIN readings r USING (version) JOIN readers p USING (reader) "
        "WHERE v.document = ? AND v.input = ? AND p.program = ? AND p.codebook = ? AND p.model IS NOT DISTINCT FROM ?",
        [known_as(connection, document), input_hash(document), reader.version, reader.codebook, reader.model],
    ).fetchall()
    return bool(found)


def add(connection: Connection, read: Sequence[tuple[Document, Reading]], known: Known) -> tuple[Added, ...]:
    """Take a batch in, all of it or nothing, and return what is new and in when it returns.

    What the record, or the batch before it, holds already as this reader read it is passed over.
    """
    connection.execute("BEGIN")
    try:
        batch = _batch(connection, known)
        added = [_add(connection, document, reading, batch) for document, reading in read]
        _put(connection, batch)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return tuple(one for one in added if one)


def _batch(connection: Connection, known: Known) -> Batch:
    numbers = Numbers(
        next_number(connection, "versions", "version"),
        next_number(connection, "readings", "reading"),
        next_number(connection, "facts", "fact"),
    )
    policies = dict(connection.execute("SELECT publisher, policy FROM publishers").fetchall())
    return Batch(known, numbers, policies, numbers.fact)


def _put(connection: Connection, batch: Batch) -> None:
    """Insert the rows that were gathered, and mark what is to be made anew because of them."""
    insert_all(connection, batch.rows)
    mark_texts(connection)
    mark_dirty(connection, f"SELECT fact FROM facts WHERE fact >= {batch.first}")
    batch.rows, batch.names, batch.first = defaultdict(list), set(), batch.numbers.fact


def mark_dirty(connection: Connection, facts: str) -> None:
    """Mark the partitions of the facts that a query selects, since what is joined from them is to be made anew."""
    connection.execute(
        "INSERT INTO dirty SELECT DISTINCT kind, part FROM facts "
        f"WHERE part IS NOT NULL AND fact IN ({facts}) ON CONFLICT DO NOTHING"
    )
    # What becomes of promises is told by facts of the same pair, and of what one state promises by what it does.
    connection.execute(
        f"INSERT INTO dirty SELECT 'changed', a || '-' || b FROM pairs WHERE fact IN ({facts}) "
        f"AND kind IN {FOLLOWED_KINDS} UNION SELECT 'changed', code || '@' || (day[:4]::INTEGER - back) FROM ("
        f"SELECT code, day FROM sides JOIN facts USING (fact) WHERE fact IN ({facts}) "
        f"AND role <> 'recipient' AND kind IN {FOLLOWED_KINDS} "
        f"UNION SELECT unnest([a, b]), day FROM pairs WHERE fact IN ({facts}) "
        f"AND kind IN {tuple(sorted(STATEMENTS))}) CROSS JOIN range({YEARS + 1}) AS years(back) "
        "WHERE day IS NOT NULL ON CONFLICT DO NOTHING"
    )


def compare_anew(connection: Connection, document: str) -> None:
    """Let what was taken for a repeat of a document stand for itself, until all documents are compared anew."""
    mark_dirty(connection, f"SELECT fact FROM facts JOIN versions USING (version) WHERE original = {_quoted(document)}")
    connection.execute("UPDATE versions SET original = document WHERE original = ?", [document])
    connection.execute("DELETE FROM dirty WHERE kind = 'compared'")


def mark_texts(connection: Connection) -> None:
    """Mark that texts came or went, also such as hold no fact, since recurring phrases are found in all of them."""
    connection.execute("INSERT INTO dirty VALUES ('changed', '') ON CONFLICT DO NOTHING")


def _add(connection: Connection, document: Document, reading: Reading, batch: Batch) -> Added | None:
    if batch.names & {document.id, document.url}:
        _put(connection, batch)  # an earlier version of it is in the same batch
    batch.names |= {name for name in (document.id, document.url) if name}
    name = known_as(connection, document)
    version = _version_of(connection, name, document, reading)
    if version is not None and _was_read(connection, version, reading.reader):
        return None
    rows, numbers = batch.rows, batch.numbers
    policy = batch.policies.get(document.publisher or "", "full")
    body = body_of_document(reading, batch.known.names)
    pair = pair_of_document(reading, batch.known.names, body)
    if version is None:
        number, present = _next_version(connection, name), True
        version = numbers.version
        numbers.version += 1
        if number > 1:
            _retire(connection, name)
        _version_rows(rows, version, number, name, document, reading, policy, pair)
    else:
        number, present = _read_anew(connection, version, pair)
    rows["uses"] += [
        (use.phrase, use.phrase, True, version, use.start, use.end)
        for use in find_uses(reading.document.text, batch.known.formulae)
    ]
    facts = _reading_rows(rows, connection, version, present, reading, policy, pair, body, batch.known, numbers)
    return Added(name, number, facts)


def _version_of(connection: Connection, name: str, document: Document, reading: Reading) -> int | None:
    """Return the version that holds this input as this very text: to another one the offsets would not belong."""
    head = reading.document
    found = connection.execute(
        "SELECT version FROM versions WHERE document = ? AND input = ? AND sha256 = ?",
        [name, input_hash(document), head.sha256],
    ).fetchall()
    return int(found[0][0]) if found else None


def _was_read(connection: Connection, version: int, reader: Reader) -> bool:
    found = connection.execute(
        "SELECT 1 FROM readings WHERE version = ? AND reader = ?", [version, _reader(connection, reader)]
    ).fetchall()
    return bool(found)


def _next_version(connection: Connection, name: str) -> int:
    (count,) = connection.execute("SELECT count(*) FROM versions WHERE document = ?", [name]).fetchall()[0]
    return int(count) + 1


def _retire(connection: Connection, name: str) -> None:
    """Let no earlier version of a document be the present one; all of it stays."""
    mine = f"SELECT fact FROM facts JOIN versions USING (version) WHERE document = {_quoted(name)}"
    mark_dirty(connection, mine + " AND facts.present")
    connection.execute("UPDATE versions SET present = false WHERE document = ? AND present", [name])
    connection.execute(f"UPDATE facts SET present = false WHERE present AND fact IN ({mine})")
    if connection.execute("SELECT 1 FROM versions WHERE original = ? AND document <> ?", [name, name]).fetchall():
        compare_anew(connection, name)


def _read_anew(connection: Connection, version: int, pair: tuple[str, str] | None) -> tuple[int, bool]:
    """Let a version be read anew: its earlier readings stay, and are no longer the present ones.

    Returns its number, and whether it is the present version of its document.
    """
    mark_dirty(connection, f"SELECT fact FROM facts WHERE version = {version} AND present")
    connection.execute("UPDATE readings SET present = false WHERE version = ? AND present", [version])
    connection.execute("UPDATE facts SET present = false WHERE version = ? AND present", [version])
    connection.execute("DELETE FROM uses WHERE version = ? AND declared", [version])
    a, b = pair or (None, None)
    connection.execute("UPDATE versions SET pair_a = ?, pair_b = ? WHERE version = ?", [a, b, version])
    (number, present) = connection.execute(
        "SELECT number, present FROM versions WHERE version = ?", [version]
    ).fetchall()[0]
    return int(number), bool(present)


def _version_rows(
    rows: dict[str, list[tuple[Any, ...]]],
    version: int,
    number: int,
    name: str,
    document: Document,
    reading: Reading,
    policy: TextPolicy,
    pair: tuple[str, str] | None,
) -> None:
    head = reading.document
    if policy == "offsets":
        head = msgspec.structs.replace(head, title=None, summary=None)
    a, b = pair or (None, None)
    rows["versions"].append(
        (
            version, name, number, input_hash(document), True, head.sha256, head.url, head.title, head.summary,
            head.publisher, head.publisher_country, head.published, head.published_basis, head.language, policy,
            len(head.text), name, a, b,
        )
    )  # fmt: skip
    sign = signature(head.text)
    rows["signatures"].append((version, sign))
    rows["bands"] += [(band, version) for band in bands(sign)]
    if policy == "full":
        given = document.text if document.text != head.text else None
        rows["texts"].append((version, head.text, given))
    if policy != "offsets":
        words = counted(head, policy)
        rows["counts"] += [(number_of(word), version, count) for word, count in words.items()]
        rows["lengths"].append((version, words.total()))


def _reading_rows(
    rows: dict[str, list[tuple[Any, ...]]],
    connection: Connection,
    version: int,
    present: bool,
    reading: Reading,
    policy: TextPolicy,
    pair: tuple[str, str] | None,
    body: str | None,
    known: Known,
    numbers: Numbers,
) -> int:
    number, before = numbers.reading, numbers.fact
    numbers.reading += 1
    silences = msgspec.json.encode(reading.silences).decode("utf-8")
    rows["readings"].append((number, version, _reader(connection, reading.reader), True, silences))
    people = {person.id: person for person in reading.participants}
    for kind in KINDS:
        for place, item in enumerate(getattr(reading, kind), start=1):
            fact = numbers.fact
            numbers.fact += 1
            day = day_of_fact(item, reading.document.published)
            told = msgspec.json.encode(kept(item, policy)).decode("utf-8")
            rows["facts"].append((fact, number, version, present, kind, place, day, part_of(kind, item, day), told))
            sides = sides_of(item, people, known.names, body)
            rows["sides"] += [(fact, side.role, side.code) for side in sides]
            own = pairs_of(sides)
            whole = [pair] if pair and not own and belongs_to_document(kind, sides, pair) else []
            rows["pairs"] += [(a, b, kind, day, fact, version, not own) for a, b in own or whole]
    return numbers.fact - before


def day_of_fact(item: Any, published: str | None) -> str | None:
    """Return the day of a fact: its own, else that on which it was published."""
    return getattr(item, "date", None) or (published[:10] if published else None)


def part_of(kind: Kind, item: Any, day: str | None) -> str | None:
    """Return the partition within which a fact is joined with others, None for what is not joined."""
    if kind == "meetings":
        return meetings.partition_of(item) or f"?{'|'.join(item.countries)}"
    if kind == "events":
        return events.partition_of(item)
    if kind == "commitments":
        return part_of_promise(group_of(item), day)
    if kind == "participants" and item.name:
        return item.country or "?"
    return ALL if kind == "agreements" else None


def part_of_promise(group: str, day: str | None) -> str:
    """Return the partition in which a promise is followed: of its states ("NOR-PER"), of one and a year ("NOR@2021").

    A state does so much that what it promised to nobody would be followed among too much, and found in too much of it.
    """
    return group if "-" in group or not group else f"{group}@{(day or '')[:4]}"


def followed_years(year: str) -> tuple[str, ...]:
    """Return the years after one in which promises of one state are followed."""
    return tuple(str(int(year) + after) for after in range(1, YEARS + 1)) if year else ()


def kept(item: Any, policy: TextPolicy) -> Any:
    """Return the fact as a policy lets it be kept: without wording of the text where only offsets may be."""
    return _wordless(item) if policy == "offsets" else item


def _wordless(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_wordless, value))
    if isinstance(value, Attribution):
        by = value.by if value.by and PARTICIPANT.fullmatch(value.by) else None
        return msgspec.structs.replace(value, by=by)
    if not isinstance(value, msgspec.Struct):
        return value
    bare = {name: WORDLESS.get(name, _wordless(getattr(value, name))) for name in value.__struct_fields__}
    return msgspec.structs.replace(value, **bare)


def _reader(connection: Connection, reader: Reader) -> int:
    found = connection.execute(
        "SELECT reader FROM readers WHERE program = ? AND codebook = ? AND model IS NOT DISTINCT FROM ?",
        [reader.version, reader.codebook, reader.model],
    ).fetchall()
    if found:
        return int(found[0][0])
    number = next_number(connection, "readers", "reader")
    connection.execute(
        "INSERT INTO readers VALUES (?, ?, ?, ?)", [number, reader.version, reader.codebook, reader.model]
    )
    return number


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
