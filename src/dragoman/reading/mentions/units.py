"""A passage as a run of units: names, office heads and words, each with a one-letter class for the office grammar.

S state, Z seat of government, D demonym, P place, O organisation; H head of an office (K plural); M modifier, V and W
modifiers that are no part of the office (W: of former holders); F field of a portfolio, B body or acronym; T title,
R style, J suffix, I initial, N particle and C any other capitalised word. These stand for capitalised words; in lower
case h, k, m, v, w, f, b. o of, t to, r for, i in, a and, d determiner, ' possessive, - hyphen, x other.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from dragoman.codebook.spec import Office
from dragoman.reading.gazetteer import NamedSpan
from dragoman.reading.mentions.lexicon import SUFFIX, Head, Lexicon, Phrase

FUNCTION_WORDS = {
    **{"of": "o", "to": "t", "for": "r", "on": "r", "in": "i", "at": "i", "and": "a", "&": "a", "/": "a"},
    **dict.fromkeys(("the", "a", "an", "his", "her", "their", "our", "my", "its", "your"), "d"),
    **dict.fromkeys(("'s", "’s", "'", "’"), "'"),
    **{",": ",", "(": "(", ")": ")"},
    **dict.fromkeys((".", ";", ":", "!", "?"), "."),
}
CLASS_OF_KIND = {"name": "S", "demonym": "D", "seat": "Z", "place": "P", "organisation": "O"}
CLOSED_TAGS = frozenset(
    ("DT", "IN", "CC", "PRP", "PRP$", "WP", "WDT", "WRB", "MD", "TO", "RB", "EX", "VBZ", "VBD", "CD", "UH")
)
NAME_TAGS = frozenset(("NNP", "NNPS"))
LOOSE_TAGS = frozenset(("NNP", "NNPS", "NN", "JJ", "NNS", "FW"))
CALENDAR = frozenset((*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr))
LONGEST_ACRONYM = 5
HYPHENS = frozenset(("-", "‑", "–"))


@dataclass(slots=True)
class Units:
    """The units of one passage: `codes[i]` is the class of the unit of the tokens `starts[i]` to `ends[i]`.

    `honorifics` are the codes with T for the heads that stand before a name like titles ("General", "Sheikh");
    `deputies` are the units of words that make an office a deputy's.
    """

    codes: str
    starts: list[int]
    ends: list[int]
    spans: dict[int, NamedSpan]
    heads: dict[int, Head]
    deputies: set[int] = field(default_factory=set)
    honorifics: str = ""


def read_units(doc: Doc, spans: tuple[NamedSpan, ...], lexicon: Lexicon) -> Units:
    """Cut a parsed passage into units."""
    texts = [t.text for t in doc]
    lowers = [t.lower() for t in texts]
    named = {s.start_token: s for s in spans}
    codes: list[str] = []
    units = Units("", [], [], {}, {})
    i, n = 0, len(texts)
    while i < n:
        start, span, phrase = i, named.get(i), _phrase(lowers, i, lexicon, after=codes[-1] if codes else "")
        if phrase and (span is None or span.kind == "not_state" or i + len(phrase.words) > span.end_token):
            code = _code_of_phrase(phrase, texts[i : i + len(phrase.words)])
            i += len(phrase.words)
            if phrase.head and code != "x":
                units.heads[len(codes)] = phrase.head
        elif span:
            code = CLASS_OF_KIND.get(span.kind, "C")
            units.spans[len(codes)] = span
            i = span.end_token
        else:
            code = _code_of_word(doc, i, texts[i], lowers[i], lexicon)
            if code == "x" and texts[i][0].isupper() and _is_in_name(doc, i, codes):
                code = "C"
            i += 1
        if code in "CNI":
            i = _hyphenated(doc, texts, i, n, {} if lexicon.classes.get(lowers[start]) == "N" else named)
            code = "C" if code == "N" and texts[i - 1][:1].isupper() else code
        if code == "-" and start and doc[start - 1].whitespace_:  # a dash: "Deputy Prime Minister – Minister of …"
            code = "a" if codes[-1] == "H" else "x"
        if code in "Mm" and lexicon.has("deputy", lowers[start]):
            units.deputies.add(len(codes))
        codes.append(code)
        units.starts.append(start)
        units.ends.append(i)
    units.codes = "".join(codes)
    units.honorifics = "".join(
        "T" if code == "H" and is_honorific(units.heads[i].office) else code for i, code in enumerate(codes)
    )
    return units


def is_honorific(office: Office) -> bool:
    """Tell whether an office's word may stand before a name as a title does, beside another office."""
    return not office.portfolio and (not office.alone or office.level in ("royal", "envoy", "commander"))


def _is_in_name(doc: Doc, i: int, codes: list[str]) -> bool:
    """A name's word that has another word's form: a pronoun's ("Liu He"), or any after a particle ("bin Said")."""
    return bool(codes) and (codes[-1] == "N" or (codes[-1] in "CH" and doc[i].tag_ == "PRP"))


def _phrase(lowers: list[str], i: int, lexicon: Lexicon, after: str) -> Phrase | None:
    """Return the longest phrase that begins at a token; what is an office and a suffix is a suffix after a name."""
    fitting = [
        phrase
        for phrase in lexicon.phrases.get(lowers[i], ())
        if len(phrase.words) == 1 or tuple(lowers[i : i + len(phrase.words)]) == phrase.words
    ]
    suffixes = [phrase for phrase in fitting if phrase.code == SUFFIX and after == "C"]
    return next(iter(suffixes or fitting), None)


def _code_of_phrase(phrase: Phrase, texts: list[str]) -> str:
    capital = texts[0][:1].isupper()
    if not phrase.head:
        return phrase.code if capital or texts[-1][:1].isupper() else "x"
    if capital:
        return phrase.code
    return phrase.code.lower() if phrase.head.office.lower else "x"


def _code_of_word(doc: Doc, i: int, text: str, lower: str, lexicon: Lexicon) -> str:
    known = FUNCTION_WORDS.get(lower)
    if known:
        return known
    if text in HYPHENS:
        return "-"
    code = lexicon.classes.get(lower)
    capital = text[0].isupper()
    if code == "N":
        return "C" if capital else "N"
    if code:
        return code if capital else code.lower()
    if not capital or any(lexicon.has(use, lower) for use in ("encounter_noun", "authorship", "participle")):
        return "x"
    return _code_of_capital(doc, i, text)


def _code_of_capital(doc: Doc, i: int, text: str) -> str:
    if text in CALENDAR:
        return "x"
    if len(text) <= 2 and (len(text) == 1 or text[1] == ".") and text != "I":
        return "I"
    if 2 < len(text) <= LONGEST_ACRONYM and text.isupper() and text.isalpha():
        return "B"
    token = doc[i]
    tag = token.tag_
    if tag in NAME_TAGS:
        return "C"
    return "x" if tag in CLOSED_TAGS or token.is_sent_start or tag not in LOOSE_TAGS else "C"


def _hyphenated(doc: Doc, texts: list[str], i: int, n: int, named: Mapping[int, NamedSpan]) -> int:
    """Take "el-Sisi", "Chan-o-cha" or "COVID-19" as one unit; return the token after it."""
    while (
        i + 1 < n
        and texts[i] in HYPHENS
        and not doc[i - 1].whitespace_
        and not doc[i].whitespace_
        and i + 1 not in named
    ):
        i += 2
    return i
