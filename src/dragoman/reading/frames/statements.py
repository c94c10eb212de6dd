"""Positions, commitments, appraisals, requests and topics from fired frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from spacy.tokens import Token

from dragoman.codebook.spec import EventType, GivesPosition
from dragoman.codebook.values import Stance
from dragoman.reading.findings import (
    FoundAppraisal,
    FoundCommitment,
    FoundPosition,
    FoundRequest,
    FoundTopic,
    Quote,
    Source,
)
from dragoman.reading.frames.match import Match, best, codes, complainant
from dragoman.reading.frames.quotes import clause_quote, own_tokens, trimmed, words
from dragoman.reading.frames.times import Times
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import VERBS, fill

AGAINST: dict[Stance, Stance] = {"for": "against", "against": "for"}
ANY_VERB = "*"
CONFLICT = frozenset((3, 4))  # PLOVER's quad classes of conflict, in words and in deeds
ENDING = 2  # tokens at the end of a sentence: its mark, and a closing quotation mark
RELATIVE = frozenset(("relcl", "acl"))
DEPENDENT_VERBS = frozenset(("xcomp", "advcl", "conj"))
Statement = TypeVar("Statement", FoundPosition, FoundCommitment, FoundAppraisal, FoundRequest)


def read_positions(scene: Scene, found: Sequence[Match]) -> tuple[FoundPosition, ...]:
    """Return the stances of states on matters, policies and principles; what another is praised for is none."""
    praised = _praised(found) | _asked(found)
    positions = []
    for match in best(_filled(found, "position", "on"), "position"):
        gives = match.frame.position
        holder = codes(match.actors.actors)
        if gives is None or not holder or (match.passage, match.trigger.i) in praised or not _stands(match):
            continue
        on = words(fill(match.trigger, gives.on), match.trigger)
        if on is not None:
            source = scene.speaker(match.passage, match.trigger)
            quote = _quote(scene, match, gives.on)
            positions.append(FoundPosition(holder, _voices(match, source), on, _stance(match, gives), source, quote))
    return _said_once(positions)


def _is_said(match: Match) -> bool:
    """A word of praise or blame is said, or is what its frame takes for said ("would like to thank")."""
    standing = match.modality.auxiliary
    return standing != "negation" and (standing != "hypothetical" or standing in match.frame.mood)


def _stands(match: Match) -> bool:
    """A stance is told as held, or as what ought to be; one that a relative clause tells of
    somebody is not stated, one still to be taken is a promise, and an act that another is done for ("gave money to
    support X") states none."""
    standing = match.modality.auxiliary
    if standing == "hypothetical" and "hypothetical" not in match.frame.mood:
        return False
    verb = match.trigger.head if match.frame.adjective else match.trigger
    if match.frame.event is not None and _is_purpose(verb):
        return False
    future = standing == "future" and not match.frame.adjective  # what will be vital is so today
    return not (verb.pos_ in VERBS and (_is_told_of(verb, match.actors.tokens) or future))


def _is_purpose(verb: Token) -> bool:
    return verb.dep_ in ("advcl", "acl") and any(c.tag_ == "TO" for c in verb.children)


def _is_told_of(verb: Token, holders: tuple[Token, ...]) -> bool:
    """A relative clause tells it of its holder ("those who went out to oppose X")."""
    while verb.dep_ in DEPENDENT_VERBS and verb.head.pos_ in VERBS:
        verb = verb.head
    return verb.dep_ in RELATIVE and verb.head in holders


def _stance(match: Match, gives: GivesPosition) -> Stance:
    turned = match.modality.negated or match.modality.auxiliary == "negation"
    return AGAINST[gives.stance] if turned else gives.stance


def _asked(found: Sequence[Match]) -> set[tuple[int, int]]:
    """Return the triggers that ask another state for something: a request, and no stance besides."""
    return {
        (match.passage, match.trigger.i)
        for match in found
        if match.fired and match.frame.request is not None and _others(match)
    }


def _praised(found: Sequence[Match]) -> set[tuple[int, int]]:
    """Return the tokens inside the reasons of appraisals."""
    return {
        (match.passage, token.i)
        for match in found
        if match.fired and match.frame.appraisal is not None
        for head in fill(match.trigger, match.frame.appraisal.reason)
        for token in head.subtree
        if match.trigger.i not in {t.i for t in head.subtree}
    }


def read_commitments(
    scene: Scene, found: Sequence[Match], times: Times, types: Mapping[str, EventType]
) -> tuple[FoundCommitment, ...]:
    """Return what parties will, intend, agree or pledge to do; what is asked, and what threatens, is none."""
    threatening = _threatening(found, types)
    commitments = []
    for match in best(_filled(found, "commitment", "what"), "commitment"):
        gives = match.frame.commitment
        what = words(fill(match.trigger, gives.what), match.trigger, denied=True) if gives else None
        by = codes(match.actors.actors)
        if match.frame.adjective and match.trigger.head.dep_ in RELATIVE:
            continue
        named = ANY_VERB not in match.frame.verb  # "will impose sanctions" is announced, "plans to attack" is feared
        if (named and (match.passage, match.trigger.i) in threatening) or _is_question(match.trigger):
            continue
        if gives is None or what is None or not by or match.modality.negated or match.modality.auxiliary == "negation":
            continue
        deadline = times.near(match.passage, match.trigger, True)
        commitments.append(
            FoundCommitment(
                by=by,
                to=_others(match),
                what=what,
                strength=gives.strength,
                deadline=deadline.day.date if deadline and times.is_coming(deadline.day) else None,
                condition=_condition(match),
                source=scene.speaker(match.passage, match.trigger),
                quote=_quote(scene, match, gives.what),
            )
        )
    return _said_once(commitments)


def _threatening(found: Sequence[Match], types: Mapping[str, EventType]) -> set[tuple[int, int]]:
    """Return the triggers at which an act of conflict between states is read: what is meant there is no promise."""
    return {
        (match.passage, match.trigger.i)
        for match in found
        if match.fired and match.frame.event is not None and types[match.frame.event.type].quad in CONFLICT
        if match.frame.commitment is None
    }


def _is_question(token: Token) -> bool:
    return any(t.text == "?" for t in list(token.sent)[-ENDING:])


def read_appraisals(scene: Scene, found: Sequence[Match]) -> tuple[FoundAppraisal, ...]:
    """Return thanks, praise, condolence and criticism; what one is appraised for is not appraised apart."""
    reasons = _praised(found)
    appraisals = []
    for match in best(found, "appraisal"):
        gives = match.frame.appraisal
        blames = gives is not None and gives.kind == "criticism"
        by = codes(complainant(scene, match) if blames else match.actors.actors)
        if gives is None or not (by or "actor" not in match.frame.requires) or not _is_said(match):
            continue
        if blames and set(codes(match.recipients.actors)) & set(by):
            continue
        told_again = (match.passage, match.trigger.i) in reasons
        if gives.kind != "gratitude" and _is_asserted(match) and (told_again or not _is_of_another(match)):
            continue
        reason = words(fill(match.trigger, gives.reason))
        source = scene.speaker(match.passage, match.trigger)
        quote = _quote(scene, match, gives.reason)
        appraisals.append(FoundAppraisal(gives.kind, by, _others(match), reason, source, quote))
    return _said_once(appraisals)


def _is_asserted(match: Match) -> bool:
    """No word of praise or blame names whoever appraises: "X played a great role"."""
    return match.frame.actor == ("speaker",)


def _is_of_another(match: Match) -> bool:
    """What is told plainly is an appraisal where it is told of another state, and not of one's own people."""
    told_of, by = set(codes(match.recipients.actors)), set(codes(match.actors.actors))
    return bool(told_of - by) or not (told_of or "recipient" in match.frame.requires)


def read_requests(scene: Scene, found: Sequence[Match]) -> tuple[FoundRequest, ...]:
    """Return what one party asks of another; what a state asks of its own people is none."""
    requests = []
    for match in best(_filled(found, "request", "what"), "request"):
        gives = match.frame.request
        what = words(fill(match.trigger, gives.what), match.trigger, denied=True) if gives else None
        by, asked = codes(complainant(scene, match)), _others(match)
        refused = match.modality.auxiliary == "negation" and "negation" not in match.frame.mood
        if what is None or not by or refused:
            continue
        if not asked and codes(match.recipients.actors):
            continue
        source = scene.speaker(match.passage, match.trigger)
        requests.append(FoundRequest(by, asked, what, source, _quote(scene, match)))
    return _said_once(requests)


def read_topics(scene: Scene, found: Sequence[Match]) -> tuple[FoundTopic, ...]:
    """Return what was discussed, one noun phrase a topic."""
    topics: dict[str, FoundTopic] = {}
    for match in best(found, "topic"):
        for token in fill(match.trigger, match.frame.topic.text) if match.frame.topic else ():
            for head in (token, *(c for c in token.conjuncts if c.i > token.i)):
                text = _topic(head)
                if text and text.lower() not in topics:
                    quote = clause_quote(scene, match.passage, match.trigger, match.actors.tokens)
                    topics[text.lower()] = FoundTopic(text, (), quote)
    return tuple(topics.values())[:8]


def _topic(head: Token) -> str:
    """The phrase of a noun without what is coordinated with it, and without its article."""
    end = min((c.left_edge.i for c in head.children if c.dep_ == "conj"), default=len(head.doc))
    inside = [t.i for t in own_tokens(head) if t.i < end]
    left, right = trimmed(head.doc, min(inside), max(inside))
    while left < right and head.doc[left].dep_ in ("det", "predet"):
        left += 1
    return head.doc[left : right + 1].text


def _filled(found: Sequence[Match], output: str, content: str) -> list[Match]:
    """Return the matches whose statement has a content: a frame that finds none is not the one meant."""
    told = [match for match in found if match.fired and getattr(match.frame, output) is not None]
    return [match for match in told if fill(match.trigger, getattr(getattr(match.frame, output), content))]


def _said_once(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Of statements of the same kind whose quotes overlap by half of the shorter one, keep the first."""
    kept: list[Statement] = []
    for statement in statements:
        if not any(_is_same(k, statement) for k in kept):
            kept.append(statement)
    return tuple(kept)


def _is_same(one: Statement, other: Statement) -> bool:
    return _kind(one) == _kind(other) and _overlap(one.quote, other.quote) and not for_other_reasons(one, other)


def for_other_reasons(one: object, other: object) -> bool:
    """Tell whether two praises have reasons of their own, one inside the other's quote: "praised X, noting Y".

    Blame inside blame ("concerned about the attack, an unprovoked one") stays one.
    """
    if not (isinstance(one, FoundAppraisal) and isinstance(other, FoundAppraisal) and one.reason and other.reason):
        return False
    if one.kind == "criticism":
        return False
    return one.reason not in other.reason and other.reason not in one.reason


def _kind(statement: FoundPosition | FoundCommitment | FoundAppraisal | FoundRequest) -> str:
    match statement:
        case FoundPosition():
            return statement.stance
        case FoundAppraisal():
            return statement.kind
    return ""


def _overlap(one: Quote, other: Quote) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return one.field == other.field and 2 * shared >= min(one.end - one.start, other.end - other.start)


def _quote(scene: Scene, match: Match, content: tuple[str, ...] = ()) -> Quote:
    """The clause with its holder and its content; a subject that a relative clause speaks of is content too."""
    shared = match.trigger.dep_ in ("conj", "advcl")  # its holder stands with the verb that it depends on
    parts: tuple[Token, ...] = (*(() if shared else match.actors.tokens), *fill(match.trigger, content))
    return clause_quote(scene, match.passage, match.trigger, parts)


def _voices(match: Match, source: Source) -> tuple[str, ...]:
    persons = tuple(dict.fromkeys(a.person for a in match.actors.actors if a.person))
    return persons or ((source.by,) if source.layer == "speaker" and source.by else ())


def _others(match: Match) -> tuple[str, ...]:
    """A joint act has no beneficiary apart: `to` is who is not among `by`."""
    by = codes(match.actors.actors)
    return tuple(c for c in codes(match.recipients.actors) if c not in by)


def _condition(match: Match) -> str | None:
    for child in match.trigger.children:
        if child.dep_ == "advcl" and any(
            c.dep_ == "mark" and c.lower_ in ("if", "unless", "provided") for c in child.children
        ):
            return words([child])
    return None
