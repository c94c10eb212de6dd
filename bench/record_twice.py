"""Take whole corpora into a record twice: nothing new the second time; built anew with two workers, the same record.

    python -m bench.record_twice --shared ../shared

CORPORA are the .jsonl.gz files of the folder `corpora`. Prints documents, facts, seconds and bytes; exit status 1 where
the second time something is new, or the two builds differ in a table or in a byte of an export.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.contents import contents, differences, export_digests


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    corpora = sorted((given.shared / "corpora").glob("*.jsonl.gz"))
    if not corpora:
        print(f"bench/record_twice.py: no corpora in {given.shared}; nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        faults = compared(corpora, Path(folder))
    for fault in faults:
        print(f"FAULT {fault}")
    sys.exit(bool(faults))


def compared(inputs: list[Path], folder: Path) -> list[str]:
    """Build two records, one of them twice over, and return what is not as it must be."""
    records = [folder / f"{workers}.duckdb" for workers in (1, 2)]
    for workers, record in enumerate(records, start=1):
        ingested(inputs, record, workers)
    before = contents(records[0])
    told = ingested(inputs, records[0], 2)
    faults = [] if ": 0 documents added with 0 facts;" in told else [f"the second time: {told}"]
    faults += [f"the second time: {one}" for one in differences(before, contents(records[0]))]
    faults += [f"one and two workers: {one}" for one in differences(before, contents(records[1]))]
    digests = [export_digests(record) for record in records]
    faults += [f"{name}: other bytes" for name in digests[0] if digests[0][name] != digests[1].get(name)]
    print(f"{sum(map(len, before.values()))} rows in {len(before)} tables and {len(digests[0])} export files compared")
    return faults


def ingested(inputs: list[Path], record: Path, workers: int) -> str:
    """Run `dragoman ingest` and return the last line that it told; a refusal ends the bench."""
    started = time.monotonic()
    command = [sys.executable, "-m", "dragoman.cli.main", "ingest", *map(str, inputs), "--record", str(record)]
    done = subprocess.run([*command, "--workers", str(workers)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr}")
    told = done.stderr.splitlines()[-1]
    size = record.stat().st_size / 1e6
    print(f"{workers} workers, {time.monotonic() - started:.0f} s, {size:.1f} MB, {told}", flush=True)
    return told


if __name__ == "__main__":
    main()
