"""Find the filler of a role by its dependency path from a trigger.

A path is steps joined by dots: "subject", "object", "indirect", "possessor", "modifier", "complement", "clause",
"target", "head", "governor" (the nearest verb above), "above" (what governs a coordination), "coordinate",
"auxiliary", "adverb", "marker" (what opens a clause), or a preposition ("with"); each step gives the tokens reached, in
the order of the text.
Subjects and objects are logical ones: passives, relatives, participles, coordinated and controlled verbs are resolved.
Labels are those of the CLEAR style that spaCy's English models use (Choi & Palmer 2012).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

Step = Callable[[Token], list[Token]]

SUBJECTS = frozenset(("nsubj", "csubj"))
PASSIVE_SUBJECTS = frozenset(("nsubjpass", "csubjpass"))
PRONOUNS_OF_RELATIVES = frozenset(("WDT", "WP"))
CLAUSES = frozenset(("xcomp", "ccomp"))
SMALL_CLAUSES = frozenset(("xcomp", "ccomp", "advcl"))
VERBS = frozenset(("VERB", "AUX"))
DASHES = frozenset(("--", "–", "—", "-", ":", "/"))
DATELINE = 8  # tokens; a dateline is not longer
DEPTH = 6  # chains of coordination and control longer than this are misparses


def fill(trigger: Token, paths: tuple[str, ...]) -> list[Token]:
    """Return the fillers of the first path that is filled, else an empty list."""
    for path in paths:
        found = follow(trigger, path)
        if found:
            return found
    return []


def follow(trigger: Token, path: str) -> list[Token]:
    """Return the tokens at the end of one path."""
    tokens = [trigger]
    for name in path.split("."):
        step = STEPS.get(name)
        tokens = [t for start in tokens for t in (step(start) if step else by_preposition(start, name))]
        if not tokens:
            return []
    return tokens


def is_passive(verb: Token) -> bool:
    """Tell whether the verb stands in the passive: full, reduced ("weapons sent by X") or shared by coordination."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "csubjpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in ("acl", "advcl", "amod") and not any(c.dep_ == "aux" for c in verb.children):
        return not any(c.dep_ == "dobj" for c in verb.children)
    shared = (
        verb.dep_ == "conj" and verb.head.pos_ in VERBS and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)
    )
    return shared and is_passive(verb.head)


def subject(verb: Token) -> list[Token]:
    """Return the logical subject: who does what the verb says."""
    if verb.pos_ not in VERBS:
        return [c for c in verb.children if c.dep_ in SUBJECTS] if verb.dep_ in SMALL_CLAUSES else []
    if is_passive(verb):
        return agent(verb)
    return _surface_subject(verb, 0)


def logical_object(verb: Token) -> list[Token]:
    """Return the logical object: whom or what the verb's act is done to."""
    if verb.pos_ not in VERBS:
        return []
    if is_passive(verb):
        kept = [c for c in verb.children if c.dep_ == "dobj"]  # "X was given aid": the subject is the indirect object
        return kept or _surface_subject(verb, 0)
    own = [c for c in verb.children if c.dep_ == "dobj"]
    if own:
        return [_antecedent(verb, t) for t in own]
    if verb.dep_ == "relcl" and not any(c.tag_ in PRONOUNS_OF_RELATIVES and c.dep_ in SUBJECTS for c in verb.children):
        return [verb.head]
    later = [c for c in verb.children if c.dep_ == "conj" and c.pos_ in VERBS]
    return [t for c in later for t in c.children if t.dep_ == "dobj"] if not _has_complement(verb) else []


def _has_complement(verb: Token) -> bool:
    return any(c.dep_ in ("prep", "ccomp", "xcomp", "attr", "acomp") for c in verb.children)


def _surface_subject(verb: Token, depth: int) -> list[Token]:
    own = [c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS]
    if own:  # the parser may take what stands before the sentence ("KABUL:") for a first subject
        return [_antecedent(verb, _after_dateline(own[-1], verb))]
    if depth > DEPTH:
        return []
    head = verb.head
    if verb.dep_ in ("acl", "relcl"):
        return _subject_of_participle(verb, depth)
    if verb.dep_ in ("conj", "advcl", "xcomp") and head.pos_ in VERBS:
        return _inherited_subject(verb, depth)
    if verb.dep_ in ("pcomp", "prep"):
        return _subject_of_gerund(verb, depth)
    return []


