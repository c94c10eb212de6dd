"""Find the states, places and organisations of the codebook by their names."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, cast

import msgspec
from spacy.lang.en import English
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex
from spacy.vocab import Vocab

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import DatedName, Expression, Office, Organisation, Territory

NameKind = Literal["name", "demonym", "seat", "place", "organisation", "not_state"]

# What a text is read as when one name stands in several entries: a fixed phrase before an organisation before a state.
PRIORITY: tuple[NameKind, ...] = ("not_state", "organisation", "name", "demonym", "seat", "place")
NOT_STATE = "not_state"
OFFICE_USES = frozenset(("part", "dropped", "past", "field", "body"))
NAME_TAGS = frozenset(("", "NNP", "NNPS"))  # "" where the text was only cut into tokens
APOSTROPHES = ("'", "’")
HYPHENS = ("-", "–", "‑")
SHORTEST_CAPITALS = 4  # letters: "Mali" is read as MALI too; shorter names are acronyms already
LINKS = frozenset(("of", "to", "in"))
CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))
WORDS = re.compile(r"\w+")
PREFIXED = re.compile(r"(?:de|re)[-‑]", re.IGNORECASE)  # up to the hyphen


class NamedSpan(msgspec.Struct, frozen=True, order=True):
    """A name of the codebook in a text: tokens `start_token` to `end_token` (exclusive), and what it stands for.

    `code` is the PLOVER country code (None for a fixed phrase that is no state). `sector` is the organisation's own;
    `other_sectors` those that are added to it (PRE). `name` is the entry's name.
    """

    start_token: int
    end_token: int
    kind: NameKind
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...]
    name: str


class Named(msgspec.Struct, frozen=True):
    """What one name stands for, when it stood (`dated`), and whether a capitalised neighbour unmakes it (`weak`)."""

    kind: NameKind
    code: str | None
    name: str
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    dated: DatedName | None = None
    weak: bool = False


class Gazetteer:
    """The compiled names; `find` reads a tokenised text, `spans_in_text` a bare one."""

    def __init__(self, named: dict[str, tuple[Named, ...]], office_words: frozenset[str], vocab: Vocab) -> None:
        self._tokenizer = name_tokenizer(vocab)
        self._matcher = PhraseMatcher(vocab, attr="ORTH")
        self._named: dict[int, tuple[Named, ...]] = {}
        self._office_words = office_words
        for text, candidates in named.items():
            self._matcher.add(text, [self._tokenizer(text)])
            self._named[vocab.strings[text]] = candidates

    def find(self, doc: Doc, on: str | None) -> tuple[NamedSpan, ...]:
        """Return the names in a text, longest first where they overlap, in the order of the text.

        `on` is the ISO day of the text: names of the past count only in their time, or always when it is None.
        """
        matches = sorted(self._matcher(doc), key=lambda m: (m[1] - m[2], m[1]))
        chosen: dict[int, tuple[int, Named]] = {}
        taken: set[int] = set()
        for key, start, end in matches:
            named = _meant(self._named[key], on)
            if named and taken.isdisjoint(range(start, end)):
                chosen[start] = (end, named)
                taken.update(range(start, end))
        return tuple(
            NamedSpan(start, end, n.kind, n.code, n.sector, n.other_sectors, n.name)
            for start, (end, n) in sorted(chosen.items(), key=lambda item: item[0])
            if not (n.weak and self._is_part_of_a_name(doc, start, end, taken))
        )

    def spans_in_text(self, text: str, on: str | None = None) -> tuple[tuple[str, NamedSpan], ...]:
        """Return the names in a bare text with their words."""
        doc = self._tokenizer(text)
        return tuple((doc[s.start_token : s.end_token].text, s) for s in self.find(doc, on))

    def _is_part_of_a_name(self, doc: Doc, start: int, end: int, taken: set[int]) -> bool:
        """Tell whether a capitalised word beside it makes it part of a longer name ("Michael Jordan", "Paris Club")."""
        if start and start - 1 not in taken and _is_capitalised(doc[start - 1]):
            return True
        if end == len(doc) or end in taken or not _is_capitalised(doc[end]) or doc[end].lower_ in self._office_words:
            return False
        return not self._closes_an_office(doc, start, taken)

    def _closes_an_office(self, doc: Doc, start: int, taken: set[int]) -> bool:
        """Tell whether an office stands before it, so that the next name is its holder's ("President of Jordan …")."""
        if start < 2 or doc[start - 1].lower_ not in LINKS:
            return False
        before = doc[start - 2]
        return start - 2 in taken or before.lower_ in self._office_words or _is_capitalised(before)


