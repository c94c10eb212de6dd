"""Measure a trained model on marked sentences with known types (measuring only, never training).

    python training/relation/measure.py --model build/relation --on FILE.tsv

FILE has uid, marked_sentence and gold_root; CONCEDE and RETREAT count as YIELD, and `none` is never the answer.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path

import torch
from encoders import RelationModel, load_encoder
from train import TYPES, encode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--on", type=Path, required=True)
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    model, tokenizer = load(options.model)
    lines = [line.split("\t") for line in options.on.read_text(encoding="utf-8").splitlines()]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    guesses = [guess(model, tokenizer, row["marked_sentence"]) for row in rows]
    report(rows, guesses, options.worst)


def load(folder: Path):
    settings = json.loads((folder / "settings.json").read_text())
    tokenizer, encoder = load_encoder(settings["base"])
    model = RelationModel(encoder, tokenizer, len(TYPES))
    model.load_state_dict(torch.load(folder / "weights.pt"))
    return model.eval(), tokenizer


@torch.no_grad()
def guess(model, tokenizer, marked: str) -> tuple[str, float]:
    probabilities = torch.softmax(model(encode(tokenizer, [marked]))[0, :-1], 0)
    best = int(probabilities.argmax())
    return yielded(TYPES[best]), float(probabilities[best])


def yielded(code: str) -> str:
    return "YIELD" if code in ("CONCEDE", "RETREAT") else code


def report(rows: list[dict[str, str]], guesses: list[tuple[str, float]], worst: int) -> None:
    right, gold, said = collections.Counter(), collections.Counter(), collections.Counter()
    for row, (code, _) in zip(rows, guesses, strict=True):
        gold[row["gold_root"]] += 1
        said[code] += 1
        right[code] += code == row["gold_root"]
    scores = {t: 2 * right[t] / (gold[t] + said[t]) for t in sorted(gold)}
    for code, score in scores.items():
        print(f"{code:10s} F1 {score:.3f}  gold {gold[code]} said {said[code]}")
    print(f"macro-F1 {sum(scores.values()) / len(scores):.3f}, accuracy {sum(right.values()) / len(rows):.3f}")
    wrong = [(p, c, r) for r, (c, p) in zip(rows, guesses, strict=True) if c != r["gold_root"]]
    for p, code, row in sorted(wrong, key=lambda w: -w[0])[:worst]:
        print(f"{p:.2f} {code} for {row['gold_root']}: {row['marked_sentence'][:220]}")


if __name__ == "__main__":
    main()
