"""Tables: the schema of Parquet, and frames of one kind of item."""

from __future__ import annotations

import importlib
from typing import Any, get_args

import msgspec
import pytest

from dragoman.exports.confidence import sure_enough
from dragoman.exports.frames import Kind, frame_table, to_frame
from dragoman.exports.schema import reading_schema, table_of
from dragoman.record.types import Reading
from dragoman.source.document import Document
from tests.exports import made


@pytest.fixture
def reading() -> Reading:
    """A record with an event of one actor and two recipients."""
    return made.reading(Document(text="Chile thanked Peru for help.", id="a", published="2024-05-06"))


def test_the_schema_has_the_names_of_the_record(reading: Reading) -> None:
    """Columns are the top-level names of the JSON, and nested fields those of its objects ("for", not "reason")."""
    assert reading_schema().names == list(msgspec.json.decode(reading.to_json()))
    assert "for" in [field.name for field in reading_schema().field("appraisals").type.value_type]


def test_a_record_comes_back_from_its_table(reading: Reading) -> None:
    """Every value of the JSON stands in the row; what JSON leaves out is null there."""
    (row,) = table_of([reading.to_json().encode()]).to_pylist()

    def without_nulls(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: without_nulls(v) for k, v in value.items() if v is not None}
        return [without_nulls(v) for v in value] if isinstance(value, list) else value

    assert without_nulls(row) == without_nulls(msgspec.json.decode(reading.to_json()))


def test_an_event_is_one_row_with_its_entities_side_by_side(reading: Reading) -> None:
    """Each entity has its slot in every one of the columns of its side."""
    (row,) = frame_table([reading], "events").to_pylist()
    assert (row["document"], row["published"], row["publisher_country"]) == ("a", "2024-05-06", "CHL")
    assert (row["actor_country"], row["recipient_country"]) == ("CHL", "PER; PER")
    assert (row["recipient_sector"], row["recipient_name"]) == ("GOV; ", "; L")
    assert (row["quote"], row["start"], row["end"], row["field"]) == ("Chile thanked Peru", 0, 18, None)
    assert (row["trigger"], row["attribution_layer"], row["attribution_by"]) == ("thanked", "issuer", None)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_columns_do_not_depend_on_the_readings(kind: Kind, reading: Reading) -> None:
    """A frame of no records has the columns and types of any other."""
    assert frame_table([], kind).schema == frame_table([reading], kind).schema


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_both_backends_give_the_same_rows(backend: Any, reading: Reading) -> None:
    """One row an item, by pandas and by polars."""
    pytest.importorskip(backend)
    frame = to_frame([reading, reading], "meetings", backend)
    assert len(frame) == 2
    assert list(frame["countries"]) == ["CHL; PER"] * 2


def test_a_backend_that_is_missing_is_named_with_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(ImportError, match=r"pip install 'dragoman\[frames\]'"):
        to_frame([], "events", "polars")


def test_what_is_no_kind_or_backend_is_named() -> None:
    """A wrong name gives the names that there are."""
    with pytest.raises(ValueError, match="no kind of item 'event'; kinds are participants, "):
        to_frame([], "event")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no backend 'arrow'; backends are pandas, polars"):
        to_frame([], "events", "arrow")  # type: ignore[arg-type]


def test_events_below_the_least_confidence_are_left_out(reading: Reading) -> None:
    """Only events have a confidence: the meeting stays."""
    assert len(sure_enough(reading, 0.9).events) == 1
    cut = sure_enough(reading, 0.91)
    assert (len(cut.events), len(cut.meetings)) == (0, 1)