def compile_gazetteer(codebook: Codebook, vocab: Vocab) -> Gazetteer:
    """Compile the names of the codebook's territories, organisations and fixed phrases for texts of this vocabulary."""
    found: dict[str, list[Named]] = {}
    for text, named in _names(codebook):
        for form in forms(text):
            if named not in found.setdefault(form, []):
                found[form].append(named)
    ranked = {text: tuple(sorted(candidates, key=_rank)) for text, candidates in found.items()}
    return Gazetteer(ranked, _office_words(codebook), vocab)


def name_tokenizer(vocab: Vocab) -> Callable[[str], Doc]:
    """Return the tokeniser of English that parts "U.S.-Australia" at its hyphen as it does "Armenia-Azerbaijan".

    It leaves whole what begins with a verb's prefix, "de-escalate", which else is read as two words and no verb.
    """
    tokenizer: Any = English(vocab=vocab).tokenizer
    infixes = [*(English.Defaults.infixes or ()), r"(?<=[A-Z]\.)[-–](?=[A-Za-z])"]
    parted = compile_infix_regex(infixes).finditer
    tokenizer.infix_finditer = lambda word: [m for m in parted(word) if not PREFIXED.fullmatch(word, 0, m.end())]
    return cast(Callable[[str], Doc], tokenizer)


def forms(name: str) -> tuple[str, ...]:
    """Return the ways in which a name is written: apostrophes, hyphens, a capital first letter, all capitals, "&"."""
    bare = name.removeprefix("the ")
    found = [bare, bare[:1].upper() + bare[1:]]
    found += [f.replace(" and ", " & ") for f in found]
    found = [f.replace("'", mark) for f in found for mark in APOSTROPHES]
    found = [f.replace("-", mark) for f in found for mark in HYPHENS]
    if sum(c.isalpha() for c in bare) >= SHORTEST_CAPITALS:
        found += [f.upper() for f in found]
    return tuple(dict.fromkeys(found))


def shared_names(codebook: Codebook) -> tuple[str, ...]:
    """Return the undated names that stand for different things in several entries, sorted: a fault of a codebook."""
    owners: dict[str, set[tuple[str, str | None, str]]] = {}
    for text, named in _names(codebook):
        if not named.dated and named.kind != NOT_STATE:
            owners.setdefault(text, set()).add((named.name, named.code, named.sector or ""))
    return tuple(sorted(text for text, found in owners.items() if len(found) > 1))


def _names(codebook: Codebook) -> Iterator[tuple[str, Named]]:
    for territory in codebook.entries(Territory):
        yield from _names_of_territory(territory)
    for body in codebook.entries(Organisation):
        for text in body.names:
            dated = DatedName(name=text, since=body.since, until=body.until) if body.since or body.until else None
            yield text, Named("organisation", body.country, body.name, body.sector, body.other_sectors, dated)
    for expression in codebook.entries(Expression):
        if expression.use == NOT_STATE:
            for text in expression.phrases:
                yield text, Named("not_state", None, text)


def _names_of_territory(territory: Territory) -> Iterator[tuple[str, Named]]:
    """A state's names are strong but those in `weak`; its cities and regions are part of many other names."""
    kinds: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
        ("name", territory.names),
        ("demonym", territory.demonyms),
        ("seat", territory.seats),
        ("place", territory.places),
    )
    for kind, texts in kinds:
        for text in texts:
            weak = kind in ("seat", "place") or text in territory.weak
            yield text, Named(kind, territory.code, territory.name, None, territory.sectors, None, weak)
    for dated in territory.historical:
        yield dated.name, Named("name", territory.code, territory.name, None, territory.sectors, dated)


def _rank(named: Named) -> tuple[int, bool, str, str]:
    """A name that stands for a time comes before what it stands for at all others."""
    return PRIORITY.index(named.kind), named.dated is None, named.code or "", named.name


def _office_words(codebook: Codebook) -> frozenset[str]:
    phrases: list[Iterable[str]] = [office.heads for office in codebook.entries(Office)]
    phrases += [e.phrases for e in codebook.entries(Expression) if e.use in OFFICE_USES]
    return frozenset(word for group in phrases for phrase in group for word in WORDS.findall(phrase.lower()))


def _meant(candidates: tuple[Named, ...], on: str | None) -> Named | None:
    """Return the first that stands on a day; on a day that is not known, what stands at all times comes first."""
    if on is None:
        return min(candidates, key=lambda n: (PRIORITY.index(n.kind), n.dated is not None))
    return next((n for n in candidates if _stands(n.dated, on)), None)


def _stands(dated: DatedName | None, on: str) -> bool:
    """Tell whether a name stood on an ISO day; bounds are compared at their own precision."""
    if dated is None:
        return True
    begun = dated.since is None or on[: len(dated.since)] >= dated.since
    return begun and (dated.until is None or on[: len(dated.until)] <= dated.until)


def _is_capitalised(token: Token) -> bool:
    text = token.text
    return text[0].isupper() and text not in CALENDAR and not token.is_stop and token.tag_ in NAME_TAGS
