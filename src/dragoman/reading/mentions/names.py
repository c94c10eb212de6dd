"""Personal names: those that stand without an office, and whether two names are one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from dragoman.reading.mentions.lexicon import Lexicon
from dragoman.reading.mentions.offices import CORE, Holder
from dragoman.reading.mentions.units import CLOSED_TAGS, Units

BARE = re.compile(rf"((?:[TR],?)*)({CORE})")
SHORTEST_ALONE = 4  # letters: shorter ones are too often other words
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
LETTERS = str.maketrans({"ı": "i", "đ": "d", "ł": "l", "ø": "o", "’": "'"})
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "qc", "mp"))


def fold(text: str) -> tuple[str, ...]:
    """Return the lower-case words of a name without diacritics, initials' dots and generational suffixes."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", plain)
    return tuple(w for w in words if w not in SUFFIXES) or tuple(words)


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether two folded names can be one person's: a part of the other, or the same last name and initial."""
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        return a[0] in b or any(a[0] == part for word in b for part in word.split("-"))
    if set(a) <= set(b):
        return True
    return a[-1] == b[-1] and a[0][0] == b[0][0]


def bare_names(doc: Doc, units: Units, holders: list[Holder], known: frozenset[str], lexicon: Lexicon) -> list[Holder]:
    """Return the persons named without an office: titled, known from elsewhere, or doing what persons do."""
    taken = {i for h in holders for i in range(h.start, h.end)}
    found = []
    for match in BARE.finditer(units.codes):
        start, first, end = units.starts[match.start()], units.starts[match.start(2)], units.ends[match.end() - 1]
        if first in taken or end - 1 in taken:
            continue
        titled = bool(match.group(1)) or _is_counterpart(doc, units.starts[match.start()], lexicon)
        if (
            titled
            or _is_known(doc, first, end, known)
            or (
                units.codes[match.start() - 1 : match.start()] not in set("CFBOSDMZP-I")
                and _acts(doc, first, end, match.group(2), lexicon)
            )
        ):
            found.append(Holder(start, end, (first, end), titled=titled, core=end - 1))
    found.extend(_known_alone(doc, units, taken, known))
    return found


def _is_counterpart(doc: Doc, start: int, lexicon: Lexicon) -> bool:
    """ "Her Peruvian counterpart, X": the noun before a name says that it is a person's."""
    at = start - 1 - (start > 1 and doc[start - 1].text == ",")
    return at >= 0 and lexicon.has("counterpart", doc[at].lower_)


def _known_alone(doc: Doc, units: Units, taken: set[int], known: frozenset[str]) -> Iterator[Holder]:
    """Yield the surnames that the tagger took for another word at the start of a sentence ("Zelenskyy thanked …")."""
    for code, start, end in zip(units.codes, units.starts, units.ends, strict=True):
        token = doc[start]
        if code != "x" or start in taken or token.lower_ not in known:
            continue
        if token.is_title and len(token) >= SHORTEST_ALONE and token.tag_ not in CLOSED_TAGS:
            yield Holder(start, end, (start, end), core=start)


def _is_known(doc: Doc, start: int, end: int, known: frozenset[str]) -> bool:
    """Every word of a known person's short mention is one of the names seen beside an office."""
    words = fold(doc[start:end].text)
    return bool(words) and words[-1] in known and all(w in known or len(w) == 1 for w in words)


def _acts(doc: Doc, start: int, end: int, core: str, lexicon: Lexicon) -> bool:
    """Two to four capitalised words without a determiner that speak, meet or are met."""
    if not 2 <= core.count("C") + core.count("I") <= 5 or (start and doc[start - 1].lower_ in ("the", "a", "an", "-")):
        return False
    root = roots_of(doc, start, end)[0]
    lemma = root.head.lemma_
    return root.dep_ in SUBJECTS and any(lexicon.has(use, lemma) for use in ("report", "encounter_verb", "act_verb"))


def roots_of(doc: Doc, start: int, end: int) -> list[Token]:
    """Return the tokens of a span that hang on something outside it: one, or more where the parser broke the span."""
    outside = [t for t in doc[start:end] if not start <= t.head.i < end or t.head == t]
    nominal = [t for t in outside if t.dep_ not in ("punct", "det", "case", "dep", "cc")]
    return nominal or outside or [doc[end - 1]]


def known_words(doc_holders: Iterable[tuple[Doc, list[Holder]]]) -> frozenset[str]:
    """Return the folded words of every name that stands beside an office."""
    return frozenset(
        w for doc, holders in doc_holders for h in holders if h.name for w in fold(doc[h.name[0] : h.name[1]].text)
    )
