"""The typed values of reviewing: what is decided, what was decided of it and by whom, what is to be decided next.

A reviewer is a name; an admin is told by the caller. A fact goes by its id of the record,
DOCUMENT/VERSION/KIND/PLACE; one that a reviewer added has the negative number of that decision as its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import msgspec

from dragoman.record.types import Reader
from dragoman.relations.values import Kind, Version

Verdict = Literal["accepted", "rejected", "corrected", "added", "undone", "forgotten"]
Role = Literal["review", "adjudicated"]
Mode = Literal["first", "second"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEAST_UNITS = 10  # facts decided twice, below which one more would move an alpha by a tenth and more


class ReviewError(ValueError):
    """What cannot be decided, or decisions that cannot be read; the message is one line that names the field."""


class FactRef(msgspec.Struct, frozen=True, order=True):
    """Which fact: its place is counted from 1, or minus the number of the decision that added it."""

    document: str
    version: int
    kind: Kind
    place: int

    @property
    def id(self) -> str:
        """The id of the fact: DOCUMENT/VERSION/KIND/PLACE."""
        return f"{self.document}/{self.version}/{self.kind}/{self.place}"


class Source(msgspec.Struct, frozen=True):
    """The present version of a document as it was last read.

    `fields` maps "" to the canonical body, "title" and "summary" to theirs; it is None where the text was not kept.
    `persons` are the ids and names (or quotes) of its participants, those that reviewers added included.
    """

    version: Version
    reader: Reader
    fields: Mapping[str, str] | None
    persons: Mapping[str, str]


class Subject(msgspec.Struct, frozen=True):
    """A fact that is to be decided on: `machine` is its item as JSON exactly as it was read.

    For a fact that a reviewer added `machine` is None, `item` is the reviewer's and `author` the reviewer.
    """

    ref: FactRef
    source: Source
    item: Any
    machine: str | None
    author: str | None = None

    @property
    def id(self) -> str:
        """The id of the fact."""
        return self.ref.id


class Decision(msgspec.Struct, frozen=True):
    """One link of the chain: who said what of which fact, as which reader had read it from which text.

    `at` is an ISO time in UTC. `machine` and `human` are items as JSON: what was read (None for what was added), and
    what it should be (for `corrected` and `added`). `undoes` is the number that an `undone` takes back. `previous` is
    the hash of the decision before, `hash` its own (`dragoman.review.chain.hash_of`). Of what was decided on a document
    before it was `forgotten` the words are gone (`machine`, `human` and `note` are None), and their SHA-256 stay.
    """

    number: int
    at: str
    by: str
    role: Role
    document: str
    version: int
    sha256: str
    kind: Kind
    place: int
    reader: Reader
    machine: str | None
    machine_sha256: str | None
    verdict: Verdict
    human: str | None
    human_sha256: str | None
    note: str | None
    note_sha256: str | None
    undoes: int | None
    previous: str
    hash: str

    @property
    def ref(self) -> FactRef:
        """The fact that it is about."""
        return FactRef(self.document, self.version, self.kind, self.place)


class Standing(msgspec.Struct, frozen=True):
    """What was decided of a fact, as far as one may see it.

    `current` holds for the text and codebook as they are, the last of each reviewer; `stale` was decided of another
    text or reading. `hidden` counts the reviewers whose current decision one may not see yet.
    """

    id: str
    current: tuple[Decision, ...]
    stale: tuple[Decision, ...]
    hidden: int = 0

    @property
    def adjudicated(self) -> Decision | None:
        """The admin's decision, which wins, if there is one."""
        return next((one for one in self.current if one.role == "adjudicated"), None)


class Entry(msgspec.Struct, frozen=True):
    """A fact in a reviewer's queue: `doubt` is from 0 to 1, `why` says what it rests on.

    `former` is the reviewer's decision of an earlier text or reading, by which the fact is `reopened`.
    """

    subject: Subject
    doubt: float
    why: tuple[str, ...]
    skipped: bool
    former: Decision | None = None

    @property
    def reopened(self) -> bool:
        """Whether the reviewer had decided it before its text or reading changed."""
        return self.former is not None


class Broken(msgspec.Struct, frozen=True):
    """Where the chain does not hold: the number of the first decision that is not as it was written, and how."""

    number: int
    what: str


class Head(msgspec.Struct, frozen=True):
    """The end of the chain, to be noted elsewhere: the number and hash of the last decision."""

    number: int
    hash: str

    @property
    def noted(self) -> str:
        """The form in which it is noted: NUMBER:HASH."""
        return f"{self.number}:{self.hash}"


class Agreement(msgspec.Struct, frozen=True):
    """How far reviewers agree on facts of a kind: Krippendorff's alpha, None where it is not defined.

    `units` are the facts that two or more reviewers decided, `pairable` the decisions on them. `low` and `high` are the
    ends of its 95% interval, None where there are too few units to tell.
    """

    kind: Kind
    alpha: float | None
    units: int
    pairable: int
    reviewers: int
    low: float | None = None
    high: float | None = None

    @property
    def tells(self) -> bool:
        """Whether there are enough facts for the alpha to tell something."""
        return self.units >= LEAST_UNITS


class Disagreement(msgspec.Struct, frozen=True):
    """A fact of which reviewers say different things; `adjudicated` is the admin's decision if there is one."""

    id: str
    kind: Kind
    decisions: tuple[Decision, ...]
    adjudicated: Decision | None


class Counted(msgspec.Struct, frozen=True):
    """How many facts of a kind a reviewer has decided, by verdict; an admin's adjudications are counted as such."""

    kind: Kind
    by: str
    verdicts: Mapping[str, int]


def ref_of(identity: str) -> FactRef:
    """Return which fact an id names; raises ReviewError for what is no id of a fact."""
    parts = identity.rsplit("/", 3)
    if len(parts) == 4 and parts[2] in KINDS:
        document, version, kind, place = parts
        if document and version.isdecimal() and place.removeprefix("-").isdecimal():
            return FactRef(document, int(version), _kind(kind), int(place))
    raise ReviewError(f"id: {identity!r} is no fact; give DOCUMENT/VERSION/KIND/PLACE")


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind == name)
