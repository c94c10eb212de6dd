"""Agreements: instruments that are named or clearly identified, their parties, and what happens to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Expression
from dragoman.codebook.values import AgreementAct
from dragoman.reading.findings import FoundAgreement, Quote
from dragoman.reading.frames.modality import Moods, compile_moods, modality
from dragoman.reading.frames.quotes import LONGEST, clause_head, clause_quote, quote_of, trimmed
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.roles import VERBS

ACTS: tuple[AgreementAct, ...] = ("signed", "planned", "ratified", "suspended", "ended")
NAME_PREPOSITIONS = frozenset(
    ("on", "of", "for", "between", "with", "to", "against", "concerning", "regarding", "in", "by")
)
MATTER = frozenset(("on", "for", "concerning", "regarding", "against"))
SUBORDINATE = frozenset(("advcl", "relcl", "acl"))
CLIMB = 5
LONG_CLAUSE = 250  # characters: beyond it, the name alone is quoted
NUMBERED = re.compile(r"\d{3,4}|S/RES/\d+|A/RES/[\d/]+")
YEAR = re.compile(r"(?:19|20)\d\d")
FIELDS = (None, "summary", "title")  # what the body says comes first
COMMON = frozenset(("the", "of", "on", "and", "for", "in", "to", "between", "with", "a", "an", "this", "our"))


class Instruments(msgspec.Struct, frozen=True):
    """Words of instruments by use, the words that tell what happens to one, and those of modality."""

    words: dict[str, frozenset[str]]
    acts: dict[AgreementAct, frozenset[str]]
    moods: Moods

    def among(self, use: str, token: Token) -> bool:
        """Tell whether a token is one of the words of a use."""
        return token.lemma_.lower() in self.words.get(use, frozenset())

    def is_head(self, token: Token, use: str) -> bool:
        """Tell whether a token is a head of a use, in the singular or the plural."""
        found = self.words.get(use, frozenset())
        low = token.lower_
        return token.lemma_.lower() in found or low in found or low.removesuffix("s") in found

    def is_phrase(self, head: Token) -> bool:
        """Tell whether the head ends a phrase that is an instrument as it stands."""
        before = [head.doc[max(0, head.i - n) : head.i + 1].text.lower() for n in (1, 2)]
        behind = head.doc[head.i : head.i + 3].text.lower()
        return any(text in self.words.get("phrase", frozenset()) for text in (*before, behind))


def compile_instruments(codebook: Codebook) -> Instruments:
    """Gather instruments (uses that begin with "instrument") and acts (use "act-…") from the codebook."""
    uses: dict[str, set[str]] = {}
    for entry in codebook.entries(Expression):
        uses.setdefault(entry.use, set()).update(p.lower() for p in entry.phrases)
    words = {
        use.removeprefix("instrument").removeprefix("-") or "named": frozenset(found)
        for use, found in uses.items()
        if use.startswith("instrument") or use in ("act-listing", "act-recalling")
    }
    acts = {act: frozenset(uses.get(f"act-{act}", ())) for act in ACTS}
    return Instruments(words, acts, compile_moods(codebook))


def read_agreements(scene: Scene, instruments: Instruments) -> tuple[FoundAgreement, ...]:
    """Return each instrument once, with the act that says most of it, in the order of the text."""
    found: list[FoundAgreement] = []
    for agreement in _all(scene, instruments):
        known = next((i for i, a in enumerate(found) if same_instrument(a, agreement)), None)
        if known is None:
            found.append(agreement)
        elif found[known].act == "cited" != agreement.act and agreement.quote.field == found[known].quote.field:
            found[known] = msgspec.structs.replace(agreement, name=max(found[known].name, agreement.name, key=len))
    return tuple(found)


def same_instrument(a: FoundAgreement, b: FoundAgreement) -> bool:
    """The same name again, or a short form of it ("the Agreement")."""
    first, second = _content(a.name), _content(b.name)
    return first <= second or second <= first


def _content(name: str) -> set[str]:
    return {w.removesuffix("s") for w in re.findall(r"\w+", name.lower())} - COMMON


def _all(scene: Scene, instruments: Instruments) -> Iterator[FoundAgreement]:
    order = sorted(range(len(scene.parsed)), key=lambda p: FIELDS.index(scene.parsed[p].passage.field))
    for passage in order:
        for token in scene.parsed[passage].doc:
            span = scene.pages[passage].spans.get(token.i)
            in_body = span is not None and span.kind == "organisation"  # "the North Atlantic Treaty Organisation"
            if token.pos_ in ("NOUN", "PROPN") and not in_body:
                agreement = _agreement(scene, passage, token, instruments)
                if agreement:
                    yield agreement


def _agreement(scene: Scene, passage: int, head: Token, instruments: Instruments) -> FoundAgreement | None:
    if not _identified(scene, passage, head, instruments):
        return None
    left, right = _name_span(head)
    name = head.doc[left : right + 1].text
    if len(name) > LONGEST:
        return None
    act, word = act_upon(head, instruments)
    quote = _quote(scene, passage, word, left, right)
    return FoundAgreement(name, _parties(scene, passage, head, right, act), act, quote)


def _quote(scene: Scene, passage: int, word: Token | None, left: int, right: int) -> Quote:
    """The clause that tells the act, or from its word to the name where that is long; of what is cited the name."""
    if word is None:
        return quote_of(scene, passage, left, right)
    quote = clause_quote(scene, passage, clause_head(word), (word.doc[right],))
    if quote.end - quote.start <= LONG_CLAUSE:
        return quote
    return quote_of(scene, passage, min(left, word.i), max(right, word.i))


def _identified(scene: Scene, passage: int, head: Token, instruments: Instruments) -> bool:
    """A name of its own (capitals), a number, or a subject matter; a bare "the agreement" identifies nothing."""
    if instruments.is_phrase(head):
        return True
    strong = instruments.is_head(head, "strong")
    if any(instruments.is_head(c, "domestic") for c in head.lefts):
        return False
    if head.dep_ == "compound" and not (strong and _is_whole_name(head)):
        return False
    if strong:
        return _is_named(head) or _is_numbered(head) or _is_described(scene, passage, head, instruments)
    if instruments.is_head(head, "said"):
        return _is_said_by_states(scene, passage, head, instruments)
    if instruments.is_head(head, "tailed"):
        return _is_named(head) and any(c.dep_ == "prep" and c.lower_ in MATTER for c in head.children)
    if instruments.is_head(head, "named") and _is_named(head):
        return True
    return instruments.is_head(head, "plain") and _has_tail(head) and act_upon(head, instruments)[0] == "signed"


def _is_whole_name(head: Token) -> bool:
    """Before another noun a name is whole where that noun is common ("Treaty duties", not "Treaty Organisation")."""
    return head.text[0].isupper() and not head.head.text[0].isupper() and _is_named(head)


def _is_named(head: Token) -> bool:
    """Capitals before the head, or behind a capital head ("Treaty on …", "Declaration of …")."""
    proper = any(
        t.text[0].isupper() and t.i > head.sent.start
        for c in head.lefts
        if c.dep_ in ("compound", "nmod") or (c.dep_ in ("amod", "poss") and head.text[0].isupper())
        for t in c.subtree
    )
    single = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in head.lefts)
    return proper or (head.text[0].isupper() and (single or _has_tail(head)))


def _has_tail(head: Token) -> bool:
    return any(c.dep_ == "prep" and c.lower_ in ("on", "of", "for", "between") for c in head.children)


def _is_numbered(head: Token) -> bool:
    following = head.doc[head.i + 1 : head.i + 2].text
    return bool(NUMBERED.fullmatch(following))


def _is_described(scene: Scene, passage: int, head: Token, instruments: Instruments) -> bool:
    """A countable instrument with a matter, a party or a word that tells its kind; "agreement on facts" is none."""
    several = head.tag_ in ("NNS", "NNPS")
    if not several and not any(c.dep_ in ("det", "poss", "nummod") for c in head.lefts):
        return False
    if not several and any(c.dep_ == "compound" or instruments.is_head(c, "describing") for c in head.lefts):
        return True
    return any(c.dep_ == "prep" and _tells(scene, passage, c) for c in head.children)


def _tells(scene: Scene, passage: int, preposition: Token) -> bool:
    if preposition.lower_ in MATTER:
        return True
    if preposition.head.tag_ in ("NNS", "NNPS"):
        return False  # "several agreements between X and Y" names none of them
    parties = preposition.lower_ in ("between", "with", "among")
    return parties and any(t.pos_ != "PRON" and scene.countries(passage, t) for t in preposition.children)


def _is_said_by_states(scene: Scene, passage: int, head: Token, instruments: Instruments) -> bool:
    """A joint statement, or one with its date; the publisher's own is a text and no instrument."""
    if scene.parsed[passage].passage.field == "title":
        return False
    joint = any(instruments.is_head(c, "describing") for c in head.lefts)
    dated = any(YEAR.fullmatch(t.text) for c in head.lefts for t in c.subtree)
    tail = [t for c in head.children if c.dep_ in ("prep", "acl") for t in c.subtree]
    return dated or (joint and (head.text[0].isupper() or bool(tail)))


