"""What a document says more than once."""

from __future__ import annotations

from dragoman.reading.findings import Actor, Day, FoundAppraisal, FoundEvent, Quote, Source
from dragoman.record.merge import told_once

ISSUER = Source("issuer")
TOLD_AGAIN = frozenset(("CONSULT",))


def _event(code: str, start: int, *, field: str = "", countries: tuple[str, ...] = ("CHL", "PER")) -> FoundEvent:
    quote = Quote(field, start, start + 20)  # type: ignore[arg-type]
    actors = tuple(Actor(c, quote, c) for c in countries)
    return FoundEvent(code, None, (), None, actors, (), Day(None), None, None, ISSUER, "codebook", 0.9, quote, quote)


def test_one_encounter_told_twice_is_one_event() -> None:
    """A meeting is told again and again; the later place stands in `also`."""
    told = told_once([_event("CONSULT", 0), _event("CONSULT", 100)], TOLD_AGAIN)
    assert len(told) == 1
    assert [q.start for q in told[0].also] == [100]


def test_other_acts_are_told_apart_by_their_words() -> None:
    """Two promises of one pair are two events."""
    assert len(told_once([_event("AGREE", 0), _event("AGREE", 100)], TOLD_AGAIN)) == 2


def test_the_body_comes_before_summary_and_title() -> None:
    """Evidence is quoted from the body where it says the same."""
    told = told_once([_event("CONSULT", 0, field="summary"), _event("CONSULT", 50)], TOLD_AGAIN)
    assert told[0].item.quote.field == ""
    assert [q.field for q in told[0].also] == ["summary"]


def test_parties_in_another_order_are_the_same() -> None:
    """Who is named first does not make another meeting."""
    assert len(told_once([_event("CONSULT", 0), _event("CONSULT", 90, countries=("PER", "CHL"))], TOLD_AGAIN)) == 1


def test_thanks_for_the_same_thing_merge() -> None:
    """The same thanks in the same words elsewhere are one item."""
    thanks = [FoundAppraisal("gratitude", ("CHL",), ("PER",), "its help", ISSUER, Quote("", n, n + 9)) for n in (0, 70)]
    assert len(told_once(thanks)) == 1
