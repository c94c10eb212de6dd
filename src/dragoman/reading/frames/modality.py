"""Tense, modality, negation: whether what a trigger names has happened, and if not, how it stands.

The words that decide are declared (`expressions/modality.yaml`); the walk is from the trigger to what governs it.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Expression
from dragoman.codebook.values import Auxiliary
from dragoman.reading.roles import VERBS

USES = (
    "future-auxiliary", "hypothetical-auxiliary", "future-governor", "negative-governor",
    "hypothetical-governor", "hypothetical-marker", "negation", "future-adjective", "hypothetical-adjective",
    "past-auxiliary", "backshifted-auxiliary", "reporting-governor", "quantity", "weekday", "month", "unit", "limiter",
    "adverse-act",
)  # fmt: skip
DEPTH = 8


class Moods(msgspec.Struct, frozen=True):
    """The declared words of modality, by use."""

    words: dict[str, frozenset[str]]

    def has(self, use: str, token: Token) -> bool:
        words = self.words[use]
        return token.lemma_ in words or token.lower_ in words


class Modality(msgspec.Struct, frozen=True):
    """How an act stands: `auxiliary` None means that it is told as done; `governor` is the deciding word's index.

    `negated` tells of a word of negation at the act itself, whatever decides ("must not").
    """

    auxiliary: Auxiliary | None = None
    governor: int | None = None
    negated: bool = False


FACT = Modality()


def compile_moods(codebook: Codebook) -> Moods:
    """Gather the words of modality from the codebook; a use with no entry is empty."""
    words: dict[str, set[str]] = {use: set() for use in USES}
    for entry in codebook.entries(Expression):
        if entry.use in words:
            words[entry.use].update(entry.phrases)
    return Moods({use: frozenset(found) for use, found in words.items()})


def modality(trigger: Token, moods: Moods) -> Modality:
    """Tell how the act of a trigger stands, from the nearest deciding word upwards."""
    token, steps = trigger, 0
    while steps < DEPTH:
        found = _of_verb(token, moods) if token.pos_ in VERBS else _of_noun(token, moods)
        if found is FACT and token == trigger and token.dep_ == "acomp":
            found = _of_verb(token.head, moods)
        if found is not FACT:
            return msgspec.structs.replace(found, negated=True) if is_negated(trigger, moods) else found
        above = _governor(token, moods)
        if isinstance(above, Modality):
            return above
        if above is None:
            return FACT
        token, steps = above, steps + 1
    return FACT


def is_negated(trigger: Token, moods: Moods) -> bool:
    """Tell whether a word of negation stands at a verb, its "be" or its subject ("is not acceptable", "no one may")."""
    verb = trigger.head if trigger.pos_ == "ADJ" and trigger.head.pos_ in VERBS else trigger
    if verb.pos_ not in VERBS:
        return False
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    around = [c for c in verb.children if c.dep_ in ("neg", "advmod")]
    return any(moods.has("negation", t) for t in (*around, *subjects, *(d for s in subjects for d in s.children)))


def _of_verb(verb: Token, moods: Moods) -> Modality:
    for child in verb.children:  # "will not meet": what is denied is denied for the future too
        if child.i + 1 < len(verb.doc) and moods.has("limiter", verb.doc[child.i + 1]):
            continue  # "not only"
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "det", "preconj") and moods.has("negation", child)):
            return Modality("negation", child.i)
    if _is_bare(verb):
        return Modality("hypothetical", verb.i)
    past = False
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass"):
            if moods.has("future-auxiliary", child):
                return Modality("future", child.i)
            if moods.has("backshifted-auxiliary", child) and _is_reported(verb, moods):
                return Modality("future", child.i)
            if moods.has("hypothetical-auxiliary", child):
                return Modality("hypothetical", child.i)
            past = past or child.lower_ in moods.words["past-auxiliary"]
        elif child.dep_ == "mark" and moods.has("hypothetical-marker", child):
            return Modality("hypothetical", child.i)
    if past and verb.tag_ == "VBN":
        return Modality("historical", verb.i)
    return _shared_auxiliary(verb, moods)


def _is_bare(verb: Token) -> bool:
    """ "called on them to stop, release X and leave": a bare verb beside a finite one goes on with an infinitive."""
    alone = verb.tag_ == "VB" and not any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in verb.children)
    return alone and verb.dep_ == "conj" and verb.head.tag_ in ("VBD", "VBZ", "VBN")


def _is_reported(verb: Token, moods: Moods) -> bool:
    """ "said it would": the future of a report in the past, unless the clause is conditional."""
    clause = verb.head if verb.dep_ == "conj" and verb.head.pos_ in VERBS else verb
    said = (
        clause.dep_ == "ccomp"
        and clause.head.tag_ in ("VBD", "VBN", "VBG")
        and moods.has("reporting-governor", clause.head)
    )
    conditional = any(
        m.dep_ == "mark" and moods.has("hypothetical-marker", m) for c in clause.children for m in c.children
    )
    return said and not conditional


def _shared_auxiliary(verb: Token, moods: Moods) -> Modality:
    """ "will meet and discuss": a bare coordinated verb shares the first one's auxiliaries."""
    shares = verb.dep_ == "conj" and verb.head.pos_ in VERBS and verb.tag_ in ("VB", "VBN")
    if shares and not any(c.dep_ in ("aux", "auxpass", "nsubj") for c in verb.children):
        return _of_verb(verb.head, moods)
    return FACT