def _name_span(head: Token) -> tuple[int, int]:
    lefts = [
        c
        for c in head.lefts
        if c.dep_ in ("compound", "amod", "nmod", "nummod") or (c.text[0].isupper() and c.dep_ == "poss")
    ]
    left = min((t.i for c in lefts for t in c.subtree), default=head.i)
    right = head.i
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in NAME_PREPOSITIONS:
            right = max(t.i for t in child.subtree if not _in_clause(t, child))
        elif child.dep_ in ("nummod", "appos") and child.i == right + 1:
            right = child.i
        elif child.dep_ not in ("punct",):
            break
    return trimmed(head.doc, left, right)


def _in_clause(token: Token, top: Token) -> bool:
    while token != top:
        if token.dep_ in ("relcl", "acl", "advcl", "ccomp"):
            return True
        token = token.head
    return False


def act_upon(head: Token, instruments: Instruments) -> tuple[AgreementAct, Token | None]:
    """Return what happens to the instrument, and the word that tells it: a modifier, or what governs it."""
    token, listed = head, True
    for _ in range(CLIMB):
        for near in _near(token, head):
            for act in ACTS:
                if near != head and near.lemma_.lower() in instruments.acts[act]:
                    stands = _stands(near, head, act, instruments)
                    return stands, (None if stands == "cited" else near)
        if token.head == token or _closes(token):
            break
        listed = listed and token.dep_ in ("dobj", "conj")
        token = token.head
    if listed and instruments.among("act-listing", token) and _signed_before(token, instruments):
        return "signed", token
    return "cited", None


