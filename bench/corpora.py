"""Read whole corpora, with one worker and with two: no refusal, every quote in its place, the same bytes.

    python bench/corpora.py --shared ../shared

CORPORA are the .jsonl.gz files of the folder `corpora`. Prints documents, words, seconds and faults; exit status 1
where
there is any.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    corpora = sorted((given.shared / "corpora").glob("*.jsonl.gz"))
    if not corpora:
        print(f"bench/corpora.py: no corpora in {given.shared}; nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        outs = [coded(corpora, Path(folder) / f"{workers}.jsonl", workers) for workers in (1, 2)]
        faults = list(misplaced(outs[0]))
        digests = {hashlib.sha256(out.read_bytes()).hexdigest() for out in outs}
    same = "the same bytes" if len(digests) == 1 else "OTHER BYTES"
    print(f"quotes out of place: {len(faults)}; one and two workers: {same}")
    for fault in faults[:20]:
        print(fault)
    sys.exit(bool(faults) or len(digests) != 1)


def coded(corpora: list[Path], out: Path, workers: int) -> Path:
    """Run `dragoman code` and return its OUT; a refusal ends the bench."""
    started = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "dragoman.cli.main",
        "code",
        *map(str, corpora),
        "-o",
        str(out),
        "--workers",
        str(workers),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr}")
    seconds = time.monotonic() - started
    records = [json.loads(line) for line in out.open(encoding="utf-8")]
    words = sum(len(r["document"]["text"].split()) for r in records)
    rate = f"{seconds:.0f} s, {words / seconds:.0f} words a second"
    print(f"{workers} workers: {len(records)} documents, {words} words, {rate}")
    return out


def misplaced(out: Path) -> Iterator[str]:
    """Yield every quote of the records that is not what stands at its offsets."""
    for line in out.open(encoding="utf-8"):
        record = json.loads(line)
        head = record["document"]
        fields = {None: head["text"], "title": head["title"] or "", "summary": head["summary"] or ""}
        for kind, items in record.items():
            for item in items if isinstance(items, list) else ():
                yield from (f"{head['id']}: {kind}: {fault}" for fault in faults_of(item, fields))


def faults_of(item: dict[str, Any], fields: dict[str | None, str]) -> Iterator[str]:
    """Yield the spans of one item whose words are not those of their place."""
    evidence = item.get("evidence")
    if evidence is None:
        return
    text = fields[evidence.get("field")]
    spans = [(evidence, text), *((place, fields[place.get("field")]) for place in evidence.get("also", ()))]
    spans += [(evidence["trigger"], text)] if "trigger" in evidence else []
    for span, within in spans:
        if within[span["start"] : span["end"]] != span["exact"]:
            yield repr(span["exact"])
    for entity in (*item.get("actor", ()), *item.get("recipient", ())):
        if text[entity["start"] : entity["end"]] != entity["text"]:
            yield repr(entity["text"])


if __name__ == "__main__":
    main()
