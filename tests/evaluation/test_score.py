"""The scoring agrees with the reference script to the digit, and with cases that can be counted by hand."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.evaluation.annotated import KINDS, EvaluationError
from dragoman.evaluation.score import evaluate_files

Row = dict[str, Any]
VALUES: dict[str, list[Any]] = {
    "type": ["CONSULT", "AGREE", "SUPPORT"],
    "mode": [None, "phone"],
    "auxiliary": [None, "future"],
    "kind": ["call", "video", "in_person", "praise", "gratitude"],
    "status": ["held", "planned"],
    "act": ["signed", "cited"],
    "stance": ["for", "against"],
    "strength": ["firm", "weak"],
    "country": ["RUS", "USA", None],
    "date": ["2021-12-30", None],
    "place": ["Geneva", None],
    "name": ["Zoran Babić", "the Treaty", None],
    "offices": [["President of Russia"], []],
}
CODE_LISTS = ("countries", "holder", "by", "actor", "recipient")


@pytest.fixture(scope="module")
def reference(shared: Path) -> ModuleType:
    """Load the reference script."""
    spec = importlib.util.spec_from_file_location("reference_score", shared / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[Row]:
    """Return the annotated records."""
    lines = (shared / "gold/communiques_dev_gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def write(path: Path, rows: list[Row]) -> Path:
    """Write rows as JSONL."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def perturbed(records: list[Row], seed: int) -> list[Row]:
    """Drop, double and alter items and their quotes at random, and leave out a few records."""
    chance = random.Random(seed)
    kept = [r for r in records if chance.random() > 0.05]
    return [{"doc_id": r["doc_id"]} | {k: _items(r[k], chance) for k in KINDS} for r in kept]


def _items(items: list[Row], chance: random.Random) -> list[Row]:
    chosen = [i for i in items for _ in range(chance.choice([0, 1, 1, 1, 1, 2]))]
    return [_altered(item, chance) for item in chosen]


