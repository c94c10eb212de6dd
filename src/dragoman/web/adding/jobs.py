"""Documents that people are adding: their files, what was read in them, and how far that is."""

from __future__ import annotations

import queue
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from dragoman.relations.values import TextPolicy
from dragoman.source.open import ending_of
from dragoman.source.rows import Defaults
from dragoman.web.adding.process import Process
from dragoman.web.adding.steps import (
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
    Upload,
    spooled_at,
)
from dragoman.web.faults import Fault, missing

State = Literal["waiting", "reading", "read", "keeping", "kept", "failed"]
MOST_DOCUMENTS = 1_000  # of one job
MOST_FILES = 100
MOST_JOBS, MOST_OF_ONE = 20, 5  # that are not done: of all people, and of one
LASTING = 3600.0  # seconds that a job is kept in which nothing happens
LONGEST = 1800.0  # seconds that a step may take
IDLE = 600.0  # seconds without a step after which the process that reads may end, since it holds some hundred MB
SHOWN = 120  # characters of a file's name


class Job(msgspec.Struct):
    """Documents that one person adds at once; whoever changes or copies it holds the lock of its Jobs.

    `user` is the account of who adds them (`User.account`). `progress` is that of the step at hand, `problem` why the
    last one failed, `used` when it was last touched.
    """

    id: str
    user: str
    name: str
    state: State
    used: float
    progress: Progress = Progress("waiting", 0, 0)
    looks: list[Look] = msgspec.field(default_factory=list)
    put: list[Put] = msgspec.field(default_factory=list)
    known: int = 0
    note: str = ""
    problem: Failed | None = None

    @property
    def is_running(self) -> bool:
        """Whether something is still to come without anybody deciding."""
        return self.state in ("waiting", "reading", "keeping")

    @property
    def is_done(self) -> bool:
        """Whether nothing is to come or to be decided: of what was read nothing can be kept, or all was."""
        return self.state in ("kept", "failed") or (self.state == "read" and all(look.refusal for look in self.looks))


class Given(msgspec.Struct, frozen=True):
    """A file as it came in: the name that people know it by, never used as a path, the ending by which it is read
    (empty for one of no kind that is), and its bytes.
    """

    name: str
    ending: str
    content: bytes


