"""Evidence found again in an edited text, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.findings import Quote
from dragoman.record.evidence import evidence
from dragoman.record.refind import refind, refind_evidence, refind_trigger
from dragoman.record.types import Evidence

QUOTE = "President Moana Tuilagi thanked the people of Chile for their help"
PAGE = f"The two leaders met in Apia on Monday. {QUOTE}, and promised to visit Santiago soon."
PARAGRAPHS = st.lists(st.text(alphabet="abcdefgh ,.’“”–", max_size=40), max_size=4).map(" ".join)


def quoted(exact: str, text: str, occurrence: int = 0, trigger: str | None = None) -> Evidence:
    """Return the evidence of the words where they stand in a text for the nth time."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(exact, start + 1)
    word = None
    if trigger:
        at = text.index(trigger, start)
        word = Quote("", at, at + len(trigger))
    return evidence(Quote("", start, start + len(exact)), {"": text}, trigger=word)


@given(before=PARAGRAPHS, after=PARAGRAPHS, at=st.integers(0, len(PAGE)))
def test_a_unique_quote_is_found_whatever_is_inserted_elsewhere(before: str, after: str, at: int) -> None:
    """The words are where they were moved to, and what stands around them there is told."""
    if PAGE.index(QUOTE) < at < PAGE.index(QUOTE) + len(QUOTE):
        at = 0
    edited = f"{before}\n\n{PAGE[:at]} {after} {PAGE[at:]}"
    found = refind(quoted(QUOTE, PAGE), edited)
    assert found is not None
    assert found.exact == QUOTE == edited[found.start : found.end]
    assert found.start == edited.index(QUOTE)
    assert edited[: found.start].endswith(found.prefix)
    assert edited[found.end :].startswith(found.suffix)


@given(filler=st.text(alphabet="xyz ", min_size=70, max_size=120))
def test_a_quote_repeated_in_the_same_surroundings_is_not_chosen(filler: str) -> None:
    """Of two places with the same words around, neither is taken."""
    assert refind(quoted(QUOTE, PAGE), f"{PAGE}{filler}{PAGE}") is None


def test_the_place_with_the_words_around_is_chosen() -> None:
    """A quote that is told again elsewhere is found where prefix and suffix agree."""
    again = f"As reported, {QUOTE}. More below.\n\n"
    found = refind(quoted(QUOTE, PAGE), again + PAGE)
    assert found is not None
    assert found.start == len(again) + PAGE.index(QUOTE)


def test_one_side_of_the_surroundings_is_enough() -> None:
    """An edit just before the quote leaves what follows it."""
    edited = PAGE.replace("The two leaders met in Apia on Monday.", "Talks were held on the island.")
    found = refind(quoted(QUOTE, PAGE), f"{QUOTE}: so the headline.\n\n{edited}")
    assert found is not None
    assert found.suffix.startswith(", and promised")


@pytest.mark.parametrize(
    ("former", "present"),
    [
        (
            '"It\'s a long - and honest - friendship", she said to them',
            "“It’s a long — and honest—friendship”, she said to them",
        ),
        (
            "the so-called line of\n\ncontact between both sides",
            "the so‑called line  of contact\u00a0between both sides",
        ),
    ],
)
def test_whitespace_quotes_and_dashes_may_differ(former: str, present: str) -> None:
    """A page that is set in type anew has the same words; they are told as they now stand."""
    before, after = "They spoke for an hour in Lima. ", " Then they left for the airport."
    found = refind(quoted(former, before + former + after), f"New. {before}{present}{after}")
    assert found is not None
    assert found.exact == present


@pytest.mark.parametrize(
    "changed", [("thanked", "praised"), ("Chile", "chile"), ("help", "helpers"), ("people", "peoples")]
)
def test_no_other_word_may_differ(changed: tuple[str, str]) -> None:
    """A changed word, letter or ending leaves the evidence orphaned."""
    assert refind(quoted(QUOTE, PAGE), PAGE.replace(*changed)) is None


@pytest.mark.parametrize(
    ("quote", "changed"),
    [
        ("left for Niger", ("Niger", "Nigeria")),
        ("left for Niger", ("Niger", "Niger-Delta")),
        ("left for Niger", ("Niger", "Niger’s neighbour")),
        ("aligned members", ("aligned", "non-aligned")),
        ("members gave 10", ("10", "10,000")),
        ("5 of them stayed", ("5", "1.5")),
    ],
)
def test_a_quote_is_not_found_inside_a_longer_word(quote: str, changed: tuple[str, str]) -> None:
    """Words and numbers that were quoted whole are no part of another."""
    text = "The delegation left for Niger by plane, where aligned members gave 10 each and 5 of them stayed."
    assert refind(quoted(quote, text), f"New. {text}", text) is not None
    assert refind(quoted(quote, text), text.replace(*changed), text) is None


def test_a_quote_that_ended_within_a_word_is_found() -> None:
    """What was quoted before a possessive or a hyphen is found before it."""
    text = "She spoke with Peru's minister about the EU-Peru treaty."
    for words in ("spoke with Peru", "Peru treaty"):
        assert refind(quoted(words, text), f"New. {text}", text) is not None


def test_a_short_quote_needs_its_surroundings() -> None:
    """A name alone stands for nothing where all around it is other."""
    evidence_of_name = quoted("Ms Tuilagi", "The meeting was opened at noon by Ms Tuilagi, who chairs the council.")
    assert refind(evidence_of_name, "Photographs of the dinner show Ms Tuilagi beside the minister.") is None
    assert refind(evidence_of_name, "New: the meeting was opened at noon by Ms Tuilagi.") is not None


def test_a_quote_is_not_moved_to_its_former_double() -> None:
    """Where the quoted place was cut out and another with the same words is left, the former text tells them apart."""
    first = "In the morning the delegation of Chile, which had come by sea, visited the port. "
    second = "In the evening the delegation of Chile, which had come by sea, visited the hill. "
    former, words = first + second, "the delegation of Chile, which had come by sea, visited"
    assert refind(quoted(words, former), second, former) is None
    found = refind(quoted(words, former, 1), second, former)
    assert found is not None
    assert found.start == second.index(words)


def test_the_trigger_moves_with_its_quote() -> None:
    """Its offsets are right in the new text, also where a dash was set anew before it."""
    text = 'Both sides - "after long talks" - signed the treaty in the old palace.'
    proof = quoted(text[:-1], text, trigger="signed")
    edited = "News.\n\nBoth sides—“after long talks”—signed the treaty in the old palace."
    found = refind(proof, edited)
    assert found is not None
    trigger = refind_trigger(proof, found)
    assert trigger is not None
    assert trigger.exact == "signed" == edited[trigger.start : trigger.end]


def test_a_further_place_stands_in_for_words_that_are_gone() -> None:
    """A fact that was told twice lives on by the place that is left; when none is, it is orphaned."""
    title, body = (
        "Chile thanks the people of Samoa for all their help",
        "Chile thanked them for all that they did this year.",
    )
    fields = {"": body, "title": title}
    proof = evidence(Quote("", 0, len(body)), fields, also=(Quote("title", 0, len(title)),))
    left = refind_evidence(proof, {"": "Another text.", "title": title}, fields)
    assert left is not None
    assert (left.field, left.exact, left.also) == ("title", title, ())
    assert refind_evidence(proof, {"": "Another text.", "title": "Another title"}, fields) is None
    both = refind_evidence(proof, {"": f"New. {body}", "title": title}, fields)
    assert both is not None
    assert (both.start, both.also) == (5, proof.also)
