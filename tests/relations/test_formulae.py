"""Declared formulae: where they stand, and their history with an issuer."""

from __future__ import annotations

import pytest

from dragoman.codebook.load import shipped
from dragoman.codebook.spec import DeclaredFormula, Outcome
from dragoman.evaluation.examples import entry_faults
from dragoman.evaluation.explain import Explanation
from dragoman.relations.formulae import ALWAYS, About, Used, compiled, compiled_phrases, find_uses, formulae
from tests.relations.stated import version

TIES = compiled_phrases({"herring bonds": "herring bonds", "bonds of herring": "herring bonds", "all-wool": "all-wool"})
WRITTEN = [e for kind in (DeclaredFormula, Outcome) for e in shipped().entries(kind)]


def unread(text: str) -> Explanation:
    """Refuse to read: formulae and outcomes are held against their examples as they are written."""
    raise AssertionError(text)


@pytest.mark.parametrize("entry", WRITTEN, ids=lambda entry: str(entry.id))
def test_every_formula_and_outcome_keeps_its_examples(entry: DeclaredFormula | Outcome) -> None:
    """What is marked is found, and nothing in a counter example."""
    assert not list(entry_faults(entry, unread))


def test_there_are_formulae_enough_and_each_form_stands_for_one() -> None:
    """Specialists watch dozens; a form that two formulae share would be counted for only one."""
    entries = shipped().entries(DeclaredFormula)
    forms = [form.casefold() for entry in entries for form in (entry.phrase, *entry.variants)]
    assert len(entries) >= 60
    assert len(forms) == len(set(forms))


def test_uses_stand_where_the_text_has_them() -> None:
    """Case, line breaks and dashes do not matter; offsets count the characters of the text as it is."""
    text = "Their HERRING\nbonds, İ and bonds of herring; an all‑wool friendship, no herring bondsmen."
    uses = find_uses(text, TIES)
    assert [(u.phrase, u.exact) for u in uses] == [
        ("herring bonds", "HERRING\nbonds"),
        ("herring bonds", "bonds of herring"),
        ("all-wool", "all‑wool"),
    ]
    assert all(text[u.start : u.end] == u.exact for u in uses)


def test_the_longer_formula_is_meant() -> None:
    """A formula within a longer one is not used apart."""
    forms = compiled_phrases({"herring": "herring", "herring bonds": "herring bonds", "grand * bonds": "grand bonds"})
    assert [u.phrase for u in find_uses("herring bonds, herring, grand herring bonds", forms)] == [
        "herring bonds",
        "herring",
        "grand bonds",
    ]


def test_no_formulae_find_nothing() -> None:
    """A codebook may declare none."""
    assert find_uses("Herring bonds.", compiled_phrases({})) == ()
    assert find_uses("", compiled(shipped())) == ()


def history(having: str, lengths: list[int] | None = None) -> tuple[list[Used], list[About]]:
    """Return documents about Peru, one a month, of which those with an "x" have the formula."""
    about, uses = [], []
    for i, sign in enumerate(having):
        document = version(f"d{i}", f"2024-{i + 1:02d}-10")
        about.append(About(document, frozenset(("PER",)), lengths[i] if lengths else 1000))
        uses += [Used(document, u) for u in find_uses("herring bonds" if sign == "x" else "", TIES)]
    return uses, about


def test_a_formula_has_a_first_and_last_use_and_counts() -> None:
    """Months count the documents with the formula, and all about the partner."""
    uses, about = history("x-x")
    (formula,) = formulae(uses, about, "NOR", "PER")
    assert (formula.first.version.document, formula.last.version.document, formula.documents) == ("d0", "d2", 2)
    assert formula.counts == (("2024-01", 1, 1), ("2024-02", 0, 1), ("2024-03", 1, 1))
    assert (formula.first.exact, formula.declared, formula.missing) == ("herring bonds", True, ())


def test_a_formula_that_was_always_there_is_missed() -> None:
    """Five documents of comparable length must have had it, and no fewer."""
    uses, about = history("x" * ALWAYS + "-")
    (missed,) = formulae(uses, about, "NOR", "PER")[0].missing
    assert (missed.version.document, missed.used_before, missed.of) == ("d5", ALWAYS, ALWAYS)
    uses, about = history("x" * (ALWAYS - 1) + "-")
    assert formulae(uses, about, "NOR", "PER")[0].missing == ()


def test_a_habit_that_was_broken_must_grow_again() -> None:
    """The second document without it in a row is no news."""
    uses, about = history("x" * ALWAYS + "--")
    assert [m.version.document for m in formulae(uses, about, "NOR", "PER")[0].missing] == ["d5"]


def test_a_short_line_misses_nothing() -> None:
    """A line to the press has no room for the formulae of a declaration."""
    uses, about = history("x" * ALWAYS + "-", [1000] * ALWAYS + [200])
    assert formulae(uses, about, "NOR", "PER")[0].missing == ()


def test_other_issuers_partners_and_copies_do_not_count() -> None:
    """Of a text that was put out twice, the first counts."""
    uses, about = history("x")
    copy = version("d9", "2024-09-01", original="d0")
    uses += [Used(copy, uses[0].use)]
    about += [About(copy, frozenset(("PER",)), 1000)]
    assert [f.documents for f in formulae(uses, about, "NOR", None)] == [1]
    assert formulae(uses, about, "NOR", "CHL") == ()
    assert formulae(uses, about, "SWE", "PER") == ()
