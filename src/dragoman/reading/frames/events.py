"""Events from fired frames: PLOVER's type, mode and parties, after tense and modality have had their say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.codebook.spec import EventType, GivesEvent
from dragoman.codebook.values import Auxiliary
from dragoman.reading.findings import Actor, Day, FoundEvent
from dragoman.reading.frames.contexts import ContextCues, contexts_of
from dragoman.reading.frames.lexicon import FrameLexicon
from dragoman.reading.frames.match import Match, best, codes, complainant, scoped
from dragoman.reading.frames.modality import FACT, Modality
from dragoman.reading.frames.parties import Cast, is_name, located, one_side, side_actors
from dragoman.reading.frames.quotes import clause_head, clause_quote, own_tokens, quote_of
from dragoman.reading.frames.times import UNKNOWN, Times
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import fill, follow

VERBAL_COOPERATION, MATERIAL_COOPERATION, VERBAL_CONFLICT, MATERIAL_CONFLICT = 1, 2, 3, 4  # quad classes
VERBAL = (VERBAL_COOPERATION, VERBAL_CONFLICT)
COOPERATION = (VERBAL_COOPERATION, MATERIAL_COOPERATION)
SIDES = 2  # an act of cooperation has two at least


def read_events(
    scene: Scene, found: Sequence[Match], lexicon: FrameLexicon, times: Times, cues: ContextCues
) -> tuple[tuple[FoundEvent, ...], tuple[Match, ...]]:
    """Return the events of the document, and the matches that a later gate stopped."""
    inside = scoped([m for m in found if m.frame.event is not None])
    presupposed = scoped(found, "past")
    valued = reasons(found)
    denied = best([m for m in found if is_denied(m)], "event")
    chosen = best(demanded([m for m in found if not is_denied(m)]), "event")
    inner = {(m.passage, m.trigger.i): m for m in (*denied, *chosen)}
    events: list[FoundEvent] = []
    stopped = [replace(m, gate="negated") for m in denied]
    kept: list[Match] = []
    for n, told in enumerate(chosen):
        place = (told.passage, told.trigger.i)
        past = place in presupposed and told.modality is FACT
        match = replace(told, modality=Modality("historical")) if past else told
        claimed = (
            place in inside
            or (place in valued and is_verbal(match, lexicon) and not (past and is_told_as_act(match)))
            or is_claimed(match, kept, chosen[n + 1 :])
        )
        event = "claimed-by-other" if claimed else _event(scene, match, inner, lexicon, times, cues)
        if isinstance(event, str):
            stopped.append(replace(match, gate=event))
        else:
            events.append(event)
            kept.append(match)
    return tuple(events), tuple(stopped)


def demanded(found: Sequence[Match]) -> list[Match]:
    """Leave out what an act that is only demanded ("X must withdraw") would be as a fact: the demand is the act."""
    spoken = {(m.passage, m.trigger.i) for m in found if m.fired and m.frame.event and _is_demand(m)}
    return [m for m in found if (m.passage, m.trigger.i) not in spoken or _is_demand(m)]


def _is_demand(match: Match) -> bool:
    return match.modality.auxiliary == "hypothetical" and "hypothetical" in match.frame.mood


def is_denied(match: Match) -> bool:
    """Tell whether the act is negated, and the frame not one for what will not be done."""
    return match.modality.auxiliary == "negation" and "negation" not in match.frame.mood


def is_claimed(match: Match, kept: Sequence[Match], later: Sequence[Match]) -> bool:
    """Tell whether an act is told by another match too: "launched an attack" is one act, and so are equal ones.

    Of two that claim each other's trigger the first stays.
    """
    if match.frame.noun and any(told_by_verb(match, m) for m in (*kept, *later)):
        return True
    near = [m for m in kept if m.passage == match.passage]
    if any(match.trigger.i in words_of(m) or same_act(match, m) for m in near):
        return True
    own = words_of(match)
    return any(match.trigger.i in words_of(m) and m.trigger.i not in own for m in later if m.passage == match.passage)


def is_told_as_act(match: Match) -> bool:
    """Tell whether a participle tells the noun's act between two parties: "the support lent by X to Y"."""
    told = any(t.dep_ == "acl" and t.tag_ == "VBN" for t in (match.trigger, *match.trigger.children))
    return told and all(match.countries())


def is_verbal(match: Match, lexicon: FrameLexicon) -> bool:
    return match.frame.event is not None and lexicon.types[match.frame.event.type].quad == VERBAL_COOPERATION


