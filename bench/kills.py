"""Kill a record's writers at random moments and go on: nothing acknowledged is lost, no document is half in.

    python -m bench.kills --shared ../shared

Ingests, killed with SIGKILL again and again, must end with the contents and the export bytes of one that was not
disturbed; so must `dragoman forget` and `dragoman commitments --reject`, killed and given again. Documents are the
shipped samples and, where the measuring data is, part of the Kremlin's; some come in once more as pages that were
edited. Prints where the kills fell; exit status 1 on any fault.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from bench.contents import Table, contents, differences, export_digests, settled
from bench.inputs import rows
from bench.machine import measured_with
from bench.moments import Moment, Run, run
from bench.standing import Standing, Version, faults_of, standing, told
from bench.tables import table
from dragoman.codebook.load import shipped
from dragoman.ingest import CHUNK
from dragoman.store.files import RecordError
from dragoman.store.keeping import decide, forget
from dragoman.store.opening import Settle, open_to_read
from dragoman.store.verifying import Fault, verify
from dragoman.text.layout import compile_layout

SAMPLES = Path(__file__).resolve().parents[1] / "src/dragoman/samples/samples.jsonl"
KREMLIN = Path("corpora/kremlin_dev.jsonl.gz")
EDITED = 6  # every so many documents one comes in once more, edited
AIMED = 0.4  # of the kills, those that wait until a file is written; the others fall at any time
SHORT = 0.02  # seconds within which an aimed kill comes
LOADING = 0.8  # of the time that a few edited pages take
SETTLING = 0.3  # of the time that a part takes beside loading, about what settling does
BEYOND = 1.2  # of the time that the rest takes, so that some runs end before they are killed
IN_PLACE = 0.3  # of the looks into a killed record, those that publish it; the others look into a copy
FEW = 12  # kills of ingests for one kill of each other command
WHERE = {"": "as the record's file is written", ".wal": "as the log is written", ".snapshot.part": "as it is published",
         ".rewritten": "as the file is written anew"}  # fmt: skip


class Part(msgspec.Struct, frozen=True):
    """One file of documents, the versions that an ingest of it adds, and the seconds that this takes."""

    inputs: Path
    versions: frozenset[Version]
    seconds: float


class Undisturbed(msgspec.Struct, frozen=True):
    """A record that was made without a kill, what it holds, and the seconds before an ingest reads anything."""

    record: Path
    parts: tuple[Part, ...]
    settle: Settle
    whole: Standing
    tables: dict[str, Table]
    digests: dict[str, str]
    loading: float


class Tally(msgspec.Struct):
    """Where kills fell, and what was not as it must be."""

    kills: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    rounds: Counter[str] = msgspec.field(default_factory=Counter)
    faults: list[str] = msgspec.field(default_factory=list)


def main() -> None:
    given = _given()
    dice = random.Random(given.seed)
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        inputs = written(_documents(given.shared)[: given.documents], Path(folder))
        made = undisturbed(inputs, Path(folder) / "undisturbed.duckdb")
        ingests(made, dice, given.times, tally)
        for _ in range(max(1, given.times // FEW)):
            for command in (forgetting, rejecting):
                tally.faults += command(made, dice, tally)
    print(_printed(tally))
    print(f"{len(made.whole)} versions of documents, seed {given.seed}. {measured_with()}")
    for fault in tally.faults:
        print(f"FAULT {fault}")
    sys.exit(bool(tally.faults))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the measuring data")
    parser.add_argument("--times", type=int, default=100, help="kills of ingests")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=60, help="at most so many, before the edited ones")
    return parser.parse_args()


def _documents(shared: Path | None) -> list[dict[str, Any]]:
    """Return the samples and the Kremlin's documents."""
    kremlin = shared and shared / KREMLIN
    return [*rows(SAMPLES), *(rows(kremlin) if kremlin and kremlin.is_file() else ())]


def written(documents: Sequence[dict[str, Any]], folder: Path) -> tuple[Path, ...]:
    """Write documents, and some of them once more as edited pages, to two JSONL files."""
    edited = [{**row, "text": f"{row['text']}\n\nThis page was corrected."} for row in documents[::EDITED]]
    outs = folder / "pages.jsonl", folder / "edited.jsonl"
    for out, several in zip(outs, (documents, edited), strict=True):
        out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in several), encoding="utf-8")
    return outs


