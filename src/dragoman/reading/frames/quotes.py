"""Cut the quote of a finding: the shortest clause or sentence that proves it, and the words of a role."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.reading.findings import Quote
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import VERBS

NOUNS = frozenset(("NOUN", "PROPN"))
APPEALED = frozenset(("us", "'s", "’s"))
LONGEST = 600  # the contract: a longer quote matches nothing
TRIMMED = frozenset((",", ";", ":", "-", "–", "—", "and", "or", "but", '"', "“", "”", "(", ")", "'", "’"))
ENDS = TRIMMED | frozenset((".", "!", "?"))


def quote_of(scene: Scene, passage: int, left: int, right: int) -> Quote:
    """Return the quote of the tokens from `left` to `right`, both included."""
    parsed = scene.parsed[passage]
    first, last = parsed.doc[left], parsed.doc[right]
    start = parsed.passage.start
    return Quote(parsed.passage.field or "", start + first.idx, start + last.idx + len(last))


def clause_quote(scene: Scene, passage: int, trigger: Token, parts: Iterable[Token] = ()) -> Quote:
    """Return the clause around a verb, or the phrase around a noun, with its role fillers of the same sentence."""
    head = trigger if trigger.pos_ in NOUNS else clause_head(trigger)
    indices = [t.i for t in own_tokens(head)]
    for part in parts:
        if part.sent.start == trigger.sent.start:
            indices.extend(t.i for t in own_tokens(part) if t.i <= max(part.i, trigger.i) or t.i in indices)
    left, right = trimmed(trigger.doc, min(indices), max(indices))
    quote = quote_of(scene, passage, left, right)
    return quote if quote.end - quote.start <= LONGEST else _shortened(scene, passage, trigger, left, right)


def _shortened(scene: Scene, passage: int, trigger: Token, left: int, right: int) -> Quote:
    """A run-on clause is cut around its trigger, at token borders."""
    while left < trigger.i and trigger.doc[right].idx - trigger.doc[left].idx > LONGEST - 40:
        left += 1
    while right > trigger.i and trigger.doc[right].idx - trigger.doc[left].idx > LONGEST - 40:
        right -= 1
    return quote_of(scene, passage, left, right)


def clause_head(trigger: Token) -> Token:
    """Return the verb of the clause that a trigger stands in; a noun inside a long phrase stays by itself."""
    token = trigger
    while token.pos_ not in VERBS and token.head != token:
        token = token.head
    return token if token.pos_ in VERBS else trigger


def own_tokens(head: Token) -> list[Token]:
    """A phrase's or clause's own tokens: its subtree without clauses that are coordinated, or quoted before it."""
    kept = [head]
    end = len(head.doc)
    for child in head.children:
        if child.dep_ in ("ccomp", "parataxis") and child.i < head.i:
            continue  # "…, X said": the quoted clause before its verb of saying
        if child.dep_ == "conj" and (child.pos_ in VERBS or head.pos_ in NOUNS) and stands_alone(child):
            end = min(end, child.i)  # what the parser hangs behind a coordinated clause belongs to that clause
            continue
        kept.extend(own_tokens(child))
    return [t for t in kept if t.i < end]


def stands_alone(conjunct: Token) -> bool:
    """Tell whether a coordinated verb has a subject or auxiliary of its own, or a coordinated noun its own
    complement.
    """
    if conjunct.pos_ in VERBS:
        return any(
            c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") and c.tag_ != "TO" for c in conjunct.children
        ) or conjunct.tag_ in ("VBD", "VBZ", "VBP")
    return any(c.dep_ == "prep" for c in conjunct.children)


def trimmed(doc: Doc, left: int, right: int) -> tuple[int, int]:
    """Drop punctuation and conjunctions from both ends."""
    while left < right and (doc[left].lower_ in ENDS or doc[left].is_space):
        left += 1
    while right > left and (doc[right].lower_ in TRIMMED or doc[right].is_space):
        right -= 1
    return left, right


def words(tokens: Iterable[Token], trigger: Token | None = None, *, denied: bool = False) -> str | None:
    """Return the text of what the tokens head, in one run, without a leading "to" or article; with `denied`, the "not"
    of what is to be left undone is kept.
    """
    indices: list[int] = []
    doc: Doc | None = None
    for token in tokens:
        doc = token.doc
        indices.extend(t.i for t in _phrase(token, trigger is not None and token.i == trigger.i, denied))
    if doc is None or not indices:
        return None
    left, right = min(indices), max(indices)
    while left < right and (
        doc[left].dep_ in ("det", "mark", "aux") or doc[left].lower_ in ENDS or doc[left].tag_ in ("TO", "DT", "PRP$")
    ):
        left += 1
    left, right = trimmed(doc, left, right)
    while right > left and doc[right].lower_ in ENDS:
        right -= 1
    text = doc[left : right + 1].text
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0]


def _is_told(child: Token) -> bool:
    """The subject of a clause is part of it, but for that of an appeal ("let us open the harbour")."""
    return child.dep_ in ("nsubj", "nsubjpass") and child.lower_ not in APPEALED


def _phrase(token: Token, is_trigger: bool, denied: bool) -> list[Token]:
    """A noun's phrase; a verb with what follows it, and with its subject where it is a clause of its own."""
    own = own_tokens(token)
    if token.pos_ not in VERBS or (not is_trigger and any(map(_is_told, token.children))):
        return own
    negation = {c.i for c in token.children if c.dep_ == "neg" and denied}
    return [t for t in own if t.i >= token.i or t.i in negation]