class Jobs:
    """The jobs of one server, done one after the other by a process of its own.

    Files lie in a folder that nobody else may open. As long as there are any that process is up, since it clears them
    when the server ends in a way that lets it clear nothing itself.
    """

    def __init__(self, record: Path) -> None:
        self._record = record.resolve()
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._steps: queue.Queue[tuple[str, Step] | None] = queue.Queue()
        self._process: Process | None = None
        self._folder: Path | None = None
        self._thread: threading.Thread | None = None

    def begin(
        self, user: str, given: Sequence[Given], defaults: Defaults, policies: dict[str, TextPolicy], policy: TextPolicy
    ) -> Job:
        """Take files to be read and return their job; raises Fault when too many are under way."""
        job = self._register(user, given[0].name + (f" and {len(given) - 1} more" if len(given) > 1 else ""))
        folder = self._folder_of(job.id)
        try:
            folder.mkdir(mode=0o700)
            uploads = tuple(_stored(folder, number, one) for number, one in enumerate(given, start=1))
        except OSError:
            self.discard(user, job.id)
            raise _no_room() from None
        self._steps.put((job.id, ReadStep(str(folder), uploads, defaults, policies, policy, MOST_DOCUMENTS)))
        return job

    def of(self, user: str, name: str) -> Job:
        """Return a copy of a job; raises Fault when the person has none of that name."""
        with self._lock:
            return self._copy(self._own(user, name))

    def all_of(self, user: str) -> list[Job]:
        """Return copies of all jobs of a person, the latest first."""
        with self._lock:
            self._forget_old()
            return [self._copy(job) for job in reversed(self._jobs.values()) if job.user == user]

    def spooled(self, user: str, name: str, number: int) -> Spooled:
        """Return a document of a job, counted from 1, as it was read; raises Fault when there is no such."""
        looks = self.of(user, name).looks
        if not 1 <= number <= len(looks) or looks[number - 1].refusal:
            raise missing("document to be added", str(number))
        try:
            return spooled_at(self._folder_of(name), looks[number - 1].place)
        except OSError:
            raise missing("document to be added", str(number)) from None

    def keep(self, user: str, name: str, numbers: Iterable[int]) -> None:
        """Let documents of a job, counted from 1, be taken into the record; raises Fault."""
        with self._lock:
            job = self._own(user, name)
            chosen = sorted(set(numbers))
            if job.state != "read" or not chosen:
                raise Fault(409, "not-ready", "There is nothing to keep.", "Choose documents that were read.")
            if not all(1 <= number <= len(job.looks) and not job.looks[number - 1].refusal for number in chosen):
                raise missing("document to be added", ", ".join(map(str, chosen)))
            job.state, job.progress, job.problem = "keeping", Progress("waiting", 0, len(chosen)), None
            places = tuple(job.looks[number - 1].place for number in chosen)
        self._steps.put((name, KeepStep(str(self._folder_of(name)), str(self._record), places)))

    def discard(self, user: str, name: str) -> None:
        """Forget a job and clear its files; raises Fault while its documents are being kept."""
        with self._lock:
            job = self._own(user, name)
            if job.state == "keeping":
                raise Fault(409, "not-ready", "The documents are being kept.", "Wait until that is done.")
            self._drop(job.id)
            if job.state == "reading" and self._process:
                self._process.end()
                self._guarded()  # which does the next step

    def close(self) -> None:
        """End the process that reads and clear all files."""
        with self._lock:
            self._jobs.clear()
            process, folder, thread = self._process, self._folder, self._thread
        if thread:
            self._steps.put(None)
        if process:
            process.end()
        if thread:
            thread.join(10)
        if folder:
            shutil.rmtree(folder, ignore_errors=True)

    def _register(self, user: str, name: str) -> Job:
        with self._lock:
            self._forget_old()
            self._drop_done(user)
            undone = [job.user for job in self._jobs.values() if not job.is_done]
            if undone.count(user) >= MOST_OF_ONE or len(undone) >= MOST_JOBS:
                advice = "Keep or discard some of them first."
                raise Fault(429, "too-many", "Too many documents are being added.", advice)
            try:
                self._guarded()
            except OSError:
                raise _no_room() from None
            job = Job(secrets.token_urlsafe(18), user, name, "waiting", time.monotonic())
            self._jobs[job.id] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="adding", daemon=True)
                self._thread.start()
            return job

    def _work(self) -> None:
        """Do the steps one after the other, until the server ends."""
        while True:
            try:
                told = self._steps.get(timeout=IDLE)
            except queue.Empty:
                self._rest()
                continue
            if told is None:
                return
            self._do(*told)

    def _do(self, name: str, step: Step) -> None:
        with self._lock:
            job = self._jobs.get(name)
            if job is None:  # was discarded
                return
            job.state = "reading" if isinstance(step, ReadStep) else "keeping"
            job.progress = Progress("loading", 0, 0)
            process = self._guarded()
        for event in process.events(step, LONGEST):
            self._hear(name, step, event)
        with self._lock, suppress(OSError):  # it may be lost, and files of other jobs lie on
            if self._jobs:
                self._guarded()

    def _hear(self, name: str, step: Step, event: Event) -> None:
        with self._lock:
            job = self._jobs.get(name)
            if job is None:
                return
            job.used = time.monotonic()
            match event:
                case Progress():
                    job.progress = event
                case Look():
                    job.looks.append(event)
                case Put():
                    job.put.append(event)
                case Ended():
                    job.state, job.known = ("read" if isinstance(step, ReadStep) else "kept"), event.known
                    job.note = event.note or job.note
                case Failed():
                    job.state, job.problem = ("failed" if isinstance(step, ReadStep) else "read"), event

    def _rest(self) -> None:
        with self._lock:
            self._forget_old()
            if self._process and not self._jobs:
                self._process.end()

    def _guarded(self) -> Process:
        """Return the process that reads, which is begun when there is none; raises OSError."""
        if self._process is None or not self._process.is_alive:
            self._process = Process(self._whole_folder())
        return self._process

    def _own(self, user: str, name: str) -> Job:
        job = self._jobs.get(name)
        if job is None or job.user != user:
            raise missing("documents to be added under", name)
        job.used = time.monotonic()
        return job

    def _copy(self, job: Job) -> Job:
        return msgspec.structs.replace(job, looks=list(job.looks), put=list(job.put))

    def _forget_old(self) -> None:
        now = time.monotonic()
        for job in [job for job in self._jobs.values() if not job.is_running and now - job.used > LASTING]:
            self._drop(job.id)

    def _drop_done(self, user: str) -> None:
        """Drop what a person is done with, but the latest few."""
        done = [job.id for job in self._jobs.values() if job.user == user and job.is_done]
        for name in done[: -MOST_OF_ONE + 1]:
            self._drop(name)

    def _drop(self, name: str) -> None:
        del self._jobs[name]
        shutil.rmtree(self._folder_of(name), ignore_errors=True)

    def _whole_folder(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="dragoman-"))  # for its owner alone
        return self._folder

    def _folder_of(self, name: str) -> Path:
        return self._whole_folder() / name


def given_file(name: str, content: bytes) -> Given:
    """Return a file that was uploaded under a name, which may be anything and may hold the folders of a browser."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return Given(last[:SHOWN] or "a file without a name", ending_of(Path(last)) or "", content)


def _no_room() -> Fault:
    return Fault(507, "no-room", "The files could not be stored.", "Look whether the disk is full.")


def _stored(folder: Path, number: int, given: Given) -> Upload:
    upload = Upload(f"upload-{number}{given.ending}", given.name)
    (folder / upload.stored).write_bytes(given.content)
    return upload