def undisturbed(inputs: Sequence[Path], record: Path) -> Undisturbed:
    """Make a record without a kill."""
    runs = [_must(run(_ingest(path, record), record)) for path in inputs]
    settle = settled()
    found, torn = standing(record, settle)
    acknowledged = {version: facts for done in runs for version, facts in told(done.out).items()}
    if torn or acknowledged != {version: counts[0] for version, counts in found.items()}:
        sys.exit("bench/kills.py: an ingest that was not disturbed told something else than its record holds")
    parts = [Part(path, frozenset(told(one.out)), one.seconds) for path, one in zip(inputs, runs, strict=True)]
    digests = export_digests(record)
    return Undisturbed(record, tuple(parts), settle, found, contents(record), digests, LOADING * runs[-1].seconds)


def ingests(made: Undisturbed, dice: random.Random, times: int, tally: Tally) -> None:
    """Kill ingests so many times, in as many records as it takes."""
    left = times
    while left > 0:
        with tempfile.TemporaryDirectory(dir=made.record.parent) as folder:
            kills, faults = one_record(made, Path(folder) / "r.duckdb", dice, left, tally)
        left -= kills
        tally.rounds["ingest"] += 1
        tally.faults += faults
        print(f"record {tally.rounds['ingest']}: {kills} kills, {len(faults)} faults", file=sys.stderr, flush=True)


def one_record(made: Undisturbed, record: Path, dice: random.Random, most: int, tally: Tally) -> tuple[int, list[str]]:
    """Kill what fills one record until it is full, or so many times and no more; return how often, and the faults."""
    acknowledged: dict[Version, int] = {}
    kills = 0
    for part in made.parts:
        done = None
        while kills < most and (done is None or done.killed):
            left = len(part.versions - acknowledged.keys())
            moment = drawn(made, part, dice, left, fresh=not record.exists())
            done = run(_ingest(part.inputs, record), record, moment)
            acknowledged |= told(done.out)
            if done.killed:
                kills += 1
                where = _where(moment, done, made.loading, done_with=acknowledged.keys() >= part.versions)
                tally.kills["ingest", where] += 1
                if faults := looked_into(made, record, acknowledged, in_place=dice.random() < IN_PLACE):
                    return kills, faults
        if done is None or done.killed:
            done = run(_ingest(part.inputs, record), record)
            acknowledged |= told(done.out)
        if faults := _refused(done) or faults_of(record, made.settle, acknowledged, made.whole):
            return kills, faults
    return kills, _unlike(record, made)


