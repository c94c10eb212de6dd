"""Try frames on a token, gate by gate, and keep which gate stopped each one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from spacy.tokens import Token

from dragoman.codebook.spec import Condition, Frame
from dragoman.reading.findings import Actor
from dragoman.reading.frames.lexicon import FrameLexicon
from dragoman.reading.frames.modality import FACT, Modality, Moods, modality
from dragoman.reading.frames.parties import Cast, parties
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import by_preposition, fill, follow

OUTPUTS = ("event", "meeting", "appraisal", "position", "commitment", "request", "topic")
FIRED = "fired"
NOBODY = Cast()


@dataclass(frozen=True)
class Match:
    """One frame tried on one trigger: `gate` is "fired" or the code of the gate that stopped it."""

    frame: Frame
    passage: int
    trigger: Token
    gate: str
    actors: Cast = NOBODY
    recipients: Cast = NOBODY
    modality: Modality = FACT

    @property
    def fired(self) -> bool:
        return self.gate == FIRED

    @property
    def weight(self) -> tuple[int, str]:
        """How much the frame demands: of two that fire, the more demanding one is meant."""
        frame = self.frame
        demands = (
            2 * len(frame.when)
            + 2 * bool(frame.particle)
            + len(frame.requires)
            + bool(frame.unless)
            - 5 * ("*" in frame.verb)
        )
        return (demands, frame.id)

    def countries(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the codes of actors and of recipients, each in the order of the text."""
        return codes(self.actors.actors), codes(self.recipients.actors)


def codes(actors: Sequence[Actor]) -> tuple[str, ...]:
    """Return the country codes of actors, each once, in order."""
    return tuple(dict.fromkeys(a.country for a in actors if a.country))


def complainant(scene: Scene, match: Match) -> tuple[Actor, ...]:
    """Return who complains: where a readout names nobody, the side that publishes it."""
    implied = not match.actors.tokens and scene.speaker(match.passage, match.trigger).layer == "meeting"
    own = tuple(a for a in match.actors.actors if scene.issuer and a.country == scene.issuer.country)
    return own if implied and own else match.actors.actors


def matches(scene: Scene, lexicon: FrameLexicon) -> Iterator[Match]:
    """Yield every frame tried on every token of the document, fired or not, in the order of the text."""
    for index, parsed in enumerate(scene.parsed):
        for token in parsed.doc:
            for frame in lexicon.candidates(token):
                yield attempt(frame, index, token, scene, lexicon)


def attempt(frame: Frame, passage: int, trigger: Token, scene: Scene, lexicon: FrameLexicon) -> Match:
    """Try one frame on one trigger."""
    if frame.particle and not _has_particle(trigger, frame.particle):
        return Match(frame, passage, trigger, "no-particle")
    for path, condition in frame.when.items():
        if not holds(condition, path, passage, trigger, scene, lexicon.moods):
            return Match(frame, passage, trigger, f"if-{path}")
    for path, condition in frame.unless.items():
        if holds(condition, path, passage, trigger, scene, lexicon.moods):
            return Match(frame, passage, trigger, f"unless-{path}")
    standing = modality(trigger, lexicon.moods)
    if frame.mood and standing.auxiliary not in frame.mood:
        return Match(frame, passage, trigger, "mood")
    actors, recipients = _cast(frame, passage, trigger, scene, lexicon)
    if frame.commitment is not None and _is_adverse(trigger, frame.commitment.what, lexicon.moods):
        recipients = Cast()
    gate = _lacking(frame, actors, recipients)
    return Match(frame, passage, trigger, gate, actors, recipients, standing)


def _cast(frame: Frame, passage: int, trigger: Token, scene: Scene, lexicon: FrameLexicon) -> tuple[Cast, Cast]:
    """Fill both roles; where the actor is "others", whoever the recipient is not, the recipient comes first."""
    things = not frame.reciprocal
    kind = lexicon.types[frame.event.type] if frame.event else None
    worded = any(path in frame.when and frame.when[path].lemma for path in frame.actor)
    dates = partial(is_date, lexicon.moods)
    names = kind is not None and kind.any_name and bool(frame.verb)
    if "others" in frame.actor:
        recipients = parties(scene, passage, trigger, frame.recipient, things=things)
        actors = parties(scene, passage, trigger, frame.actor, things=False, apart_from=recipients)
    else:
        actors = parties(scene, passage, trigger, frame.actor, things=worded, names=names)
        places = kind.places if kind and frame.recipient and "recipient" not in frame.requires else ()
        recipients = parties(
            scene, passage, trigger, (*frame.recipient, *places), things=things, apart_from=actors, but=dates
        )
    return _ordered(frame, actors, recipients)


