"""Relations between two marked actors, and whole events read from the bare sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from dragoman.evaluation.annotated import EvaluationError
from dragoman.record.types import Entity, Event, Reading

EARLIER_NAMES = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # the sentences carry PLOVER's older, coarser name
EITHER_WAY = frozenset(("CONSULT", "AGREE", "COOPERATE"))
FREE_TARGET = "a recipient"
FOUND = "found"
COLUMNS = ("uid", "sentence", "marked_sentence", "source", "target", "gold_root")


class Marked(msgspec.Struct, frozen=True):
    """One annotated sentence: what `source` does to `target` is of the type `gold_root`."""

    uid: str
    sentence: str
    marked_sentence: str
    source: str
    target: str
    gold_root: str


class TypeScore(msgspec.Struct, frozen=True):
    """How one type was found."""

    gold: int
    predicted: int
    matched: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.matched / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


class TypingScore(msgspec.Struct, frozen=True):
    """How well types were told, the pair being given: macro-F1 over the types that the sentences carry, accuracy."""

    macro_f1: float
    accuracy: float
    total: int
    types: dict[str, TypeScore]
    faults: tuple[str, ...]


class WholeScore(msgspec.Struct, frozen=True):
    """How well whole events were found: `precision` is the share of all events that are the annotated one.

    A sentence may hold events that its one annotation does not name, so that precision is a lower bound. `faults` also
    show the sentences whose event was found with others beside it.
    """

    found: int
    sentences: int
    events: int
    faults: tuple[str, ...]

    @property
    def rate(self) -> float:
        """The share of sentences whose event was found."""
        return self.found / self.sentences if self.sentences else 0.0

    @property
    def precision(self) -> float:
        """Sentences whose event was found, by all events that were given."""
        return self.found / self.events if self.events else 0.0

    @property
    def events_a_sentence(self) -> float:
        """Events given for a sentence, in the mean."""
        return self.events / self.sentences if self.sentences else 0.0


def read_marked(path: Path) -> tuple[Marked, ...]:
    """Return the sentences of a tab-separated file with one header line; raises EvaluationError."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    header = lines[0].split("\t")
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise EvaluationError(f"{path}:1: no column {missing[0]!r}; the header needs {', '.join(COLUMNS)}")
    rows = [dict(zip(header, line.split("\t"), strict=False)) for line in lines[1:]]
    return tuple(msgspec.convert({name: row.get(name, "") for name in COLUMNS}, Marked) for row in rows)


def typing_score(sentences: Sequence[Marked], predicted: Mapping[str, str]) -> TypingScore:
    """Score the types of `relate`, by uid; a sentence without one is wrong."""
    told = {s.uid: coarse(predicted.get(s.uid, "")) for s in sentences}
    types = {name: _type_score(name, sentences, told) for name in sorted({s.gold_root for s in sentences})}
    wrong = [s for s in sentences if told[s.uid] != s.gold_root]
    faults = tuple(f"{s.gold_root} read as {told[s.uid] or 'nothing'}  [{s.uid}] {s.marked_sentence}" for s in wrong)
    macro = sum(t.f1 for t in types.values()) / len(types) if types else 0.0
    accuracy = 1 - len(wrong) / len(sentences) if sentences else 0.0
    return TypingScore(macro, accuracy, len(sentences), types, faults)


def coarse(event_type: str) -> str:
    """Return the older name of a type."""
    return EARLIER_NAMES.get(event_type, event_type)


def _type_score(name: str, sentences: Sequence[Marked], told: Mapping[str, str]) -> TypeScore:
    gold = {s.uid for s in sentences if s.gold_root == name}
    predicted = {uid for uid, given in told.items() if given == name}
    return TypeScore(len(gold), len(predicted), len(gold & predicted))


def whole_score(sentences: Sequence[Marked], readings: Mapping[str, Reading]) -> WholeScore:
    """Score the events read from bare sentences, by uid; a sentence without a record has no events."""
    outcomes = [_outcome(sentence, readings.get(sentence.uid)) for sentence in sentences]
    events = sum(len(readings[s.uid].events) for s in sentences if s.uid in readings)
    found = sum(outcome.startswith(FOUND) for outcome in outcomes)
    shown = [
        _whole_fault(outcome, sentence, readings.get(sentence.uid))
        for outcome, sentence in zip(outcomes, sentences, strict=True)
        if outcome != FOUND
    ]
    return WholeScore(found, len(sentences), events, tuple(shown))


def _outcome(sentence: Marked, reading: Reading | None) -> str:
    """Return FOUND, with the types that were read beside it if there are any, or how near the reading came."""
    events = reading.events if reading is not None else ()
    right = [e for e in events if reading is not None and is_found(sentence, e, reading)]
    if right:
        others = "+".join(sorted(e.type for e in events if e is not right[0]))
        return f"{FOUND} with {others}" if others else FOUND
    if not events:
        return f"{sentence.gold_root} not read at all"
    types = sorted({e.type for e in events})
    if sentence.gold_root in map(coarse, types):
        return f"{sentence.gold_root} of other parties"
    return f"{sentence.gold_root} read as {'+'.join(types)}"


def is_found(sentence: Marked, event: Event, reading: Reading) -> bool:
    """Tell whether an event is the annotated one: its type, and entities that overlap source and target."""
    if coarse(event.type) != sentence.gold_root or event.evidence.field is not None:
        return False
    sources = tuple(occurrences(sentence.source, reading.document.text))
    targets = tuple(occurrences(sentence.target, reading.document.text))
    free = sentence.target == FREE_TARGET
    ways = [(event.actor, event.recipient)]
    if sentence.gold_root in EITHER_WAY:
        ways += [(event.recipient, event.actor), (event.actor, event.actor)]
    return any(_overlap(by, sources) and (free or _overlap(to, targets)) for by, to in ways)


def occurrences(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand in a text, whatever its spaces and quotes."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    pattern = re.sub("['‘’]", "['‘’]", pattern)
    pattern = re.sub('["“”]', '["“”]', pattern)
    return (found.span() for found in re.finditer(pattern, text) if found.group())


def _overlap(entities: Sequence[Entity], places: Sequence[tuple[int, int]]) -> bool:
    return any(e.start < end and start < e.end for e in entities for start, end in places)


def _whole_fault(outcome: str, sentence: Marked, reading: Reading | None) -> str:
    given = "; ".join(event_line(event) for event in reading.events) if reading else ""
    return (
        f"{outcome}  [{sentence.uid}]\n    gold  {sentence.gold_root}({sentence.source} -> {sentence.target})\n"
        f"    read  {given or 'nothing'}\n    {sentence.sentence}\n"
    )


def event_line(event: Event) -> str:
    """Return an event in one line: type, parties, auxiliary."""
    actors, recipients = (" + ".join(e.text for e in side) or "-" for side in (event.actor, event.recipient))
    return f"{event.type}({actors} -> {recipients}){' ' + event.auxiliary if event.auxiliary else ''}"
