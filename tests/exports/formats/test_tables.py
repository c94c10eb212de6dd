"""The tables that every tabular format writes."""

from __future__ import annotations

import pytest

from dragoman.exports.formats.registry import FORMATS
from dragoman.exports.formats.tables import BATCH, TABLES, Row, batches
from tests.exports.formats.held import READER, Small, small

NAMES = [
    "documents",
    "participants",
    "meetings",
    "meeting_reports",
    "agreements",
    "agreement_citations",
    "positions",
    "commitments",
    "commitment_links",
    "appraisals",
    "requests",
    "topics",
    "events",
    "event_reports",
    "persons",
    "person_offices",
    "person_mentions",
]


def by_table(holdings: Small) -> dict[str, list[dict[str, object]]]:
    """All rows by table, each by the names of its columns."""
    found: dict[str, list[dict[str, object]]] = {name: [] for name in NAMES}
    for table, rows in batches(holdings):
        names = [c.name for c in table.columns]
        found[table.name] += [dict(zip(names, row, strict=True)) for row in rows]
    return found


def test_the_tables_are_those_of_the_documentation() -> None:
    """Every kind has its table, and what is joined has one for its reports."""
    assert [table.name for table in TABLES] == NAMES
    for table in TABLES:
        names = [c.name for c in table.columns]
        assert len(names) == len(set(names)), table.name
        assert {*table.key, *table.references} <= set(names), table.name


def test_every_row_refers_to_rows_that_are_there(holdings: Small) -> None:
    """Keys tell the rows of a table apart, and references lead to keys."""
    rows = by_table(holdings)
    for table in TABLES:
        keys = [tuple(row[k] for k in table.key) for row in rows[table.name]]
        assert keys, table.name
        assert len(keys) == len(set(keys)), table.name
        for column, other in table.references.items():
            (key,) = next(t.key for t in TABLES if t.name == other)
            assert {r[column] for r in rows[table.name]} <= {r[key] for r in rows[other]}, (table.name, column)


def test_what_must_stand_stands(holdings: Small) -> None:
    """A column that is required is never empty, and holds one of its values where they are declared."""
    rows = by_table(holdings)
    for table in TABLES:
        for column in (c for c in table.columns if c.required):
            found = {row[column.name] for row in rows[table.name]}
            assert None not in found, (table.name, column.name)
            assert not column.values or found <= set(column.values)


def test_a_joined_event_names_the_report_whose_words_it_has(holdings: Small) -> None:
    """The fullest report is told by its id, and the event has the day that its reports agree on."""
    (event,) = by_table(holdings)["events"]
    assert (event["id"], event["report"], event["document"], event["documents"]) == ("ev1", "d1/1/events/1", "d1", 2)
    assert (event["actor_country"], event["recipient_country"], event["quote"]) == (
        "CHL",
        "PER; PER",
        "Chile called Peru",
    )


def test_a_link_shows_the_other_statement(holdings: Small) -> None:
    """What became of a commitment stands with the words and the document that show it."""
    (link,) = by_table(holdings)["commitment_links"]
    assert (link["kind"], link["other_document"], link["other_quote"]) == ("kept", "d 2/ü", "The call 🙂")
    assert link["decision"] is None


def test_large_tables_come_in_batches() -> None:
    """No more rows of a table are held than one batch."""
    one = small().documents[0]
    many = Small(READER, (one,) * (BATCH + 1), {}, {})
    sizes = [len(rows) for _, rows in batches(many)]
    assert sizes == [BATCH, 1]


def test_an_empty_text_is_null() -> None:
    """What is unknown is null, however it came."""
    table = TABLES[0]
    row: Row = table.row({"document": "d", "title": ""})
    assert row[[c.name for c in table.columns].index("title")] is None


@pytest.mark.parametrize("name", ["ftm", "webannotation", "parquet", "csv", "xlsx", "croissant", "sqlite"])
def test_a_format_writes_the_same_bytes_twice(
    name: str, holdings: Small, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two exports of one record are equal, also of an empty one, and nothing else is left beside them."""
    for held in (holdings, Small(READER, (), {}, {})):
        outs = [tmp_path_factory.mktemp("out") / f"out{FORMATS[name].suffix}" for _ in range(2)]
        first, second = (FORMATS[name].write(held, out) for out in outs)
        assert [p.read_bytes() for p in first.paths] == [p.read_bytes() for p in second.paths]
        assert first.rows == second.rows
        assert [p.name for p in outs[0].parent.iterdir()] == [outs[0].name]
        assert outs[0].is_dir() == FORMATS[name].folder
