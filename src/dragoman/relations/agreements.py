"""One instrument under all its names, in every document that signs, cites or plans it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

import msgspec

from dragoman.record.types import Agreement
from dragoman.relations.folding import FUNCTION_WORDS, fold
from dragoman.relations.grouping import Pair, grouped, numbered, order_of
from dragoman.relations.instruments import Vocabulary, singular, vocabulary
from dragoman.relations.values import JoinedAgreement, Stated

_SYMBOL = re.compile(r"\b[A-Z]+(?:/[A-Z0-9.()]+)+|\b\d{3,4}\s*\(\d{4}\)")  # S/RES/2202, A/76/L.1, 2202 (2015)
_BRACKETS = re.compile(r"\(([^)]*)\)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
_TOLD_WORDS = re.compile(r"\b[a-z]{3,}\b")
ID_WORDS = 8


class Cited(msgspec.Struct, frozen=True):
    """The citations of one name that say the same of it, with what it is compared by.

    `core` are the words of its name without parties and years; `own` those that only a name of its own has; `sides` the
    parties told in the name or of it; `symbol` its number at an organisation; `short` its abbreviation.
    """

    citations: tuple[Stated[Agreement], ...]
    text: str
    folded: str
    core: frozenset[str]
    own: frozenset[str]
    sides: frozenset[str]
    years: frozenset[str]
    symbol: str | None
    short: str | None


def join_agreements(stated: Sequence[Stated[Agreement]]) -> tuple[JoinedAgreement, ...]:
    """Return the instruments with all documents that name them, by name, whatever the order given.

    Names are joined across documents by their symbol, by their abbreviation, or by their words where these are a name
    of its own; what only says a kind ("memorandum of understanding") is joined inside its document alone.
    """
    known = vocabulary().with_words(_told_in_lower_case(stated))
    names = _names([_cited(s, known) for s in sorted(stated, key=order_of)])
    joined = [_joined(group) for group in grouped(names, _pairs(names), _compatible)]
    joined.sort(key=lambda a: (fold(a.name), order_of(a.citations[0])))
    ids = numbered(a.id for a in joined)
    return tuple(msgspec.structs.replace(a, id=i) for a, i in zip(joined, ids, strict=True))


def _told_in_lower_case(stated: Sequence[Stated[Agreement]]) -> frozenset[str]:
    """Return the words that the quotes write in lower case, which therefore are no proper names."""
    return frozenset(w for s in stated for w in _TOLD_WORDS.findall(f"{s.item.name} {s.item.evidence.exact}"))


def _cited(stated: Stated[Agreement], known: Vocabulary) -> Cited:
    name = stated.item.name
    bracketed = _BRACKETS.search(name)
    symbol = _SYMBOL.search(name)
    bare = _YEAR.sub(" ", _BRACKETS.sub(" ", name))
    words, sides = known.without_states(fold(bare).split())
    core = frozenset(singular(w) for w in words if w not in FUNCTION_WORDS)
    return Cited(
        citations=(stated,),
        text=stated.version.original,
        folded=fold(name),
        core=core,
        own=_own(bare, core, known),
        sides=sides | frozenset(stated.item.parties),
        years=frozenset(_YEAR.findall(name)),
        symbol=fold(symbol.group()) if symbol else None,
        short=_short(name, bracketed.group(1) if bracketed else None),
    )


def _own(name: str, core: frozenset[str], known: Vocabulary) -> frozenset[str]:
    """Return the words that only a name of its own has.

    Words of an organisation's name make one where the whole is written as a name and speaks of one instrument: "Charter
    of the United Nations", but not "resolutions of the United Nations".
    """
    capitalised = _capitalised(name) & core
    own = frozenset(w for w in capitalised if known.is_own(w)) | frozenset(
        w for w in _initials(name) & core if len(w) > 2
    )
    if own - known.organisations:
        return own - known.organisations
    plural = any(fold(w) != singular(fold(w)) and known.is_instrument(fold(w)) for w in re.findall(r"\w+", name))
    return frozenset() if plural or capitalised != core else own | (known.acronyms & core & _initials(name))


def _initials(name: str) -> frozenset[str]:
    """Return the folded words that are written in capitals alone ("ABM"), but those that are a kind of instrument."""
    return frozenset(fold(w) for w in re.findall(r"\b[A-Z]{2,}\b", name)) - vocabulary().instruments


def _capitalised(name: str) -> frozenset[str]:
    return frozenset(singular(fold(w)) for w in re.findall(r"\w+", name) if w[:1].isupper())


def _short(name: str, bracketed: str | None) -> str | None:
    """Return the abbreviation that a name is, or gives in brackets."""
    for text in (bracketed, name):
        if text and len(text) > 3 and _ABBREVIATION.fullmatch(text.strip()):
            return fold(text)
    return None


def _names(cited: Sequence[Cited]) -> list[Cited]:
    """Return the names with all citations that are one by the name itself; a kind is one in its own text alone."""
    names: dict[Hashable, list[Cited]] = defaultdict(list)
    for one in cited:
        text = None if one.own or one.symbol or one.short else one.text
        names[one.folded, one.own, one.sides, text].append(one)
    return [
        msgspec.structs.replace(same[0], citations=tuple(s for c in same for s in c.citations))
        for same in names.values()
    ]


def _pairs(names: Sequence[Cited]) -> Iterator[Pair]:
    """Yield the pairs that are one instrument, those by symbol first; every key is enough to be the same."""
    keyed: dict[tuple[int, Hashable], list[int]] = defaultdict(list)
    for place, cited in enumerate(names):
        for sureness, key in enumerate(_keys(cited)):
            if key is not None:
                keyed[sureness, key].append(place)
    for (sureness, _), places in keyed.items():
        yield from ((sureness, a, b) for a, b in combinations(places, 2) if _compatible(names[a], names[b]))


def _keys(cited: Cited) -> Iterator[Hashable]:
    """Yield what makes two names one, the surest first; None where a name does not have it."""
    common = len(cited.sides) > 1 and _says_more_than_a_kind(cited)
    yield cited.symbol
    yield (cited.folded, cited.text)
    yield cited.core if cited.own else None
    yield (cited.core, cited.sides) if common else None
    yield cited.short


def _says_more_than_a_kind(cited: Cited) -> bool:
    return len(cited.core - vocabulary().instruments) > 0


def _compatible(a: Cited, b: Cited) -> bool:
    """Tell whether nothing keeps two names apart: another symbol, another year, other parties of what is theirs."""
    if a.symbol != b.symbol or (a.years and b.years and not a.years & b.years):
        return False
    return bool(a.own or b.own) or not (len(a.sides) > 1 and len(b.sides) > 1) or a.sides == b.sides


def _joined(group: Sequence[Cited]) -> JoinedAgreement:
    """Return an instrument under all its names; the id is not yet unique."""
    citations = sorted((s for c in group for s in c.citations), key=order_of)
    counts = Counter(s.item.name for s in citations)
    name = min(counts, key=lambda n: (-counts[n], -len(n), n))
    return JoinedAgreement(
        id="-".join([w for w in fold(name).split() if w not in FUNCTION_WORDS][:ID_WORDS]) or "agreement",
        name=name,
        names=tuple(sorted(counts)),
        parties=tuple(sorted({p for s in citations for p in s.item.parties})),
        citations=tuple(citations),
    )
