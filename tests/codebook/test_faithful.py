"""The reader is faithful to its codebook: what the codebook says changes the output, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

import dragoman
from dragoman.codebook.load import SHIPPED, Codebook, CodebookError, YamlLoader, load
from dragoman.codebook.spec import EventType
from dragoman.pipeline import open_reader, read_document
from dragoman.source.document import Document

SAMPLES = Path(dragoman.__file__).parent / "samples" / "samples.jsonl"
Record = dict[str, Any]
Change = Callable[[str, Record], Record]


Files = dict[str, dict[str, Record]]  # the concept files' data by kind and name


@pytest.fixture(scope="module")
def files() -> Files:
    """The data of the shipped codebook, read once."""
    found: Files = {}
    for path in sorted(SHIPPED.rglob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=YamlLoader)
        found.setdefault(path.parent.name, {})[path.stem] = data
    return found


@pytest.fixture(scope="module")
def codebook(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    """The codebook of that data."""
    return load(written(tmp_path_factory.mktemp("codebook"), files))


def written(folder: Path, files: Files) -> Path:
    """Write a codebook's data to a folder."""
    for kind, concepts in files.items():
        (folder / kind).mkdir()
        for name, data in concepts.items():
            text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            (folder / kind / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def changed(files: Files, change: Change) -> Files:
    """Return the data with each entry changed."""
    return {
        kind: {
            name: {**data, "entries": [change(kind, deepcopy(entry)) for entry in data["entries"]]}
            for name, data in concepts.items()
        }
        for kind, concepts in files.items()
    }


def shuffled(files: Files) -> Files:
    """Return the data with each kind as two files of other names, each with every second entry, in reverse order."""
    moved: Files = {}
    for kind, concepts in files.items():
        entries = [entry for data in concepts.values() for entry in data["entries"]][::-1]
        parts = {"zebra": entries[::2], "aardvark": entries[1::2]}
        moved[kind] = {name: {"entries": kept, "about": "Moved.", "concept": name} for name, kept in parts.items()}
    return moved


def read(codebook: Codebook) -> list[Record]:
    """Return the records of the samples, without the codebook's hash."""
    documents = [Document(**json.loads(line)) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    loaded = open_reader(codebook)
    records = [json.loads(msgspec.json.encode(read_document(document, loaded))) for document in documents]
    for record in records:
        assert record["reader"].pop("codebook") == codebook.hash
    return records


def renamed(names: dict[str, str]) -> Change:
    """Return a change that gives types other names, wherever the codebook names them."""

    def change(kind: str, entry: Record) -> Record:
        if kind == "types":
            entry = {**entry, "id": names.get(entry["id"], entry["id"])}
            for field in ("when_future", "when_hypothetical"):
                if entry.get(field):
                    entry[field] = names.get(entry[field], entry[field])
            entry["inner_mode"] = {names.get(t, t): mode for t, mode in entry.get("inner_mode", {}).items()}
        elif kind == "outcomes":
            entry = {**entry, "events": [names.get(code, code) for code in entry.get("events", ())]}
        elif kind == "frames" and "event" in entry:
            entry["event"]["type"] = names.get(entry["event"]["type"], entry["event"]["type"])
        return entry

    return change


def with_types(records: list[Record], names: dict[str, str]) -> list[Record]:
    """Return records with other names of their events' types."""
    events = [[{**e, "type": names.get(e["type"], e["type"])} for e in r["events"]] for r in records]
    return [{**r, "events": found} for r, found in zip(records, events, strict=True)]


@pytest.fixture(scope="module")
def records(codebook: Codebook) -> list[Record]:
    """The records of the samples by the codebook as it ships."""
    return read(codebook)


def test_a_type_of_another_name_changes_that_name_alone(tmp_path: Path, files: Files, records: list[Record]) -> None:
    """Where the codebook says PRAISEWORTHY for SUPPORT, so does the record, and is otherwise the same."""
    names = {"SUPPORT": "PRAISEWORTHY"}
    assert any(e["type"] == "SUPPORT" for r in records for e in r["events"])
    assert read(load(written(tmp_path, changed(files, renamed(names))))) == with_types(records, names)


def test_the_engine_knows_no_type_by_its_name(
    tmp_path: Path, files: Files, codebook: Codebook, records: list[Record]
) -> None:
    """All types of other names, in another order of the alphabet, give the same record in those names."""
    codes = [t.id for t in codebook.entries(EventType)]
    names = {code: f"{chr(ord('Z') - n)}-{code[::-1]}" for n, code in enumerate(codes)}
    assert read(load(written(tmp_path, changed(files, renamed(names))))) == with_types(records, names)


def test_neither_files_nor_order_have_a_meaning(
    tmp_path: Path, files: Files, codebook: Codebook, records: list[Record]
) -> None:
    """Entries moved between files of other names, in reverse order, give the same hash and the same records."""
    other = load(written(tmp_path, shuffled(files)))
    assert other.hash == codebook.hash
    assert read(other) == records


def test_a_mode_that_is_removed_goes_from_the_record_alone(
    tmp_path: Path, files: Files, codebook: Codebook, records: list[Record]
) -> None:
    """Without ACCUSE's mode "disapprove" its events have no mode and the type's own score; all else stays."""

    def change(kind: str, entry: Record) -> Record:
        if kind == "types" and entry["id"] == "ACCUSE":
            del entry["modes"]["disapprove"]
        elif kind == "frames" and entry.get("event", {}).get("mode") == "disapprove":
            del entry["event"]["mode"]
        return entry

    def without(event: Record) -> Record:
        gone = event["mode"] == "disapprove"
        return {**event, "mode": None, "score": score} if gone else event

    score = next(t.score for t in codebook.entries(EventType) if t.id == "ACCUSE")
    assert any(e["mode"] == "disapprove" for r in records for e in r["events"])
    expected = [{**r, "events": [without(e) for e in r["events"]]} for r in records]
    assert read(load(written(tmp_path, changed(files, change)))) == expected


def test_a_mode_that_frames_still_name_cannot_be_removed(tmp_path: Path, files: Files) -> None:
    """Removing it from the type alone does not load, with one line for each frame that names it."""

    def change(kind: str, entry: Record) -> Record:
        if kind == "types" and entry["id"] == "ACCUSE":
            del entry["modes"]["disapprove"]
        return entry

    with pytest.raises(CodebookError, match=r"criticism\.yaml:\d+: 'disapprove' is no mode of ACCUSE; its modes are "):
        load(written(tmp_path, changed(files, change)))


def test_the_hash_depends_on_what_entries_mean(tmp_path: Path, files: Files, codebook: Codebook) -> None:
    """A score that is changed by a tenth is another codebook."""

    def change(kind: str, entry: Record) -> Record:
        return {**entry, "score": entry["score"] + 0.1} if kind == "types" and entry["id"] == "AID" else entry

    assert load(written(tmp_path, changed(files, change))).hash != codebook.hash
