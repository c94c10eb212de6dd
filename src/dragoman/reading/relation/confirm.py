"""Ask the relation model about the codebook's events: does it read the same type between the same two parties?

The codebook finds, the model confirms (docs/policy.md): an event that the model types alike rests on both, and its
confidence follows the model's probability. The model proposes no event of its own; what it would add was right too
rarely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from dragoman.codebook.spec import EventType
from dragoman.reading.findings import Actor, FoundEvent
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.relation.marks import Marked
from dragoman.reading.relation.model import RelationModel

# How often the codebook's type of a marked pair was right where the model's probability of it was about nought, and
# about
# one (docs/quality.md): between them confidence follows the probability in a straight line.
DOUBTED, CONFIRMED = 0.5, 0.95
LONGEST_SENTENCE = 600  # characters: longer ones hold lists, of which the model has seen none


def confirm(
    scene: Scene, events: Iterable[FoundEvent], model: RelationModel, types: Mapping[str, EventType]
) -> tuple[FoundEvent, ...]:
    """Return the events, those whose two parties stand in one sentence with what the model says of them."""
    return tuple(_confirmed(scene, event, model, types[event.type].learned) for event in events)


def _confirmed(scene: Scene, event: FoundEvent, model: RelationModel, learned: str | None) -> FoundEvent:
    marked = marked_pair(scene, event)
    if marked is None or learned not in model.types:
        return event  # a codebook of one's own may have types that the model never learned
    scores = model.scores(marked)
    best = max((code for code in scores if code != "none"), key=lambda code: (scores[code], code))
    confidence = round(DOUBTED + (CONFIRMED - DOUBTED) * scores[learned], 2)
    return replace(event, basis="both" if best == learned else "codebook", confidence=confidence)


def marked_pair(scene: Scene, event: FoundEvent) -> Marked | None:
    """Return the event's sentence with its first actor and its first recipient (or second actor) marked, if it has
    both.
    """
    actor, other = _two(event)
    if actor is None or other is None:
        return None
    for parsed in scene.parsed:
        base = parsed.passage.start
        inside = (
            parsed.passage.field or ""
        ) == event.trigger.field and base <= event.trigger.start < parsed.passage.end
        for sentence in parsed.doc.sents if inside else ():
            start, end = base + sentence.start_char, base + sentence.end_char
            if start <= event.trigger.start < end:
                within = all(start <= a.quote.start and a.quote.end <= end for a in (actor, other))
                return (
                    _marked(sentence.text, start, actor, other) if within and end - start <= LONGEST_SENTENCE else None
                )
    return None


def _two(event: FoundEvent) -> tuple[Actor | None, Actor | None]:
    parties = (*event.actors[:1], *(event.recipients or event.actors[1:])[:1])
    two = [a for a in parties if a.quote.field == event.trigger.field and a.quote.start != event.trigger.start]
    return (two[0], two[1]) if len(two) > 1 and two[0].quote != two[1].quote else (None, None)


def _marked(text: str, start: int, actor: Actor, other: Actor) -> Marked:
    places = [((a.quote.start - start, a.quote.end - start),) for a in (actor, other)]
    return Marked(text, places[0], places[1])
