"""What the server and the process that reads for it say to each other, a line of JSON each."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman.record.types import Reading
from dragoman.relations.values import TextPolicy
from dragoman.source.document import Document
from dragoman.source.rows import Defaults

FOUND = "found.jsonl"  # in the folder of a job: what was read, a line a document


class Upload(msgspec.Struct, frozen=True):
    """A file of a job: its name in the job's folder, and the one by which people know it."""

    stored: str
    shown: str


class ReadStep(msgspec.Struct, frozen=True, tag="read"):
    """Read the files of a folder, of which `most` documents at most.

    `policies` are those of the publishers whom the record knows, `policy` is that of all others.
    """

    folder: str
    uploads: tuple[Upload, ...]
    defaults: Defaults
    policies: dict[str, TextPolicy]
    policy: TextPolicy
    most: int


class KeepStep(msgspec.Struct, frozen=True, tag="keep"):
    """Take those documents of a folder into a record that stand at these places of what was read."""

    folder: str
    record: str
    places: tuple[tuple[int, int], ...]


Step = ReadStep | KeepStep


class Spooled(msgspec.Struct, frozen=True):
    """A document that was read, and what is to be kept of its text; `fresh` when its publisher is new to the record."""

    document: Document
    reading: Reading
    policy: TextPolicy
    fresh: bool


class Look(msgspec.Struct, frozen=True, tag="look"):
    """A document that was read, or why it was refused; `place` is where it stands in FOUND (first byte, bytes)."""

    name: str
    publisher: str | None = None
    published: str | None = None
    facts: int = 0
    silences: int = 0
    refusal: str | None = None
    place: tuple[int, int] = (0, 0)


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How much of a step is done, of how much (0 when that is not known)."""

    doing: str
    done: int
    of: int


class Put(msgspec.Struct, frozen=True, tag="put"):
    """A document that is in the record for good."""

    document: str
    version: int
    facts: int


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """A step is done; `known` counts documents that the record held already, `note` is what people should know."""

    known: int = 0
    note: str = ""


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """A step could not be done, and what to do."""

    problem: str
    advice: str


Event = Look | Progress | Put | Ended | Failed


def spooled_at(folder: Path, place: tuple[int, int]) -> Spooled:
    """Return what stands at a place of what was read; raises OSError when it was cleared away."""
    start, length = place
    with (folder / FOUND).open("rb") as stream:
        stream.seek(start)
        return msgspec.json.decode(stream.read(length), type=Spooled)
