"""Who takes part in what the document reports, who issues it, and who is only mentioned."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.reading.mentions.lexicon import Lexicon
from dragoman.reading.mentions.names import fold, roots_of, same_name
from dragoman.reading.mentions.offices import Holder
from dragoman.reading.mentions.people import Individual, Page, People

VERBS = frozenset(("VERB", "AUX"))
TIMES = frozenset(("amod", "npadvmod", "advmod"))
STEPS = 8  # a mention deeper than this below a verb has no part in its act
CLIMBED = frozenset(("conj", "appos", "compound", "nmod", "amod", "pobj", "attr"))


def settle_roles(people: People, pages: list[Page], lexicon: Lexicon) -> None:
    """Set the role of every person: from turns, titles of statements, and clauses of meeting, calling and saying."""
    for page in pages:
        for run in _runs(page):
            roles = [_role_of(people, page, holder, lexicon) for holder in run]
            for holder, role in zip(run, roles, strict=True):
                individual = people.who(holder)
                if individual and (role != "mentioned" or "participant" in roles) and _is_lead(pages, page, holder):
                    individual.leads = True
                if individual and (individual.role == "mentioned" or role == "issuer"):
                    individual.role = "participant" if role == "mentioned" and "participant" in roles else role


def _is_lead(pages: list[Page], page: Page, holder: Holder) -> bool:
    if page.is_label or page.parsed.passage.field:
        return True
    first = next(p for p in pages if not p.parsed.passage.field)
    return page is first and holder.start < next(s.end for s in page.doc.sents)


def _runs(page: Page) -> list[list[Holder]]:
    """Holders that stand in one list ("A, B and C") take part together."""
    runs: list[list[Holder]] = []
    for holder in page.holders:
        if runs and _listed(page, runs[-1][-1], holder):
            runs[-1].append(holder)
        else:
            runs.append([holder])
    return runs


def _role_of(people: People, page: Page, holder: Holder, lexicon: Lexicon) -> str:
    individual = people.who(holder)
    if individual is None or page.is_label:
        return "participant" if individual else "mentioned"
    if any(h.start < holder.start < h.end for h in page.at.get(holder.start, ())):
        return "mentioned"  # "Adviser to President X": X is part of what the other is called
    role = _role(page, holder, lexicon)
    return "participant" if role == "mentioned" and _leads(people, page, holder, individual) else role


def _leads(people: People, page: Page, holder: Holder, individual: Individual) -> bool:
    """The publisher's own head takes part in whatever title, summary or first sentence says that he does."""
    head = people.publisher.head
    own = (
        head is not None
        and individual.country == people.publisher.country
        and any(h.id == head.id for h in individual.heads)
    )
    if not own or not (page.parsed.passage.field or holder.start < next((s.end for s in page.doc.sents), 0)):
        return False
    return any(t.dep_ in ("nsubj", "nsubjpass") for t in page.doc[holder.start : holder.end])


def speaking(people: People, label: str) -> Individual | None:
    """Return the person whom a turn's label names, by the end of the label or by an office alone."""
    words = fold(label)
    for individual in people.individuals:
        if individual.words and same_name(words[-len(individual.words) :], individual.words):
            return individual
    return next((i for i in people.individuals if i.words and i.words[-1] in words), None)


def _listed(page: Page, before: Holder, holder: Holder) -> bool:
    between = [t.lower_ for t in page.doc[before.end : holder.start]]
    return (
        before.end <= holder.start
        and len(between) <= 4
        and all(w in (",", "and", "the", "as", "well", ";") for w in between)
    )


def _role(page: Page, holder: Holder, lexicon: Lexicon) -> str:
    roots = roots_of(page.doc, holder.start, holder.end)
    if page.parsed.passage.field == "title" and _is_author(roots[0], lexicon):
        return "issuer"
    return "participant" if any(_takes_part(root, lexicon) for root in roots) else "mentioned"


def _is_author(root: Token, lexicon: Lexicon) -> bool:
    """ "Statement by X", "Remarks from X"; the noun opens the title."""
    first = root.doc[0]
    opened = lexicon.has("authorship", first.lemma_.lower()) or lexicon.has("authorship", first.lower_.rstrip("s"))
    return opened and any(t.lower_ in ("by", "from") for t in root.doc[1 : max(2, root.i)]) and _follows_by(root)


def _follows_by(root: Token) -> bool:
    before = [t.lower_ for t in root.doc[: root.i]]
    last = max((i for i, w in enumerate(before) if w in ("by", "from")), default=0)
    return not any(w in ("on", "with", "to", "for", "about", "'s", "’s") for w in before[last + 1 :])


def _takes_part(token: Token, lexicon: Lexicon) -> bool:
    """Climb from a mention to the verb or noun of an encounter that it has a part in."""
    for _ in range(STEPS):
        verdict = _verdict(token, lexicon)
        if verdict is not None:
            return verdict
        if token.head == token:
            return _is_torn(token, lexicon)
        token = token.head.head if token.dep_ == "pobj" else token.head
    return False


