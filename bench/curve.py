"""Precision against recall as `--min-confidence` rises, over the annotated communiqués.

    python bench/curve.py --shared ../shared

Prints a Markdown table: threshold, events left, precision, recall, F1. The annotation is by language models; no person
has checked it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from dragoman.api import read_documents
from dragoman.evaluation.score import evaluate_files
from dragoman.exports.confidence import sure_enough
from dragoman.record.types import Reading

THRESHOLDS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    gold = parser.parse_args().shared / "gold"
    docs = gold / "communiques_dev.jsonl"
    rows = [json.loads(line) for line in docs.read_text(encoding="utf-8").splitlines()]
    readings = [found for found in read_documents(rows) if isinstance(found, Reading)]
    print("| at least | events | precision | recall | F1 |\n|---|---|---|---|---|")
    for least in THRESHOLDS:
        print(row_of(least, readings, docs, gold / "communiques_dev_gold.jsonl"))


def row_of(least: float, readings: list[Reading], docs: Path, gold: Path) -> str:
    """Return one row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        pred = Path(folder) / "pred.jsonl"
        pred.write_text("".join(sure_enough(r, least).to_json() + "\n" for r in readings), encoding="utf-8")
        events = evaluate_files(docs, gold, pred).as_dict()["events"]
    return f"| {least:.2f} | {events['pred']} | {events['precision']} | {events['recall']} | {events['f1']} |"


if __name__ == "__main__":
    main()
