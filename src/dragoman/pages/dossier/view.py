"""What a dossier shows, ready in words: the terminal page and the HTML page are two layouts of it.

Every string here is clean (one line, nothing that reorders it), and none of it is markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from dragoman.pages.plot import Plot, Uses

Tone = Literal["good", "bad", "plain"]


class Source(msgspec.Struct, frozen=True):
    """A document: `number` is its place in the list of sources, `link` its address where that is safe to follow.

    `repeats` is the number of the source that it repeats nearly word for word, or that document's id when it is not
    in the list.
    """

    number: int
    document: str
    version: int
    title: str
    publisher: str
    published: str
    language: str
    address: str
    link: str | None
    repeats: str


class Quote(msgspec.Struct, frozen=True):
    """The exact words, who says them and where else they stand (`said`), the source, and the id of the fact."""

    exact: str
    said: str
    source: Source
    fact: str = ""


class Fact(msgspec.Struct, frozen=True):
    """One fact: its kind in a word, who (to whom), what, further particulars, and the words it rests on.

    `also` are the further sources that state the same.
    """

    label: str
    tone: Tone
    who: str
    what: str
    details: tuple[str, ...]
    quotes: tuple[Quote, ...]
    also: tuple[Source, ...] = ()


class Present(msgspec.Struct, frozen=True):
    """One who took part, with the offices held; `id` is that of the joined person, empty where none is known."""

    words: str
    id: str = ""


class Side(msgspec.Struct, frozen=True):
    """Those who took part for one country; `code` is empty where that is not known."""

    country: str
    persons: tuple[Present, ...]
    code: str = ""


class Encounter(msgspec.Struct, frozen=True):
    """A joined meeting with those present and every report of it; `compared` when versions of it stand side by side.

    `tellers` are the governments that report it.
    """

    number: int
    title: str
    where: str
    day: str
    status: str
    purposes: tuple[str, ...]
    sides: tuple[Side, ...]
    reports: tuple[Quote, ...]
    compared: bool
    tellers: tuple[str, ...] = ()
    id: str = ""


class Column(msgspec.Struct, frozen=True):
    """What one government's reports say of a matter; nothing when they are silent on it."""

    publisher: str
    facts: tuple[Fact, ...]


class Matter(msgspec.Struct, frozen=True):
    """One matter of a meeting as each government told it."""

    kind: str
    what: str
    differing: str
    columns: tuple[Column, ...]


class Told(msgspec.Struct, frozen=True):
    """The matters of a meeting that both tell: alike, or differently."""

    standing: str
    title: str
    matters: tuple[Matter, ...]


class Versions(msgspec.Struct, frozen=True):
    """A meeting as each government told it; `number` is the meeting's place in the list, None when not shown there.

    `alone` is what only one of them told, government by government, under the heading `apart`.
    """

    number: int | None
    title: str
    day: str
    publishers: tuple[str, ...]
    told: tuple[Told, ...]
    alone: tuple[Column, ...]
    apart: str
    id: str = ""


class Moment(msgspec.Struct, frozen=True):
    """An entry of the timeline: an event, or a meeting that is told elsewhere (`meeting` is its number there)."""

    day: str
    fact: Fact
    meeting: int | None = None
    id: str = ""


class Period(msgspec.Struct, frozen=True):
    """The entries of one month."""

    title: str
    moments: tuple[Moment, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What became of a commitment: the later fact, why it is held to answer it, and what a person said of that."""

    title: str
    tone: Tone
    fact: Fact
    why: str
    decision: str


class Promise(msgspec.Struct, frozen=True):
    """A commitment with what became of it."""

    fact: Fact
    status: str
    tone: Tone
    outcomes: tuple[Outcome, ...]


class Group(msgspec.Struct, frozen=True):
    """Facts or promises under one heading."""

    title: str
    facts: tuple[Fact, ...] = ()
    promises: tuple[Promise, ...] = ()


class Instrument(msgspec.Struct, frozen=True):
    """An agreement, who cites it since when, and every place that does."""

    name: str
    names: str
    parties: str
    cited: tuple[str, ...]
    facts: tuple[Fact, ...]
    id: str = ""


class Absence(msgspec.Struct, frozen=True):
    """A document in which a formula is missing, and how constant its use was until then."""

    source: Source
    habit: str


class Phrase(msgspec.Struct, frozen=True):
    """A formula with its use by month, its first and last use, and where it is missing."""

    phrase: str
    issuer: str
    remarks: tuple[str, ...]
    first: Quote
    last: Quote
    uses: Uses
    missing: tuple[Absence, ...]


class Count(msgspec.Struct, frozen=True):
    """How much the record holds of a kind, and how much of it is shown; `section` is the anchor it is shown at."""

    noun: str
    total: int
    shown: int
    section: str


class Maker(msgspec.Struct, frozen=True):
    """What read the documents, and the sentence by which a paper cites the dossier."""

    version: str
    codebook: str
    model: str
    citation: str


class Part(msgspec.Struct, frozen=True):
    """A section: the anchor that it stands at, its heading, and how many findings it has where that tells something."""

    key: str
    title: str
    count: int | None


class Page(msgspec.Struct, frozen=True):
    """A whole dossier."""

    a: str
    b: str
    span: str
    counts: tuple[Count, ...]
    plot: Plot | None
    timeline: tuple[Period, ...]
    meetings: tuple[Encounter, ...]
    comparisons: tuple[Versions, ...]
    commitments: tuple[Group, ...]
    positions: tuple[Group, ...]
    agreements: tuple[Instrument, ...]
    appraisals: tuple[Group, ...]
    requests: tuple[Group, ...]
    topics: tuple[Fact, ...]
    formulae: tuple[Phrase, ...]
    sources: tuple[Source, ...]
    maker: Maker

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sections that have something, in their order."""
        every: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
            ("timeline", "Timeline", self.timeline),
            ("meetings", "Meetings", self.meetings),
            ("versions", "Versions side by side", self.comparisons),
            ("commitments", "Commitments", self.commitments),
            ("positions", "Positions", self.positions),
            ("agreements", "Agreements", self.agreements),
            ("appraisals", "Thanks and criticism", self.appraisals),
            ("requests", "Requests", self.requests),
            ("formulae", "Formulae", self.formulae),
            ("topics", "Topics", self.topics),
            ("sources", "Sources", self.sources),
        )
        counts = {"timeline": None, "sources": None, "meetings": sum(met.status == "held" for met in self.meetings)}
        return tuple(Part(key, title, counts.get(key, counted(f))) for key, title, f in every if f)


def counted(found: Iterable[Any]) -> int:
    """Return how many findings a section has, groups counted by what they hold."""
    return sum(len(one.facts) + len(one.promises) if isinstance(one, Group) else 1 for one in found)
