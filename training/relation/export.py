"""Export a trained relation model: ONNX, weights in int8, with its tokenizer and what the reader must know.

    python training/relation/export.py --model build/relation --out src/dragoman/reading/relation/model

Weights are quantised once, per channel; activations are scaled at run time over one sentence at a time, so that a
sentence's scores never depend on its neighbours.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from encoders import MARKERS
from measure import load
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from train import TYPES

LARGEST = 30_000_000  # bytes: what may ship


class Scores(nn.Module):
    """The model as the reader runs it: word pieces in, probabilities out."""

    def __init__(self, model) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.model.score(ids, mask), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model, tokenizer = load(options.model)
    weights = options.out / "relation.onnx"
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        pieces = tokenizer(["[S] A [/S] met [T] B [/T] ."], return_tensors="pt")
        torch.onnx.export(
            Scores(model).eval(),
            (pieces["input_ids"], pieces["attention_mask"]),
            str(whole),
            input_names=["ids", "mask"],
            output_names=["probabilities"],
            dynamic_axes={"ids": {0: "batch", 1: "pieces"}, "mask": {0: "batch", 1: "pieces"}},
            dynamo=False,
        )
        quantize_dynamic(whole, weights, weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(options.model / "tokenizer" / "tokenizer.json", options.out / "tokenizer.json")
    settings = json.loads((options.model / "settings.json").read_text())
    (options.out / "settings.json").write_text(
        json.dumps({"types": TYPES, "marks": MARKERS, "longest": settings["longest"]}, indent=1) + "\n"
    )
    if weights.stat().st_size > LARGEST:
        raise SystemExit(f"{weights} is {weights.stat().st_size} bytes; at most {LARGEST} may ship")
    print(f"{weights}: {weights.stat().st_size} bytes")


if __name__ == "__main__":
    main()