def _after_dateline(token: Token, verb: Token) -> Token:
    """ "MOSCOW -- A court ruled": where the parser hangs the subject below the dateline, it follows the dash."""
    dashes = [
        t.i
        for t in token.doc[token.i + 1 : verb.i]
        if t.text in DASHES and t.whitespace_ and t.i < token.sent.start + DATELINE
    ]
    if not dashes or token.i >= token.sent.start + DATELINE:
        return token
    below = [
        t for t in token.subtree if dashes[-1] < t.i < verb.i and t.head.i <= dashes[-1] and t.pos_ in ("NOUN", "PROPN")
    ]
    return below[0] if below else token


def _inherited_subject(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ == "xcomp":
        controllers = [c for c in head.children if c.dep_ in ("dobj", "dative")]
        if controllers and verb.i > controllers[0].i and not is_passive(head):
            return controllers[:1]
        return _surface_subject(head, depth + 1)
    if verb.dep_ == "conj" and is_passive(head) and not is_passive(verb):
        return _surface_subject(head, depth + 1) if any(c.dep_ == "aux" for c in verb.children) else agent(head)
    if verb.dep_ == "advcl" and is_passive(head) and verb.tag_ == "VBG" and agent(head):
        return agent(head)
    return _surface_subject(head, depth + 1)


def _subject_of_participle(verb: Token, depth: int) -> list[Token]:
    """`acl`: "forces attacking X" has its head as subject, "the decision to ban X" its head's owner or doer."""
    head = verb.head
    infinitive = any(c.tag_ == "TO" for c in verb.children)
    if not infinitive:
        return [head]
    owners = possessor(head) or by_preposition(head, "by")
    if owners:
        return owners
    governor = head.head
    return _surface_subject(governor, depth + 1) if governor.pos_ in VERBS and governor != head else []


def _subject_of_gerund(verb: Token, depth: int) -> list[Token]:
    """ "accused X of attacking Y": the object attacks; "by attacking Y", "after meeting Y": the subject does."""
    preposition = verb.head if verb.dep_ == "pcomp" else verb
    governor = preposition.head
    if governor.pos_ in VERBS:
        objects = logical_object(governor)
        if preposition.lower_ in ("of", "from", "for", "into") and objects:
            return objects
        return _surface_subject(governor, depth + 1)
    if governor.pos_ == "ADJ" and governor.head.pos_ in VERBS:  # "is guilty of violating"
        return _surface_subject(governor.head, depth + 1)
    if governor.pos_ in ("NOUN", "PROPN"):
        return possessor(governor) or (
            _surface_subject(governor.head, depth + 1) if governor.head.pos_ in VERBS else []
        )
    return []


def _antecedent(verb: Token, token: Token) -> Token:
    """Return what a relative pronoun stands for."""
    if token.tag_ in PRONOUNS_OF_RELATIVES or (token.lower_ == "that" and token.pos_ == "PRON"):
        clause = verb
        for _ in range(DEPTH):
            if clause.dep_ == "relcl":
                return clause.head
            if clause.dep_ not in ("conj", "ccomp", "xcomp"):
                break
            clause = clause.head
    return token


def agent(verb: Token) -> list[Token]:
    """Return the "by" agent of a passive; coordinated passives share it."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found = [t for t in child.children if t.dep_ == "pobj"]
            if found:
                return found
    later = [c for c in verb.children if c.dep_ == "conj" and c.tag_ == "VBN"]
    return [t for c in later for t in agent(c)]


def by_preposition(token: Token, preposition: str) -> list[Token]:
    """Return the objects of a preposition of the token, else of its object (attachment is the parser's guess)."""
    own = list(_prepositional(token, preposition))
    if own:
        return own
    if token.pos_ not in VERBS:  # "support lent by X to Y": what a participle says of the noun
        return [
            t for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN" for t in _prepositional(c, preposition)
        ]
    below = [
        t
        for o in token.children
        if o.dep_ in ("dobj", "prt", "acomp", "attr", "advmod")
        for t in _prepositional(o, preposition)
    ]
    return below or _past_means(token, preposition) or _through_coordination(token, preposition)


def _past_means(verb: Token, preposition: str) -> list[Token]:
    """ "Spoke by telephone with X": what the parser hangs on a bare noun of how something was done is the verb's."""
    means = [t for c in verb.children if c.dep_ in ("prep", "agent") for t in c.children if t.dep_ == "pobj"]
    bare = [t for t in means if t.tag_ == "NN" and not any(c.i < t.i for c in t.children)]
    return [found for t in bare for found in _prepositional(t, preposition)]


def _through_coordination(verb: Token, preposition: str) -> list[Token]:
    if verb.dep_ == "conj" or any(c.dep_ == "dobj" for c in verb.children):
        return []
    return [t for c in verb.children if c.dep_ == "conj" and c.pos_ in VERBS for t in _prepositional(c, preposition)]


def _prepositional(token: Token, preposition: str) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ == preposition:
            yield from (t for t in child.children if t.dep_ == "pobj")
            for inner in child.children:  # "out of X", "from within X"
                if inner.dep_ == "prep":
                    yield from (t for t in inner.children if t.dep_ == "pobj")


def indirect(verb: Token) -> list[Token]:
    """Return the indirect object, bare ("gave X aid") or with to/for."""
    for child in verb.children:
        if child.dep_ == "dative":
            inner = [t for t in child.children if t.dep_ == "pobj"]
            return inner or [child]
    if is_passive(verb) and any(c.dep_ == "dobj" for c in verb.children):
        return _surface_subject(verb, 0)
    return []


def possessor(noun: Token) -> list[Token]:
    """Return the possessor, one that a coordination shares among them ("Serbia's position and support")."""
    own = [c for c in noun.children if c.dep_ == "poss"]
    if own or noun.dep_ != "conj" or noun.head.pos_ not in ("NOUN", "PROPN"):
        return own
    return possessor(noun.head)


def modifier(noun: Token) -> list[Token]:
    return [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod", "nounmod")]


def complement(verb: Token) -> list[Token]:
    """Return what a verb says of its subject or object ("found the mayor guilty", "set them free")."""
    own = [c for c in verb.children if c.dep_ in ("attr", "acomp", "oprd")]
    return own or [c for c in verb.children if c.dep_ in SMALL_CLAUSES and c.pos_ in ("ADJ", "NOUN", "PROPN")]


def clause(token: Token) -> list[Token]:
    """Return the heads of the clauses that the token governs, gerunds after a preposition among them."""
    own = [c for c in token.children if c.dep_ in CLAUSES or (c.dep_ in ("acl", "advcl") and token.pos_ not in VERBS)]
    if own:
        return own
    gerunds = [g for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp"]
    if gerunds or token.pos_ not in VERBS:
        return gerunds
    purpose = [c for c in token.children if c.dep_ == "advcl" and any(m.tag_ == "TO" for m in c.children)]
    below = [
        c
        for o in token.children
        if o.dep_ in ("dobj", "attr")
        for c in o.children
        if c.dep_ in ("acl", "ccomp", "relcl")
    ]
    return below or purpose


def author(verb: Token) -> list[Token]:
    """ "issued a statement criticising X", "a decree granting Y": who made what the participle tells of."""
    made = verb.head
    governed = verb.dep_ in ("acl", "relcl") and made.dep_ in ("dobj", "nsubjpass") and made.head.pos_ in VERBS
    return subject(made.head) if governed else []


def target(verb: Token) -> list[Token]:
    """Return the first thing that an inner clause's act is aimed at: its object, else any prepositional object."""
    found = logical_object(verb) or indirect(verb)
    if found:
        return found
    return [t for c in verb.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj"]


def auxiliary(verb: Token) -> list[Token]:
    """Return the auxiliaries of a verb, those that a coordination shares among them."""
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if own or verb.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in verb.children):
        return own
    return auxiliary(verb.head) if verb.tag_ in ("VB", "VBN") else []


def governor(token: Token) -> list[Token]:
    """Return the nearest verb above a token."""
    current = token
    while current.head != current:
        current = current.head
        if current.pos_ in VERBS:
            return [current]
    return []


def above(verb: Token) -> list[Token]:
    """Return what governs a verb and those it is coordinated with."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ in VERBS:
        first = first.head
    return [first.head] if first.head != first else []


STEPS: dict[str, Step] = {
    "subject": subject,
    "object": logical_object,
    "indirect": indirect,
    "possessor": possessor,
    "modifier": modifier,
    "complement": complement,
    "clause": clause,
    "target": target,
    "agent": agent,
    "author": author,
    "auxiliary": auxiliary,
    "adverb": lambda t: [c for c in t.children if c.dep_ in ("advmod", "prt", "npadvmod")],
    "governor": governor,
    "marker": lambda t: [c for c in t.children if c.dep_ == "mark"],
    "above": above,
    "coordinate": lambda t: list(t.conjuncts),
    "self": lambda t: [t],
    "head": lambda t: [t.head] if t.head != t else [],
}
