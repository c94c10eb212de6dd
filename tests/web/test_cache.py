"""Answers that are kept while there is room."""

from __future__ import annotations

import random

from dragoman.web.cache import Answer, Cache


def page(words: int, seed: int = 1) -> Answer:
    """Return an answer that does not get much smaller by being compressed."""
    return Answer(random.Random(seed).randbytes(words), "text/html")


def test_what_was_given_is_given_again() -> None:
    """The same key has the same answer, the last that was put."""
    kept = Cache()
    kept.put("a", page(100))
    kept.put("a", page(200))
    assert kept.get("a") == page(200)
    assert kept.get("b") is None


def test_the_longest_unused_goes_when_there_is_no_room() -> None:
    """What was asked for last stays."""
    kept = Cache(most_bytes=2500)
    for seed in (1, 2):
        kept.put(seed, page(1000, seed))
    assert kept.get(1) == page(1000, 1)
    kept.put(3, page(1000, 3))
    assert (kept.get(2), kept.get(1), kept.get(3)) == (None, page(1000, 1), page(1000, 3))


def test_a_page_takes_less_room_than_it_has() -> None:
    """Pages that repeat themselves are kept in a tenth of their size."""
    kept = Cache(most_bytes=20_000)
    for number in range(10):
        kept.put(number, Answer(b"<li>a fact</li>" * 1000, "text/html"))
    assert all(kept.get(number) for number in range(10))
