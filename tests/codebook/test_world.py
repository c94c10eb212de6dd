"""The world knowledge of the codebook: every example is found, no counter example is, and the whole is complete."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from spacy.lang.en import English

from dragoman.codebook.load import Codebook, shipped
from dragoman.codebook.spec import Context, Expression, Organisation, Sector, Territory
from dragoman.reading.frames.contexts import compile_contexts, contexts_of
from dragoman.reading.gazetteer import Gazetteer, compile_gazetteer, shared_names
from dragoman.reading.parse import load_parser

MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")
BEYOND_STATES = {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"}
OF_THE_CONTRACT = {"XKX", "TWN", "PSE", "HKG"}
# PLOVER 2.0
SECTORS = """
    AGR BUS COP CRM CVL EDU ELI GOV JRN JUD LAB LEG MED MIL OPP PRE PRM PTY REB REF REL SOC SPY UAF UNK
"""
CONTEXTS = """
    asylum cbrn corruption crime cyber diplomatic disasters economic election environment executive gender health
    human_rights human_security humanitarian illegal_drugs inequality intelligence legal legislative lgbt migration
    military misinformation natural_resource peacekeeping political_institutions pro_autocracy pro_democracy
    religion_ethnicity reparations repression rights_freedoms technology territory terrorism trafficking
"""


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    """The codebook that ships."""
    return shipped()


@pytest.fixture(scope="module")
def gazetteer(codebook: Codebook) -> Gazetteer:
    """Its names, compiled."""
    return compile_gazetteer(codebook, English().vocab)


def marked(example: str) -> tuple[str, list[tuple[str, str]]]:
    """Return an example without its marks, and the marked words with what they must resolve to."""
    return MARK.sub(r"\1", example), MARK.findall(example)


def missed(gazetteer: Gazetteer, examples: tuple[str, ...]) -> Iterator[str]:
    """Yield every marked span of the examples that is not found with its code."""
    for example in examples:
        text, expected = marked(example)
        found = [(words, span.code or span.kind) for words, span in gazetteer.spans_in_text(text)]
        yield from (f"{example}: {pair} not among {found}" for pair in expected if pair not in found)


def test_every_example_marks_something(codebook: Codebook) -> None:
    """An example without a mark would prove nothing."""
    entries = (*codebook.entries(Territory), *codebook.entries(Organisation))
    assert [e.id for e in entries for x in e.examples if not marked(x)[1]] == []


def test_examples_of_territories_are_found(codebook: Codebook, gazetteer: Gazetteer) -> None:
    """Every marked name, demonym, seat and place resolves to its state."""
    assert [m for t in codebook.entries(Territory) for m in missed(gazetteer, t.examples)] == []


def test_examples_of_organisations_are_found(codebook: Codebook, gazetteer: Gazetteer) -> None:
    """Every marked organisation resolves to its country code."""
    assert [m for o in codebook.entries(Organisation) for m in missed(gazetteer, o.examples)] == []


def test_fixed_phrases_are_no_states(codebook: Codebook, gazetteer: Gazetteer) -> None:
    """A phrase that only holds a state's name is taken as a whole."""
    phrases = [e for e in codebook.entries(Expression) if e.use == "not_state"]
    assert [m for e in phrases for m in missed(gazetteer, e.examples)] == []
    alone = {p: [s.kind for _, s in gazetteer.spans_in_text(p)] for e in phrases for p in e.phrases}
    assert {p: kinds for p, kinds in alone.items() if kinds != ["not_state"]} == {}


def test_counter_examples_do_not_fire(codebook: Codebook, gazetteer: Gazetteer) -> None:
    """A counter example gives no span with the code of its entry."""
    fired = [
        (t.id, text)
        for t in codebook.entries(Territory)
        for text in t.counter
        if t.code in {s.code for _, s in gazetteer.spans_in_text(text)}
    ]
    assert fired == []


def test_the_world_is_complete(codebook: Codebook) -> None:
    """Every territory and the well-known organisations are there; a fall below means that a file was lost."""
    codes = {t.code for t in codebook.entries(Territory)}
    assert len(codes) >= 245
    assert codes >= OF_THE_CONTRACT
    assert len(codebook.entries(Organisation)) >= 300


def test_no_name_stands_for_two_things(codebook: Codebook) -> None:
    """An undated name has one meaning, else which one is read would be chance."""
    assert shared_names(codebook) == ()


def test_weak_names_are_names_of_their_territory(codebook: Codebook) -> None:
    """A weak name that is no name or demonym would have no effect."""
    stray = [(t.id, w) for t in codebook.entries(Territory) for w in t.weak if w not in (*t.names, *t.demonyms)]
    assert stray == []


def test_codes_are_known(codebook: Codebook) -> None:
    """Countries, members and sectors are codes that the codebook itself declares."""
    countries = {t.code for t in codebook.entries(Territory)}
    sectors = {s.id for s in codebook.entries(Sector)}
    organisations = codebook.entries(Organisation)
    assert {o.country for o in organisations} <= countries | BEYOND_STATES
    assert {m for o in organisations for m in o.members} <= countries
    assert {o.sector for o in organisations if o.sector} <= sectors
    assert {s for o in organisations for s in o.other_sectors} <= sectors
    assert {s for t in codebook.entries(Territory) for s in t.sectors} == {"PRE"}


def test_entities_recognised_by_few_carry_their_claimant(gazetteer: Gazetteer) -> None:
    """Abkhazia is Georgia with PRE; Kosovo and Republika Srpska are not."""
    read = {
        words: (s.code, s.other_sectors) for words, s in gazetteer.spans_in_text("Abkhazia, Kosovo, Republika Srpska.")
    }
    assert read == {"Abkhazia": ("GEO", ("PRE",)), "Kosovo": ("XKX", ()), "Republika Srpska": ("BIH", ())}


def test_sectors_and_contexts_are_those_of_plover(codebook: Codebook) -> None:
    """The declared codes are PLOVER's, none more, none less."""
    assert [s.id for s in codebook.entries(Sector)] == SECTORS.split()
    assert [c.id for c in codebook.entries(Context)] == CONTEXTS.split()


def test_contexts_show_by_their_cues(codebook: Codebook) -> None:
    """Every example of a context shows it, no counter example does."""
    cues, parser = compile_contexts(codebook), load_parser()
    wrong = []
    for context in codebook.entries(Context):
        shown = [context.id in contexts_of(parser(re.sub("[{}]", "", x)), cues) for x in context.examples]
        hidden = [context.id not in contexts_of(parser(x), cues) for x in context.counter]
        if not all(shown + hidden):
            wrong.append(context.id)
    assert wrong == []
