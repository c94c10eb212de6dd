"""Hold entries that are compared as they are written, without a parser, against their own examples."""

from __future__ import annotations

from dragoman.codebook.spec import DeclaredFormula, Outcome
from dragoman.evaluation.markup import Example
from dragoman.relations.formulae import compiled_phrases, find_uses
from dragoman.relations.outcomes import Ending, ending_of

SEPARATOR = "=>"  # between a promise and what came of it


def formula_fault(entry: DeclaredFormula, example: Example, *, counter: bool) -> str | None:
    """Return the fault when the uses of a formula are not those marked, or its counter example has one."""
    compiled = compiled_phrases(dict.fromkeys((entry.phrase, *entry.variants), entry.phrase))
    found = tuple((use.start, use.end) for use in find_uses(example.text, compiled))
    marked = () if counter else example.triggers
    if found == marked:
        return None
    given = " and ".join(repr(example.text[slice(*place)]) for place in found) or "nothing"
    return f"{given} is found"


def outcome_fault(entry: Outcome, example: Example, *, counter: bool) -> str | None:
    """Return why an example of an outcome does not show it, or that its counter example does."""
    promise, separator, later = example.text.partition(SEPARATOR)
    if not separator:
        return f"no {SEPARATOR!r} stands between a promise and what came of it"
    ending = ending_of(entry)
    ends = ending.promised(promise) and ending.told(later)
    if counter:
        return "it ends the promise of its counter example" if ends else None
    return _unmarked(ending, example) or (None if ends else "it does not end the promise")


def _unmarked(ending: Ending, example: Example) -> str | None:
    """Return the fault when a marked word is none of the outcome's words."""
    for start, end in example.triggers:
        word = example.text[start:end]
        if not (ending.promise and ending.promised(word)) and not (ending.phrases and ending.told(word)):
            return f"{word!r} is none of its words"
    return None
