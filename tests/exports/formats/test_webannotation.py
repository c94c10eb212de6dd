"""W3C Web Annotations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dragoman.exports.formats.webannotation import write
from tests.exports.formats.held import Small, empty


def read(holdings: Small, path: Path) -> dict[str, Any]:
    """The collection of the holdings."""
    write(holdings, path)
    collection: dict[str, Any] = json.loads(path.read_bytes())
    return collection


def test_the_collection_is_as_it_should_be(holdings: Small, tmp_path: Path, golden: Callable[[Path], None]) -> None:
    """Context, annotations and provenance stand byte for byte."""
    write(holdings, tmp_path / "annotations.jsonld")
    golden(tmp_path / "annotations.jsonld")


def test_every_fact_has_its_annotation(holdings: Small, tmp_path: Path) -> None:
    """All kinds, one annotation a fact, with as many as the total says."""
    collection = read(holdings, tmp_path / "a.jsonld")
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == sum(map(len, holdings.facts.values()))
    assert len({item["id"] for item in items}) == len(items)
    assert {item["body"]["dragoman:kind"] for item in items} == set(holdings.facts)
    assert all("evidence" not in item["body"]["fact"] for item in items)


def test_offsets_count_code_points(holdings: Small, tmp_path: Path) -> None:
    """Start and end are as far apart as the quote has code points, also where it holds an emoji."""
    items = read(holdings, tmp_path / "a.jsonld")["first"]["items"]
    (request,) = [i for i in items if i["body"]["dragoman:kind"] == "requests"]
    quoted, at = request["target"]["selector"]
    assert (quoted["type"], at["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    assert "🙂" in quoted["exact"]
    assert at["end"] - at["start"] == len(quoted["exact"])


def test_the_target_is_the_page_or_the_hash_of_its_text(holdings: Small, tmp_path: Path) -> None:
    """A document without a url is told by its text, and a fact that is said twice has two targets."""
    items = read(holdings, tmp_path / "a.jsonld")["first"]["items"]
    events = [i["target"] for i in items if i["body"]["dragoman:kind"] == "events"]
    assert [len(target) for target in events] == [2, 2]
    assert [target[0]["source"] for target in events] == ["https://example.org/1?a=b&c=d", "urn:sha256:" + "b" * 64]


def test_provenance_leads_from_the_fact_to_the_reader(holdings: Small, tmp_path: Path) -> None:
    """Each annotation was made by a reading, of a text, by the version, codebook and model that read it."""
    collection = read(holdings, tmp_path / "a.jsonld")
    agent = collection["prov:wasAttributedTo"]
    assert (agent["dragoman:version"], agent["dragoman:codebook"]) == ("1.2.3", "c0deb00cc0deb00c")
    for item in collection["first"]["items"]:
        reading = item["prov:wasGeneratedBy"]
        assert reading["prov:wasAssociatedWith"]["id"] == agent["id"]
        assert reading["prov:used"]["id"].startswith("urn:sha256:")


def test_no_fact_gives_an_empty_collection(tmp_path: Path) -> None:
    """It can be read all the same."""
    collection = read(empty(), tmp_path / "a.jsonld")
    assert (collection["total"], collection["first"]["items"]) == (0, [])
