"""Formulae: the phrases that the codebook declares, their uses in a text, and their history with an issuer."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec
import numpy as np

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import DeclaredFormula
from dragoman.relations.values import Formula, Missing, Use, Version

# A phrase that stood in every one of five documents is a habit: were it in half of all by chance, five in a row would
# come once in 32.
ALWAYS = 5
# Only documents from half as long to twice as long are held to have left a phrase out: a line to the press has no room
# for all, and a long transcript has room for anything.
COMPARABLE = 0.5
STEPS = 32  # after which few runs are not at their end

_WORD = r"[^\W_]+(?:['’][^\W_]+)?"


class FormulaUse(msgspec.Struct, frozen=True):
    """One use of a formula in a text: its name, and where it stands (characters, end exclusive)."""

    phrase: str
    start: int
    end: int
    exact: str
    declared: bool = True


class Used(msgspec.Struct, frozen=True):
    """A use with the document that it stands in: what `formulae` counts."""

    version: Version
    use: FormulaUse


class About(msgspec.Struct, frozen=True):
    """A document of an issuer: which partners it is about, and how long it is in characters."""

    version: Version
    partners: frozenset[str]
    length: int


class Found(msgspec.Struct, frozen=True):
    """A phrase in documents of an issuer: the originals of those that have it, and its first and last use."""

    originals: Collection[str]
    first: Used
    last: Used


class CompiledFormulae(msgspec.Struct, frozen=True):
    """Phrases made ready to be found in one pass; `names` tells what each written form stands for.

    `wild` are the few forms in which "*" stands for a word.
    """

    pattern: re.Pattern[str]
    names: Mapping[str, str]
    wild: tuple[tuple[re.Pattern[str], str], ...]
    declared: bool = True


def compiled(codebook: Codebook) -> CompiledFormulae:
    """Return the formulae that a codebook declares, ready to be found."""
    forms = {f: e.phrase for e in codebook.entries(DeclaredFormula) for f in (e.phrase, *e.variants)}
    return compiled_phrases(forms)


def compiled_phrases(forms: Mapping[str, str], *, declared: bool = True) -> CompiledFormulae:
    """Return written forms, each with the name of its formula, ready to be found."""
    plain = {_plain(form): name for form, name in forms.items() if "*" not in form}
    wild = tuple((re.compile(rf"\b{_regex(_plain(f))}\b"), name) for f, name in sorted(forms.items()) if "*" in f)
    choices = "|".join(_regex(form) for form in sorted(plain, key=lambda f: (-len(f), f)))
    return CompiledFormulae(re.compile(rf"\b(?:{choices or '(?!)'})\b"), plain, wild, declared)


def find_uses(text: str, formulae: CompiledFormulae) -> tuple[FormulaUse, ...]:
    """Return every use of the formulae in a text, in order; where two overlap, the longer one that begins first."""
    low = _lower(text)
    found = [(m.start(), m.end(), formulae.names[_plain(m.group())]) for m in formulae.pattern.finditer(low)]
    for pattern, name in formulae.wild:
        found += [(m.start(), m.end(), name) for m in pattern.finditer(low)]
    uses: list[FormulaUse] = []
    for start, end, name in sorted(found, key=lambda f: (f[0], -f[1])):
        if not uses or start >= uses[-1].end:
            uses.append(FormulaUse(name, start, end, text[start:end], formulae.declared))
    return tuple(uses)


def formulae(uses: Iterable[Used], versions: Iterable[About], issuer: str, partner: str | None) -> tuple[Formula, ...]:
    """Return the formulae of an issuer about a partner (None: about all), those of most documents first.

    `issuer` is the country of the publisher. Versions that repeat another are counted once, by their original.
    """
    about = [one for one in versions if _concerns(one, issuer, partner)]
    known = {one.version.original for one in about}
    by_phrase: dict[str, list[Used]] = defaultdict(list)
    for used in uses:
        if used.version.original in known:
            by_phrase[used.use.phrase].append(used)
    found = [
        Found(frozenset(u.version.original for u in of), min(of, key=_when), max(of, key=_when))
        for of in by_phrase.values()
    ]
    return histories(found, about, issuer, partner)


def histories(found: Iterable[Found], about: Iterable[About], issuer: str, partner: str | None) -> tuple[Formula, ...]:
    """Return the formulae that were found in documents of an issuer about a partner, those of most documents first."""
    ordered = sorted(about, key=lambda v: _age(v.version))
    known = {v.version.original: v for v in reversed(ordered)}  # of a text put out twice, the first
    history = _history(sorted(known.values(), key=lambda v: _age(v.version)))
    made = [_formula(one, history, issuer, partner) for one in found]
    return tuple(sorted(made, key=lambda f: (-f.documents, f.phrase)))


class _History(msgspec.Struct, frozen=True):
    """The documents of an issuer about a partner, the earliest first, as columns: they may be many thousands.

    `alike` tells for 1, 2, 3 … places back whether what stands there is of comparable length.
    """

    about: list[About]
    places: dict[str, int]  # by the id of the original
    months: list[str]  # each once
    month: Any  # of each document the place of its month
    length: Any
    alike: list[Any]
    before: dict[int, Any] = msgspec.field(default_factory=dict)  # what `comparable` found

    def comparable(self, place: int) -> Any:
        """Return the places before one at which documents of comparable length stand."""
        if place not in self.before:
            self.before[place] = np.flatnonzero(_comparable(self.length[:place], self.length[place]))
        return self.before[place]


def _history(about: list[About]) -> _History:
    months, month = np.unique([str(one.version.published)[:7] for one in about], return_inverse=True)
    places = {one.version.original: place for place, one in enumerate(about)}
    length = np.array([one.length for one in about])
    alike = [
        np.concatenate([np.zeros(step, dtype=bool), _comparable(length[:-step], length[step:])])
        for step in range(1, min(STEPS, len(about)))
    ]
    return _History(about, places, months.tolist(), month, length, alike)


def _comparable(length: Any, own: Any) -> Any:
    return (length * COMPARABLE <= own) & (own <= length / COMPARABLE)


def _concerns(about: About, issuer: str, partner: str | None) -> bool:
    version = about.version
    mine = version.publisher_country == issuer and version.published is not None
    return mine and (partner is None or partner in about.partners)


def _formula(found: Found, history: _History, issuer: str, partner: str | None) -> Formula:
    having = np.zeros(len(history.about), dtype=bool)
    having[[history.places[original] for original in found.originals]] = True
    phrase = found.first.use.phrase
    return Formula(
        id=hashlib.sha256("\n".join((issuer, partner or "", phrase)).encode("utf-8")).hexdigest()[:12],
        phrase=phrase,
        issuer=issuer,
        partner=partner,
        declared=found.first.use.declared,
        documents=int(having.sum()),
        first=_use(found.first),
        last=_use(found.last),
        counts=_monthly(having, history),
        missing=() if partner is None else _missing(having, history),
    )


def _use(used: Used) -> Use:
    return Use(used.version, used.use.start, used.use.end, used.use.exact)


def _monthly(having: Any, history: _History) -> tuple[tuple[str, int, int], ...]:
    had = np.bincount(history.month[having], minlength=len(history.months)).tolist()
    of = np.bincount(history.month, minlength=len(history.months)).tolist()
    return tuple(zip(history.months, had, of, strict=True))


def _missing(having: Any, history: _History) -> tuple[Missing, ...]:
    """Return the documents that lack a formula which the last five or more of comparable length all had."""
    if having.sum() < ALWAYS:
        return ()
    lacking = np.flatnonzero(~having)
    runs = _runs(lacking, having, history)
    always = np.flatnonzero(runs >= ALWAYS)
    return tuple(Missing(history.about[lacking[i]].version, int(runs[i]), int(runs[i])) for i in always)


def _runs(places: Any, having: Any, history: _History) -> Any:
    """Count the documents of comparable length before each place that have a formula, back to one that lacks it.

    All places step back together while many do; the few that have far to go are then looked at one by one.
    """
    runs = np.zeros(len(places), dtype=int)
    going = np.flatnonzero(places >= 1)
    for step, alike in enumerate(history.alike, start=1):
        comparable, had = alike[places[going]], having[places[going] - step]
        runs[going] += comparable & had
        going = going[(~comparable | had) & (places[going] > step)]
    for one in going:
        had = having[history.comparable(int(places[one]))]
        lacking = np.flatnonzero(~had)
        runs[one] = len(had) - (lacking[-1] + 1 if len(lacking) else 0)
    return runs


def _when(used: Used) -> tuple[str, str, int]:
    return (*_age(used.version), used.use.start)


def _age(version: Version) -> tuple[str, str]:
    return str(version.published), version.document


def _lower(text: str) -> str:
    """Return the text in lower case with plain apostrophes, character for character, so that offsets hold."""
    low = text.lower()
    return (low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)).replace(
        "’", "'"
    )


def _plain(form: str) -> str:
    return " ".join(re.split(r"[\s‐‑–-]+", _lower(form)))


def _regex(form: str) -> str:
    words = (_WORD if word == "*" else re.escape(word) for word in form.split(" "))
    return r"[\s‐‑–-]+".join(words)