def _is_adverse(trigger: Token, what: tuple[str, ...], moods: Moods) -> bool:
    """ "Pledged to reduce dependence on X", "will deter X": what is meant to lessen something is promised to nobody."""
    return any(moods.has("adverse-act", act) for act in (trigger, *fill(trigger, what)))


def is_date(moods: Moods, token: Token) -> bool:
    """Tell whether a noun is a day, a month or a span of time: nothing is done to those."""
    return any(moods.has(use, token) for use in ("weekday", "month", "unit"))


def _ordered(frame: Frame, actors: Cast, recipients: Cast) -> tuple[Cast, Cast]:
    """Reciprocal acts have one list of actors (PLOVER: meetings with no clear host and guest)."""
    if frame.reciprocal:
        return actors.joined(recipients), Cast()
    return actors, recipients


def _lacking(frame: Frame, actors: Cast, recipients: Cast) -> str:
    if "actor" in frame.requires and not actors.actors:
        return "no-actor"
    if "recipient" in frame.requires and not (recipients.actors or (frame.reciprocal and _several(actors))):
        return "no-recipient"
    return FIRED


def _several(actors: Cast) -> bool:
    return len(codes(actors.actors)) > 1 or len(actors.actors) > 1


def _has_particle(trigger: Token, particles: tuple[str, ...]) -> bool:
    return any(c.lower_ in particles and c.dep_ in ("prt", "advmod", "prep", "npadvmod") for c in trigger.children)


def holds(condition: Condition, path: str, passage: int, trigger: Token, scene: Scene, moods: Moods) -> bool:
    """Tell whether a condition on a role holds."""
    tokens = follow(trigger, path)
    if condition.present is not None and condition.present != bool(tokens):
        return False
    if condition.lemma and not any(_lemma_among(t, condition.lemma) for t in measured(tokens, moods)):
        return False
    if condition.entity is not None:
        return condition.entity == any(scene.actors(passage, t) for t in tokens)
    if condition.sector:
        sectors = {a.sector for t in tokens for a in scene.actors(passage, t)}
        return bool(sectors & set(condition.sector))
    return True


def measured(tokens: Sequence[Token], moods: Moods) -> list[Token]:
    """Return the tokens and what quantities among them measure: "three tonnes of rice", "$5 million in aid"."""
    found = list(tokens)
    for token in tokens:
        if moods.has("quantity", token) or token.like_num:
            found += by_preposition(token, "of") or by_preposition(token, "in") or by_preposition(token, "worth")
    deeper = [t for t in found[len(tokens) :] if moods.has("quantity", t)]
    return found + (measured(deeper, moods)[len(deeper) :] if deeper else [])


def _lemma_among(token: Token, lemmas: tuple[str, ...]) -> bool:
    return token.lemma_.lower() in lemmas or token.lower_ in lemmas or token.lower_.removesuffix("s") in lemmas


def best(found: Sequence[Match], output: str) -> list[Match]:
    """Of the fired matches that give `output`, keep the most demanding one on each trigger."""
    chosen: dict[tuple[int, int], Match] = {}
    for match in found:
        if match.fired and getattr(match.frame, output) is not None:
            key = (match.passage, match.trigger.i)
            if key not in chosen or match.weight > chosen[key].weight:
                chosen[key] = match
    return [chosen[key] for key in sorted(chosen)]


def scoped(found: Sequence[Match], which: str = "scope") -> set[tuple[int, int]]:
    """Return the triggers inside a scope of a fired frame: what is refused, asked or claimed (`past`: presupposed)."""
    inside: set[tuple[int, int]] = set()
    for match in found:
        paths: tuple[str, ...] = getattr(match.frame, which)
        if match.fired and paths:
            for head in (t for path in paths for t in fill(match.trigger, (path,))):
                inside.update((match.passage, t.i) for t in head.subtree if t.i != match.trigger.i)
    return inside