def _of_noun(noun: Token, moods: Moods) -> Modality:
    for child in noun.children:
        if child.dep_ == "det" and moods.has("negation", child):
            return Modality("negation", child.i)
        if child.dep_ in ("amod", "compound", "advmod"):
            if moods.has("future-adjective", child):
                return Modality("future", child.i)
            if moods.has("hypothetical-adjective", child):
                return Modality("hypothetical", child.i)
    return FACT


def _governor(token: Token, moods: Moods) -> Token | Modality | None:
    """Return what decides above the token: a verdict, a token to look at next, or None at the end of the chain."""
    head = token.head
    if head == token:
        return None
    infinitive = token.pos_ in VERBS and any(c.tag_ == "TO" for c in token.children)
    if (
        token.dep_ in ("xcomp", "acl", "ccomp", "pcomp", "pobj", "dobj", "nsubjpass", "conj", "acomp")
        or infinitive
        or _is_link(token)
    ):
        verdict = _verdict(token, head, infinitive, moods)
        if verdict is not None:
            return verdict
    if token.dep_ in ("pcomp", "pobj", "conj", "prep", "xcomp"):
        return head
    if infinitive and token.dep_ == "acl":
        return Modality("hypothetical", head.i)
    return None


def _is_link(token: Token) -> bool:
    """ "a commitment to X", "the threat of X", "called for X": the preposition hands the act on to its governor."""
    return token.dep_ == "prep" and token.lower_ in ("to", "of", "for", "on")


def _verdict(token: Token, head: Token, infinitive: bool, moods: Moods) -> Modality | None:
    if moods.has("negative-governor", head):
        return Modality("negation", head.i)
    predicates = [c for c in head.children if c.dep_ in ("acomp", "attr")] if infinitive and head.lemma_ == "be" else []
    if any(moods.has("hypothetical-governor", c) for c in predicates):  # "it is possible to reach an agreement"
        return Modality("hypothetical", head.i)
    nominal_or_infinitive = infinitive or token.dep_ in ("pobj", "pcomp", "dobj", "nsubjpass", "prep")
    if nominal_or_infinitive and moods.has("future-governor", head):
        return Modality("future", head.i)
    if nominal_or_infinitive and moods.has("hypothetical-governor", head):
        return Modality("hypothetical", head.i)
    return None
