"""Remove one frame at a time and see whether an example misses it: a frame that none misses is redundant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from dragoman.codebook.spec import Frame
from dragoman.evaluation.markup import parse_example
from dragoman.pipeline import LoadedReader
from dragoman.reading.findings import Actor, Findings, Quote
from dragoman.reading.frames.lexicon import FrameLexicon
from dragoman.reading.frames.match import matches
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.read import find, read_scene
from dragoman.source.document import Document
from dragoman.text.canonical import canonicalise

Place = tuple[int, int]


@dataclass(frozen=True)
class Told:
    """Something that a text was read to say, whichever frame said it: its kind, its values, its parties, its place."""

    kind: str
    values: tuple[str | None, ...]
    parties: tuple[tuple[str, ...], ...]
    place: Place

    def agrees(self, other: Told) -> bool:
        """Tell whether another says the same of overlapping words."""
        same = (self.kind, self.values, self.parties) == (other.kind, other.values, other.parties)
        return same and _overlap(self.place, other.place)


@dataclass(frozen=True)
class Trial:
    """One example as the whole codebook reads it: `tried` are the frames that any of its words could trigger."""

    entry: str
    example: str
    scene: Scene
    published: str | None
    triggers: tuple[Place, ...]
    tried: frozenset[str]
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Mutant:
    """One frame removed; `killed_by` is the first entry whose example then reads otherwise, None when none does.

    `rivals` are the frames that still fire on the triggers of a survivor's own examples; without any, those examples
    tell nothing even with it.
    """

    frame: str
    killed_by: str | None
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mutation:
    """The outcome of a mutation run, in the order of the frames' ids."""

    mutants: tuple[Mutant, ...]

    @property
    def survivors(self) -> tuple[str, ...]:
        return tuple(m.frame for m in self.mutants if m.killed_by is None)

    @property
    def share(self) -> float:
        """The share of mutants killed, 0 to 1; 1 where there is none."""
        return 1 - len(self.survivors) / len(self.mutants) if self.mutants else 1.0


def mutate(loaded: LoadedReader, frames: Sequence[str] | None = None) -> Mutation:
    """Remove each of some frames (all by default) and read every example again that the frame was tried on.

    An example misses a frame by what is told, not by which frame tells it: what met its marked trigger is gone, or
    something else is told there. ValueError for a frame that the codebook has not.
    """
    known = {frame.id for frame in loaded.codebook.entries(Frame)}
    strange = [f for f in frames or () if f not in known]
    if strange:
        raise ValueError(f"the codebook has no frame {strange[0]!r}")
    trials = tuple(prepare(loaded))
    return Mutation(tuple(_mutant(frame, trials, loaded) for frame in sorted(known if frames is None else set(frames))))


def prepare(loaded: LoadedReader) -> Iterator[Trial]:
    """Parse and read every marked example of the codebook's frames once."""
    for frame in loaded.codebook.entries(Frame):
        for marked in frame.examples:
            example = parse_example(marked)
            canonical = canonicalise(Document(text=example.text, id=frame.id, language="en"), loaded.layout)
            scene = read_scene(canonical, None, None, loaded.knowledge, _silent)
            tried = frozenset(m.frame.id for m in matches(scene, loaded.knowledge.frames))
            told = _told(scene, canonical.published, loaded, example.triggers)
            yield Trial(frame.id, marked, scene, canonical.published, example.triggers, tried, told)


def without(lexicon: FrameLexicon, frame: str) -> FrameLexicon:
    """Return the frames without one of them."""
    left = {key: tuple(f for f in found if f.id != frame) for key, found in lexicon.frames.items()}
    return replace(lexicon, frames={key: found for key, found in left.items() if found})


def _mutant(frame: str, trials: Sequence[Trial], loaded: LoadedReader) -> Mutant:
    knowledge = replace(loaded.knowledge, frames=without(loaded.knowledge.frames, frame))
    mutated = replace(loaded, knowledge=knowledge)
    first = sorted((t for t in trials if frame in t.tried), key=lambda t: t.entry != frame)
    killer = next((t.entry for t in first if _misses(t, mutated)), None)
    if killer is not None:
        return Mutant(frame, killer)
    own = [t for t in trials if t.entry == frame]
    return Mutant(frame, None, tuple(sorted({name for t in own for name in _rivals(t, mutated)})))


def _rivals(trial: Trial, mutated: LoadedReader) -> Iterator[str]:
    for match in matches(trial.scene, mutated.knowledge.frames):
        start = trial.scene.parsed[match.passage].passage.start + match.trigger.idx
        if match.fired and trial.told and any(_overlap((start, start + len(match.trigger)), t) for t in trial.triggers):
            yield match.frame.id


def _misses(trial: Trial, mutated: LoadedReader) -> bool:
    told = _told(trial.scene, trial.published, mutated, trial.triggers)
    gone = any(not any(old.agrees(new) for new in told) for old in trial.told)
    return gone or any(not any(new.agrees(old) for old in trial.told) for new in told)


def _told(scene: Scene, published: str | None, loaded: LoadedReader, triggers: tuple[Place, ...]) -> tuple[Told, ...]:
    found = find(scene, list(matches(scene, loaded.knowledge.frames)), published, loaded.knowledge, _silent)
    return tuple(t for t in told_of(found) if any(_overlap(t.place, trigger) for trigger in triggers))


def told_of(found: Findings) -> Iterator[Told]:
    """Yield what findings tell by frames, without their wording."""
    for e in found.events:
        yield _one("event", e.trigger, (e.type, e.mode, e.cameo, e.auxiliary), _names(e.actors), _names(e.recipients))
    for m in found.meetings:
        yield _one("meeting", m.quote, (m.kind, m.status), m.countries, m.persons)
    for p in found.positions:
        yield _one("position", p.quote, (p.stance, p.on), p.holder)
    for c in found.commitments:
        yield _one("commitment", c.quote, (c.strength, c.what), c.by, c.to)
    for a in found.appraisals:
        yield _one("appraisal", a.quote, (a.kind, a.reason), a.by, a.to)
    for r in found.requests:
        yield _one("request", r.quote, (r.what,), r.by, r.to)
    for t in found.topics:
        yield _one("topic", t.quote, (t.text,))


def _one(kind: str, quote: Quote, values: tuple[str | None, ...], *parties: tuple[str, ...]) -> Told:
    return Told(kind, values, tuple(tuple(sorted(p)) for p in parties), (quote.start, quote.end))


def _names(actors: tuple[Actor, ...]) -> tuple[str, ...]:
    return tuple(a.country or a.text for a in actors)


def _overlap(place: Place, other: Place) -> bool:
    return place[0] < other[1] and other[0] < place[1]


def _silent(stage: str) -> None:
    """Measure nothing."""


def sample(loaded: LoadedReader, most: int) -> tuple[str, ...]:
    """Return up to `most` frames of the codebook, spread evenly over their ids."""
    ids = [frame.id for frame in loaded.codebook.entries(Frame)]
    step = max(1, len(ids) / most)
    return tuple(ids[int(n * step)] for n in range(min(most, len(ids))))


def report(run: Mutation, progress: Callable[[str], None]) -> None:
    """Say the share of mutants killed, and every survivor on a line of its own."""
    for mutant in run.mutants:
        if mutant.killed_by is None:
            why = f"told as well by {', '.join(mutant.rivals)}" if mutant.rivals else "its examples tell nothing apart"
            progress(f"{mutant.frame}: no example misses it: {why}")
    killed = len(run.mutants) - len(run.survivors)
    progress(f"{killed} of {len(run.mutants)} frames are missed when they are removed: {run.share:.1%}")
