"""The process that reads and keeps documents for a server: `python -m dragoman.web.adding.worker FOLDER`.

It takes steps on its standard input, one after the other, and tells of each what comes of it on its standard output.
When its input ends the server is gone: it clears the server's folder and ends, whatever it does. A record that is being
written bears that (docs/record.md).
"""

from __future__ import annotations

import gzip
import os
import queue
import resource
import shutil
import sys
import threading
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from dragoman.api import outcome
from dragoman.ingest import Hearers, ingest
from dragoman.pipeline import LoadedReader, open_reader
from dragoman.relations.values import TextPolicy
from dragoman.source.document import Document, Refusal
from dragoman.source.open import documents
from dragoman.store.adding import KINDS
from dragoman.store.documents import POLICY
from dragoman.store.files import BeingWrittenError, RecordError
from dragoman.web.adding.steps import (
    FOUND,
    Ended,
    Event,
    Failed,
    KeepStep,
    Look,
    Progress,
    Put,
    ReadStep,
    Spooled,
    Step,
    spooled_at,
)

Tell = Callable[[Event], None]
CLEARINGS = 100  # a step that is being done may put a file where one was just removed
MOST_UNPACKED = 128 * 1024**2  # bytes of a file that came packed, some times those of the largest that comes
MOST_MEMORY = 4 * 1024**3  # bytes: twice what a large record takes while documents are put into it
AGAIN = "Nothing was lost: keep it again in a while."


def main(folder: Path, told: BinaryIO, heard: BinaryIO) -> None:
    """Do the steps that come in until there are no more."""
    _bound_memory()
    steps: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(heard, steps, folder), daemon=True).start()
    lock = threading.Lock()

    def tell(event: Event) -> None:
        with lock:
            told.write(msgspec.json.encode(event) + b"\n")
            told.flush()

    while True:
        do(msgspec.json.decode(steps.get(), type=Step), tell)


def do(step: Step, tell: Tell) -> None:
    """Do one step; what goes wrong is told, and ends only that step."""
    try:
        tell(_read(step, tell) if isinstance(step, ReadStep) else _keep(step, tell))
    except BeingWrittenError:
        tell(Failed("Another process is writing the record at this moment.", AGAIN))
    except RecordError as error:
        tell(Failed(f"The record could not be written: {error}.", AGAIN))
    except MemoryError:
        tell(too_much(MOST_MEMORY))
    except OSError as error:
        tell(Failed(f"A file could not be read or written ({error.strerror}).", "Look whether the disk is full."))
    except Exception as error:  # whatever it is, the next step is done
        sys.excepthook(type(error), error, error.__traceback__)
        tell(Failed("The documents could not be read.", "Report it with the lines that the server has written."))


def too_much(most: int) -> Failed:
    """Return what is told of documents that need more than `most` bytes of memory."""
    advice = "Add fewer or smaller documents at once; a small file may hold very much when it is unpacked."
    return Failed(f"The documents need more than the {most // 1024**3} GB of memory that there is for them.", advice)


def _bound_memory() -> None:
    """Let this process have so much memory and no more, where the platform sees to that (Linux does)."""
    with suppress(OSError, ValueError):  # a lower bound was set already
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def _hear(heard: BinaryIO, steps: queue.SimpleQueue[bytes], folder: Path) -> None:
    for line in heard:
        if line.endswith(b"\n"):  # else the server ended while it wrote
            steps.put(line)
    for _ in range(CLEARINGS):
        if not folder.exists():
            break
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _read(step: ReadStep, tell: Tell) -> Ended:
    loaded, folder, done = open_reader(), Path(step.folder), 0
    with (folder / FOUND).open("wb") as stream:
        for found in _documents(step, folder):
            if done == step.most:
                return Ended(note=f"Only the first {done:,} documents were read; add the others by themselves.")
            tell(_look(found, loaded, step, stream))
            done += 1
            tell(Progress("reading", done, 0))
    return Ended()


def _documents(step: ReadStep, folder: Path) -> Iterator[Document | Refusal]:
    """Yield the documents of the files; they, and refusals, are named by what people call the files."""
    shown = {str(folder / upload.stored): upload.shown for upload in step.uploads}
    for packed in [path for path in shown if path.endswith(".gz") and _unpacks_to_too_much(Path(path))]:
        problem = f"holds more than {MOST_UNPACKED // 1024**2} MB when it is unpacked"
        yield Refusal(shown.pop(packed), problem, "split it, or take it in by dragoman ingest")
    for found in documents(shown, defaults=step.defaults):
        written = (path for path in shown if found.origin.startswith(path))
        path = max(written, key=len, default="")  # "upload-1" begins "upload-10.txt" as well
        yield msgspec.structs.replace(found, origin=found.origin.replace(path, shown.get(path, ""), 1))


def _unpacks_to_too_much(path: Path) -> bool:
    """Tell whether a packed file holds more than a person adds: a few kB may hold GBs, and others wait meanwhile."""
    total = 0
    with suppress(OSError, EOFError, zlib.error), gzip.open(path) as stream:  # a damaged one is told of as it is read
        while total <= MOST_UNPACKED and (chunk := stream.read(1 << 20)):
            total += len(chunk)
    return total > MOST_UNPACKED


def _look(found: Document | Refusal, loaded: LoadedReader, step: ReadStep, stream: BinaryIO) -> Look:
    result = outcome(found, loaded)
    if isinstance(found, Refusal) or isinstance(result, Refusal):
        refusal = result if isinstance(result, Refusal) else found
        assert isinstance(refusal, Refusal)
        return Look(name=refusal.origin, refusal=f"{refusal.problem}; {refusal.remedy}")
    known = step.policies.get(found.publisher or "")
    line = msgspec.json.encode(Spooled(found, result, known or step.policy, known is None))
    start = stream.tell()
    stream.write(line + b"\n")
    stream.flush()
    head, facts = result.document, sum(len(getattr(result, kind)) for kind in KINDS)
    return Look(
        head.title or found.origin, head.publisher, head.published, facts, len(result.silences), None,
        (start, len(line)),
    )  # fmt: skip


def _keep(step: KeepStep, tell: Tell) -> Ended:
    of, done, known = len(step.places), 0, 0

    def passed(count: int) -> None:
        nonlocal done
        done += count
        tell(Progress("adding", done, of))

    passed(0)
    hearers = Hearers(
        added=lambda added: tell(Put(added.id, added.version, added.facts)),
        progress=passed,
        joined=lambda joins, of_joins: tell(Progress("joining", joins, of_joins)),
    )
    for policy, several in _by_policy(step).items():
        taken = ingest(Path(step.record), several, policy=policy, hearers=hearers)
        known += taken.known
    return Ended(known=known)


def _by_policy(step: KeepStep) -> dict[TextPolicy | None, list[Document]]:
    """Return the documents by the policy that is to be set for their publishers: None where one stands."""
    chosen: dict[TextPolicy | None, list[Document]] = defaultdict(list)
    for place in step.places:
        one = spooled_at(Path(step.folder), place)
        chosen[one.policy if one.fresh and one.policy != POLICY else None].append(one.document)
    return chosen


def _own_output() -> BinaryIO:
    """Return the standard output for this process alone: whatever else is printed goes to the standard error."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return own


if __name__ == "__main__":
    main(Path(sys.argv[1]), _own_output(), sys.stdin.buffer)