def drawn(made: Undisturbed, part: Part, dice: random.Random, left: int, *, fresh: bool) -> Moment:
    """Return when an ingest that has `left` documents of a part to read is killed."""
    if dice.random() < AIMED:
        file = dice.choice([".wal", *([""] if fresh or not left else []), *([] if left else [".snapshot.part"])])
        nth = dice.randint(1, 2 + 2 * (left // CHUNK)) if file == ".wal" else 1
        return Moment(dice.uniform(0, SHORT), file, nth)
    rest = (part.seconds - made.loading) * max(left / len(part.versions), SETTLING)
    return Moment(dice.uniform(0, (made.loading + rest) * BEYOND))


def looked_into(made: Undisturbed, record: Path, acknowledged: dict[Version, int], *, in_place: bool) -> list[str]:
    """Return the faults of a record whose writer was killed; not `in_place`, it is left as the kill left it."""
    if not record.exists():
        return [f"{version}: told, and there is no record" for version in acknowledged]
    if in_place:
        return faults_of(record, made.settle, acknowledged, made.whole)
    with tempfile.TemporaryDirectory(dir=record.parent) as folder:
        for path in record.parent.glob(f"{record.name}*"):
            shutil.copy2(path, folder)
        return faults_of(Path(folder) / record.name, lambda _: None, acknowledged, made.whole)


def _where(moment: Moment, done: Run, loading: float, *, done_with: bool) -> str:
    """Tell during what a kill fell, by what could be seen of it."""
    if moment.file is not None:
        return WHERE[moment.file]
    if done.seconds < loading and not done.out:
        return "while the reader is loaded"
    return "while it is settled and published" if done_with else "while documents are read and added"


def _unlike(record: Path, made: Undisturbed) -> list[str]:
    """Return in what a record differs from the one that was not disturbed, and what does not hold in it."""
    faults = differences(made.tables, contents(record))
    digests = export_digests(record)
    faults += [f"{name}: other bytes" for name in made.digests if made.digests[name] != digests.get(name)]
    with open_to_read(record, made.settle) as connection:
        found = verify(connection, compile_layout(shipped()))
        return faults + [f"does not hold: {one}" for one in found if isinstance(one, Fault)]


def forgetting(made: Undisturbed, dice: random.Random, tally: Tally) -> list[str]:
    """Kill `dragoman forget`, forget again, and return the faults."""
    document, words = dice.choice(list(_own_words(made)))
    gone = {version: counts for version, counts in made.whole.items() if version[0] != document}
    with tempfile.TemporaryDirectory(dir=made.record.parent) as folder:
        whole, record = _copied(made.record, Path(folder) / "whole"), _copied(made.record, Path(folder) / "killed")
        forget(whole, document, made.settle)
        told_so = "forgotten" in _killed(("forget", document), record, made, dice, tally)
        found = standing(_copied(record, Path(folder) / "looked"), made.settle)
        allowed: list[tuple[Standing, list[str]]] = [(gone, []), *([] if told_so else [(made.whole, [])])]
        faults = [] if found in allowed else [f"forget {document}: half forgotten, told: {told_so}"]
        try:
            forget(record, document, made.settle)
        except RecordError as error:
            faults += [] if "is no document of" in str(error) else [str(error)]
        left = [path.name for path in record.parent.glob(f"{record.name}*") if words in path.read_bytes()]
        faults += [f"forget {document}: its words are in {name}" for name in left]
        return faults + differences(contents(whole), contents(record))


def rejecting(made: Undisturbed, dice: random.Random, tally: Tally) -> list[str]:
    """Kill `dragoman commitments --reject`, reject again, and return the faults."""
    link = dice.choice([link for (link,) in _rows(made.record, made.settle, "SELECT id FROM links ORDER BY 1")])
    decided, query = [(link, "rejected")], "SELECT link, decision FROM decisions"
    with tempfile.TemporaryDirectory(dir=made.record.parent) as folder:
        record = _copied(made.record, Path(folder) / "killed")
        told_so = "rejected" in _killed(("commitments", "--reject", link), record, made, dice, tally)
        looked = _copied(record, Path(folder) / "looked")
        allowed: list[Table] = [decided] if told_so else [[], decided]
        faults = [] if _rows(looked, made.settle, query) in allowed else [f"reject {link}: lost"]
        faults += faults_of(looked, made.settle, {}, made.whole)
        decide(record, link, "rejected", "Ines", "2024-06-01T10:00:00", made.settle)
        faults += [] if _rows(record, made.settle, query) == decided else [f"reject {link}: not rejected"]
        return faults + differences({**made.tables, "decisions": []}, {**contents(record), "decisions": []})


def _killed(command: Sequence[str], record: Path, made: Undisturbed, dice: random.Random, tally: Tally) -> str:
    """Kill a command over a record, and return what it had told."""
    aimed = Moment(dice.uniform(0, SHORT), dice.choice(list(WHERE)))
    moment = aimed if dice.random() < AIMED else Moment(dice.uniform(0, made.loading))
    done = run(_dragoman(*command, "--record", str(record)), record, moment)
    if done.killed:
        tally.kills[command[0], "at any time" if moment.file is None else WHERE[moment.file]] += 1
    return done.err


def _rows(record: Path, settle: Settle, query: str) -> Table:
    with open_to_read(record, settle) as connection:
        return connection.execute(query).fetchall()


def _own_words(made: Undisturbed) -> Iterator[tuple[str, bytes]]:
    """Yield documents with words that no other one has, and that can be read in the bytes of the record's file."""
    held = made.record.read_bytes()
    texts = {row["id"]: row["text"] for row in rows(made.parts[0].inputs)}
    for document, text in texts.items():
        pieces = (text[start : start + 40] for start in range(0, len(text) - 40, 40))
        found = (one for one in pieces if one.encode() in held and sum(one in other for other in texts.values()) == 1)
        yield from ((document, piece.encode()) for piece in islice(found, 1))


def _copied(record: Path, folder: Path) -> Path:
    folder.mkdir()
    for path in record.parent.glob(f"{record.name}*"):
        shutil.copy2(path, folder)
    return folder / record.name


def _ingest(inputs: Path, record: Path) -> tuple[str, ...]:
    return _dragoman("ingest", str(inputs), "--record", str(record), "--json")


def _dragoman(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "dragoman.cli.main", *arguments)


def _refused(done: Run) -> list[str]:
    return [f"exit status {done.status}: {done.err.strip()}"] if done.status else []


def _must(done: Run) -> Run:
    for fault in _refused(done):
        sys.exit(f"bench/kills.py: {fault}")
    return done


def _printed(tally: Tally) -> str:
    kills = [(command, where, str(count)) for (command, where), count in sorted(tally.kills.items())]
    return (
        f"{table(('command', 'killed', 'times'), kills)}\n\n{tally.kills.total()} kills, "
        f"{tally.rounds['ingest']} records filled, {len(tally.faults)} faults"
    )


if __name__ == "__main__":
    main()
