"""Run the codebook against its own examples: each must give what is marked in it, each counter example must not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from dragoman.codebook.load import Codebook, Concept
from dragoman.codebook.spec import (
    Agent,
    DeclaredFormula,
    Entry,
    Expression,
    Frame,
    Office,
    Organisation,
    Outcome,
    Territory,
)
from dragoman.evaluation.explain import Explanation, Tried, explain
from dragoman.evaluation.markup import Example, MarkedSpan, MarkupError, parse_example
from dragoman.evaluation.written import formula_fault, outcome_fault
from dragoman.pipeline import LoadedReader
from dragoman.reading.findings import Actor

FIRED = "fired"
ROLES = frozenset(("actor", "recipient"))
Explainer = Callable[[str], Explanation]


class Failure(msgspec.Struct, frozen=True):
    """An example that the codebook does not keep: `file:line`, the entry, the example, and what went wrong."""

    place: str
    entry: str
    example: str
    fault: str

    def __str__(self) -> str:
        return f"{self.place}: {self.entry}: {self.fault}: {self.example}"


def check_codebook(codebook: Codebook, loaded: LoadedReader) -> tuple[Failure, ...]:
    """Run every example and counter example through the whole reader; return those that fail, in order of the files."""
    return tuple(failure for concept in codebook.concepts for failure in check_concept(concept, loaded))


def check_concept(concept: Concept, loaded: LoadedReader) -> Iterator[Failure]:
    """Yield the failures of one concept file."""

    def explainer(text: str) -> Explanation:
        return explain(text, loaded)

    for entry, line in zip(concept.entries, concept.lines, strict=True):
        if isinstance(entry, Entry):
            for example, fault in entry_faults(entry, explainer):
                yield Failure(f"{concept.path}:{line}", entry.id, example, fault)


def entry_faults(entry: Entry, explainer: Explainer) -> Iterator[tuple[str, str]]:
    """Yield (example, fault) for each example that one entry does not keep."""
    for marked in (*entry.examples, *entry.counter):
        try:
            example = parse_example(marked)
        except MarkupError as error:
            yield marked, str(error)
            continue
        fault = _fault(entry, example, explainer, counter=marked not in entry.examples)
        if fault:
            yield marked, fault


def _fault(entry: Entry, example: Example, explainer: Explainer, *, counter: bool) -> str | None:
    if isinstance(entry, Frame):
        found = explainer(example.text)
        return counter_fault(entry, found) if counter else frame_fault(entry, example, found)
    if isinstance(entry, DeclaredFormula):
        return formula_fault(entry, example, counter=counter)
    if isinstance(entry, Outcome):
        return outcome_fault(entry, example, counter=counter)
    if isinstance(entry, Territory | Organisation):
        found = explainer(example.text)
        return name_fault(entry, found) if counter else mention_fault(example, (*found.named, *found.mentions))
    if counter:
        return None  # of the others, a counter example shows what the words mean elsewhere
    if isinstance(entry, Expression):
        found = explainer(example.text)
        return expression_fault(entry, example, found) or mention_fault(example, found.mentions)
    if isinstance(entry, Office | Agent):
        return mention_fault(example, explainer(example.text).mentions)
    return None


def name_fault(entry: Territory | Organisation, found: Explanation) -> str | None:
    """Return the fault when a name of a territory or organisation is found in its counter example."""
    for actor in found.named:
        if actor.name == entry.name:
            return f"{actor.text!r} is read as {entry.name}"
    return None


def frame_fault(frame: Frame, example: Example, found: Explanation) -> str | None:
    """Return why an example of a frame is not kept, None when the frame fired on what is marked."""
    if not example.triggers:
        return "no {trigger} is marked"
    tries = [t for t in found.tried if t.frame == frame.id and _meets(t.trigger, example.triggers)]
    if not tries:
        return "the frame was not tried on the trigger"
    faults = [_try_fault(frame, tried, example, found) for tried in tries]
    return None if None in faults else faults[0]


def _try_fault(frame: Frame, tried: Tried, example: Example, found: Explanation) -> str | None:
    if tried.gate != FIRED:
        return f"stopped at the gate {tried.gate!r}"
    for span in example.spans:
        actors = {"actor": tried.actors, "recipient": tried.recipients}.get(span.label)
        if actors is not None and not any(_covers(actor, span) for actor in actors):
            given = " and ".join(repr(a.text) for a in actors) or "nobody"
            return f"the {span.label} is {given}, not {span.text!r}"
    return None if frame.event is None or _has_event(frame.event.type, tried, found) else "another frame took its event"


def _has_event(code: str, tried: Tried, found: Explanation) -> bool:
    """Tell whether the frame's event came out, as its type or as what PLOVER codes it as while it is still to come."""
    coded = found.coded_as.get(code, frozenset((code,)))
    return any(
        e.type in coded and _meets(tried.trigger, ((e.trigger.start, e.trigger.end),)) for e in found.findings.events
    )


def counter_fault(frame: Frame, found: Explanation) -> str | None:
    """Return the fault when a frame fired on its counter example."""
    for tried in found.tried:
        if tried.frame == frame.id and tried.gate == FIRED:
            return f"the frame fired on {found.text[slice(*tried.trigger)]!r}"
    return None


def mention_fault(example: Example, mentions: tuple[Actor, ...]) -> str | None:
    """Return which marked span does not resolve to its codes ("RUS GOV"), None when all do."""
    for span in example.spans:
        codes = set(span.label.split())
        if not span.label.isupper():
            continue  # a person or a role: no code to compare
        near = [actor for actor in mentions if _covers(actor, span)]
        several = codes <= {a.country for a in near}  # "both countries" stands for each of them
        if not several and not any(codes <= {a.country, a.sector, *a.other_sectors} for a in near):
            given = " or ".join(f"{a.text!r} {a.country or '-'} {a.sector or '-'}" for a in near) or "nothing"
            return f"{span.text!r} is read as {given}, not as {span.label}"
    return None


def expression_fault(entry: Expression, example: Example, found: Explanation) -> str | None:
    """Return the fault when none of an expression's phrases stands in its example, as it is or by its lemmas."""
    lemmas = " ".join(word.lemma for word in found.words)
    text = f"{example.text} {lemmas}".casefold()
    return None if any(p.casefold() in text for p in entry.phrases) else "none of its phrases stands in the example"


def _covers(actor: Actor, span: MarkedSpan) -> bool:
    return actor.quote.start < span.end and span.start < actor.quote.end


def _meets(place: tuple[int, int], others: tuple[tuple[int, int], ...]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