def reasons(found: Sequence[Match]) -> set[tuple[int, int]]:
    """Return the words of what parties are thanked or praised for: support thanked for is told by the thanks."""
    return {
        (match.passage, token.i)
        for match in found
        if match.fired and match.frame.event and match.frame.appraisal
        for path in match.frame.appraisal.reason
        for head in follow(match.trigger, path)
        for token in head.subtree
        if token.i != match.trigger.i
    }


def told_by_verb(match: Match, other: Match) -> bool:
    """Tell whether a clause of the document tells the act between states that a noun only names."""
    known = all(match.countries()) and match.countries() == other.countries()
    return bool(other.frame.verb) and known and _kind(match)[0] == _kind(other)[0]


def words_of(match: Match) -> set[int]:
    """Return the words that a fired frame is made of beside its trigger: those that its conditions name."""
    return {
        token.i
        for path, condition in match.frame.when.items()
        if condition.lemma and path != "self"
        for token in follow(match.trigger, path)
        if token.i != match.trigger.i
    }


def same_act(match: Match, other: Match) -> bool:
    """Tell whether two matches of one sentence tell the same act: type and parties agree."""
    near = match.passage == other.passage and match.trigger.sent.start == other.trigger.sent.start
    return near and _kind(match) == _kind(other) and _names(match) == _names(other)


def _kind(match: Match) -> tuple[str, str | None]:
    return (match.frame.event.type if match.frame.event else "", match.modality.auxiliary)


def _names(match: Match) -> tuple[frozenset[object], ...]:
    """Who takes part, by country where it is known, else by the words."""
    casts = (match.actors.actors, match.recipients.actors)
    return tuple(frozenset(a.country or a.quote for a in cast) for cast in casts)


def _event(
    scene: Scene,
    match: Match,
    inner: dict[tuple[int, int], Match],
    lexicon: FrameLexicon,
    times: Times,
    cues: ContextCues,
) -> FoundEvent | str:
    gives = match.frame.event
    assert gives is not None
    kind = lexicon.types[gives.type]
    day = day_of(match, kind, times)
    coded = settle(kind, gives, match, day, times)
    if isinstance(coded, str):
        return coded
    code, mode, auxiliary = coded
    final = lexicon.types[code]
    mode = mode or final.inner_mode.get(_inner_type(match, inner) or "", None)
    match = replace(match, actors=doers(match))
    actors, recipients = match.actors.actors, match.recipients.actors
    if final.recipient_required and not recipients and not match.frame.reciprocal:
        return "no-recipient"
    if scene.issuer is not None:
        told = between_states(scene, match, final)
        if isinstance(told, str):
            return told
        actors, recipients = told
    return FoundEvent(
        type=code,
        mode=mode,
        contexts=tuple(sorted({*gives.contexts, *contexts_of(own_tokens(clause_head(match.trigger)), cues)})),
        cameo=gives.cameo if code == gives.type else final.cameo,
        actors=actors,
        recipients=recipients,
        day=day,
        place=None,
        auxiliary=auxiliary,
        source=scene.speaker(match.passage, match.trigger),
        basis="codebook",
        confidence=confidence(match),
        trigger=quote_of(scene, match.passage, match.trigger.i, match.trigger.i),
        quote=clause_quote(scene, match.passage, match.trigger, match.actors.tokens + match.recipients.tokens),
    )


def between_states(scene: Scene, match: Match, kind: EventType) -> tuple[tuple[Actor, ...], tuple[Actor, ...]] | str:
    """Return the parties of an act that a communiqué tells, or the gate that stops it: its acts are between states."""
    actors, recipients = match.actors.actors, match.recipients.actors
    if not codes(actors):
        return "not-between-states"
    if is_label(scene, match):
        return "title"
    if kind.quad == VERBAL_COOPERATION:
        recipients = other_side(scene, match)
        if match.frame.reciprocal and recipients:
            actors, recipients = (*actors, *recipients), ()
    everyone = {*codes(actors), *codes(match.recipients.actors), *codes(recipients)}
    if kind.quad in COOPERATION and len(everyone) < SIDES:
        return "not-between-states"
    if kind.quad == MATERIAL_CONFLICT and recipients and not any(a.country or a.sector for a in recipients):
        return "not-between-states"  # a disease is fought, and crime
    if kind.quad == VERBAL_CONFLICT:
        actors, recipients = complainant(scene, match), blamed(scene, match)
        if not set(codes(recipients)) - set(codes(actors)):
            return "no-recipient"
    return actors, recipients


def is_label(scene: Scene, match: Match) -> bool:
    """Tell whether a noun of the title only names what the text is about; encounters are told there."""
    in_title = scene.parsed[match.passage].passage.field == "title"
    return in_title and bool(match.frame.noun) and match.frame.meeting is None


