"""Check a codebook's entries against each other: every type, mode, sector, country and role that is named exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from dragoman.codebook.spec import (
    Agent,
    Condition,
    Context,
    EventType,
    Expression,
    Frame,
    Office,
    Organisation,
    Outcome,
    Sector,
    Territory,
)

BEYOND_STATES = frozenset(("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"))  # PLOVER's codes of what is no state's
STEPS = frozenset(  # of the parse; what each leads to is in reading/roles.py
    (
        "subject", "object", "indirect", "possessor", "modifier", "complement", "clause", "target", "agent", "author",
        "auxiliary", "adverb", "governor", "marker", "above", "self", "head", "coordinate",
    )
)  # fmt: skip
IMPLIED = frozenset(("sides", "others", "issuer", "present", "speaker"))  # parties that no dependency leads to
# A closed class: what is neither a step of the parse nor one of these is a slip of the pen.
_PREPOSITIONS = """
about above across after against ahead along alongside amid among amongst around as at away back because before
behind below beneath beside besides between beyond by concerning considering despite down due during except
excluding following for forward from in including inside instead into like near of off on onto opposite out outside
over past pending per regarding respecting round since than through throughout till to together toward towards
under underneath unlike until up upon versus via with within without worth
"""
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
OUTPUTS = ("event", "meeting", "appraisal", "position", "commitment", "request", "topic")


class Placed(Protocol):
    """A concept as it was loaded: where each of its entries stands."""

    @property
    def entries(self) -> tuple[Struct, ...]: ...
    @property
    def path(self) -> str: ...
    @property
    def lines(self) -> tuple[int, ...]: ...


class Known(Struct, frozen=True):
    """The codes that a codebook declares."""

    types: dict[str, EventType]
    sectors: frozenset[str]
    contexts: frozenset[str]
    states: frozenset[str]


def cross_faults(concepts: Sequence[Placed]) -> list[str]:
    """Return one line `file:line: fault` for everything that an entry names and no entry declares."""
    known = _known([e for c in concepts for e in c.entries])
    return [
        f"{concept.path}:{line}: {fault}"
        for concept in concepts
        for entry, line in zip(concept.entries, concept.lines, strict=True)
        for fault in _faults(entry, known)
    ]


def _known(entries: Sequence[Struct]) -> Known:
    return Known(
        types={e.id: e for e in entries if isinstance(e, EventType)},
        sectors=frozenset(e.id for e in entries if isinstance(e, Sector)),
        contexts=frozenset(e.id for e in entries if isinstance(e, Context)),
        states=frozenset(e.code for e in entries if isinstance(e, Territory)),
    )


def _faults(entry: Struct, known: Known) -> Iterator[str]:
    if isinstance(entry, Frame):
        yield from _faults_of_frame(entry, known)
    elif isinstance(entry, EventType):
        yield from _faults_of_type(entry, known)
    elif isinstance(entry, Organisation):
        yield from _unknown("sector", (entry.sector, *entry.other_sectors), known.sectors)
        yield from _unknown("country", (entry.country,), known.states | BEYOND_STATES)
        yield from _unknown("member", entry.members, known.states)
    elif isinstance(entry, Territory):
        yield from _unknown("sector", entry.sectors, known.sectors)
    elif isinstance(entry, Agent):
        yield from _unknown("sector", (entry.sector, *entry.other_sectors), known.sectors)
    elif isinstance(entry, Office):
        yield from _unknown("sector", (entry.sector,), known.sectors)
        yield from _unknown("state", entry.not_in, known.states)
    elif isinstance(entry, Outcome):
        yield from _unknown("type", entry.events, known.types)
        if not (entry.events or entry.meetings or entry.agreements or entry.statements):
            yield "an outcome names `events`, `meetings`, `agreements` or `statements` that show it"
    elif isinstance(entry, Expression) and entry.use.isupper():
        yield from _unknown("sector", (entry.use,), known.sectors)


def _faults_of_frame(frame: Frame, known: Known) -> Iterator[str]:
    if not (frame.verb or frame.noun or frame.adjective):
        yield "a frame has a `verb`, a `noun` or an `adjective` that triggers it"
    if frame.event is not None:
        yield from _unknown("type", (frame.event.type,), known.types)
        yield from _unknown("context", frame.event.contexts, known.contexts)
        if frame.event.type in known.types:
            yield from _unknown_modes((frame.event.mode,), known.types[frame.event.type])
    for path in _paths(frame):
        yield from _unknown_steps(path)
    for condition in (*frame.when.values(), *frame.unless.values()):
        yield from _unknown("sector", condition.sector, known.sectors)
        if condition == Condition():
            yield "a condition says nothing"


def _faults_of_type(kind: EventType, known: Known) -> Iterator[str]:
    yield from _unknown("type", (kind.when_future, kind.when_hypothetical, *kind.inner_mode), known.types)
    yield from _unknown_modes(kind.inner_mode.values(), kind)
    for path in kind.places:
        yield from _unknown_steps(path)


def _paths(frame: Frame) -> tuple[str, ...]:
    """Return every role path that a frame names, each once."""
    paths = [*frame.actor, *frame.recipient, *frame.scope, *frame.past, *frame.when, *frame.unless]
    for output in (getattr(frame, name) for name in OUTPUTS):
        for field in ("reason", "on", "what", "name", "text"):
            paths += getattr(output, field, ())
    return tuple(dict.fromkeys(paths))


def _unknown_steps(path: str) -> Iterator[str]:
    for step in path.split("."):
        if step not in STEPS and step not in IMPLIED and step not in PREPOSITIONS:
            steps = ", ".join(sorted({*STEPS, *IMPLIED}))
            yield f"{step!r} in the role {path!r} is no step; steps are {steps} and prepositions"


def _unknown_modes(modes: Iterable[str | None], kind: EventType) -> Iterator[str]:
    for mode in dict.fromkeys(modes):
        if mode is not None and mode not in kind.modes:
            yield f"{mode!r} is no mode of {kind.id}; its modes are {', '.join(kind.modes) or 'none'}"


def _unknown(what: str, names: Iterable[str | None], declared: Iterable[str]) -> Iterator[str]:
    known = frozenset(declared)
    for name in dict.fromkeys(names):
        if name is not None and name not in known:
            yield f"no entry declares the {what} {name!r}"