def _verdict(token: Token, lexicon: Lexicon) -> bool | None:
    """Judge one step; None where the phrase above decides."""
    head, dep = token.head, token.dep_
    if dep in ("nsubj", "nsubjpass") or (dep == "attr" and head.lemma_ == "be"):
        return _acts(head, lexicon)
    if dep in ("dobj", "dative"):
        return lexicon.has("encounter_verb", head.lemma_)
    if dep == "poss" and lexicon.has("encounter_noun", head.lemma_.lower()):
        return not _is_past(head, lexicon)
    if dep == "pobj":
        return _by_preposition(head, lexicon)
    if dep == "conj" and head.pos_ in VERBS and token.pos_ == "PROPN":  # "attended by A, and B"
        return lexicon.has("encounter_verb", head.lemma_)
    return None if dep in CLIMBED or (dep == "ROOT" and token.pos_ == "PROPN") else False


def _is_torn(root: Token, lexicon: Lexicon) -> bool:
    """Judge a name that begins a sentence only because the parser tore one: by the verb that was left behind."""
    start = root.sent.start
    if not start or root.doc[start - 1].is_punct or root.doc[start - 1].is_space:
        return False
    return lexicon.has("encounter_verb", root.doc[start - 1].sent.root.lemma_)


def _acts(verb: Token, lexicon: Lexicon) -> bool:
    lemma = verb.lemma_
    if _is_aside(verb):
        return False
    if any(lexicon.has(use, lemma) for use in ("report", "encounter_verb", "act_verb")):
        return True
    return lemma == "be" and _is_joining(verb, lexicon)


def _is_joining(verb: Token, lexicon: Lexicon) -> bool:
    """ "Taking part in the meeting were X and Y", "X and Y were present", "X was in attendance"."""
    if any(lexicon.has("joining", t.lemma_) for t in verb.sent[:6]):
        return True
    after = [c for c in verb.children if c.i > verb.i and c.dep_ in ("acomp", "prep", "advmod", "attr")]
    after += [g for c in after for g in c.children if c.dep_ == "prep" and g.dep_ == "pobj"]
    return any(lexicon.has("joining", t.lemma_.lower()) for t in after)


def _by_preposition(preposition: Token, lexicon: Lexicon) -> bool | None:
    """True or False where the preposition decides; None where the phrase that it hangs on does ("including X")."""
    governor, word = preposition.head, preposition.lower_
    if governor.dep_ in ("npadvmod", "advmod", "prt", "acomp"):
        governor = governor.head  # "spoke today with": the adverb is only between
    if word == "of" and lexicon.has("joining", governor.lemma_.lower()):
        return True  # "in the presence of X"
    if word == "by" and lexicon.has("side", governor.lemma_.lower()) and governor.dep_ == "pobj":
        return lexicon.has("encounter_verb", governor.head.head.lemma_)  # "attended by X and on the French side by Y"
    if word in ("including", "of", "like"):
        return lexicon.has("encounter_verb", governor.lemma_) if governor.pos_ in VERBS else None
    if governor.pos_ in VERBS:
        joins = word == "by" and lexicon.has("joining", governor.lemma_)  # "who met X, accompanied by Y"
        return (joins or governor.dep_ != "acl") and _of_verb(governor, word, lexicon)
    if word in ("with", "between", "by") and lexicon.has("encounter_noun", governor.lemma_.lower()):
        return not _is_past(governor, lexicon)
    # "offered congratulations to X", "held a round of talks with X"
    return word in ("to", "with") and governor.dep_ == "dobj" and _of_verb(governor.head, word, lexicon)


def _of_verb(verb: Token, word: str, lexicon: Lexicon) -> bool:
    """Tell whether who stands after a verb's preposition takes part in its act."""
    if word not in ("with", "to", "by", "from", "between"):
        return False
    uses = ("encounter_verb", "report", "act_verb") if word == "by" else ("encounter_verb",)
    if any(lexicon.has(use, verb.lemma_) for use in uses):
        return True
    return word == "with" and any(_is_encounter(c, lexicon) for c in verb.children)


def _is_encounter(token: Token, lexicon: Lexicon) -> bool:
    return token.dep_ == "dobj" and lexicon.has("encounter_noun", token.lemma_.lower())


def _is_past(noun: Token, lexicon: Lexicon) -> bool:
    """ "their last talks", "since the meeting with X": an encounter that only dates something else."""
    near = [c for c in noun.children if c.dep_ in TIMES]
    near += [g for c in near for g in c.children if g.dep_ in TIMES]
    if any(lexicon.has("background", t.lower_) for t in near):
        return True
    if noun.dep_ != "pobj":
        return False
    return noun.head.lower_ == "since" or _is_aside(noun.head.head)


def _is_aside(verb: Token) -> bool:
    """ "As the President said last week": a clause that only recalls."""
    return verb.dep_ == "advcl" and any(c.lower_ == "as" for c in verb.children)