def _near(token: Token, head: Token) -> list[Token]:
    """The word climbed to, its modifiers, and the object before it ("announced the signing today of the Treaty")."""
    found = [token, *(c for c in token.children if c.dep_ in ("amod", "acl", "compound"))]
    if _closes(token):
        before = [c for c in token.children if c.dep_ == "dobj" and c.i < head.i and not c.is_ancestor(head)]
        found += [t for c in before for t in (c, *(m for m in c.lefts if m.dep_ == "compound"))]
    return found


def _closes(token: Token) -> bool:
    """A verb closes the climb; "including" is a preposition that looks like one."""
    return token.pos_ in VERBS and token.dep_ != "prep"


def _signed_before(verb: Token, instruments: Instruments) -> bool:
    """ "A package of documents was signed. It includes …": the sentence before says what happened to the list."""
    start = verb.sent.start
    before = verb.doc[start - 1].sent if start else None
    return before is not None and any(t.lemma_.lower() in instruments.acts["signed"] for t in before)


def _stands(word: Token, head: Token, act: AgreementAct, instruments: Instruments) -> AgreementAct:
    """What is still to be signed is planned; what a subordinate clause says was signed is cited."""
    if act == "planned":
        return act
    above = _governing(word)
    standing = modality(word, instruments.moods).auxiliary
    ahead = any(c.dep_ == "aux" and instruments.moods.has("future-auxiliary", c) for t in above for c in t.children)
    if ahead or standing in ("future", "hypothetical"):
        return "planned" if act == "signed" else "cited"
    recalled = word.dep_ == "advcl" or (word.dep_ == "acl" and word.head == head)
    recalled = recalled or any(instruments.among("act-recalling", t) for t in above)
    return "cited" if recalled or standing == "historical" else act


def _governing(word: Token) -> list[Token]:
    """The nouns and the verb above a word, within its clause."""
    above = []
    token = word
    while token.pos_ not in VERBS or token == word:
        if token.head == token or token.dep_ in SUBORDINATE:
            break
        token = token.head
        above.append(token)
    return above


def _beyond(head: Token, right: int) -> list[Token]:
    """Parties named right behind the name, wherever the parser hung them ("the Treaty … between the two countries")."""
    following = head.doc[right + 1] if right + 1 < len(head.doc) else None
    if following is None or following.lower_ not in ("between", "with", "among"):
        return []
    return [t for t in following.children if t.dep_ == "pobj"]


def _parties(scene: Scene, passage: int, head: Token, right: int, act: AgreementAct) -> tuple[str, ...]:
    beyond = _beyond(head, right)
    named = [c for t in (*head.subtree, *beyond) for c in scene.countries(passage, t)]
    if named:
        return tuple(dict.fromkeys(named))
    return scene.sides if act in ("signed", "planned") else ()
