"""Cases say what was missed, what was made up, and how near the reading came."""

from __future__ import annotations

import msgspec

from dragoman.evaluation.annotated import Annotations, Item, Words
from dragoman.evaluation.cases import Case, Silences, cases, sentence, shown, summary

TEXT = "Ana Lind arrived. She met the U.S. envoy in Oslo. They praised the treaty."
WORDS = Words("a", TEXT)
MEETS: dict[str, object] = {
    "type": "CONSULT",
    "actor": ["SWE", "USA"],
    "recipient": [],
    "quote": "She met the U.S. envoy",
}


def annotated(*events: dict[str, object]) -> Annotations:
    """Return one record with these events."""
    return msgspec.convert({"doc_id": "a", "events": list(events)}, Annotations)


def faults(gold: Annotations, predicted: Annotations, silences: Silences = ()) -> list[Case]:
    """Return the faults of the events of one record."""
    return list(cases("events", WORDS, gold, predicted, silences))


def test_missed_item_names_the_part_of_the_key_that_differs() -> None:
    """An event with one wrong actor is missed and spurious, and both say so."""
    found = faults(annotated(MEETS), annotated(MEETS | {"actor": ["USA"]}))
    assert [(c.problem, c.why) for c in found] == [("missed", "actor differ"), ("spurious", "actor differ")]
    assert "type=CONSULT" in found[0].near[0]


def test_item_with_nothing_near_says_so() -> None:
    """A missed event where nothing was read has nothing near."""
    (only,) = faults(annotated(MEETS), annotated())
    assert (only.problem, only.why, only.group) == ("missed", "nothing near", "CONSULT")
    assert "⟦She met the U.S. envoy⟧ in Oslo." in shown(only)


def test_wrong_field_of_a_matched_item_is_a_case() -> None:
    """A matched event whose mode is wrong is listed under that field."""
    found = faults(annotated(MEETS | {"mode": "visit"}), annotated(MEETS))
    assert [c.problem for c in found] == ["wrong mode"]


def test_optional_items_are_no_cases() -> None:
    """An optional item is not missed, and what matches it is not spurious."""
    optional: dict[str, object] = MEETS | {"optional": True}
    assert not faults(annotated(optional), annotated())
    assert not faults(annotated(optional), annotated(MEETS | {"mode": "visit"}))


def test_summary_counts_faults_most_first() -> None:
    """Faults are counted by group, problem and reason."""
    found = faults(annotated(MEETS, MEETS | {"quote": "They praised"}), annotated())
    assert summary(found) == ["    2  CONSULT        missed           nothing near"]


def test_sentence_is_that_of_the_quote() -> None:
    """The sentence of a quote is cut out, the quote marked."""
    assert sentence(Item(quote="praised"), TEXT) == "They ⟦praised⟧ the treaty."
    assert sentence(Item(quote="denied"), TEXT) == "⟦denied⟧ (not in the text)"


def test_missed_item_where_the_record_is_silent_gives_its_reason() -> None:
    """The reason of a silence says why an item was missed."""
    (only,) = faults(annotated(MEETS), annotated(), (("She met the U.S. envoy in Oslo.", "unresolved-pronoun"),))
    assert only.why == "silent: unresolved-pronoun"