def _altered(item: Row, chance: random.Random) -> Row:
    changed = dict(item)
    for field in changed:
        if field in VALUES and chance.random() < 0.15:
            changed[field] = chance.choice(VALUES[field])
        if field in CODE_LISTS and chance.random() < 0.15:
            changed[field] = [*changed[field][1:], *chance.choice([[], ["RUS"], ["USA"]])]
    quote = changed["quote"]
    cut = chance.choice([0, 0, len(quote) // 3, len(quote) // 2 + 3])
    changed["quote"] = quote[cut:].replace("'", "’").replace(" ", " ")
    return changed


def as_code(record: Row) -> Row:
    """Return an annotation record in the form of `dragoman code`."""
    coded: Row = {"document": {"id": record["doc_id"]}}
    for kind in KINDS:
        coded[kind] = [_coded_item(item) for item in record.get(kind, [])]
    return coded


def _coded_item(item: Row) -> Row:
    kept = {k: v for k, v in item.items() if k not in ("quote", "start", "end", "field", "optional")}
    for role in ("actor", "recipient"):
        if role in kept:
            kept[role] = [{"text": code, "country": code, "sector": None} for code in kept[role]]
    return kept | {"evidence": {"exact": item["quote"], "start": 0, "end": 1}}


def assert_same(reference: ModuleType, docs: Path, gold: Path, pred: Path) -> None:
    """Assert that both scorings give the same object and the same lines."""
    documents = {str(d["id"]): d for d in map(json.loads, docs.read_text(encoding="utf-8").splitlines())}
    expected = reference.score(documents, reference.load_pred(gold), reference.load_pred(pred))
    assert json.dumps(evaluate_files(docs, gold, pred).as_dict()) == json.dumps(expected)


def test_gold_against_itself_is_scored_as_by_the_reference(reference: ModuleType, shared: Path) -> None:
    """The annotations as their own prediction give the reference's object."""
    gold = shared / "gold/communiques_dev_gold.jsonl"
    assert_same(reference, shared / "gold/communiques_dev.jsonl", gold, gold)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_perturbed_records_are_scored_as_by_the_reference(
    reference: ModuleType, shared: Path, gold: list[Row], tmp_path: Path, seed: int
) -> None:
    """Altered records give the reference's object, as annotations (odd seeds) and as `code` records (even ones)."""
    rows = perturbed(gold, seed)
    pred = write(tmp_path / "pred.jsonl", rows if seed % 2 else [as_code(r) for r in rows])
    documents = shared / "gold/communiques_dev.jsonl"
    assert_same(reference, documents, shared / "gold/communiques_dev_gold.jsonl", pred)


def test_lines_are_those_of_the_reference(
    reference: ModuleType, shared: Path, gold: list[Row], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The printed table is the reference's, character by character."""
    pred = write(tmp_path / "pred.jsonl", perturbed(gold, 4))
    files = (shared / "gold/communiques_dev.jsonl", shared / "gold/communiques_dev_gold.jsonl", pred)
    reference.main([str(f) for f in files])
    assert "\n".join(evaluate_files(*files).lines()) + "\n" == capsys.readouterr().out


DOCUMENT = {
    "id": "a",
    "text": "Foreign Minister Ana Lind met the Ambassador of Japan. They praised the Harbour Treaty.",
}
EVENT = {"type": "CONSULT", "actor": ["SWE"], "recipient": ["JPN"], "quote": "Ana Lind met the Ambassador of Japan"}


def scored(tmp_path: Path, gold: Row, pred: Row) -> dict[str, Any]:
    """Score one small record."""
    docs = write(tmp_path / "docs.jsonl", [DOCUMENT])
    files = [write(tmp_path / f"{n}.jsonl", [{"doc_id": "a"} | r]) for n, r in (("gold", gold), ("pred", pred))]
    return evaluate_files(docs, *files).as_dict()


def test_event_matches_on_half_of_the_shorter_quote(tmp_path: Path) -> None:
    """A short quote inside the annotated one matches; one elsewhere does not."""
    near = scored(tmp_path, {"events": [EVENT]}, {"events": [EVENT | {"quote": "met the Ambassador"}]})
    far = scored(tmp_path, {"events": [EVENT]}, {"events": [EVENT | {"quote": "They praised"}]})
    assert (near["events"]["f1"], far["events"]["f1"]) == (1.0, 0.0)


def test_event_without_recipient_matches_on_the_union(tmp_path: Path) -> None:
    """Actors on both sides are the same as two actors; the other way round is another event."""
    both = EVENT | {"actor": ["JPN", "SWE"], "recipient": []}
    turned = EVENT | {"actor": ["JPN"], "recipient": ["SWE"]}
    assert scored(tmp_path, {"events": [EVENT]}, {"events": [both]})["events"]["matched"] == 1
    assert scored(tmp_path, {"events": [EVENT]}, {"events": [turned]})["events"]["matched"] == 0


def test_optional_items_are_neither_rewarded_nor_punished(tmp_path: Path) -> None:
    """An optional item that is found counts neither as gold nor as predicted."""
    figures = scored(tmp_path, {"events": [EVENT | {"optional": True}]}, {"events": [EVENT]})["events"]
    assert (figures["gold"], figures["pred"], figures["matched"]) == (0, 0, 0)


def test_quote_of_more_than_600_characters_matches_nothing(tmp_path: Path) -> None:
    """The whole document is no proof of anything."""
    document = {"id": "a", "text": "They met. " * 70}
    docs = write(tmp_path / "docs.jsonl", [document])
    gold = write(tmp_path / "gold.jsonl", [{"doc_id": "a", "events": [EVENT | {"quote": "They met."}]}])
    pred = write(tmp_path / "pred.jsonl", [{"doc_id": "a", "events": [EVENT | {"quote": document["text"]}]}])
    assert evaluate_files(docs, gold, pred).kinds["events"].matched == 0


def test_offices_are_compared_without_countries(tmp_path: Path) -> None:
    """ "Foreign Minister of Sweden" is "Foreign Minister", and a name agrees on its last word."""
    gold = {"participants": [{"name": "Ana Lind", "country": "SWE", "offices": ["Foreign Minister"], "quote": "x"}]}
    pred = {"participants": [{"name": "LIND", "country": "SWE", "offices": ["Foreign Minister of Sweden"]}]}
    assert scored(tmp_path, gold, pred)["fields"]["participants.offices"] == {"accuracy": 1.0, "n": 1}


def test_agreements_need_a_head_word_in_common(tmp_path: Path) -> None:
    """Two treaties are not the same for being treaties, but "the Treaty" may be any."""
    quote = {"act": "cited", "quote": "They praised the Harbour Treaty"}
    gold = {"agreements": [quote | {"name": "Harbour Treaty"}]}
    assert scored(tmp_path, gold, {"agreements": [quote | {"name": "Peace Treaty"}]})["agreements"]["matched"] == 0
    assert (
        scored(tmp_path, gold, {"agreements": [quote | {"name": "Treaty of the Harbour"}]})["agreements"]["matched"]
        == 1
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{", "pred.jsonl:1: "),
        ('{"events": []}', "names no document"),
        ('{"doc_id": "a", "events": [{"actor": "SWE"}]}', "$.events[0].actor"),
    ],
)
def test_malformed_record_is_one_line_that_says_where(tmp_path: Path, content: str, fault: str) -> None:
    """A malformed record is refused with one line naming the file, the line and the fault."""
    docs = write(tmp_path / "docs.jsonl", [DOCUMENT])
    gold = write(tmp_path / "gold.jsonl", [{"doc_id": "a"}])
    (tmp_path / "pred.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        evaluate_files(docs, gold, tmp_path / "pred.jsonl")
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_unknown_document_are_refused(tmp_path: Path) -> None:
    """A file that is not there and an annotated document without words are named."""
    docs = write(tmp_path / "docs.jsonl", [DOCUMENT])
    gold = write(tmp_path / "gold.jsonl", [{"doc_id": "b"}])
    with pytest.raises(EvaluationError, match="No such file"):
        evaluate_files(docs, gold, tmp_path / "none.jsonl")
    with pytest.raises(EvaluationError, match="'b'"):
        evaluate_files(docs, gold, gold)


def test_document_without_a_record_is_named_as_unread(tmp_path: Path) -> None:
    """A gold document for which there is no record counts as empty and is named."""
    docs = write(tmp_path / "docs.jsonl", [DOCUMENT])
    gold = write(tmp_path / "gold.jsonl", [{"doc_id": "a", "events": [EVENT]}])
    found = evaluate_files(docs, gold, write(tmp_path / "pred.jsonl", []))
    assert found.unread == ("a",)
    assert found.kinds["events"].recall == 0.0
