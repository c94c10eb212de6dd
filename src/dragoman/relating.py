"""The relation between two marked actors: the model's distribution, with the codebook's votes.

The policy (docs/policy.md): the codebook reads the bare sentence; an event of its that joins both marks is a vote
for the
event's type, one that has only one of the marks in its place is a smaller vote; votes are added to the model's
probabilities, and the sum is brought back to one.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.pipeline import LoadedReader, read_document
from dragoman.reading.relation.marks import Marked, read_marks
from dragoman.reading.relation.model import PLACES, Relation
from dragoman.record.types import Entity, Event
from dragoman.source.document import Document

BOTH_MARKS, ONE_MARK = 0.9, 0.8  # votes, in units of the model's probability
Places = tuple[tuple[int, int], ...]


def relate(uid: str, marked_sentence: str, loaded: LoadedReader) -> Relation:
    """Return the relation of a marked sentence; raises MarkError where its marks do not close."""
    marked = read_marks(marked_sentence)
    scores = loaded.knowledge.model.scores(marked)
    for code, vote in votes(marked, loaded).items():
        scores[code] += vote
    total = sum(scores.values())
    shares = {code: round(score / total, PLACES) for code, score in scores.items()}
    best = max((code for code in shares if code != "none"), key=lambda code: (shares[code], code))
    return Relation(uid, best, shares)


def votes(marked: Marked, loaded: LoadedReader) -> dict[str, float]:
    """Return the codebook's votes by type; none where its text is not the sentence to the letter."""
    reading = read_document(Document(text=marked.text, id="marked", language="en"), loaded)
    if reading.document.text != marked.text:
        return {}
    found: dict[str, float] = {}
    for event in reading.events:
        vote, learned = _vote(event, marked), loaded.knowledge.frames.types[event.type].learned
        if vote and learned:
            found[learned] = max(vote, found.get(learned, 0.0))
    return found


def _vote(event: Event, marked: Marked) -> float:
    acts, suffers = _stands(event.actor, marked.source), _stands(event.recipient, marked.target)
    joint = _stands(event.actor, marked.target)
    if (acts or _stands(event.recipient, marked.source)) and (suffers or joint) and (acts or joint):
        return BOTH_MARKS
    return ONE_MARK if acts or suffers else 0.0


def _stands(entities: Iterable[Entity], places: Places) -> bool:
    """Tell whether an entity overlaps a marked place."""
    return any(e.start < end and start < e.end for e in entities for start, end in places)
