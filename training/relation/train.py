"""Train the relation model: a sentence with two marked actors gives PLOVER's 16 types and none.

    python training/relation/train.py --base minilm --out build/relation
    python training/relation/train.py --base mpnet --out build/teacher
    python training/relation/train.py --base minilm --teacher build/teacher --out build/relation

It reads only the sentences that the project wrote (training/relation/text/*.tsv). The encoder's weights come inside
packages (see training/README.md). A fixed number of epochs, fixed seeds: nothing is selected on any measured set.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
from encoders import MARKERS, RelationModel, load_encoder
from sentences import Sentence, exchange_actors, read_sentences
from torch.nn import functional

TYPES = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "none",
]
LONGEST = 128  # word pieces


def main() -> None:
    options = parse_options()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    sentences = read_sentences(Path(__file__).parent / "text")
    tokenizer, encoder = load_encoder(options.base)
    model = RelationModel(encoder, tokenizer, len(TYPES))
    soft = teach(options.teacher, sentences, options.base) if options.teacher else None
    fit(model, tokenizer, sentences, soft, options)
    save(model, tokenizer, options)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", choices=("minilm", "mpnet"), default="minilm")
    parser.add_argument("--teacher", type=Path, help="folder of a trained teacher whose probabilities are learned too")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--freeze", type=int, default=0, help="how many of the lowest layers stay as they are")
    parser.add_argument("--exchange", type=float, default=0.25, help="share of actors that are exchanged for others")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def teach(folder: Path, sentences: list[Sentence], base: str) -> dict[str, list[float]]:
    """Return the teacher's logits for every sentence, by its marked text."""
    del base
    settings = json.loads((folder / "settings.json").read_text())
    tokenizer, encoder = load_encoder(settings["base"])
    teacher = RelationModel(encoder, tokenizer, len(TYPES))
    teacher.load_state_dict(torch.load(folder / "weights.pt"))
    teacher.eval()
    with torch.no_grad():
        return {s.marked: teacher(encode(tokenizer, [s.marked]))[0].tolist() for s in sentences}


def encode(tokenizer, marked: list[str]) -> dict[str, torch.Tensor]:
    """Return the word pieces of marked sentences, the marks as pieces of their own."""
    texts = [" ".join(mark(text).split()) for text in marked]
    return tokenizer(texts, return_tensors="pt", padding=True, truncation=True, max_length=LONGEST)


def mark(text: str) -> str:
    """Replace the marks of the data by the model's own."""
    for there, here in zip(("<s>", "</s>", "<t>", "</t>"), MARKERS, strict=True):
        text = text.replace(there, f" {here} ")
    return text


def fit(
    model: RelationModel,
    tokenizer,
    sentences: list[Sentence],
    soft: dict[str, list[float]] | None,
    options: argparse.Namespace,
) -> None:
    model.freeze(options.freeze)
    steps = math.ceil(len(sentences) / options.batch) * options.epochs
    optimiser = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=options.rate, weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.1 * steps), (steps - s) / (0.9 * steps))
    )
    weights = class_weights(sentences)
    for epoch in range(options.epochs):
        started, total = time.time(), 0.0
        for batch in batches(sentences, options.batch, epoch + options.seed):
            loss = step_loss(model, tokenizer, batch, sentences, soft, weights, options)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(sentences):.4f}, {time.time() - started:.0f} s", flush=True)


def class_weights(sentences: list[Sentence]) -> torch.Tensor:
    """Rare types weigh more, by the square root of their rarity."""
    counts = torch.tensor([sum(s.type == t for s in sentences) + 1.0 for t in TYPES])
    weights = (counts.mean() / counts).sqrt()
    return weights / weights.mean()


def batches(sentences: list[Sentence], size: int, seed: int) -> list[list[Sentence]]:
    """Batches of sentences of like length, in random order."""
    rng = random.Random(seed)
    shuffled = sorted(sentences, key=lambda s: len(s.marked) + rng.uniform(0, 60))
    groups = [shuffled[i : i + size] for i in range(0, len(shuffled), size)]
    rng.shuffle(groups)
    return groups


def step_loss(model, tokenizer, batch, sentences, soft, weights, options) -> torch.Tensor:
    changed = [exchange_actors(s, sentences, options.exchange) for s in batch]
    logits = model(encode(tokenizer, [c.marked for c in changed]))
    labels = torch.tensor([TYPES.index(s.type) for s in batch])
    loss = functional.cross_entropy(logits, labels, weight=weights, label_smoothing=0.05)
    if soft is None:
        return loss
    taught = torch.tensor([soft[s.marked] for s in batch])
    distance = functional.kl_div(
        functional.log_softmax(logits / 2, 1), functional.softmax(taught / 2, 1), reduction="batchmean"
    )
    return 0.5 * loss + 2.0 * distance


def save(model: RelationModel, tokenizer, options: argparse.Namespace) -> None:
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "weights.pt")
    tokenizer.save_pretrained(options.out / "tokenizer")
    (options.out / "settings.json").write_text(
        json.dumps({"base": options.base, "types": TYPES, "longest": LONGEST, "seed": options.seed})
    )


if __name__ == "__main__":
    main()