def day_of(match: Match, kind: EventType, times: Times) -> Day:
    """Return when it happened; a past date of what is said or agreed does not date the saying."""
    day = times.day_at(match.passage, match.trigger, match.modality.auxiliary == "future")
    is_said = kind.quad in VERBAL and match.frame.meeting is None
    return UNKNOWN if is_said and times.is_past(day) and times.is_of_content(match.passage, match.trigger) else day


def doers(match: Match) -> Cast:
    """Return who acts: of sides that are only implied ("gratitude was expressed"), those to whom it is not done."""
    given = set(codes(match.recipients.actors))
    others = tuple(a for a in match.actors.actors if a.country not in given)
    return Cast(others) if others and not match.actors.tokens else match.actors


def other_side(scene: Scene, match: Match) -> tuple[Actor, ...]:
    """Return whom a verbal act of cooperation is for: where a communiqué of two sides names nobody, the other side."""
    if match.frame.commitment is not None and match.frame.commitment.strength == "weak":
        return ()  # what is only considered is given to nobody yet
    if match.frame.noun and match.recipients.actors and not codes(match.recipients.actors):
        return match.recipients.actors  # "its support for the treaty": said of a thing, and of nobody
    actors, recipients = match.countries()
    if len(actors) >= SIDES and set(recipients) <= set(actors):
        return ()  # what all sides do together is for none of them apart
    if not recipients and len(actors) == 1 and len(scene.sides) > SIDES and match.frame.commitment is not None:
        return named_in_title(scene, match) or match.recipients.actors
    if set(recipients) - set(actors) or len(actors) != 1 or actors[0] not in scene.sides or len(scene.sides) != SIDES:
        return match.recipients.actors
    if "future" in match.frame.mood and scene.speaker(match.passage, match.trigger).layer == "issuer":
        return match.recipients.actors  # what an issuer says in its own voice that it will do is for nobody apart
    return tuple(a for a in side_actors(scene) if a.country != actors[0])


def blamed(scene: Scene, match: Match) -> tuple[Actor, ...]:
    """Return whom a complaint or demand is against: where its clause names no state, the one that the title names."""
    if codes(match.recipients.actors) or any(is_name(t) for t in match.recipients.tokens):
        return match.recipients.actors
    return named_in_title(scene, match) or match.recipients.actors


def named_in_title(scene: Scene, match: Match) -> tuple[Actor, ...]:
    """Return the one state that the title names beside those who act and take part; nobody where it names more."""
    apart = {*match.countries()[0], *(p.country for p in scene.persons if p.role != "mentioned")}
    titles = [p for p, parsed in enumerate(scene.parsed) if parsed.passage.field == "title"]
    named = dict.fromkeys(span.code for p in titles for span in scene.pages[p].spans.values() if span.code)
    others = [code for code in named if code not in apart]
    if len(others) != 1:
        return ()
    return (located(scene, match.passage, match.trigger, one_side(scene, others[0])),)


def settle(
    kind: EventType, gives: GivesEvent, match: Match, day: Day, times: Times
) -> tuple[str, str | None, Auxiliary | None] | str:
    """Apply PLOVER's auxiliary modes: return type, mode and auxiliary, or the gate that stops the event."""
    standing = match.modality.auxiliary
    if standing == "negation" and "negation" not in match.frame.mood:
        return "negated"
    if standing == "hypothetical" and standing not in match.frame.mood:
        return (kind.when_hypothetical, None, None) if kind.when_hypothetical else "hypothetical"
    if standing == "future":
        return (kind.when_future, None, None) if kind.when_future else (kind.id, gives.mode, "future")
    if standing == "historical" or times.is_past(day):
        return kind.id, gives.mode, "historical"
    return kind.id, gives.mode, None


def _inner_type(match: Match, inner: dict[tuple[int, int], Match]) -> str | None:
    """Return the type of the act inside a scope: what is asked for, refused or threatened."""
    for token in fill(match.trigger, match.frame.scope):
        held = inner.get((match.passage, token.i))
        if held is not None and held.frame.event is not None:
            return held.frame.event.type
    return None


def confidence(match: Match) -> float:
    """Return how sure the codebook is: both countries known, a verb rather than a noun, few leaps of the parse."""
    actors, recipients = match.countries()
    value = 0.6 + 0.1 * bool(actors) + 0.1 * bool(recipients or match.frame.reciprocal) + 0.1 * bool(match.frame.verb)
    return round(min(value, 0.95), 2)
