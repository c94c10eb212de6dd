"""FollowTheMoney."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman.exports.formats.ftm import write
from tests.exports.formats.held import Small

ENTITIES = ("proof", "holder", "post", "involved", "document", "entity")


def read(path: Path) -> list[dict[str, Any]]:
    """The entities of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_entities_are_as_they_should_be(holdings: Small, tmp_path: Path, golden: Callable[[Path], None]) -> None:
    """Schemas, ids and properties stand byte for byte."""
    write(holdings, tmp_path / "ftm.jsonl")
    golden(tmp_path / "ftm.jsonl")


def test_every_entity_is_there_once_and_leads_to_others_there(holdings: Small, tmp_path: Path) -> None:
    """The person of the call is involved in it, and so are both states."""
    write(holdings, tmp_path / "ftm.jsonl")
    entities = {e["id"]: e for e in read(tmp_path / "ftm.jsonl")}
    assert len(entities) == len(read(tmp_path / "ftm.jsonl"))
    for entity in entities.values():
        assert {v for name in ENTITIES for v in entity["properties"].get(name, ())} <= set(entities)
    (call,) = [e for e in entities.values() if "meeting" in e["properties"].get("keywords", ())]
    assert [entities[i]["schema"] for i in call["properties"]["involved"]] == ["PublicBody", "PublicBody", "Person"]


def test_what_was_not_done_is_no_event(holdings: Small, tmp_path: Path) -> None:
    """A denied event is counted and left out: as an Event with a date it would say the contrary."""
    (joined,) = holdings.joined["events"]
    denied = msgspec.structs.replace(joined, event=msgspec.structs.replace(joined.event, auxiliary="negation"))
    held = msgspec.structs.replace(holdings, joined=holdings.joined | {"events": (denied,)})
    written = write(held, tmp_path / "ftm.jsonl")
    assert written.left_out["negation"] == 1
    assert not [e for e in read(tmp_path / "ftm.jsonl") if "event" in e["properties"].get("keywords", ())]


def test_what_has_no_form_is_counted(holdings: Small, tmp_path: Path) -> None:
    """The kinds without a schema are told with their numbers."""
    left = write(holdings, tmp_path / "ftm.jsonl").left_out
    kinds = ("agreements", "appraisals", "commitments", "positions", "requests", "topics")
    assert left == {f"no-schema-{kind}": 1 for kind in kinds}


def test_the_library_takes_every_value_as_it_is(holdings: Small, tmp_path: Path) -> None:
    """FollowTheMoney's own library knows the schemas and properties, and cleans nothing away."""
    library = pytest.importorskip("followthemoney", reason="needs followthemoney: pip install followthemoney")
    write(holdings, tmp_path / "ftm.jsonl")
    for entity in read(tmp_path / "ftm.jsonl"):
        proxy = library.model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            assert set(proxy.get(name)) == set(values), name
